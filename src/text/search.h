// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/background.h"

#include <QList>
#include <QString>

namespace text {

struct SearchQuery
{
    QString needle;
    bool regex = false;
    bool caseSensitive = false;
    bool wholeWord = false;
    qsizetype from = 0;
    qsizetype to = -1; //!< -1: the end of the text

    friend bool operator==(const SearchQuery &, const SearchQuery &) = default;
};

struct SearchMatch
{
    qsizetype from = 0; //!< UTF-16 units
    qsizetype length = 0;

    friend bool operator==(const SearchMatch &, const SearchMatch &) = default;
};

enum class SearchEnd : quint8 {
    Complete,
    More,       //!< there are more matches than are kept
    BadPattern,
    TooSlow,    //!< the pattern needs more steps than a person should wait for
    TooLarge,   //!< what would be put in is larger than any entry may be
    Cancelled,
};

struct SearchResult
{
    SearchEnd end = SearchEnd::Complete;
    QList<SearchMatch> matches; //!< in order and apart; empty ones are left out
    QString error;              //!< of a bad pattern, in the engine's words
    qsizetype errorAt = -1;
};

struct ReplaceResult
{
    SearchEnd end = SearchEnd::Complete;
    QList<SearchMatch> matches;
    QStringList texts; //!< one for each match
};

//! Finds all. Bounded whatever the pattern: a limit of steps for each match, of time for all, of matches kept. Lines end
//! with LF; in a pattern ^ and $ are theirs. Pure, any thread.
[[nodiscard]] SearchResult findAll(const QString &text, const SearchQuery &query, const core::CancelFlag &cancel = {},
                                   qsizetype most = 10'000);

//! What takes the place of each match. With a pattern `with` may have $1 to $9, $0, $$, \n, \t and \\.
[[nodiscard]] ReplaceResult replaceAll(const QString &text, const SearchQuery &query, const QString &with,
                                       const core::CancelFlag &cancel = {});

} // namespace text
