// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "session/liferun.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/transferplace.h"
#include "ui/dialogs/auditdialog.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace controllers {

//! *Search Through All Time*: when did this come in, and when did it go. One search at a time; its list is beside
//! the window while it runs, and comes back as it is after it was closed, until another place or connection is asked about.
class LifeController : public QObject
{
    Q_OBJECT
public:
    LifeController(Navigator &navigator, QWidget &window, const core::Clock &clock);
    ~LifeController() override;

    void open(const TransferPlace &place);

signals:
    //! The person wants to see the change with which it came in.
    void showRequested(const core::ConnectionId &connection, const controllers::Subject &subject);

private:
    void start(const dialogs::AuditDialog::Choice &choice);
    void showProgress();
    void end();

    Navigator &m_navigator;
    QWidget &m_window;
    const core::Clock &m_clock;
    TransferPlace m_place;
    core::ConnectionId m_connection;
    QList<Subject> m_places; //!< of the rows
    QPointer<session::Session> m_session;
    QPointer<dialogs::AuditDialog> m_dialog;
    std::unique_ptr<session::LifeRun> m_run; //!< stays after its end, because it can go on
};

} // namespace controllers
