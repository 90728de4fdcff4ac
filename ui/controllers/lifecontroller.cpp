// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/lifecontroller.h"

#include "ui/controllers/activityquestion.h"
#include "ui/controllers/auditsheet.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/lifewords.h"

#include <QLocale>

namespace controllers {

LifeController::LifeController(Navigator &navigator, QWidget &window, const core::Clock &clock)
    : QObject(&window), m_navigator(navigator), m_window(window), m_clock(clock)
{
}

LifeController::~LifeController()
{
    delete m_dialog; // it is the window's, and hears of the end of its session
}

void LifeController::open(const TransferPlace &place)
{
    session::Session *session = m_navigator.session();
    if (!session || !session->history() || place.isEmpty())
        return;
    if (m_dialog && m_session == session && m_place == place) {
        m_dialog->show();
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    m_run.reset();
    m_session = session;
    m_place = place;
    m_connection = session->connection().id;
    delete m_dialog;
    m_dialog = auditDialog(dialogs::AuditDialog::Purpose::Search, *session, place, m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    connect(m_dialog, &dialogs::AuditDialog::startRequested, this, &LifeController::start);
    connect(m_dialog, &dialogs::AuditDialog::stopRequested, this, [this] {
        if (m_run)
            m_run->cancel();
    });
    connect(m_dialog, &dialogs::AuditDialog::missingRequested, this, [this] {
        if (!m_run || !m_dialog)
            return;
        m_dialog->showRunning();
        m_run->readMissing();
    });
    connect(m_dialog, &dialogs::AuditDialog::showRequested, this, [this](int number) {
        if (number < m_places.size())
            emit showRequested(m_connection, m_places.at(number));
    });
    connect(m_dialog, &QObject::destroyed, this, [this] { m_run.reset(); });
    // The list of a connection that is closed leads nowhere.
    connect(session, &QObject::destroyed, m_dialog, [dialog = m_dialog.data()] { delete dialog; });
    m_dialog->show();
}

void LifeController::start(const dialogs::AuditDialog::Choice &choice)
{
    if (!m_session || !m_dialog)
        return;
    session::LifeWish wish;
    wish.store = m_place.store;
    if (choice.part) {
        wish.only = m_place.entry;
        if (m_place.entry.isEmpty())
            wish.folder = m_place.folder;
    }
    wish.query.needle = choice.needle;
    wish.query.regex = choice.regex;
    wish.query.caseSensitive = choice.caseSensitive;
    wish.query.wholeWord = choice.wholeWord;
    m_run = std::make_unique<session::LifeRun>(*m_session, wish);
    connect(m_run.get(), &session::LifeRun::progressChanged, this, &LifeController::showProgress);
    connect(m_run.get(), &session::LifeRun::finished, this, &LifeController::end, Qt::QueuedConnection);
    m_dialog->showRunning();
    showProgress();
    m_run->start();
}

void LifeController::showProgress()
{
    if (!m_dialog || !m_run)
        return;
    const QLocale locale;
    switch (m_run->stage()) {
    case session::LifeRun::Stage::Reading:
        m_dialog->setProgress(tr("%1 of %2 missing texts read").arg(locale.toString(m_run->done()), locale.toString(m_run->total())),
                              m_run->done(), m_run->total());
        break;
    case session::LifeRun::Stage::Joining:
        m_dialog->setProgress(tr("%1 versions looked at").arg(locale.toString(m_run->done())), m_run->done(),
                              qMax(m_run->total(), m_run->done()));
        break;
    default:
        m_dialog->setProgress(tr("Searching the texts on this computer…"), 0, 0);
        break;
    }
}

void LifeController::end()
{
    if (!m_run || !m_dialog || !m_session || m_run->stage() != session::LifeRun::Stage::Idle)
        return;
    const session::LifeReport &report = m_run->report();
    if (!report.badPattern.isEmpty()) {
        m_dialog->askAgain(tr("This is no regular expression: %1.").arg(report.badPattern));
        return;
    }
    const AuditRows rows = rowsOf(report, m_place.store, m_clock.now());
    m_places = rows.places;
    const QString history = coverageWords(m_session->history()->coverage(m_place.store), m_session->history()->isReading(m_place.store));
    m_dialog->showEnded(verdictWords(report), coverageWords(report) + u'\n' + history, rows.groups);
    if (m_run->missing() > 0)
        m_dialog->setMissing(m_run->missing() == 1 ? tr("&Read the Missing Text")
                                                   : tr("&Read the Missing Texts (%1)").arg(QLocale().toString(m_run->missing())));
    if (report.endedBy)
        m_dialog->showFailure(sentence(*report.endedBy, presentation::Operation::ReadVersion),
                              details(*report.endedBy, presentation::Operation::ReadVersion));
}

} // namespace controllers
