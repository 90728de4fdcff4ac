// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/rows.h"

namespace service {

//! How metadata are kept in a column.
QByteArray metadataToJson(const Metadata &metadata);
//! Nothing when the column is damaged.
std::optional<Metadata> metadataFromJson(const QByteArray &json);

} // namespace service
