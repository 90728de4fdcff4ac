// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/loading.h"
#include "core/page.h"

#include <optional>

//! What the repositories share about lists that come in pages.
namespace session {

//! Where a list goes on after `page` (contract 2.6); nothing at its end.
template<typename T>
std::optional<core::Cursor> cursorAfter(const core::Page<T> &page)
{
    if (!page.nextPage.isEmpty())
        return core::Cursor{page.nextPage, {}};
    if (page.hasMore && !page.lastId.isEmpty())
        return core::Cursor{{}, page.lastId};
    return std::nullopt;
}

//! Whether a view would show the same, so that nothing is announced that did not change.
bool looksSame(const core::Loading &a, const core::Loading &b);

} // namespace session
