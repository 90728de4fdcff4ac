// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/scanner.h"

#include "core/utf8.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace audit {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

qsizetype countDigits(QByteArrayView text)
{
    return std::count_if(text.begin(), text.end(), isDigit);
}

bool passesLuhn(QByteArrayView text)
{
    int sum = 0;
    int place = 0;
    bool allSame = true;
    char first = 0;
    for (qsizetype i = text.size() - 1; i >= 0; --i) {
        if (!isDigit(text[i]))
            continue;
        first = first == 0 ? text[i] : first;
        allSame = allSame && text[i] == first;
        const int value = (text[i] - '0') * (place % 2 == 1 ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
        ++place;
    }
    return place >= 13 && place <= 19 && sum % 10 == 0 && !allSame;
}

bool hasLettersAndDigits(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), isDigit) && std::any_of(text.begin(), text.end(), isLetter);
}

//! Words that people write where a secret would stand.
bool isPlaceholder(QByteArrayView text)
{
    const QByteArray lower = text.toByteArray().toLower();
    for (const char *word : {"example", "placeholder", "changeme", "change_me", "your", "xxxx", "****", "....", "redacted", "secret",
                             "password", "passwd", "token", "dummy", "sample", "http", "env", "null", "none", "true", "false"}) {
        if (lower.contains(word))
            return true;
    }
    return QByteArrayView("<${%[(").contains(lower.front()) || std::all_of(lower.cbegin(), lower.cend(), [&](char c) { return c == lower.front(); });
}

bool passes(ScanCheck check, QByteArrayView marked)
{
    if (marked.isEmpty())
        return false;
    switch (check) {
    case ScanCheck::None: return true;
    case ScanCheck::Luhn: return passesLuhn(marked);
    case ScanCheck::Phone: return countDigits(marked) >= 8 && countDigits(marked) <= 15;
    case ScanCheck::Mixed: return hasLettersAndDigits(marked);
    case ScanCheck::Secret: return !isPlaceholder(marked) && !std::all_of(marked.begin(), marked.end(), isLetter);
    }
    return false;
}

bool isInsideCharacter(QByteArrayView text, qsizetype at)
{
    return at > 0 && at < text.size() && (uchar(text[at]) & 0xC0) == 0x80;
}

constexpr qsizetype shownOfSecret = 4;
constexpr qsizetype shownOfOthers = 60;

} // namespace

Scanner::Scanner(const QList<ScanRule> &rules) : m_rules(rules)
{
    for (int rule = 0; rule < m_rules.size(); ++rule) {
        for (const Pattern &pattern : m_rules.at(rule).patterns) {
            for (size_t byte = 0; byte < m_byFirst.size(); ++byte) {
                if (pattern.firstBytes().test(byte))
                    m_byFirst[byte].push_back({rule, m_patterns.size()});
            }
            m_patterns.push_back(pattern);
        }
    }
}

ScanResult Scanner::scan(QByteArrayView text, qsizetype limit) const
{
    ScanResult result;
    std::vector<qsizetype> doneTo(size_t(m_rules.size()), 0); // marks of one rule do not overlap
    for (qsizetype at = 0; at < text.size(); ++at) {
        for (const Entry &entry : m_byFirst[uchar(text[at])]) {
            const Pattern &pattern = m_patterns[entry.pattern];
            if (!pattern.canBeginAt(text, at) || at < doneTo[size_t(entry.rule)] || isInsideCharacter(text, at))
                continue;
            const auto match = pattern.matchAt(text, at, &result.steps);
            if (!match || !passes(m_rules.at(entry.rule).check, text.sliced(match->markFrom, match->markTo - match->markFrom)))
                continue;
            // Whole characters, whatever bytes a class took.
            qsizetype markFrom = match->markFrom;
            while (isInsideCharacter(text, markFrom))
                --markFrom;
            qsizetype markTo = match->markTo;
            while (isInsideCharacter(text, markTo))
                ++markTo;
            if (result.marks.size() == limit) {
                result.more = true;
                return result;
            }
            doneTo[size_t(entry.rule)] = std::max({match->to, markTo, at + 1});
            result.marks.append({entry.rule, markFrom, markTo - markFrom});
        }
    }
    std::stable_sort(result.marks.begin(), result.marks.end(),
                     [](const ScanMark &a, const ScanMark &b) { return a.from < b.from; });
    return result;
}

QString maskedExcerpt(ScanKind kind, QByteArrayView marked)
{
    const QString text = core::decodeUtf8(marked).value_or(u"?"_s).simplified();
    if (kind == ScanKind::Secret)
        return text.left(std::min(shownOfSecret, text.size() / 3)) + u"… (%1)"_s.arg(text.size());
    return text.size() > shownOfOthers ? text.left(shownOfOthers) + u'…' : text;
}

} // namespace audit
