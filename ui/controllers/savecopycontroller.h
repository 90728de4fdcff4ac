// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/result.h"
#include "session/outcomes.h"

#include <QObject>
#include <QPointer>

namespace dialogs {
class SaveCopyDialog;
}
namespace panels {
class StoresPanel;
}
namespace session {
class Session;
}

namespace controllers {

class SessionHost;

//! Saves a text as a new entry in a store that the person chooses, of this or another connection: a way out when its own
//! place is gone, archived, or another account's. What is open stays as it is. Application's thread.
class SaveCopyController : public QObject
{
    Q_OBJECT
public:
    SaveCopyController(SessionHost &host, panels::StoresPanel &stores, QWidget &window);

    //! `connection`, `store` and `path`: where the text comes from; they are what is offered first.
    void open(const core::ConnectionId &connection, const core::StoreId &store, const QString &path,
              const QByteArray &text);

signals:
    //! The person wants to see what was saved.
    void showRequested(const core::ConnectionId &connection, const core::StoreId &store, const core::EntryId &entry);

private:
    void choose(const core::ConnectionId &connection);
    [[nodiscard]] QString problemOf(const QString &path) const;
    void save(const core::StoreId &store, const QString &path);
    void settle(const core::Result<session::CreateOutcome> &result);

    SessionHost &m_host;
    panels::StoresPanel &m_stores;
    QWidget &m_window;
    QPointer<dialogs::SaveCopyDialog> m_dialog;
    QPointer<session::Session> m_session; //!< of the connection that is chosen
    core::StoreId m_from;
    QByteArray m_text;
    core::EntryRef m_saved; //!< what the banner is about
    int m_choosing = 0;     //!< a later choice makes earlier answers void
};

} // namespace controllers
