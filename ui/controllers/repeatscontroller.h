// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "session/repeatsrun.h"
#include "ui/controllers/navigator.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace dialogs {
class AuditDialog;
}
namespace session {
class Session;
}

namespace controllers {

//! *Repeated Texts*: what returned, what was saved without a change, what is there twice. From the history alone.
class RepeatsController : public QObject
{
    Q_OBJECT
public:
    RepeatsController(Navigator &navigator, QWidget &window, const core::Clock &clock);
    ~RepeatsController() override;

    void open(const core::StoreId &store);

signals:
    //! The person wants to see one of them.
    void showRequested(const core::ConnectionId &connection, const controllers::Subject &subject);

private:
    void showProgress();
    void end();

    Navigator &m_navigator;
    QWidget &m_window;
    const core::Clock &m_clock;
    core::StoreId m_store;
    core::ConnectionId m_connection;
    QList<Subject> m_places; //!< of the rows
    QPointer<session::Session> m_session;
    QPointer<dialogs::AuditDialog> m_dialog;
    std::unique_ptr<session::RepeatsRun> m_run;
};

} // namespace controllers
