// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <optional>

namespace db {

//! What has to be known of a database file to read its pages (SQLite's file format, 1.3).
struct PageFormat
{
    //! Bytes at the start of the file that say it.
    static constexpr size_t headerSize = 100;
    //! Nothing when these are not the first bytes of a database.
    static std::optional<PageFormat> from(const uchar *header);

    size_t pageSize = 0;
    size_t usable = 0;         //!< what SQLite uses of a page; the rest at its end belongs to extensions
    bool pointerMaps = false;  //!< of auto_vacuum, which our files do not have
};

//! Page numbers below it are the only ones for which a page of a tree can be told from others by its first byte.
inline constexpr qint64 maximalPages = (qint64(1) << 25) - 1;

//! Copies of page `number` (from 1) of a tree what belongs to it: its header, its cells, and the heads of its free blocks.
//! Every other byte of `copy` is 0. False, and `copy` is anything, when the page is of another kind, which leaves nothing
//! behind (overflow and free pages are cleared by secure_delete), or does not keep to the format: damage is for a rescue.
bool copyUsed(const PageFormat &format, qint64 number, const uchar *page, uchar *copy);

} // namespace db
