// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <optional>

namespace service {

//! The 32 hexadecimal digits of a UUIDv7 of that moment: string order is creation order (contract 2.1). Above `last`,
//! the one given out before, whatever the clock says.
QByteArray nextId(const QByteArray &last, qint64 microseconds);

} // namespace service
