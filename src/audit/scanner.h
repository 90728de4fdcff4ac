// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/scanrules.h"

#include <array>
#include <vector>

namespace audit {

//! A place of a text that one of the rules marks.
struct ScanMark
{
    int rule = 0;          //!< index into Scanner::rules()
    qsizetype from = 0;    //!< bytes
    qsizetype length = 0;

    friend bool operator==(const ScanMark &, const ScanMark &) = default;
};

struct ScanResult
{
    QList<ScanMark> marks;    //!< by place; two rules may mark the same one
    bool more = false;        //!< there are more than `limit`
    qint64 steps = 0;         //!< bytes that were looked at, for tests of the bound
};

//! A set of rules, ready to be run over texts. One pass; the time is proportional to the length of the text, whatever it is.
//! Any thread.
class Scanner
{
public:
    Scanner() = default;
    explicit Scanner(const QList<ScanRule> &rules);

    [[nodiscard]] const QList<ScanRule> &rules() const { return m_rules; }
    //! `text`: UTF-8.
    [[nodiscard]] ScanResult scan(QByteArrayView text, qsizetype limit = 1000) const;

private:
    struct Entry
    {
        int rule;
        size_t pattern;
    };
    QList<ScanRule> m_rules;
    std::vector<Pattern> m_patterns;               //!< of all rules
    std::array<std::vector<Entry>, 256> m_byFirst; //!< those that can begin with the byte
};

//! What was marked, so that it is recognised without being told: the first four characters of a secret, and its length.
//! Other kinds in full, cut where they are long.
QString maskedExcerpt(ScanKind kind, QByteArrayView marked);

} // namespace audit
