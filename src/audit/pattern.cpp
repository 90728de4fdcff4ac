// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/pattern.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace audit {

namespace {

using Bytes = std::bitset<256>;

constexpr int longRun = 64;     // repetitions beyond it begin at the beginning of a run only
constexpr int largestCount = 4096;
constexpr int deepest = 4;

Bytes range(int from, int to)
{
    Bytes bytes;
    for (int i = from; i <= to; ++i)
        bytes.set(size_t(i));
    return bytes;
}

Bytes digits() { return range('0', '9'); }
Bytes blanks() { return range('\t', '\r') | range(' ', ' '); }
Bytes wordBytes() { return digits() | range('a', 'z') | range('A', 'Z') | range('_', '_'); }

} // namespace

//! Reads the pattern once, from left to right.
class Pattern::Compiler
{
public:
    explicit Compiler(const QString &pattern) : m_text(pattern.toUtf8()) { }

    std::optional<Pattern> compile(QString *error)
    {
        Pattern pattern;
        if (take("(?i)"))
            m_anyCase = true;
        const bool wordBegin = take("\\b");
        if (m_text.endsWith("\\b")) {
            pattern.m_wordEnd = true;
            m_text.chop(2);
        }
        pattern.m_sequence = sequence(0);
        if (m_problem.isEmpty() && m_at < m_text.size())
            m_problem = u"a bracket is closed that was not opened"_s;
        if (m_problem.isEmpty() && firstOf(pattern.m_sequence, pattern.m_first))
            m_problem = u"it matches nothing at all, too"_s;
        if (!m_problem.isEmpty()) {
            if (error)
                *error = u"%1 (at byte %2)"_s.arg(m_problem).arg(m_at);
            return std::nullopt;
        }
        pattern.m_notBehind = m_long;
        if (wordBegin)
            pattern.m_notBehind |= wordBytes();
        return pattern;
    }

private:
    bool take(const char *literal)
    {
        const QByteArrayView wanted(literal);
        if (!QByteArrayView(m_text).sliced(m_at).startsWith(wanted))
            return false;
        m_at += wanted.size();
        return true;
    }

    void fail(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem;
        m_at = m_text.size();
    }

    Sequence sequence(int depth)
    {
        Sequence items;
        if (depth > deepest)
            fail(u"groups are nested too deeply"_s);
        while (m_at < m_text.size()) {
            const char c = m_text.at(m_at);
            if (c == '|' || c == ')')
                break;
            if (c == '(') {
                group(items, depth);
                continue;
            }
            Run run;
            run.bytes = one();
            repetition(run);
            items.emplace_back(std::move(run));
        }
        if (depth == 0 && m_at < m_text.size() && m_text.at(m_at) == '|')
            fail(u"alternatives belong into (?: )"_s);
        return items;
    }

    void group(Sequence &items, int depth)
    {
        const bool marked = !take("(?:");
        if (marked) {
            ++m_at;
            if (m_marked || depth > 0 || (m_at < m_text.size() && m_text.at(m_at) == '?'))
                fail(u"only one ( ) is possible, and not within another"_s);
            m_marked = true;
        }
        Group made;
        made.alternatives.push_back(sequence(depth + 1));
        while (take("|"))
            made.alternatives.push_back(sequence(depth + 1));
        if (!take(")"))
            fail(u"a bracket is not closed"_s);
        for (const Sequence &alternative : made.alternatives) {
            Bytes first;
            const bool empty = firstOf(alternative, first);
            made.firsts.push_back(empty ? ~Bytes() : first);
        }
        if (take("?"))
            made.optional = true;
        else if (m_at < m_text.size() && QByteArrayView("*+{").contains(m_text.at(m_at)))
            fail(u"groups cannot be repeated"_s);
        if (marked)
            items.emplace_back(Mark{true});
        items.emplace_back(std::move(made));
        if (marked)
            items.emplace_back(Mark{false});
    }

    Bytes one()
    {
        const char c = m_text.at(m_at++);
        if (c == '[')
            return set();
        if (c == '.')
            return ~range('\n', '\n');
        if (c == '\\')
            return escaped();
        if (QByteArrayView("*+?{}]^$").contains(c))
            fail(u"a sign stands where it means nothing"_s);
        return cased(range(uchar(c), uchar(c)));
    }

    Bytes escaped()
    {
        if (m_at == m_text.size()) {
            fail(u"it ends with a backslash"_s);
            return {};
        }
        const char c = m_text.at(m_at++);
        switch (c) {
        case 'd': return digits();
        case 'w': return wordBytes();
        case 's': return blanks();
        case 'S': return ~blanks();
        case 'n': return range('\n', '\n');
        case 'r': return range('\r', '\r');
        case 't': return range('\t', '\t');
        case 'x': {
            bool fine = m_at + 2 <= m_text.size();
            const int byte = fine ? m_text.mid(m_at, 2).toInt(&fine, 16) : 0;
            m_at = std::min(m_at + 2, m_text.size());
            if (!fine)
                fail(u"\\x is not followed by two hexadecimal digits"_s);
            return fine ? range(byte, byte) : Bytes();
        }
        default: break;
        }
        if (wordBytes().test(uchar(c)))
            fail(u"an unknown escape"_s);
        return range(uchar(c), uchar(c));
    }

