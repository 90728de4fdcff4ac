// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store.h"
#include "wire/dialect.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <optional>

//! The JSON bodies of requests. Pure; texts are not checked here (api/checks.h does). Contents are valid UTF-8 and go
//! out as the very same bytes.
namespace wire {

QByteArray createStoreBody(const QString &name, const QString &description, const core::Metadata &metadata);
//! A patch: absent stays as it is, a metadata value of nothing removes the key.
QByteArray updateStoreBody(const std::optional<QString> &name, const std::optional<QString> &description,
                           const QMap<QString, std::optional<QString>> &metadata);
QByteArray createEntryBody(const QString &path, const QByteArray &content,
                           const std::optional<core::Metadata> &metadata);
//! Which lock goes out is the dialect's: the number, or the hash of what was read (contract 2.7 #10). A lock whose value
//! is not known is left out.
QByteArray updateEntryBody(UpdateLock lock, const QByteArray &content, std::optional<qint64> baseVersion,
                           const QString &baseSha256, const std::optional<core::Metadata> &metadata);

} // namespace wire
