// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <bitset>
#include <limits>
#include <optional>
#include <variant>
#include <vector>

namespace audit {

//! A pattern over bytes that never goes back: each repetition takes all that it can and keeps it, of alternatives the first
//! that fits is taken for good. What it can say is a part of the usual regular expressions, with their spelling:
//! characters, `\d \w \s \S \xHH .`, classes `[a-z]` `[^a-z]`, `? * + {n} {n,} {n,m}` after a character or class, groups of
//! alternatives `(?:a|b)` (perhaps with `?` after them), one `( )` around what is to be marked, `(?i)` and `\b` at the
//! beginning (no word character before it), `\b` at the end (none after it). Letters above ASCII are their bytes of UTF-8, outside of classes only.
//!
//! So that no text can make it slow, a match begins only where a run begins: not behind a byte that one of the long
//! repetitions of the pattern would take. Each byte is then looked at a bounded number of times.
class Pattern
{
public:
    struct Match
    {
        qsizetype from = 0;
        qsizetype to = 0;
        qsizetype markFrom = 0; //!< of the group, or of all
        qsizetype markTo = 0;
    };

    //! Why it cannot be understood, in `error`; English, for who writes rules.
    static std::optional<Pattern> compile(const QString &pattern, QString *error = nullptr);

    //! Whether a match can begin there, at a glance.
    [[nodiscard]] bool canBeginAt(QByteArrayView text, qsizetype at) const
    {
        return m_first.test(uchar(text[at])) && (at == 0 || !m_notBehind.test(uchar(text[at - 1])));
    }
    //! A match that begins exactly at `at`. `steps` grows by the bytes that were looked at.
    [[nodiscard]] std::optional<Match> matchAt(QByteArrayView text, qsizetype at, qint64 *steps = nullptr) const;
    //! The bytes that a match can begin with.
    [[nodiscard]] const std::bitset<256> &firstBytes() const { return m_first; }

private:
    using Bytes = std::bitset<256>;
    static constexpr int unlimited = std::numeric_limits<int>::max();

    struct Run
    {
        Bytes bytes;
        int least = 1;
        int most = 1;
    };
    struct Mark
    {
        bool begin = false;
    };
    struct Group;
    using Item = std::variant<Run, Mark, Group>;
    using Sequence = std::vector<Item>;
    struct Group
    {
        std::vector<Sequence> alternatives;
        std::vector<Bytes> firsts; //!< what each can begin with; all, where it may match nothing
        bool optional = false;
    };
    class Compiler;

    static bool run(const Sequence &sequence, QByteArrayView text, qsizetype &at, Match &match, qint64 &steps);

    Sequence m_sequence;
    Bytes m_first;
    Bytes m_notBehind;   //!< bytes that a match does not follow
    bool m_wordEnd = false;
};

} // namespace audit
