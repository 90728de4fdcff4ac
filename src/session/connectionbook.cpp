// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/connectionbook.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace session {

using namespace Qt::StringLiterals;

namespace {

core::Error invalid(const QString &field, const QString &detail)
{
    core::Error error{core::ErrorKind::Invalid, {}};
    error.field = field;
    error.detail = detail;
    error.delivery = core::Delivery::NotSent;
    return error;
}

auto findIn(auto &connections, const core::ConnectionId &id)
{
    return std::find_if(connections.begin(), connections.end(), [&](const Connection &c) { return c.id == id; });
}

std::optional<core::Error> problemOf(const Connection &connection, const QList<Connection> &others)
{
    if (checkConnectionName(connection.name, others, connection.id) != NameProblem::None)
        return invalid(u"name"_s, u"not a name for a connection"_s);
    if (connection.kind == ConnectionKind::Remote
        && core::checkBaseUrl(connection.baseUrl) != core::BaseUrlProblem::None)
        return invalid(u"baseUrl"_s, u"not a base URL"_s);
    return std::nullopt;
}

Connection tidied(Connection connection)
{
    connection.name = connection.name.trimmed();
    connection.baseUrl = core::normalizedBaseUrl(connection.baseUrl);
    return connection;
}

} // namespace

ConnectionBook::ConnectionBook(const QString &folder, const QString &localName, const core::Clock &clock,
                               QObject *parent)
    : QObject(parent), m_path(QDir(folder).filePath(u"connections.json"_s)), m_localName(localName), m_clock(clock)
{
    take({});
}

core::Result<ConnectionBookReport> ConnectionBook::load()
{
    ConnectionBookReport report;
    const auto file = readNow(report);
    if (!file)
        return file.error();
    take(*file);
    return report;
}

//! The file as it is. What cannot be read completely is put aside first, so that the next write does not destroy it.
core::Result<ConnectionFile> ConnectionBook::readNow(ConnectionBookReport &report)
{
    const auto bytes = readConnectionFile(m_path);
    if (!bytes && bytes.error().kind != core::ErrorKind::TooLarge)
        return bytes.error();
    const bool absent = bytes && bytes->isEmpty() && !QFile::exists(m_path);
    if (absent)
        return ConnectionFile{m_connections, m_lastOpened}; // the first start, or somebody deleted it while we run
    const auto file = bytes ? parseConnections(*bytes) : core::Result<ConnectionFile>(bytes.error());
    if (file && file->unreadable == 0)
        return file;
    const QString aside = keepAside();
    if (aside.isEmpty()) {
        core::Error error{core::ErrorKind::Storage, {}};
        error.detail = u"%1 is damaged and cannot be put aside"_s.arg(m_path);
        return error;
    }
    report.damagedFile = aside;
    report.unreadable = file ? file->unreadable : 0;
    report.detail = file ? QString() : file.error().detail;
    return file ? file : ConnectionFile{m_connections, m_lastOpened};
}

