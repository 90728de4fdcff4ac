// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/rows.h"

namespace service {

//! The opaque value of `next_page` and `page` (contract 2.6): an id and a direction, never an offset.
QByteArray cursorAfter(const QByteArray &id);
QByteArray cursorBefore(const QByteArray &id);
//! Sets one of the cursors of `page`; false when the text is not one of ours.
bool readCursor(const QByteArray &text, PageRequest &page);

} // namespace service
