// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/walk.h"

using namespace Qt::StringLiterals;

namespace api {

namespace {

constexpr qsizetype longestCursor = 2048;

core::Error untrusted(const QString &detail)
{
    core::Error error;
    error.kind = core::ErrorKind::Protocol;
    error.detail = detail;
    return error;
}

//! A cursor is an opaque word, never an address.
bool isOpaque(const QString &cursor)
{
    return cursor.size() <= longestCursor && !cursor.contains(u"://"_s) && !cursor.startsWith(u"//"_s);
}

} // namespace

WalkGuard::WalkGuard(const WalkOptions &options) : m_options(options)
{
    if (!options.start.isStart())
        m_used.insert(options.start.page + u'\n' + options.start.afterId);
}

core::Result<std::optional<core::Cursor>> WalkGuard::next(const PageFacts &page)
{
    ++m_pages;
    m_emptyPages = page.newItems > 0 ? 0 : m_emptyPages + 1;
    if (!page.hasMore)
        return std::optional<core::Cursor>();
    core::Cursor cursor;
    if (!page.nextPage.isEmpty()) {
        cursor.page = page.nextPage;
    } else if (!page.lastId.isEmpty()) {
        if (page.newItems > 0 && !page.lastIdIsThere)
            return untrusted(u"$.last_id: not among the page's ids"_s);
        cursor.afterId = page.lastId;
    } else {
        return untrusted(u"$.has_more: true without a cursor to go on with"_s);
    }
    if (!isOpaque(cursor.page) || !isOpaque(cursor.afterId))
        return untrusted(u"$: the cursor is too long or an address"_s);
    const QString key = cursor.page + u'\n' + cursor.afterId;
    if (m_used.contains(key))
        return untrusted(u"$: the cursor repeats"_s);
    m_used.insert(key);
    if (m_emptyPages > m_options.maxEmptyPages)
        return untrusted(u"$.data: more than %1 pages in a row without anything new"_s.arg(m_options.maxEmptyPages));
    if (m_pages >= m_options.maxPages)
        return untrusted(u"$: more than %1 pages"_s.arg(m_options.maxPages));
    return std::optional(cursor);
}

bool isInOrder(const core::Store &earlier, const core::Store &later)
{
    return later.id < earlier.id;
}

bool isInOrder(const core::Entry &, const core::Entry &)
{
    return true; // no source states an order
}

bool isInOrder(const core::Version &earlier, const core::Version &later)
{
    return earlier.createdAt.isNull() || later.createdAt.isNull() || later.createdAt <= earlier.createdAt;
}

core::Error notInOrder(const QString &id)
{
    return untrusted(u"$.data: %1 is out of the list's order"_s.arg(id));
}

} // namespace api
