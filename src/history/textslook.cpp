// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/textslook.h"

#include "core/utf8.h"
#include "history/textsfile.h"

#include <QElapsedTimer>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace history {

namespace {

constexpr qint64 sliceMs = 60;     //!< at a time, so that a text that is to be shown does not wait for a search
constexpr int candidatesAtOnce = 500;
constexpr int maxTrigrams = 32;    //!< of a long needle; the text is compared anyway

//! The next texts that may match, by number, and whether there may be more of them.
struct Candidates
{
    QList<qint64> numbers;
    bool more = false;
};

core::Result<QList<qint64>> numbersFrom(db::Statement &select)
{
    QList<qint64> numbers;
    while (select.row())
        numbers.append(select.integerAt(0));
    if (select.failed())
        return select.error();
    return numbers;
}

//! Two rising lists of which each may have been cut at candidatesAtOnce: what is beyond a cut is not known yet.
Candidates merged(const QList<qint64> &one, const QList<qint64> &other)
{
    qint64 known = std::numeric_limits<qint64>::max();
    for (const QList<qint64> *list : {&one, &other}) {
        if (list->size() == candidatesAtOnce)
            known = std::min(known, list->constLast());
    }
    Candidates candidates;
    std::set_union(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(candidates.numbers));
    const auto beyond = std::upper_bound(candidates.numbers.begin(), candidates.numbers.end(), known);
    candidates.numbers.erase(beyond, candidates.numbers.end());
    candidates.more = known != std::numeric_limits<qint64>::max();
    return candidates;
}

core::Result<Candidates> candidatesOf(db::Connection &connection, const TextQuery &query, qint64 after)
{
    const QByteArray asked = indexQuery(query);
    if (asked.isEmpty()) {
        // Bytes can be compared where no other ones mean the same.
        const bool literal = !query.regex && query.caseSensitive;
        db::Statement select = literal
            ? connection.prepare("SELECT number FROM text WHERE number > ? AND instr(body, ?) > 0 ORDER BY number LIMIT ?")
            : connection.prepare("SELECT number FROM text WHERE number > ? ORDER BY number LIMIT ?");
        select.integer(after);
        if (literal)
            select.blob(query.needle.toUtf8());
        const auto numbers = numbersFrom(select.integer(candidatesAtOnce));
        if (!numbers)
            return numbers.error();
        return merged(*numbers, {});
    }
    db::Statement indexed = connection.prepare(
        "SELECT rowid FROM trigram WHERE trigram MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?");
    const auto numbers = numbersFrom(indexed.text(asked).integer(after).integer(candidatesAtOnce));
    if (!numbers)
        return numbers.error();
    db::Statement odd = connection.prepare("SELECT number FROM text WHERE odd <> 0 AND number > ? ORDER BY number LIMIT ?");
    const auto others = numbersFrom(odd.integer(after).integer(candidatesAtOnce));
    if (!others)
        return others.error();
    return merged(*numbers, *others);
}

//! Whether the text is one of the store, where a store was asked for.
core::Result<bool> isWanted(db::Connection &connection, const TextQuery &query, qint64 number)
{
    if (query.store.isEmpty())
        return true;
    db::Statement select = connection.prepare("SELECT 1 FROM place WHERE number = ? AND store = ?");
    const bool there = select.integer(number).text(query.store.value.toUtf8()).row();
    if (select.failed())
        return select.error();
    return there;
}

std::optional<text::SearchMatch> firstIn(const QString &decoded, const TextQuery &query, const core::CancelFlag &cancel,
                                         TextPage &page)
{
    if (!query.regex && !query.wholeWord) {
        const qsizetype at = decoded.indexOf(query.needle, 0, query.caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive);
        return at < 0 ? std::nullopt : std::optional(text::SearchMatch{at, query.needle.size()});
    }
    text::SearchQuery search;
    search.needle = query.needle;
    search.regex = query.regex;
    search.caseSensitive = query.caseSensitive;
    search.wholeWord = query.wholeWord;
    const text::SearchResult result = text::findAll(decoded, search, cancel, 1);
    if (!result.matches.isEmpty())
        return result.matches.constFirst();
    page.end = result.end;
    page.error = result.error;
    page.errorAt = result.errorAt;
    return std::nullopt;
}

core::Result<core::Done> lookAt(db::Connection &connection, const TextQuery &query, qint64 number,
                                const core::CancelFlag &cancel, TextPage &page)
{
    const auto wanted = isWanted(connection, query, number);
    if (!wanted)
        return wanted.error();
    if (!*wanted)
        return core::Done{};
    db::Statement select = connection.prepare("SELECT body, lower(hex(sha256)) FROM text WHERE number = ?");
    if (!select.integer(number).row())
        return select.failed() ? core::Result<core::Done>(select.error()) : core::Result<core::Done>(core::Done{});
    ++page.looked;
    std::optional<QString> decoded = core::decodeUtf8(select.bytesAt(0));
    if (!decoded)
        return core::Done{};
    if (query.regex) // ^ and $ are those of lines that end with LF
        decoded->replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    const auto match = firstIn(*decoded, query, cancel, page);
    if (!match)
        return core::Done{};
    text::LineStart start;
    start.advance(*decoded, match->from);
    page.matches.append({QString::fromLatin1(select.bytesAt(1)), match->from, match->length,
                         text::excerptAt(*decoded, start, match->from, match->length)});
    return core::Done{};
}

} // namespace

QByteArray indexQuery(const TextQuery &query)
{
    if (query.regex)
        return {};
    const QList<uint> characters = query.needle.toUcs4();
    QByteArrayList terms;
    QSet<QByteArray> seen;
    for (qsizetype i = 0; i + 3 <= characters.size() && terms.size() < maxTrigrams; ++i) {
        const char32_t three[] = {characters[i], characters[i + 1], characters[i + 2]};
        const bool odd = std::any_of(std::begin(three), std::end(three), [&query](char32_t c) {
            return query.caseSensitive ? c == 0 : textsfile::isOddForIndex(c);
        });
        QByteArray term = QString::fromUcs4(three, 3).toUtf8();
        if (odd || seen.contains(term))
            continue;
        seen.insert(term);
        terms.append('"' + term.replace('"', "\"\"") + '"');
    }
    return terms.join(" AND ");
}

core::Result<TextPage> lookForTexts(db::Connection &connection, const TextQuery &query, qint64 after, int limit,
                                    const core::CancelFlag &cancel)
{
    TextPage page;
    if (query.needle.isEmpty())
        return page;
    QElapsedTimer slice;
    slice.start();
    const auto candidates = candidatesOf(connection, query, after);
    if (!candidates)
        return candidates.error();
    qint64 done = after;
    for (const qint64 number : candidates->numbers) {
        if (page.matches.size() >= limit || slice.elapsed() >= sliceMs || cancel.isSet())
            break;
        if (const auto looked = lookAt(connection, query, number, cancel, page); !looked)
            return looked.error();
        done = number;
        if (page.end != text::SearchEnd::Complete)
            return page;
    }
    if (cancel.isSet())
        page.end = text::SearchEnd::Cancelled;
    else if (candidates->more || (!candidates->numbers.isEmpty() && done != candidates->numbers.constLast()))
        page.next = done;
    return page;
}

} // namespace history
