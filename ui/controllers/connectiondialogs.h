// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/token.h"
#include "core/call.h"
#include "session/connection.h"
#include "ui/dialogs/connectiondialog.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

namespace dialogs {
class ConnectionsDialog;
}
namespace secrets {
class TokenVault;
enum class KeychainState;
}
namespace session {
class ConnectionBook;
}

namespace controllers {

class ConnectionTest;
class Navigator;
class SessionHost;

//! The dialogs about connections: add, edit, test, remove, and another token for one. The only place where a typed token
//! passes on its way to the vault.
class ConnectionDialogs : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        Navigator &navigator;
        SessionHost &host;
        session::ConnectionBook &book;
        secrets::TokenVault &vault;
    };

    ConnectionDialogs(const Parts &parts, QWidget &window);
    ~ConnectionDialogs() override;

    //! A token that was found in the environment: offered for new connections.
    void offerToken(const QString &variable, const QByteArray &token);

    void add();
    void manage();
    void edit(const core::ConnectionId &id);
    //! A token is wanted: the same dialog, with the reason on top.
    void askForToken(const session::Connection &connection, const QString &reason, const QString &details = {});

    //! Another token and nothing else, over whatever sheet is open: what is typed there stays. `once`: offered for this
    //! run only.
    void enterToken(const core::ConnectionId &id, bool once = false);

private:
    [[nodiscard]] QWidget &top() const;
    void edit(const core::ConnectionId &id, dialogs::ConnectionDialog::Purpose purpose, bool once = false);
    void open(dialogs::ConnectionDialog *dialog);
    void submit(const dialogs::ConnectionDraft &draft);
    void keepToken(const session::Connection &connection, const QByteArray &token);
    void finish(const session::Connection &connection, const QByteArray &token);
    void test(const dialogs::ConnectionDraft &draft);
    void remove(const core::ConnectionId &id);
    void showConnections();
    void showKeychain(const core::Result<secrets::KeychainState> &state);
    [[nodiscard]] QByteArray tokenOf(const dialogs::ConnectionDraft &draft) const;

    Parts m_parts;
    QWidget &m_window;
    QPointer<dialogs::ConnectionDialog> m_dialog;
    QPointer<dialogs::ConnectionsDialog> m_list;
    std::unique_ptr<ConnectionTest> m_test;
    QString m_offeredVariable;
    QByteArray m_offeredToken;
};

} // namespace controllers
