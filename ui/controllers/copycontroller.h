// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/entry.h"
#include "core/store.h"
#include "session/outcomes.h"
#include "ui/controllers/transferplace.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace dialogs {
class CopyDialog;
}
namespace session {
class Session;
}

namespace controllers {

class Navigator;
class PlanRunner;
class SessionHost;

//! An entry, a folder or a store to another store or another connection: where to, plan, run, and a check of both sides.
class CopyController : public QObject
{
    Q_OBJECT
public:
    CopyController(Navigator &navigator, SessionHost &host, QWidget &window);

    void open(const TransferPlace &place);

private:
    struct Copy;

    void chooseConnection(const core::ConnectionId &connection);
    void makePlan(const core::ConnectionId &connection, const core::StoreId &store, const QString &newName);
    void take(const std::shared_ptr<Copy> &copy, bool source, const core::Result<QList<core::Entry>> &entries);
    void run(const std::shared_ptr<Copy> &copy);
    void makeStore(const std::shared_ptr<Copy> &copy);
    void check(const std::shared_ptr<Copy> &copy, const QStringList &paths);

    Navigator &m_navigator;
    SessionHost &m_host;
    QWidget &m_window;
    TransferPlace m_place;
    QPointer<session::Session> m_source;
    QPointer<dialogs::CopyDialog> m_dialog;
    QPointer<PlanRunner> m_runner;
    int m_choosing = 0; //!< an answer for a connection chosen before does not count
};

} // namespace controllers
