// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace core {

//! One reply of a list call (contract 2.6).
template<typename T>
struct Page
{
    QList<T> items;
    QString firstId;        //!< empty for null
    QString lastId;         //!< empty for null
    bool hasMore = false;
    QString nextPage;       //!< empty when absent or null
    int foreignItems = 0;   //!< items of another type (memory_prefix), skipped
};

//! Where a walk goes on: at most one of the two is set.
struct Cursor
{
    QString page;
    QString afterId;

    [[nodiscard]] bool isStart() const { return page.isEmpty() && afterId.isEmpty(); }
    friend bool operator==(const Cursor &, const Cursor &) = default;
};

} // namespace core
