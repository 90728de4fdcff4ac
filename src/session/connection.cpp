// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/connection.h"

#include <QUuid>

#include <algorithm>

namespace session {

using namespace Qt::StringLiterals;

bool keepsTexts(const Connection &connection)
{
    return connection.keepTexts.value_or(connection.kind == ConnectionKind::Local);
}

core::ConnectionId newConnectionId()
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces)};
}

core::ConnectionId localConnectionId()
{
    return {u"local"_s};
}

NameProblem checkConnectionName(const QString &name, const QList<Connection> &others, const core::ConnectionId &self)
{
    const QString wanted = name.trimmed();
    if (wanted.isEmpty())
        return NameProblem::Empty;
    if (wanted.size() > maxConnectionName)
        return NameProblem::TooLong;
    if (std::any_of(wanted.begin(), wanted.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; }))
        return NameProblem::OddCharacters;
    const bool taken = std::any_of(others.begin(), others.end(), [&](const Connection &other) {
        return other.id != self && other.name.compare(wanted, Qt::CaseInsensitive) == 0;
    });
    return taken ? NameProblem::Taken : NameProblem::None;
}

} // namespace session
