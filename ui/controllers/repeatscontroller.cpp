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
    m_session = session;
    m_store = store;
    m_connection = session->connection().id;
    delete m_dialog;
    m_dialog = auditDialog(dialogs::AuditDialog::Purpose::Repeats, *session, {store, {}, {}, {}}, m_window);
    connect(m_dialog, &dialogs::AuditDialog::stopRequested, this, [this] {
        if (m_run)
            m_run->cancel();
    });
    connect(m_dialog, &dialogs::AuditDialog::showRequested, this, [this](int number) {
        if (number < m_places.size())
            emit showRequested(m_connection, m_places.at(number));
    });
    m_run = std::make_unique<session::RepeatsRun>(session->history()->index(), store);
    // The index goes with its session, and the list of a connection that is closed leads nowhere.
    connect(session, &QObject::destroyed, m_run.get(), [this] {
        m_run.release()->deleteLater();
        delete m_dialog;
    });
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
    const AuditRows rows = rowsOf(*run.result(), m_store, m_clock.now());
    m_places = rows.places;
    m_dialog->showEnded(verdictWords(*run.result()),
                        coverageWords(m_session->history()->coverage(m_store), m_session->history()->isReading(m_store)), rows.groups);
}

} // namespace controllers
