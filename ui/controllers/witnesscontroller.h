// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "session/witness.h"
#include "ui/controllers/auditwords.h"
#include "ui/controllers/navigator.h"

#include <QObject>
#include <QPointer>

namespace dialogs {
class AuditDialog;
}
namespace panels {
class StoresPanel;
}
namespace session {
class Session;
}

namespace controllers {

//! What the witness raises: a quiet line above the stores, and *Witness*, which checks the ledger and lists everything that
//! was ever raised, with both states.
class WitnessController : public QObject
{
    Q_OBJECT
public:
    WitnessController(Navigator &navigator, panels::StoresPanel &stores, QWidget &window, const core::Clock &clock);
    ~WitnessController() override;

    void open(const core::StoreId &store);

signals:
    //! The person wants to see one of them.
    void showRequested(const core::ConnectionId &connection, const controllers::Subject &subject);

private:
    void follow();
    void raise(session::Session &session, const core::StoreId &store, const QList<session::Alarm> &alarms);
    void end(const core::Result<QList<session::Alarm>> &alarms);

    Navigator &m_navigator;
    panels::StoresPanel &m_stores;
    QWidget &m_window;
    const core::Clock &m_clock;
    core::StoreId m_raisedIn; //!< what the line is about
    int m_raised = 0;
    core::ConnectionId m_connection;
    core::StoreId m_store;
    QList<Subject> m_places; //!< of the rows
    QPointer<session::Session> m_session;
    QPointer<dialogs::AuditDialog> m_dialog;
    core::Call<audit::LedgerReport> m_report;
    core::Call<QList<session::Alarm>> m_alarms;
    std::optional<audit::LedgerReport> m_found;
};

//! "Its SHA-256 is another one"; of the ledger itself, what was found at the start.
QString alarmWords(const session::Alarm &alarm);
//! Both states, a line for each thing that is another.
QString alarmStates(const session::Alarm &alarm);
QString verdictWords(const audit::LedgerReport &report, qsizetype alarms);
QString factsWords(const audit::LedgerReport &report, const QString &file);
AuditRows rowsOf(const QList<session::Alarm> &alarms, const core::StoreId &store, const QDateTime &now);

} // namespace controllers
