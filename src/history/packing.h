// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

//! Ids and hashes in half the bytes. What has exactly the usual form is packed, anything else is kept as it is, and both
//! come back as they were. Inside the layer only.
namespace history {

//! `memver_` and 32 lower-case hexadecimal digits: 16 bytes. Bytewise order is the order of the ids within each form.
QByteArray packId(QLatin1StringView prefix, const QString &id);
QString unpackId(QLatin1StringView prefix, const QByteArray &packed);

//! 64 lower-case hexadecimal digits: 32 bytes. Nothing for nothing.
QByteArray packHash(const QString &sha256);
QString unpackHash(const QByteArray &packed);

} // namespace history
