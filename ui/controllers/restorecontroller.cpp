// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/restorecontroller.h"

#include "models/displaytext.h"
#include "session/historykeeper.h"
#include "session/restoreplanner.h"
#include "session/session.h"
#include "ui/controllers/activityquestion.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/planrunner.h"
#include "ui/controllers/removalactions.h"
#include "ui/controllers/versionwords.h"
#include "ui/dialogs/restoredialog.h"
#include "ui/presentation/relativetime.h"

#include <QCoreApplication>

using presentation::Operation;

namespace controllers {

RestoreController::RestoreController(Navigator &navigator, RemovalActions &removal, QWidget &window)
    : QObject(&window), m_navigator(navigator), m_removal(removal), m_window(window)
{
    connect(&navigator, &Navigator::sessionChanged, this, [this] {
        if (m_dialog)
            m_dialog->reject();
    });
}

RestoreController::~RestoreController() = default;

void RestoreController::open(const TransferPlace &place, const std::optional<core::Version> &preset)
{
    session::Session *session = m_navigator.session();
    if (!session || place.isEmpty() || m_runner)
        return;
    QList<Part> parts{{placeText(*session, {place.store, {}, {}, {}}), {}}};
    if (!place.folder.isEmpty())
        parts.append({placeText(*session, {place.store, place.folder, {}, {}}), {place.folder, {}}});
    if (!place.entry.isEmpty())
        parts.append({placeText(*session, place), {{}, {place.path}}});
    const int chosen = int(parts.size()) - 1;
    const QPointer<session::Session> source(session);
    if (!session->history()) {
        ask(place.store, parts, chosen, {}, preset);
        return;
    }
    session->history()->index().marks(place.store).then(
        this, [this, source, store = place.store, parts, chosen, preset](const core::Result<QList<history::Mark>> &marks) {
            if (source && source == m_navigator.session())
                ask(store, parts, chosen, marks ? *marks : QList<history::Mark>(), preset);
        });
}

void RestoreController::ask(const core::StoreId &store, const QList<Part> &parts, int chosen, const QList<history::Mark> &marks,
                            const std::optional<core::Version> &preset)
{
    session::Session &session = *m_navigator.session();
    delete m_dialog;
    m_dialog = new dialogs::RestoreDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setTarget(targetOf(session, store));
    QStringList words;
    for (const Part &part : parts)
        words.append(part.words);
    m_dialog->setParts(words, chosen);
    const QDateTime now = session.clock().now();
    const core::Store *known = session.store(store);
    m_dialog->setLimits(known ? known->createdAt : core::Timestamp(), core::Timestamp::fromDateTime(now));
    QList<dialogs::RestoreDialog::Moment> moments;
    if (preset)
        //: %1 is "v3, 18 May 15:35", %2 a path
        moments.append({preset->createdAt, tr("Just after %1 of %2 was written")
                                               .arg(versionTitle(session, *preset, true), models::displayText(preset->path))});
    for (const history::Mark &mark : marks)
        moments.append({mark.moment, momentWords(mark, now)});
    m_dialog->setMoments(moments, moments.isEmpty() ? -1 : 0);
    connect(m_dialog, &dialogs::RestoreDialog::planRequested, this, [this, store, parts](int part, const core::Timestamp &moment) {
        m_dialog->accept();
        if (part >= 0 && part < parts.size())
            plan(store, moment, parts[part].scope, parts[part].words);
    });
    m_dialog->open();
}

void RestoreController::plan(const core::StoreId &store, const core::Timestamp &moment, const session::RestoreScope &scope,
                             const QString &what)
{
    session::Session *session = m_navigator.session();
    if (!session || store.isEmpty() || m_runner)
        return;
    m_runner = new PlanRunner(dialogs::PlanDialog::Purpose::Restore, targetOf(*session, store), m_window);
    PlanRunner *runner = m_runner;
    dialogs::PlanDialog &dialog = runner->dialog();
    dialog.setExportAbove(RemovalActions::many);
    //: %1 is "The whole store “x”", %2 a moment to the second
    dialog.setNote(tr("%1, as it stood at %2. Later versions stay in the history.").arg(what, presentation::exactLocal(moment)));
    dialog.showPlanning(tr("Reading the history…"));

    auto *planner = new session::RestorePlanner(*session, store, moment, scope, runner);
    using session::RestorePlanner;
    connect(planner, &RestorePlanner::reading, &dialog, [&dialog](const history::Coverage &coverage, bool enough) {
        dialog.offerPlanNow(enough);
        dialog.showPlanning(coverageWords(coverage, true));
    });
    connect(planner, &RestorePlanner::planned, &dialog, [runner](const QList<transfer::PlanItem> &plan) { runner->setPlan(plan); });
    connect(planner, &RestorePlanner::failed, &dialog, [runner](const core::Error &error, bool list) {
        const Operation operation = list ? Operation::ListEntries
            : error.kind == core::ErrorKind::Storage ? Operation::ReadLocalFile
                                                     : Operation::ListVersions;
        runner->fail(sentence(error, operation), details(error, operation));
    });
    connect(&dialog, &dialogs::PlanDialog::planNowRequested, planner, &RestorePlanner::takeWhatIsKnown);

    const QPointer<session::Session> source(session);
    connect(runner, &PlanRunner::runRequested, this, [runner, source, store] {
        if (source)
            runner->run(*source, store, session::readVersionsFrom(*source, store));
    });
    connect(runner, &PlanRunner::ended, this, [this, runner, connection = session->connection().id] {
        if (const QList<core::Entry> removed = runner->takeRemoved(); !removed.isEmpty())
            m_removal.noteRemoved(connection, removed);
    });
    connect(&dialog, &dialogs::PlanDialog::exportRequested, this, [this, runner] {
        QList<core::Entry> entries;
        for (const transfer::PlanItem &item : runner->model().plan()) {
            if (item.kind == transfer::PlanKind::Delete && item.chosen && item.base)
                entries.append(*item.base);
        }
        emit exportRequested(entries);
    });
    connect(runner, &PlanRunner::closed, this, [this] { m_runner.clear(); });
    dialog.open();
    planner->start();
}

} // namespace controllers
