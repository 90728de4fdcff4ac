// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/witness.h"
#include "core/background.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <functional>
#include <optional>

class QIODevice;

//! The ledger of a connection: a file of lines `HASH JSON`, in which each hash is the SHA-256 of the hash before, a space and
//! the JSON, as 64 lower-case hexadecimal digits; before the first line stand 64 zeros. So `sha256sum` is enough to check it,
//! and no line can be changed, taken out, put in or moved without every later hash being another. What is taken off its end
//! shows nowhere in the file itself, which is why its last hash is kept beside it (LedgerHead).
namespace audit {

constexpr qsizetype longestLedgerLine = 64 * 1024; //!< bytes, with the hash and without the line feed
constexpr qsizetype ledgerHashLength = 64;          //!< SHA-256 in hexadecimal digits
constexpr int ledgerFormat = 1;

//! What a line says. Kinds of later versions of the program are Other and are chained like all others.
struct LedgerLine
{
    enum class Kind {
        Opened,   //!< the first one: whose ledger this is
        Seen,     //!< a record, the first time
        Changed,  //!< a record that was something else; with what it was
        Missing,  //!< the service does not list it any more
        Returned, //!< it does so again
        Text,     //!< its text is another one, or none, though it is not marked redacted
        Day,      //!< the digest of everything up to the end of that day
        Broken,   //!< at the start of the program the ledger was not as it had been left
        Other,
    };

    Kind kind = Kind::Other;
    core::Timestamp at = {};          //!< when it was written down
    QString connection = {};          //!< Opened
    Witnessed record = {};            //!< Seen, Changed, Missing, Returned, Text
    std::optional<Witnessed> before = {}; //!< Changed
    QString textHash = {};            //!< Text: of what was told; empty: no text at all
    QDate day = {};                   //!< Day, in UTC
    qint64 lines = 0;                 //!< Day: before this one. Broken: of them, still there
    QByteArray digest = {};           //!< Day: the last hash of that day
    QString words = {};               //!< Broken: what was found, in English; kinds of others: empty
    qint64 bytes = 0;                 //!< Broken: how many were taken off, or are missing

    friend bool operator==(const LedgerLine &, const LedgerLine &) = default;
};

[[nodiscard]] QByteArray ledgerJson(const LedgerLine &line); //!< without a line feed, at most longestLedgerLine
//! Nothing when it is not a JSON object with a kind.
[[nodiscard]] std::optional<LedgerLine> parseLedgerJson(const QByteArray &json);

[[nodiscard]] QByteArray firstLedgerHash();
[[nodiscard]] QByteArray ledgerHash(const QByteArray &before, const QByteArray &json);

//! Where a ledger ends.
struct LedgerHead
{
    qint64 bytes = 0;
    qint64 lines = 0;
    QByteArray hash = firstLedgerHash();
    QDate day; //!< UTC, of the last line

    [[nodiscard]] QByteArray toText() const;
    static std::optional<LedgerHead> fromText(const QByteArray &text);
    friend bool operator==(const LedgerHead &, const LedgerHead &) = default;
};

struct LedgerReport
{
    enum class Verdict {
        Intact,
        Changed,    //!< at `line`
        CutOff,     //!< its end is missing
        NoLedger,   //!< not a ledger at all
        Cancelled,
        Unreadable, //!< the device failed
    };
    enum class Why { None, Hash, NotALine, TooLong, OtherHead };

    Verdict verdict = Verdict::Intact;
    Why why = Why::None;
    qint64 line = 0;     //!< 1 is the first; the one that does not fit, or the last whole one
    LedgerHead head;     //!< up to which it fits
    qint64 seen = 0;     //!< records
    qint64 raised = 0;   //!< changes, texts and missing records that were not honest
    qint64 broken = 0;   //!< times that it was not as it had been left, noted at the time
    int days = 0;
    core::Timestamp from;
    core::Timestamp to;
};

//! Reads from where the device stands. `beside`: what was kept of its end; without, an end that is missing by whole lines
//! cannot be told. `each` gets every line that fits, with where it begins. Nothing is held but one line.
LedgerReport readLedger(QIODevice &device, const std::optional<LedgerHead> &beside = std::nullopt,
                        const std::function<void(const LedgerLine &line, qint64 at)> &each = {},
                        const core::CancelFlag &cancel = {}, const LedgerHead &from = {});

} // namespace audit
