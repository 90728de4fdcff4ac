// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QList>

#include <optional>

namespace text {

//! A run of lines that differ; line indexes count from 0.
struct Hunk
{
    int beforeStart = 0;
    int beforeCount = 0;
    int afterStart = 0;
    int afterCount = 0;

    friend bool operator==(const Hunk &, const Hunk &) = default;
};

struct Hunks
{
    QList<Hunk> list;
    int added = 0;
    int removed = 0;
};

//! Which lines (ended by LF) differ, by libgit2 with default flags, so that the counts are those of `git diff`. Buffers
//! with NUL are text too. With `ignoreBlanks` they are those of `git diff -w`. Nothing when the library gives up (out of memory). Any thread.
std::optional<Hunks> lineHunks(QByteArrayView before, QByteArrayView after, bool ignoreBlanks = false);

} // namespace text
