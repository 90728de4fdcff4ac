// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/repeatscontroller.h"

#include "session/session.h"
#include "ui/controllers/activityquestion.h"
#include "ui/controllers/auditsheet.h"
#include "ui/controllers/auditwords.h"
#include "ui/controllers/errorbanner.h"
#include "ui/dialogs/auditdialog.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace controllers {

RepeatsController::RepeatsController(Navigator &navigator, QWidget &window, const core::Clock &clock)
    : QObject(&window), m_navigator(navigator), m_window(window), m_clock(clock)
{
}

RepeatsController::~RepeatsController() = default;

void RepeatsController::open(const core::StoreId &store)
{
    session::Session *session = m_navigator.session();
    if (!session || !session->history() || store.isEmpty())
        return;
    m_run.reset();
    m_nearRun.reset();
    m_repeats.reset();
    m_alike.reset();
    m_session = session;
    m_store = store;
    m_connection = session->connection().id;
    delete m_dialog;
    m_dialog = auditDialog(dialogs::AuditDialog::Purpose::Repeats, *session, {store, {}, {}, {}}, m_window);
    connect(m_dialog, &dialogs::AuditDialog::stopRequested, this, [this] {
        if (m_run)
            m_run->cancel();
        if (m_nearRun)
            m_nearRun->cancel();
    });
    connect(m_dialog, &dialogs::AuditDialog::missingRequested, this, &RepeatsController::lookForAlike);
    connect(m_dialog, &dialogs::AuditDialog::showRequested, this, [this](int number) {
        if (m_others.contains(number)) {
            ComparedText other = m_others.value(number);
            other.session = m_session;
            emit compareRequested(m_connection, m_places.at(number), other);
        } else if (number < m_places.size()) {
            emit showRequested(m_connection, m_places.at(number));
        }
    });
    m_run = std::make_unique<session::RepeatsRun>(session->history()->index(), store);
    // The index goes with its session, and the list of a connection that is closed leads nowhere.
    connect(session, &QObject::destroyed, m_run.get(), [this] {
        m_run.release()->deleteLater();
        delete m_dialog;
    });
    connect(session, &QObject::destroyed, m_dialog, &QObject::deleteLater);
    connect(m_run.get(), &session::RepeatsRun::progressChanged, this, &RepeatsController::showProgress);
    connect(m_run.get(), &session::RepeatsRun::finished, this, &RepeatsController::end);
    m_dialog->showRunning();
    m_dialog->show();
    m_run->start();
}

void RepeatsController::showProgress()
{
    if (!m_dialog || !m_session)
        return;
    const qint64 all = m_session->history()->coverage(m_store).records;
    m_dialog->setProgress(tr("%1 versions looked at").arg(QLocale().toString(m_run->done())), m_run->done(), qMax(all, m_run->done()));
}

void RepeatsController::end()
{
    const session::RepeatsRun &run = takeEnded(m_run);
    if (!m_dialog || !m_session)
        return;
    if (!run.result()) {
        const core::Error &error = run.result().error();
        m_dialog->showEnded(tr("The history on this computer could not be read."), {}, {});
        m_dialog->showFailure(sentence(error, presentation::Operation::ReadLocalFile),
                              details(error, presentation::Operation::ReadLocalFile));
        return;
    }
    m_repeats = *run.result();
    showFound();
}

void RepeatsController::showFound()
{
    AuditRows rows = rowsOf(*m_repeats, m_store, m_clock.now());
    QString verdict = verdictWords(*m_repeats);
    QString facts = coverageWords(m_session->history()->coverage(m_store), m_session->history()->isReading(m_store));
    if (m_alike) {
        addNearTwins(rows, *m_alike, m_clock.now());
        verdict += u' ' + verdictWords(*m_alike);
        facts += u'\n' + coverageWords(*m_alike);
    }
    m_places = rows.places;
    m_others = rows.others;
    m_dialog->showEnded(verdict, facts, rows.groups);
    m_dialog->setMissing(m_alike && !m_alike->wasStopped ? QString() : tr("Texts That Are &Alike"),
                         tr("Reads the text that each entry has now, and finds those that are at least %1 % alike.")
                             .arg(audit::NearTwinFinder::usualPercent));
}

//! Only on request: it reads texts.
void RepeatsController::lookForAlike()
{
    if (!m_session || !m_repeats || m_run || m_nearRun)
        return;
    m_nearRun = std::make_unique<session::NearTwinsRun>(*m_session, m_store);
    connect(m_nearRun.get(), &session::NearTwinsRun::progressChanged, this, &RepeatsController::showAlikeProgress);
    connect(m_nearRun.get(), &session::NearTwinsRun::finished, this, &RepeatsController::endAlike);
    m_dialog->showRunning();
    m_nearRun->start();
}

void RepeatsController::showAlikeProgress()
{
    if (!m_dialog)
        return;
    const QLocale locale;
    if (m_nearRun->isComparing())
        m_dialog->setProgress(tr("Comparing %1 texts…").arg(locale.toString(m_nearRun->total())), 0, 0);
    else if (m_nearRun->total() == 0)
        m_dialog->setProgress(tr("Reading the list of entries…"), 0, 0);
    else
        m_dialog->setProgress(tr("%1 of %2 texts").arg(locale.toString(m_nearRun->done()), locale.toString(m_nearRun->total())),
                              m_nearRun->done(), m_nearRun->total());
}

void RepeatsController::endAlike()
{
    const session::NearTwinsRun &run = takeEnded(m_nearRun);
    if (!m_dialog || !m_session)
        return;
    m_alike = run.report();
    showFound();
    if (m_alike->endedBy && !m_alike->wasStopped)
        m_dialog->showFailure(sentence(*m_alike->endedBy, presentation::Operation::ReadEntry),
                              details(*m_alike->endedBy, presentation::Operation::ReadEntry));
}

} // namespace controllers
