// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace core {

//! Decodes UTF-8 without the two silent changes of QString::fromUtf8: a leading U+FEFF stays, and bytes that are not
//! UTF-8 give nothing instead of U+FFFD.
std::optional<QString> decodeUtf8(QByteArrayView bytes);

//! Position of the first byte that is not valid UTF-8, or -1.
qsizetype firstInvalidUtf8(QByteArrayView bytes);

//! Lower-case hexadecimal SHA-256, as in `content_sha256` (contract 2.1).
QString sha256Hex(QByteArrayView bytes);

} // namespace core
