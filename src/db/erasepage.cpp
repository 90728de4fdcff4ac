// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "db/erasepage.h"

#include <algorithm>
#include <cstring>

namespace db {

namespace {

constexpr uchar InteriorIndex = 2;
constexpr uchar InteriorTable = 5;
constexpr uchar LeafIndex = 10;
constexpr uchar LeafTable = 13;

size_t twoBytes(const uchar *at)
{
    return size_t(at[0]) << 8 | at[1];
}

//! How many bytes the number has; 0 when it goes on beyond `end`.
size_t readNumber(const uchar *at, const uchar *end, quint64 &value)
{
    value = 0;
    for (size_t i = 0; i < 9 && at + i < end; ++i) {
        if (i == 8) {
            value = value << 8 | at[i];
            return 9;
        }
        value = value << 7 | (at[i] & 0x7f);
        if (at[i] < 0x80)
            return i + 1;
    }
    return 0;
}

//! The part of a payload that is in the page itself, with the number of the page that it goes on in.
size_t localSize(quint64 payload, size_t usable, bool table)
{
    const quint64 most = table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
    if (payload <= most)
        return size_t(payload);
    const quint64 least = (usable - 12) * 32 / 255 - 23;
    const quint64 local = least + (payload - least) % (usable - 4);
    return size_t(local <= most ? local : least) + 4;
}

//! Bytes of the cell at `at`; 0 when it does not end before `end`.
size_t cellSize(uchar kind, const uchar *at, const uchar *end, size_t usable)
{
    const uchar *next = at;
    quint64 payload = 0;
    quint64 row = 0;
    if (kind == InteriorIndex || kind == InteriorTable) {
        if (end - next < 4)
            return 0;
        next += 4; // the page below
    }
    if (kind != InteriorTable) {
        const size_t length = readNumber(next, end, payload);
        if (length == 0)
            return 0;
        next += length;
    }
    if (kind == InteriorTable || kind == LeafTable) {
        const size_t length = readNumber(next, end, row);
        if (length == 0)
            return 0;
        next += length;
    }
    const size_t local = kind == InteriorTable ? 0 : localSize(payload, usable, kind == LeafTable);
    return local <= size_t(end - next) ? size_t(next - at) + local : 0;
}

bool isPointerMap(const PageFormat &format, qint64 number)
{
    return format.pointerMaps && number >= 2 && (number - 2) % qint64(format.usable / 5 + 1) == 0;
}

} // namespace

std::optional<PageFormat> PageFormat::from(const uchar *header)
{
    if (std::memcmp(header, "SQLite format 3", 16) != 0)
        return std::nullopt;
    PageFormat format;
    format.pageSize = twoBytes(header + 16) == 1 ? 65536 : twoBytes(header + 16);
    format.usable = format.pageSize - header[20];
    format.pointerMaps = std::any_of(header + 52, header + 56, [](uchar byte) { return byte != 0; });
    if (format.pageSize < 512 || (format.pageSize & (format.pageSize - 1)) != 0 || format.usable < 480)
        return std::nullopt;
    return format;
}

bool copyUsed(const PageFormat &format, qint64 number, const uchar *page, uchar *copy)
{
    const size_t start = number == 1 ? PageFormat::headerSize : 0;
    const uchar kind = page[start];
    if ((kind != InteriorIndex && kind != InteriorTable && kind != LeafIndex && kind != LeafTable)
        || isPointerMap(format, number))
        return false;
    const size_t pointers = start + (kind == InteriorIndex || kind == InteriorTable ? 12 : 8);
    const size_t cells = twoBytes(page + start + 3);
    const size_t body = pointers + 2 * cells;
    if (body > format.usable)
        return false;

    std::memset(copy, 0, format.pageSize);
    std::memcpy(copy, page, body);
    std::memcpy(copy + format.usable, page + format.usable, format.pageSize - format.usable);
    for (size_t i = 0; i < cells; ++i) {
        const size_t at = twoBytes(page + pointers + 2 * i);
        if (at < body || at >= format.usable)
            return false;
        const size_t size = cellSize(kind, page + at, page + format.usable, format.usable);
        if (size == 0)
            return false;
        std::memcpy(copy + at, page + at, size);
    }
    size_t from = body;
    for (size_t block = twoBytes(page + start + 1); block != 0; block = twoBytes(page + block)) {
        if (block < from || block + 4 > format.usable)
            return false;
        const size_t size = twoBytes(page + block + 2);
        if (size < 4 || block + size > format.usable)
            return false;
        std::memcpy(copy + block, page + block, 4);
        from = block + size;
    }
    return true;
}

} // namespace db
