// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/copycontroller.h"

#include "session/listing.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/planrunner.h"
#include "ui/controllers/sessionhost.h"
#include "ui/dialogs/copydialog.h"

#include <QLocale>

using presentation::Operation;
using presentation::Situation;

namespace controllers {

//! What is known of one copy, from the plan to the check.
struct CopyController::Copy
{
    TransferPlace place;
    QPointer<session::Session> source;
    QPointer<session::Session> target;
    core::StoreId store; //!< empty until a new one is made
    QString newName;
    QPointer<PlanRunner> runner;
    std::optional<QList<core::Entry>> from;
    std::optional<QList<core::Entry>> to;
};

CopyController::CopyController(Navigator &navigator, SessionHost &host, QWidget &window)
    : QObject(&window), m_navigator(navigator), m_host(host), m_window(window)
{
}

void CopyController::open(const TransferPlace &place)
{
    m_source = m_navigator.session();
    if (!m_source || place.isEmpty() || m_runner)
        return;
    m_place = place;
    delete m_dialog;
    m_dialog = new dialogs::CopyDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setTarget({m_source->connection().name, targetOf(*m_source, place.store).store});
    const core::Store *store = m_source->store(place.store);
    m_dialog->setSubject(tr("%1 is copied. Texts and paths stay as they are; the history stays here.")
                             .arg(placeText(*m_source, place)),
                         store ? store->name : QString());
    QList<dialogs::CopyDialog::ConnectionChoice> choices;
    core::ConnectionId other;
    for (const session::Connection &connection : m_host.connections()) {
        choices.append({connection.id, connection.name});
        if (other.isEmpty() && connection.id != m_source->connection().id)
            other = connection.id;
    }
    m_dialog->setConnections(choices, other.isEmpty() ? m_source->connection().id : other);
    connect(m_dialog, &dialogs::CopyDialog::connectionChosen, this, &CopyController::chooseConnection);
    connect(m_dialog, &dialogs::CopyDialog::planRequested, this, &CopyController::makePlan);
    m_dialog->open();
    chooseConnection(m_dialog->connection());
}

void CopyController::chooseConnection(const core::ConnectionId &connection)
{
    m_dialog->showLoading();
    const int choosing = ++m_choosing;
    const auto failed = [this](const core::Error &error) {
        m_dialog->showProblem(sentence(error, Operation::ListStores));
    };
    m_host.prepare(connection).then(m_dialog, [this, choosing, failed](const core::Result<session::Session *> &session) {
        if (choosing != m_choosing)
            return;
        if (!session) {
            failed(session.error());
            return;
        }
        session::readAllStores(**session).then(
            m_dialog, [this, choosing, failed, target = QPointer(*session)](const core::Result<QList<core::Store>> &stores) {
                if (choosing != m_choosing || !target)
                    return;
                if (!stores) {
                    failed(stores.error());
                    return;
                }
                QList<core::Store> others = *stores;
                if (target == m_source)
                    others.removeIf([this](const core::Store &store) { return store.id == m_place.store; });
                m_dialog->setStores(others, target->dialect().limits.storeName);
            });
    });
}

void CopyController::makePlan(const core::ConnectionId &connection, const core::StoreId &store, const QString &newName)
{
    const auto copy = std::make_shared<Copy>();
    copy->place = m_place;
    copy->source = m_source;
    copy->target = m_host.sessionOf(connection);
    copy->store = store;
    copy->newName = newName;
    m_dialog->accept();
    if (!copy->source || !copy->target)
        return;
    const dialogs::Target target{copy->target->connection().name,
                                 store.isEmpty() ? newName : targetOf(*copy->target, store).store};
    m_runner = new PlanRunner(dialogs::PlanDialog::Purpose::Copy, target, m_window);
    copy->runner = m_runner;
    m_runner->dialog().showPlanning(tr("Reading both sides…"));
    connect(m_runner, &PlanRunner::runRequested, this, [this, copy] { run(copy); });
    connect(m_runner, &PlanRunner::closed, this, [this] { m_runner.clear(); });
    m_runner->setCheck([this, copy](const QStringList &paths) { check(copy, paths); });
    session::readAllEntries(*copy->source, copy->place.store)
        .then(m_runner,
              [this, copy](const core::Result<QList<core::Entry>> &entries) { take(copy, true, entries); });
    if (store.isEmpty())
        copy->to = QList<core::Entry>();
    else
        session::readAllEntries(*copy->target, store)
            .then(m_runner,
                  [this, copy](const core::Result<QList<core::Entry>> &entries) { take(copy, false, entries); });
    m_runner->dialog().open();
}

void CopyController::take(const std::shared_ptr<Copy> &copy, bool source, const core::Result<QList<core::Entry>> &entries)
{
    if (!entries) {
        copy->runner->fail(sentence(entries.error(), Operation::ListEntries),
                           details(entries.error(), Operation::ListEntries));
        return;
    }
    (source ? copy->from : copy->to) = *entries;
    if (!copy->from || !copy->to || !copy->target)
        return;
    QList<core::Entry> wanted;
    for (const core::Entry &entry : std::as_const(*copy->from)) {
        if (transfer::isBelow(entry, copy->place.folder, copy->place.entry))
            wanted.append(entry);
    }
    copy->runner->setPlan(transfer::planCopy(wanted, {*copy->to, copy->target->dialect().limits, {}, false}));
}

void CopyController::run(const std::shared_ptr<Copy> &copy)
{
    if (!copy->source || !copy->target)
        return;
    if (copy->store.isEmpty())
        makeStore(copy);
    else
        copy->runner->run(*copy->target, copy->store, session::readFrom(*copy->source));
}

void CopyController::makeStore(const std::shared_ptr<Copy> &copy)
{
    const core::Store *original = copy->source->store(copy->place.store);
    api::NewStore store{copy->newName, original ? original->description : QString(), {}};
    copy->runner->dialog().setBusy(tr("Creating the store…"));
    copy->target->commands().createStore(store).then(
        copy->runner, [this, copy](const core::Result<session::StoreOutcome> &outcome) {
            dialogs::PlanDialog &dialog = copy->runner->dialog();
            if (!outcome) {
                dialog.showFailure(sentence(outcome.error(), Operation::CreateStore),
                                   details(outcome.error(), Operation::CreateStore));
            } else if (outcome->kind != session::StoreOutcome::Kind::Done || !outcome->store) {
                const auto words = presentation::sentenceFor(outcome->kind == session::StoreOutcome::Kind::NotApplied
                                                                 ? Situation::NotApplied
                                                                 : Situation::StillUnknown,
                                                             outcome->cause ? &*outcome->cause : nullptr);
                dialog.showFailure(words.full(), words.details);
            } else {
                dialog.setIdle();
                copy->store = outcome->store->id;
                run(copy);
            }
        });
}

void CopyController::check(const std::shared_ptr<Copy> &copy, const QStringList &paths)
{
    if (!copy->source || !copy->target)
        return;
    const QString before = copy->runner->resultText();
    copy->runner->dialog().setResult(tr("%1 Comparing both sides…").arg(before));
    session::checkCopies(*copy->source, copy->place.store, *copy->target, copy->store, paths)
        .then(copy->runner, [copy, before](const core::Result<transfer::CopyCheck> &check) {
            dialogs::PlanDialog &dialog = copy->runner->dialog();
            if (dialog.stage() != dialogs::PlanDialog::Stage::Ended)
                return; // a retry goes on; it ends with a check of its own
            const QLocale locale;
            if (!check)
                dialog.setResult(tr("%1 Both sides could not be compared: %2")
                                     .arg(before, sentence(check.error(), Operation::ListEntries)));
            else if (check->equal == check->total())
                dialog.setResult(
                    tr("%1 Both sides were compared: %2 of %3 have the same path, size and sha256. ✓")
                        .arg(before, locale.toString(check->equal), locale.toString(check->total())));
            else
                dialog.setResult(tr("%1 Both sides were compared: only %2 of %3 have the same path, size and sha256. "
                                    "Somebody wrote meanwhile, or the copy is damaged: %4 differ, %5 are missing there, "
                                    "%6 are no longer here.")
                                     .arg(before, locale.toString(check->equal), locale.toString(check->total()),
                                          locale.toString(check->different.size()),
                                          locale.toString(check->missing.size()), locale.toString(check->gone.size())));
        });
}

} // namespace controllers
