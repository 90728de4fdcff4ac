// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/sessionhost.h"

#include "api/apiclient.h"
#include "api/clientconfig.h"
#include "history/filenames.h"
#include "journal/intents.h"
#include "journal/writtenhere.h"
#include "secrets/tokenvault.h"
#include "session/connectionbook.h"
#include "session/session.h"
#include "session/witness.h"
#include "ui/controllers/localworkspace.h"

namespace controllers {

SessionHost::SessionHost(Navigator &navigator, const Parts &parts, QObject *parent)
    : QObject(parent), m_navigator(navigator), m_parts(parts)
{
    connect(&parts.book, &session::ConnectionBook::connectionAdded, this, &SessionHost::connectionsChanged);
    connect(&parts.book, &session::ConnectionBook::connectionChanged, this, &SessionHost::connectionsChanged);
    connect(&parts.book, &session::ConnectionBook::connectionRemoved, this, &SessionHost::connectionsChanged);
    connect(&parts.book, &session::ConnectionBook::connectionChanged, this, &SessionHost::keepTextsAsWanted);
    connect(&parts.local, &LocalWorkspace::changed, this, [this] {
        if (session::Session *local = sessionOf(session::localConnectionId()))
            local->catchUp();
    });
}

SessionHost::~SessionHost() = default;

QList<session::Connection> SessionHost::connections() const
{
    QList<session::Connection> all = m_parts.book.connections();
    if (m_forThisRun && !m_parts.book.find(m_forThisRun->id))
        all.append(*m_forThisRun);
    return all;
}

std::optional<session::Connection> SessionHost::find(const core::ConnectionId &id) const
{
    for (const session::Connection &connection : connections()) {
        if (connection.id == id)
            return connection;
    }
    return std::nullopt;
}

session::Session *SessionHost::sessionOf(const core::ConnectionId &id) const
{
    const auto found = m_sessions.find(id.value);
    return found == m_sessions.end() ? nullptr : found->second.get();
}

void SessionHost::open(const core::ConnectionId &id)
{
    const std::optional<session::Connection> connection = find(id);
    if (!connection)
        return;
    if (m_navigator.session() && id == m_current && sessionOf(id) == m_navigator.session()) {
        emit connectionsChanged();
        return; // it is what is shown
    }
    ++m_opening;
    m_current = connection->id;
    m_navigator.setSession(nullptr);
    emit opening(*connection);
    if (session::Session *session = sessionOf(connection->id))
        show(session);
    else if (connection->kind == session::ConnectionKind::Local)
        openLocal(*connection);
    else
        openRemote(*connection);
}

void SessionHost::bringForward(const core::ConnectionId &id)
{
    session::Session *session = sessionOf(id);
    if (!session)
        return;
    ++m_opening; // whatever was being opened is not wanted any more
    show(session);
}

void SessionHost::askToClose(const core::ConnectionId &id, const std::function<void(bool)> &proceed)
{
    if (m_guard)
        m_guard(id, proceed);
    else
        proceed(true);
}

void SessionHost::openLocal(const session::Connection &connection)
{
    m_parts.local.start().then(
        this, [this, connection, opening = m_opening](const core::Result<LocalWorkspace::Door> &door) {
            if (opening != m_opening)
                return;
            if (!door) {
                emit failed(connection, door.error());
                return;
            }
            const auto token = api::Token::make(door->token);
            if (token)
                start(connection, door->baseUrl, *token);
            else
                emit failed(connection, token.error());
        });
}

void SessionHost::openRemote(const session::Connection &connection)
{
    m_parts.vault.read(connection.id)
        .then(this, [this, connection,
                     opening = m_opening](const core::Result<std::optional<QByteArray>> &kept) {
            if (opening != m_opening)
                return;
            if (!kept) {
                emit tokenWanted(connection, kept.error());
                return;
            }
            if (!kept->has_value()) {
                emit tokenWanted(connection, std::nullopt);
                return;
            }
            const auto token = api::Token::make(**kept);
            if (token)
                start(connection, connection.baseUrl, *token);
            else
                emit tokenWanted(connection, token.error());
        });
}

void SessionHost::openForThisRun(const QString &name, const QString &baseUrl, const api::Token &token)
{
    session::Connection connection;
    connection.id = session::newConnectionId();
    connection.name = name;
    connection.baseUrl = baseUrl;
    connection.tokenPlace = secrets::TokenPlace::ThisRun;
    m_forThisRun = connection;
    ++m_opening;
    m_current = connection.id;
    emit connectionsChanged();
    emit opening(connection);
    start(connection, baseUrl, token);
}

void SessionHost::useToken(const core::ConnectionId &id, const api::Token &token)
{
    const std::optional<session::Connection> connection = find(id);
    if (!connection)
        return;
    if (session::Session *session = sessionOf(id)) {
        session->client().setToken(token);
        session->refresh();
        emit opened(*connection);
        return;
    }
    ++m_opening;
    m_current = id;
    emit opening(*connection);
    start(*connection, connection->baseUrl, token);
}

void SessionHost::start(const session::Connection &connection, const QString &baseUrl, const api::Token &token)
{
    if (const auto made = make(connection, baseUrl, token))
        show(*made);
    else
        emit failed(connection, made.error());
}

core::Result<session::Session *> SessionHost::make(const session::Connection &connection, const QString &baseUrl,
                                                   const api::Token &token)
{
    const auto config = api::ClientConfig::make(baseUrl, token);
    if (!config)
        return config.error();
    auto session = std::make_unique<session::Session>(connection, std::make_unique<api::ApiClient>(*config),
                                                      m_parts.marks, m_parts.clock);
    connect(session.get(), &session::Session::unauthorized, this, [this, id = connection.id] {
        if (const auto refused = find(id))
            emit unauthorized(*refused);
    });
    connect(session.get(), &session::Session::activityChanged, this, [this, id = connection.id](int requests) {
        if (id == m_current)
            emit activityChanged(requests);
    });
    connect(session.get(), &session::Session::writeSettled, this,
            [this, connection](const session::Settlement &settlement) { emit writeSettled(connection, settlement); });
    if (m_parts.intents)
        session->recordWrites(*m_parts.intents);
    if (!m_parts.dataFolder.isEmpty())
        session->keepHistory(isForThisRun(connection.id) ? QString() : m_parts.dataFolder);
    session::Session *made = session.get();
    m_sessions[connection.id.value] = std::move(session);
    keepTextsAsWanted(connection);
    return made;
}

core::Call<session::Session *> SessionHost::prepare(const core::ConnectionId &id)
{
    core::Promise<session::Session *> promise;
    const auto fail = [promise](core::ErrorKind kind) {
        core::Error error;
        error.kind = kind;
        error.delivery = core::Delivery::NotSent;
        promise.resolve(error);
    };
    const auto begin = [this, promise, fail, id](const QString &baseUrl, const QByteArray &text) {
        const std::optional<session::Connection> connection = find(id);
        const auto token = api::Token::make(text);
        if (session::Session *there = sessionOf(id))
            promise.resolve(there); // opened meanwhile
        else if (connection && token)
            promise.resolve(make(*connection, baseUrl, *token));
        else
            fail(core::ErrorKind::Unauthorized);
    };
    const std::optional<session::Connection> connection = find(id);
    if (session::Session *there = sessionOf(id)) {
        promise.resolve(there);
    } else if (!connection) {
        fail(core::ErrorKind::Offline);
    } else if (connection->kind == session::ConnectionKind::Local) {
        m_parts.local.start().then(this, [promise, begin](const core::Result<LocalWorkspace::Door> &door) {
            if (door)
                begin(door->baseUrl, door->token);
            else
                promise.resolve(door.error());
        });
    } else {
        m_parts.vault.read(id).then(
            this, [promise, begin, fail, url = connection->baseUrl](const core::Result<std::optional<QByteArray>> &kept) {
                if (!kept)
                    promise.resolve(kept.error());
                else if (!kept->has_value())
                    fail(core::ErrorKind::Unauthorized);
                else
                    begin(url, **kept);
            });
    }
    return promise.call();
}

void SessionHost::show(session::Session *session)
{
    m_navigator.setSession(session);
    m_current = session->connection().id;
    // The connection of this run is in no book; that it cannot be noted there is right.
    if (m_parts.book.find(m_current)) {
        if (const auto noted = m_parts.book.noteOpened(m_current); !noted)
            qWarning("the last connection could not be noted: %s", qPrintable(noted.error().detail));
    }
    emit opened(session->connection());
    emit connectionsChanged();
}

void SessionHost::close(const core::ConnectionId &id)
{
    const auto found = m_sessions.find(id.value);
    if (found == m_sessions.end())
        return;
    emit closing(id);
    if (m_navigator.session() == found->second.get())
        m_navigator.setSession(nullptr);
    m_sessions.erase(found);
}

//! At each start and when the person chose otherwise, here or in another window.
void SessionHost::keepTextsAsWanted(const session::Connection &connection)
{
    if (m_parts.dataFolder.isEmpty())
        return;
    const QString file = history::textsFileOf(m_parts.dataFolder, connection.id);
    const bool keep = session::keepsTexts(connection) && !isForThisRun(connection.id);
    if (session::Session *session = sessionOf(connection.id))
        session->keepTexts(file, keep);
    else if (!keep)
        session::KeptTexts::removeFile(file);
}

void SessionHost::forget(const core::ConnectionId &id)
{
    close(id);
    if (!m_parts.dataFolder.isEmpty()) {
        session::KeptTexts::removeFile(history::textsFileOf(m_parts.dataFolder, id));
        const QString index = history::indexFileOf(m_parts.dataFolder, id); // closed with its session
        if (!session::removeLedger(session::ledgerFileOf(index)))
            qWarning("the ledger of a removed connection stays: %s", qPrintable(index));
        if (!history::removeDatabase(index))
            qWarning("what was remembered of a removed connection stays: %s", qPrintable(index));
    }
    if (m_parts.marks)
        m_parts.marks->forget(id).then(this, [](const core::Result<core::Done> &forgotten) {
            if (!forgotten)
                qWarning("marks of a removed connection stay: %s", qPrintable(forgotten.error().detail));
        });
    if (m_parts.intents)
        m_parts.intents->forget(id).then(this, [](const core::Result<core::Done> &) {});
}

} // namespace controllers
