// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/connectiondialogs.h"

#include "api/curl.h"
#include "api/presets.h"
#include "secrets/tokenvault.h"
#include "session/connectionbook.h"
#include "ui/controllers/connectiontest.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/sessionhost.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/dialogs/connectionsdialog.h"

#include <QDebug>

using namespace Qt::StringLiterals;
using presentation::Operation;

namespace controllers {

namespace {

QList<dialogs::ServicePreset> presets()
{
    QList<dialogs::ServicePreset> result;
    for (const api::Preset preset : api::presets) {
        const auto kind = preset == api::Preset::Global ? dialogs::ServiceKind::Global
            : preset == api::Preset::China              ? dialogs::ServiceKind::China
                                                        : dialogs::ServiceKind::LegacyGateway;
        result.append({kind, api::baseUrlOf(preset)});
    }
    return result;
}

std::optional<dialogs::CurlParts> parseCurl(const QString &line)
{
    const std::optional<api::CurlLine> read = api::parseCurl(line);
    if (!read)
        return std::nullopt;
    return dialogs::CurlParts{read->baseUrl, read->token.toUtf8(), {}};
}

//! What the dialog does not know (colour, when it was opened) stays as it was.
session::Connection connectionOf(const dialogs::ConnectionDraft &draft, const std::optional<session::Connection> &before)
{
    session::Connection connection = before.value_or(session::Connection());
    connection.id = draft.id;
    connection.name = draft.name;
    connection.baseUrl = draft.baseUrl;
    connection.dialect = session::DialectChoice(int(draft.spelling));
    connection.tokenPlace = draft.keeping == dialogs::TokenKeeping::Keychain ? secrets::TokenPlace::Keychain
                                                                             : secrets::TokenPlace::ThisRun;
    if (draft.keepTexts != session::keepsTexts(connection))
        connection.keepTexts = draft.keepTexts;
    return connection;
}

dialogs::ConnectionDraft draftOf(const session::Connection &connection)
{
    dialogs::ConnectionDraft draft;
    draft.id = connection.id;
    draft.name = connection.name;
    draft.baseUrl = connection.baseUrl;
    draft.spelling = dialogs::SpellingChoice(int(connection.dialect));
    draft.keeping = connection.tokenPlace == secrets::TokenPlace::Keychain ? dialogs::TokenKeeping::Keychain
                                                                           : dialogs::TokenKeeping::ThisRun;
    draft.keepTexts = session::keepsTexts(connection);
    return draft;
}

static_assert(int(dialogs::SpellingChoice::EntryProfile) == int(session::DialectChoice::S));
static_assert(int(dialogs::SpellingChoice::MemoryProfile) == int(session::DialectChoice::C));

} // namespace

ConnectionDialogs::ConnectionDialogs(const Parts &parts, QWidget &window)
    : QObject(&window), m_parts(parts), m_window(window)
{
    connect(&parts.host, &SessionHost::connectionsChanged, this, &ConnectionDialogs::showConnections);
}

ConnectionDialogs::~ConnectionDialogs() = default;

void ConnectionDialogs::offerToken(const QString &variable, const QByteArray &token)
{
    m_offeredVariable = variable;
    m_offeredToken = token;
}

QByteArray ConnectionDialogs::tokenOf(const dialogs::ConnectionDraft &draft) const
{
    return draft.useOfferedToken ? m_offeredToken : draft.token;
}

void ConnectionDialogs::add()
{
    open(new dialogs::ConnectionDialog(dialogs::ConnectionDialog::Purpose::Create, &top()));
}

//! The window, or the dialog that is open over it.
QWidget &ConnectionDialogs::top() const
{
    QWidget *top = &m_window;
    for (QDialog *dialog : m_window.findChildren<QDialog *>(Qt::FindDirectChildrenOnly)) {
        if (dialog->isVisible() && dialog != m_dialog)
            top = dialog;
    }
    return *top;
}

void ConnectionDialogs::edit(const core::ConnectionId &id)
{
    edit(id, dialogs::ConnectionDialog::Purpose::Edit);
}

void ConnectionDialogs::enterToken(const core::ConnectionId &id, bool once)
{
    edit(id, dialogs::ConnectionDialog::Purpose::Token, once);
}

void ConnectionDialogs::edit(const core::ConnectionId &id, dialogs::ConnectionDialog::Purpose purpose, bool once)
{
    // The connection of this run, too: it is in no book yet.
    const std::optional<session::Connection> connection = m_parts.host.find(id);
    if (!connection || connection->kind == session::ConnectionKind::Local)
        return;
    auto *dialog = new dialogs::ConnectionDialog(purpose, &top());
    open(dialog);
    dialogs::ConnectionDraft draft = draftOf(*connection);
    if (once)
        draft.keeping = dialogs::TokenKeeping::ThisRun;
    dialog->setDraft(draft);
}

void ConnectionDialogs::askForToken(const session::Connection &connection, const QString &reason,
                                    const QString &details)
{
    edit(connection.id);
    if (m_dialog)
        m_dialog->showFailure(reason, details);
}

void ConnectionDialogs::open(dialogs::ConnectionDialog *dialog)
{
    using Dialog = dialogs::ConnectionDialog;
    if (m_dialog)
        m_dialog->reject();
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QStringList taken;
    for (const session::Connection &connection : m_parts.book.connections())
        taken.append(connection.name);
    dialog->setTakenNames(taken);
    dialog->setPresets(presets());
    dialog->setCurlParser(parseCurl);
    if (!m_offeredToken.isEmpty())
        dialog->offerToken(m_offeredVariable);
    connect(dialog, &Dialog::testRequested, this, &ConnectionDialogs::test);
    connect(dialog, &Dialog::testAbandoned, this, [this] { m_test.reset(); });
    connect(dialog, &Dialog::submitted, this, &ConnectionDialogs::submit);
    const auto ask = [this] {
        m_parts.vault.probe().then(m_dialog, [this](const auto &state) { showKeychain(state); });
    };
    connect(dialog, &Dialog::keychainCheckRequested, this, ask);
    connect(dialog, &Dialog::keychainUnlockRequested, this, [this] {
        m_parts.vault.unlock().then(m_dialog, [this](const auto &state) { showKeychain(state); });
    });
    ask();
    dialog->open();
}

void ConnectionDialogs::showKeychain(const core::Result<secrets::KeychainState> &state)
{
    if (m_dialog)
        m_dialog->setKeychainStatus(state ? dialogs::keychainStatusOf(secrets::word(*state))
                                          : dialogs::KeychainStatus::Error);
}

void ConnectionDialogs::test(const dialogs::ConnectionDraft &draft)
{
    const auto run = [this, draft](const QByteArray &text) {
        const auto token = api::Token::make(text);
        const auto config = token ? api::ClientConfig::make(draft.baseUrl, *token)
                                  : core::Result<api::ClientConfig>(token.error());
        if (!config) {
            m_dialog->showTestFailed(sentence(config.error(), Operation::TestConnection));
            return;
        }
        m_test = std::make_unique<ConnectionTest>(
            *config, m_dialog, [this](const core::Result<ConnectionTest::Answer> &answer) {
                if (answer)
                    m_dialog->showTestPassed(int(answer->items.size()), answer->hasMore);
                else
                    m_dialog->showTestFailed(sentence(answer.error(), Operation::TestConnection),
                                             details(answer.error(), Operation::TestConnection));
            });
    };
    if (const QByteArray token = tokenOf(draft); !token.isEmpty() || draft.id.isEmpty()) {
        run(token);
        return;
    }
    m_parts.vault.read(draft.id).then(m_dialog, [this, run](const core::Result<std::optional<QByteArray>> &kept) {
        if (!kept)
            m_dialog->showTestFailed(sentence(kept.error(), Operation::ReadToken));
        else
            run(kept->value_or(QByteArray()));
    });
}

void ConnectionDialogs::submit(const dialogs::ConnectionDraft &draft)
{
    const QByteArray token = tokenOf(draft);
    const std::optional<session::Connection> before = m_parts.host.find(draft.id);
    session::Connection connection = connectionOf(draft, before);
    if (draft.id.isEmpty())
        connection.id = session::newConnectionId();
    const bool moved = before && (before->baseUrl != connection.baseUrl || before->dialect != connection.dialect);
    // Of this run and to stay so: only the token is new.
    if (before && !moved && m_parts.host.isForThisRun(draft.id) && draft.keeping == dialogs::TokenKeeping::ThisRun) {
        finish(connection, token);
        return;
    }
    const auto write = [this, connection, token, isNew = !m_parts.book.find(draft.id), moved] {
        if (moved)
            m_parts.host.close(connection.id);
        if (isNew) {
            if (const auto added = m_parts.book.add(connection); !added) {
                m_dialog->showFailure(sentence(added.error(), Operation::WriteLocalFile));
                return;
            }
        } else if (const auto edited = m_parts.book.edit(connection); !edited) {
            m_dialog->showFailure(sentence(edited.error(), Operation::WriteLocalFile));
            return;
        }
        finish(connection, token);
    };
    // Whether the present token may be kept is known first: a connection without its token is of no use.
    m_dialog->setBusy(tr("Keeping the connection…"));
    const auto keep = [this, connection, token, write](bool go) {
        if (!m_dialog)
            return;
        if (!go) {
            m_dialog->setIdle();
            return;
        }
        if (token.isEmpty()) {
            write();
            return;
        }
        m_parts.vault.keep(connection.id, token, connection.tokenPlace)
            .then(m_dialog, [this, write](const core::Result<core::Done> &kept) {
                if (kept)
                    write();
                else
                    m_dialog->showFailure(sentence(kept.error(), Operation::WriteToken),
                                          details(kept.error(), Operation::WriteToken));
            });
    };
    if (moved)
        m_parts.host.askToClose(connection.id, keep);
    else
        keep(true);
}

void ConnectionDialogs::finish(const session::Connection &connection, const QByteArray &token)
{
    // The sheet under it, if any, was told that the old token is refused.
    if (auto *sheet = qobject_cast<dialogs::Sheet *>(m_dialog->parentWidget()); sheet && !sheet->isBusy())
        sheet->setIdle();
    m_dialog->accept();
    const auto made = api::Token::make(token);
    if (!token.isEmpty() && made && m_parts.host.sessionOf(connection.id))
        m_parts.host.useToken(connection.id, *made);
    else if (!m_parts.host.sessionOf(connection.id)) // else renamed, perhaps: what is open stays as it is
        m_parts.host.open(connection.id);
}

void ConnectionDialogs::manage()
{
    using Dialog = dialogs::ConnectionsDialog;
    if (m_list)
        return;
    m_list = new Dialog(&m_window);
    m_list->setAttribute(Qt::WA_DeleteOnClose);
    showConnections();
    connect(m_list, &Dialog::addRequested, this, &ConnectionDialogs::add);
    connect(m_list, &Dialog::editRequested, this, [this](const core::ConnectionId &id) { edit(id); });
    connect(m_list, &Dialog::removeRequested, this, &ConnectionDialogs::remove);
    connect(m_list, &Dialog::keepTextsRequested, this, [this](const core::ConnectionId &id, bool keep) {
        if (const auto kept = m_parts.book.setKeepTexts(id, keep); !kept)
            m_list->showFailure(sentence(kept.error(), Operation::WriteLocalFile));
        showConnections();
    });
    connect(m_list, &Dialog::openRequested, this, [this](const core::ConnectionId &id) {
        m_list->accept();
        m_parts.host.open(id);
    });
    m_list->open();
}

void ConnectionDialogs::showConnections()
{
    if (!m_list)
        return;
    QList<dialogs::ConnectionRow> rows;
    for (const session::Connection &connection : m_parts.book.connections()) {
        const dialogs::ConnectionDraft draft = draftOf(connection);
        rows.append({connection.id, connection.name, connection.baseUrl, draft.keeping,
                     connection.kind == session::ConnectionKind::Local, m_parts.host.current() == connection.id,
                     draft.keepTexts});
    }
    m_list->setConnections(rows);
}

void ConnectionDialogs::remove(const core::ConnectionId &id)
{
    const auto go = [this, id](bool yes) {
        if (!yes || !m_list)
            return;
        m_list->setBusy(tr("Removing the connection and its token…"));
        // The token first: a connection that is gone could never have its token removed again.
        m_parts.vault.remove(id).then(m_list, [this, id](const core::Result<core::Done> &removed) {
            m_list->setIdle();
            if (!removed) {
                m_list->showFailure(sentence(removed.error(), Operation::RemoveToken),
                                    details(removed.error(), Operation::RemoveToken));
                return;
            }
            m_parts.host.forget(id);
            if (const auto gone = m_parts.book.remove(id); !gone)
                m_list->showFailure(sentence(gone.error(), Operation::WriteLocalFile));
            else if (!m_parts.navigator.session())
                m_parts.host.open(session::localConnectionId());
        });
    };
    m_parts.host.askToClose(id, go);
}

} // namespace controllers