QString ConnectionBook::keepAside() const
{
    const QString stamp = m_clock.now().toUTC().toString(u"yyyyMMdd-HHmmss"_s);
    for (int attempt = 0; attempt < 100; ++attempt) {
        const QString aside = u"%1.damaged-%2-%3"_s.arg(m_path, stamp).arg(attempt);
        if (QFile::exists(aside))
            continue;
        if (!QFile::rename(m_path, aside))
            return {};
        QFile::setPermissions(aside, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        return aside;
    }
    return {};
}

//! Shows `file` and tells what became different.
void ConnectionBook::take(const ConnectionFile &file)
{
    Connection local{localConnectionId(), m_localName, ConnectionKind::Local, {}};
    QList<Connection> now;
    for (const Connection &connection : file.connections) {
        if (connection.kind == ConnectionKind::Local) {
            local.colour = connection.colour;
            local.keepTexts = connection.keepTexts;
            local.lastOpened = connection.lastOpened;
        } else {
            now.append(connection);
        }
    }
    now.prepend(local);
    const QList<Connection> before = std::exchange(m_connections, now);
    m_lastOpened = file.lastOpened;
    for (const Connection &connection : before) {
        if (findIn(now, connection.id) == now.end())
            emit connectionRemoved(connection.id);
    }
    for (const Connection &connection : std::as_const(now)) {
        const auto known = findIn(before, connection.id);
        if (known == before.end())
            emit connectionAdded(connection);
        else if (*known != connection)
            emit connectionChanged(connection);
    }
}

std::optional<Connection> ConnectionBook::find(const core::ConnectionId &id) const
{
    const auto found = findIn(m_connections, id);
    return found == m_connections.end() ? std::nullopt : std::optional(*found);
}

Connection ConnectionBook::lastOpened() const
{
    return find(m_lastOpened).value_or(m_connections.first());
}

core::Result<core::Done> ConnectionBook::mutate(const Change &change)
{
    ConnectionBookReport report;
    const auto current = readNow(report);
    if (!current)
        return current.error();
    ConnectionFile file = *current;
    if (const auto changed = change(file); !changed)
        return changed;
    if (const auto written = writeConnectionFile(m_path, formatConnections(file)); !written)
        return written;
    take(file);
    return core::Done{};
}

core::Result<Connection> ConnectionBook::add(Connection connection)
{
    connection = tidied(connection);
    connection.kind = ConnectionKind::Remote;
    if (connection.id.isEmpty())
        connection.id = newConnectionId();
    const auto added = mutate([&](ConnectionFile &file) -> core::Result<core::Done> {
        if (findIn(file.connections, connection.id) != file.connections.end())
            return invalid(u"id"_s, u"this connection is there already"_s);
        if (const auto problem = problemOf(connection, file.connections))
            return *problem;
        file.connections.append(connection);
        return core::Done{};
    });
    return added ? core::Result<Connection>(connection) : core::Result<Connection>(added.error());
}

core::Result<core::Done> ConnectionBook::edit(const Connection &connection)
{
    return mutate([&](ConnectionFile &file) -> core::Result<core::Done> {
        const auto old = findIn(file.connections, connection.id);
        if (old == file.connections.end())
            return core::Error{core::ErrorKind::NotFound, {}};
        Connection wanted = tidied(connection);
        wanted.kind = old->kind;
        if (const auto problem = problemOf(wanted, file.connections))
            return *problem;
        *old = wanted;
        return core::Done{};
    });
}

core::Result<core::Done> ConnectionBook::remove(const core::ConnectionId &id)
{
    if (id == localConnectionId())
        return invalid(u"id"_s, u"the Local workspace cannot be removed"_s);
    return mutate([&](ConnectionFile &file) -> core::Result<core::Done> {
        file.connections.removeIf([&](const Connection &connection) { return connection.id == id; });
        if (file.lastOpened == id)
            file.lastOpened = {};
        return core::Done{};
    });
}

core::Result<core::Done> ConnectionBook::setKeepTexts(const core::ConnectionId &id, bool keep)
{
    return mutate([&](ConnectionFile &file) -> core::Result<core::Done> {
        auto changed = findIn(file.connections, id);
        if (changed == file.connections.end() && id == localConnectionId()) {
            file.connections.prepend({id, m_localName, ConnectionKind::Local, {}});
            changed = file.connections.begin();
        }
        if (changed == file.connections.end())
            return core::Error{core::ErrorKind::NotFound, {}};
        changed->keepTexts = keep;
        return core::Done{};
    });
}

core::Result<core::Done> ConnectionBook::noteOpened(const core::ConnectionId &id)
{
    return mutate([&](ConnectionFile &file) -> core::Result<core::Done> {
        auto opened = findIn(file.connections, id);
        if (opened == file.connections.end() && id == localConnectionId()) {
            file.connections.prepend({id, m_localName, ConnectionKind::Local, {}});
            opened = file.connections.begin();
        }
        if (opened == file.connections.end())
            return core::Error{core::ErrorKind::NotFound, {}};
        opened->lastOpened = m_clock.now();
        file.lastOpened = id;
        return core::Done{};
    });
}

} // namespace session
