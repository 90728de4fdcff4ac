// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/scancontroller.h"

#include "models/displaytext.h"
#include "ui/controllers/activityquestion.h"
#include "ui/controllers/auditsheet.h"
#include "ui/controllers/auditwords.h"
#include "ui/controllers/errorbanner.h"
#include "ui/dialogs/auditdialog.h"

#include <QLocale>

#include <utility>

using namespace Qt::StringLiterals;
using presentation::Operation;

namespace controllers {

ScanController::ScanController(Navigator &navigator, QWidget &window, const core::Clock &clock, ScanMarks &marks)
    : QObject(&window), m_navigator(navigator), m_window(window), m_clock(clock), m_marks(marks)
{
}

ScanController::~ScanController() = default;

void ScanController::open(const TransferPlace &place)
{
    session::Session *session = m_navigator.session();
    if (!session || place.isEmpty())
        return;
    if (m_run && m_dialog) { // one at a time
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    m_run.reset();
    m_session = session;
    m_place = place;
    m_connection = session->connection().id;
    delete m_dialog;
    m_dialog = auditDialog(dialogs::AuditDialog::Purpose::Scan, *session, place, m_window);
    connect(m_dialog, &dialogs::AuditDialog::startRequested, this,
            [this](const dialogs::AuditDialog::Choice &choice) { start(choice.part, choice.pastTexts); });
    connect(m_dialog, &dialogs::AuditDialog::stopRequested, this, [this] {
        if (m_run)
            m_run->cancel();
    });
    connect(m_dialog, &dialogs::AuditDialog::showRequested, this, [this](int number) {
        if (number < m_places.size())
            emit showRequested(m_connection, m_places.at(number));
    });
    m_dialog->show();
}

void ScanController::start(bool part, bool past)
{
    if (!m_session || m_run)
        return;
    m_marks.readRules();
    m_scanner = m_marks.rules().scanner;
    m_past = past;
    session::ScanWish wish;
    wish.store = m_place.store;
    wish.past = past;
    wish.scanner = m_scanner;
    if (part) {
        wish.only = m_place.entry;
        if (m_place.entry.isEmpty())
            wish.folder = m_place.folder;
    }
    m_run = std::make_unique<session::ScanRun>(*m_session, wish);
    connect(m_run.get(), &session::ScanRun::progressChanged, this, &ScanController::showProgress);
    connect(m_run.get(), &session::ScanRun::finished, this, &ScanController::end);
    m_dialog->showRunning();
    m_run->start();
}

void ScanController::showProgress()
{
    if (!m_dialog)
        return;
    const QLocale locale;
    const QString done = locale.toString(m_run->done());
    if (m_run->total() == 0)
        m_dialog->setProgress(tr("Reading the list of entries…"), 0, 0);
    else if (m_run->isInPast())
        m_dialog->setProgress(tr("%1 of %2 versions").arg(done, locale.toString(m_run->total())), m_run->done(), m_run->total());
    else
        m_dialog->setProgress(tr("%1 of %2 entries").arg(done, locale.toString(m_run->total())), m_run->done(), m_run->total());
}

void ScanController::end()
{
    const session::ScanRun &run = takeEnded(m_run);
    if (!m_dialog)
        return;
    const session::ScanReport &report = run.report();
    const AuditRows rows = rowsOf(report, *m_scanner, m_place.store, m_clock.now());
    m_places = rows.places;
    m_dialog->showEnded(verdictWords(report), facts(report), rows.groups);
    if (report.endedBy && !report.wasStopped)
        m_dialog->showFailure(sentence(*report.endedBy, Operation::ReadEntry), details(*report.endedBy, Operation::ReadEntry));
}

QString ScanController::facts(const session::ScanReport &report) const
{
    QStringList lines{coverageWords(report)};
    if (m_past && m_session && m_session->history()) {
        lines.append(tr("History: %1").arg(coverageWords(m_session->history()->coverage(m_place.store),
                                                         m_session->history()->isReading(m_place.store))));
    }
    for (const session::RuleProblem &problem : m_marks.rules().problems) {
        const QString words = models::displayText(problem.file) + u": "_s + models::displayText(problem.reason);
        lines.append(tr("These rules of yours were left out: %1").arg(words));
    }
    return lines.join(u'\n');
}

} // namespace controllers
