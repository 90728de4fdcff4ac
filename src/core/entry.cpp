// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/entry.h"

#include "core/utf8.h"

namespace core {

Integrity integrityOf(const QByteArray &content, const QString &sha256, std::optional<qint64> size)
{
    if (!sha256.isEmpty() && sha256.compare(sha256Hex(content), Qt::CaseInsensitive) != 0)
        return Integrity::HashMismatch;
    if (size && *size != content.size())
        return Integrity::SizeMismatch;
    return sha256.isEmpty() ? Integrity::Unchecked : Integrity::Verified;
}

} // namespace core
