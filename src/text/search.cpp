// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/search.h"

#include <QElapsedTimer>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace text {

namespace {

constexpr qint64 MaxTime = 2'000;                    //!< ms for all matches
constexpr qsizetype MaxReplacements = 1'000'000;
constexpr qsizetype MaxReplaced = 8 * 1024 * 1024;   //!< UTF-16 units that all replacements may have
// For one match. PCRE counts backtracking points; so many take some tens of milliseconds.
const QString Limits = u"(*LIMIT_MATCH=200000)(*LIMIT_DEPTH=20000)"_s;

QRegularExpression expressionOf(const SearchQuery &query)
{
    QString pattern = query.regex ? query.needle : QRegularExpression::escape(query.needle);
    if (query.wholeWord)
        pattern = u"(?<!\\w)(?:"_s + pattern + u")(?!\\w)"_s;
    QRegularExpression::PatternOptions options
        = QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!query.caseSensitive)
        options |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(Limits + pattern, options);
}

//! Calls `found` with each match until it returns false.
template<typename Found>
SearchEnd walk(const QString &text, const SearchQuery &query, const QRegularExpression &expression,
               const core::CancelFlag &cancel, Found found)
{
    QElapsedTimer timer;
    timer.start();
    const qsizetype to = query.to < 0 ? text.size() : std::min(query.to, text.size());
    qsizetype at = std::min(query.from, to);
    while (at <= to) {
        if (cancel.isSet())
            return SearchEnd::Cancelled;
        if (timer.elapsed() > MaxTime)
            return SearchEnd::TooSlow;
        // Each look at whether the text is UTF-16 would pass through all of it; what was decoded is.
        const QRegularExpressionMatch match = expression.match(
            text, at, QRegularExpression::NormalMatch, QRegularExpression::DontCheckSubjectStringMatchOption);
        if (!match.isValid())
            return SearchEnd::TooSlow;
        if (!match.hasMatch() || match.capturedEnd() > to)
            return SearchEnd::Complete;
        if (match.capturedLength() > 0 && !found(match))
            return SearchEnd::More;
        at = match.capturedLength() > 0 ? match.capturedEnd() : match.capturedEnd() + 1;
        if (at < text.size() && at > 0 && text[at].isLowSurrogate() && text[at - 1].isHighSurrogate())
            ++at;
    }
    return SearchEnd::Complete;
}

QString expanded(const QString &with, const QRegularExpressionMatch &match)
{
    QString result;
    for (qsizetype i = 0; i < with.size(); ++i) {
        const QChar c = with[i];
        const QChar next = i + 1 < with.size() ? with[i + 1] : QChar();
        if (c == u'$' && next.unicode() >= u'0' && next.unicode() <= u'9') {
            result += match.captured(next.unicode() - u'0');
            ++i;
        } else if (c == u'$' && next == u'$') {
            result += u'$';
            ++i;
        } else if (c == u'\\' && (next == u'n' || next == u't' || next == u'\\')) {
            result += next == u'n' ? u'\n' : next == u't' ? u'\t' : u'\\';
            ++i;
        } else {
            result += c;
        }
    }
    return result;
}

} // namespace

SearchResult findAll(const QString &text, const SearchQuery &query, const core::CancelFlag &cancel, qsizetype most)
{
    SearchResult result;
    if (query.needle.isEmpty())
        return result;
    const QRegularExpression expression = expressionOf(query);
    if (!expression.isValid()) {
        result.end = SearchEnd::BadPattern;
        result.error = expression.errorString();
        const qsizetype before = Limits.size() + (query.wholeWord ? 11 : 0);
        result.errorAt = std::clamp<qsizetype>(expression.patternErrorOffset() - before, 0, query.needle.size());
        return result;
    }
    result.end = walk(text, query, expression, cancel, [&](const QRegularExpressionMatch &match) {
        if (result.matches.size() == most)
            return false;
        result.matches.append({match.capturedStart(), match.capturedLength()});
        return true;
    });
    return result;
}

ReplaceResult replaceAll(const QString &text, const SearchQuery &query, const QString &with,
                         const core::CancelFlag &cancel)
{
    ReplaceResult result;
    const QRegularExpression expression = expressionOf(query);
    if (query.needle.isEmpty() || !expression.isValid()) {
        result.end = query.needle.isEmpty() ? SearchEnd::Complete : SearchEnd::BadPattern;
        return result;
    }
    qsizetype size = 0;
    result.end = walk(text, query, expression, cancel, [&](const QRegularExpressionMatch &match) {
        result.texts.append(query.regex ? expanded(with, match) : with);
        result.matches.append({match.capturedStart(), match.capturedLength()});
        size += result.texts.last().size();
        return size <= MaxReplaced && result.matches.size() < MaxReplacements;
    });
    if (result.end == SearchEnd::More)
        result.end = SearchEnd::TooLarge;
    return result;
}

} // namespace text
