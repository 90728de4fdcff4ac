// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/baseurl.h"
#include "core/ids.h"
#include "secrets/tokenplace.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace session {

enum class ConnectionKind {
    Local,  //!< the embedded service: one, always there, its URL and token made at each start
    Remote, //!< a service at a base URL
};

enum class DialectChoice { Auto, S, C };

//! A service that can be opened, as it is kept between runs. Never holds a token: that is in secrets::TokenVault under
//! the same id.
struct Connection
{
    core::ConnectionId id; //!< random, made once; drafts and marks refer to it
    QString name;
    ConnectionKind kind = ConnectionKind::Remote;
    QString baseUrl; //!< normalized; empty for Local
    DialectChoice dialect = DialectChoice::Auto;
    secrets::TokenPlace tokenPlace = secrets::TokenPlace::Keychain;
    //! Whether texts of versions are kept on this computer; nothing said: as keepsTexts() decides.
    std::optional<bool> keepTexts = std::nullopt;
    QString colour = {}; //!< "#rrggbb" or empty
    QDateTime lastOpened = {}; //!< UTC; invalid: never

    friend bool operator==(const Connection &, const Connection &) = default;
};

//! For the Local workspace, whose texts are on this computer anyway, unless it was switched off. For a service elsewhere
//! only when it was switched on: its texts would be where whoever redacts them there cannot see them.
bool keepsTexts(const Connection &connection);

core::ConnectionId newConnectionId();
//! Of the Local workspace; the same on every computer, since each has exactly one.
core::ConnectionId localConnectionId();

enum class NameProblem { None, Empty, TooLong, OddCharacters, Taken };

constexpr int maxConnectionName = 80; //!< UTF-16 units

//! Whether `name` can be given to the connection `self` (empty for a new one) among `others`. Names are compared without
//! regard to case, because people tell connections apart by them.
NameProblem checkConnectionName(const QString &name, const QList<Connection> &others,
                                const core::ConnectionId &self = {});

} // namespace session
