// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/page.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace api {

struct WalkOptions
{
    std::chrono::milliseconds gap{100}; //!< between pages; 0 on loopback
    int maxPages = 100'000;
    int maxEmptyPages = 100;            //!< in a row (promise D2)
    core::Cursor start;
};

struct WalkSummary
{
    int pages = 0;
    qint64 items = 0;    //!< after deduplication by id
    bool stopped = false; //!< onPage asked to stop; `next` goes on from here
    core::Cursor next;
};

//! Walks a list as contract 2.6 says: next_page, else has_more and last_id; the same filters and limit all along; ids seen
//! before are dropped; a cursor that repeats or a pager that never ends is Error{Protocol}, after which what was
//! delivered stays valid. `onPage` gets new items only and answers whether to go on. Runs in the application's thread;
//! cancel() of the call stops the request under way.
template<typename T>
core::Call<WalkSummary> walkPages(QObject *context, std::function<core::Call<core::Page<T>>(const core::Cursor &)> fetch,
                                  std::function<bool(const QList<T> &)> onPage, WalkOptions options = {});

} // namespace api
