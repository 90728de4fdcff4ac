// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/textcheck.h"
#include "core/error.h"

#include <QByteArray>
#include <QList>

#include <array>
#include <optional>

namespace audit {

//! Why something was not checked.
enum class Unchecked {
    WithoutHash,      //!< read, and the service tells no hash of it
    Failed,           //!< the service answered with an error
    NotWished,        //!< texts of older versions were left out
    WrittenMeanwhile, //!< it was written to while the check went on
    Stopped,          //!< the check ended before its turn
    PartOnly,         //!< counters of a store of which only a part was looked at
    NotTold,          //!< the service tells no such number
};
constexpr int uncheckedKinds = int(Unchecked::NotTold) + 1;
QString nameOf(Unchecked reason);

//! Each thing is counted once.
struct Tally
{
    qint64 ok = 0;
    qint64 mismatch = 0;
    qint64 redacted = 0; //!< texts only
    qint64 deleted = 0;  //!< deletions, which have no text
    std::array<qint64, uncheckedKinds> unchecked{};

    void add(TextOutcome outcome);
    void add(Unchecked reason, qint64 count = 1) { unchecked[size_t(reason)] += count; }
    [[nodiscard]] qint64 uncheckedTotal() const;
    [[nodiscard]] qint64 total() const { return ok + mismatch + redacted + deleted + uncheckedTotal(); }
    friend bool operator==(const Tally &, const Tally &) = default;
};

//! What Verify found: its counts are complete, its list of findings ends somewhere.
struct Verification
{
    static constexpr qsizetype mostFindings = 10'000;

    core::Timestamp begunAt;
    core::Timestamp endedAt;
    Tally versionTexts;   //!< the text of each version
    Tally entryTexts;     //!< the text of each entry that is there
    Tally chains;         //!< the records of each entry that ever was, and its newest one against the entry
    Tally counters;       //!< the numbers of the store
    qint64 records = 0;
    QList<Finding> findings;
    qint64 problems = 0;  //!< all, also those that are not in the list
    qint64 remarks = 0;
    bool wasStopped = false;              //!< by the person
    std::optional<core::Error> endedBy;   //!< why the rest could not be checked

    void add(const QList<Finding> &found);
    [[nodiscard]] bool isClean() const { return problems == 0; }
    //! Nothing that was wished for was left out.
    [[nodiscard]] bool isComplete() const;
};

//! What a report is about. Words as they were shown; UTC.
struct VerificationAbout
{
    QString program;
    QString connection;
    QString baseUrl;
    QString storeId;
    QString storeName;
    QString place; //!< what of it was looked at, in words
};

//! The report as one JSON object, and each finding as a line of JSON.
QByteArray reportJson(const Verification &report, const VerificationAbout &about);
QByteArray findingLines(const QList<Finding> &findings);

} // namespace audit