    //! Of a class in brackets.
    Bytes member()
    {
        const uchar c = uchar(m_text.at(m_at++));
        if (c >= 0x80)
            fail(u"only ASCII within [ ]"_s);
        return c == '\\' ? escaped() : range(c, c);
    }

    static int onlyOne(const Bytes &bytes)
    {
        if (bytes.count() != 1)
            return -1;
        int byte = 0;
        while (!bytes.test(size_t(byte)))
            ++byte;
        return byte;
    }

    Bytes set()
    {
        Bytes bytes;
        const bool negated = take("^");
        bool closed = false;
        while (m_at < m_text.size() && !closed) {
            if (take("]")) {
                closed = true;
                continue;
            }
            const Bytes from = member();
            const bool isRange = m_at + 1 < m_text.size() && m_text.at(m_at) == '-' && m_text.at(m_at + 1) != ']';
            if (!isRange) {
                bytes |= from;
                continue;
            }
            ++m_at;
            const int low = onlyOne(from);
            const int high = onlyOne(member());
            if (low < 0 || high < low)
                fail(u"a range that cannot be understood"_s);
            else
                bytes |= range(low, high);
        }
        if (!closed)
            fail(u"[ is not closed"_s);
        bytes = cased(bytes);
        return negated ? ~bytes : bytes;
    }

    [[nodiscard]] Bytes cased(Bytes bytes) const
    {
        for (int c = 'a'; m_anyCase && c <= 'z'; ++c) {
            const bool either = bytes.test(size_t(c)) || bytes.test(size_t(c - 32));
            bytes.set(size_t(c), either);
            bytes.set(size_t(c - 32), either);
        }
        return bytes;
    }

    void repetition(Run &run)
    {
        if (take("?")) {
            run.least = 0;
        } else if (take("*")) {
            run.least = 0;
            run.most = unlimited;
        } else if (take("+")) {
            run.most = unlimited;
        } else if (take("{")) {
            run.least = number();
            run.most = run.least;
            if (take(","))
                run.most = m_at < m_text.size() && m_text.at(m_at) != '}' ? number() : unlimited;
            if (!take("}") || run.most < run.least || run.most == 0)
                fail(u"a count that cannot be understood"_s);
        }
        if (run.most > longRun)
            m_long |= run.bytes;
    }

    int number()
    {
        int value = 0;
        bool any = false;
        while (m_at < m_text.size() && digits().test(uchar(m_text.at(m_at))) && value <= largestCount) {
            value = value * 10 + (m_text.at(m_at++) - '0');
            any = true;
        }
        if (!any || value > largestCount)
            fail(u"a count that cannot be understood"_s);
        return value;
    }

    //! Adds what a match of the sequence can begin with; whether it may match nothing.
    static bool firstOf(const Sequence &items, Bytes &first)
    {
        for (const Item &item : items) {
            bool empty = true;
            if (const auto *run = std::get_if<Run>(&item)) {
                first |= run->bytes;
                empty = run->least == 0;
            } else if (const auto *group = std::get_if<Group>(&item)) {
                empty = group->optional;
                for (const Sequence &alternative : group->alternatives)
                    empty = firstOf(alternative, first) || empty;
            }
            if (!empty)
                return false;
        }
        return true;
    }

    QByteArray m_text;
    qsizetype m_at = 0;
    bool m_anyCase = false;
    bool m_marked = false;
    Bytes m_long; //!< what long repetitions take
    QString m_problem;
};

std::optional<Pattern> Pattern::compile(const QString &pattern, QString *error)
{
    return Compiler(pattern).compile(error);
}

bool Pattern::run(const Sequence &sequence, QByteArrayView text, qsizetype &at, Match &match, qint64 &steps)
{
    for (const Item &item : sequence) {
        if (const auto *run = std::get_if<Run>(&item)) {
            const qsizetype most = run->most == unlimited ? text.size() : std::min<qsizetype>(text.size(), at + run->most);
            const qsizetype from = at;
            while (at < most && run->bytes.test(uchar(text[at])))
                ++at;
            steps += at - from + 1;
            if (at - from < run->least)
                return false;
        } else if (const auto *mark = std::get_if<Mark>(&item)) {
            (mark->begin ? match.markFrom : match.markTo) = at;
        } else {
            const auto &group = std::get<Group>(item);
            bool found = false;
            for (size_t i = 0; i < group.alternatives.size(); ++i) {
                const bool possible = at < text.size() ? group.firsts[i].test(uchar(text[at])) : group.firsts[i].all();
                qsizetype tried = at;
                if (possible && Pattern::run(group.alternatives[i], text, tried, match, steps)) {
                    at = tried;
                    found = true;
                    break;
                }
            }
            if (!found && !group.optional)
                return false;
        }
    }
    return true;
}

std::optional<Pattern::Match> Pattern::matchAt(QByteArrayView text, qsizetype at, qint64 *steps) const
{
    if (at >= text.size() || !canBeginAt(text, at))
        return std::nullopt;
    Match match;
    match.from = at;
    match.markFrom = -1;
    qsizetype to = at;
    qint64 looked = 0;
    const bool fits = run(m_sequence, text, to, match, looked);
    if (steps)
        *steps += looked;
    if (!fits || (m_wordEnd && to < text.size() && wordBytes().test(uchar(text[to]))))
        return std::nullopt;
    match.to = to;
    if (match.markFrom < 0) {
        match.markFrom = match.from;
        match.markTo = match.to;
    }
    return match;
}

} // namespace audit
