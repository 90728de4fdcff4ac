// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/version.h"
#include "text/linefollower.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace audit {

struct OriginLimits
{
    qsizetype versions = 10'000;
    qsizetype bytes = 8 * 1024 * 1024; //!< of each text
    qsizetype lines = 200'000;         //!< of each text
};

//! When a line came in: with one of these versions, by their index from the oldest. More than one where texts in between
//! cannot be read. What is known is that it stands in `latest` and did not in the version before `earliest`.
struct LineOrigin
{
    static constexpr int unknown = -1; //!< `earliest`: perhaps before all that is known

    int earliest = unknown;
    int latest = 0;

    [[nodiscard]] bool isExact() const { return earliest == latest; }
    friend bool operator==(const LineOrigin &, const LineOrigin &) = default;
};

//! Follows the lines of one text of an entry back through its older versions, one after the other, and ends as soon as all
//! are explained. A line that moved within the text stays what it was; one that was taken out and put in again came in
//! then. Line ends count for nothing. Needs memory for two texts. Not for two threads at once.
class OriginTracer
{
public:
    //! `version`: index of the text among the versions. A text beyond the limits has no lines here.
    OriginTracer(const QByteArray &text, int version, const OriginLimits &limits = {});

    //! The text of an older version; those that are left out in between cannot be read. False: it is beyond the limits, and
    //! counts as left out.
    bool take(int version, const QByteArray &text, const core::CancelFlag &cancel = {});
    //! An older version with the same text as the one that was taken last.
    void takeSame(int version) { m_version = version; }

    [[nodiscard]] bool isSettled() const { return m_open.isEmpty(); } //!< older texts would change nothing
    [[nodiscard]] bool isTooLarge() const { return m_tooLarge; }
    //! As far as it is known by now. `fromBeginning`: version 0 is the one with which the entry was created.
    [[nodiscard]] QList<LineOrigin> lines(bool fromBeginning) const;

private:
    //! A line that is not explained yet.
    struct Open
    {
        int line = 0; //!< of the text that was asked for
        int at = 0;   //!< in the text that was taken last
    };

    OriginLimits m_limits;
    text::LineFollower m_follower;
    QList<text::LineNumber> m_text; //!< the one that was taken last
    int m_version = 0;
    QList<Open> m_open;
    QList<LineOrigin> m_lines;
    bool m_tooLarge = false;
};

enum class OriginState : quint8 { Ready, TooLarge, Cancelled };

struct LineOrigins
{
    OriginState state = OriginState::Ready;
    QList<LineOrigin> lines; //!< of the last text
};

//! The same for texts that are at hand, oldest first; the last one is asked about and must be there, others may be missing:
//! redacted, deleted, not read. Polls `cancel`. Any thread.
LineOrigins lineOrigins(const QList<std::optional<QByteArray>> &texts, bool fromBeginning, const core::CancelFlag &cancel = {},
                        const OriginLimits &limits = {});

//! A version of another entry in which a line stood, too.
struct LinePlace
{
    core::EntryId entry;
    QString path;
    core::VersionId version;
    core::Timestamp at;

    friend bool operator==(const LinePlace &, const LinePlace &) = default;
};

//! Looks for lines in the texts of other entries, by their hashes. Only for lines that tell something: twelve letters or
//! digits at least, because short ones stand anywhere.
class LineHunt
{
public:
    struct Wanted
    {
        int line = 0;          //!< index of it in `text`
        core::Timestamp before; //!< when it came in: what is younger is no source
    };

    LineHunt() = default;
    LineHunt(const QByteArray &text, const QList<Wanted> &lines);

    [[nodiscard]] bool isEmpty() const { return m_wanted.isEmpty(); }
    //! Every line has a place: texts that are younger than all that were taken would change nothing.
    [[nodiscard]] bool isSettled() const { return m_found.size() == m_lines; }
    //! In any order; the oldest place of each line stays.
    void take(const QByteArray &text, const LinePlace &place);
    [[nodiscard]] const QHash<int, LinePlace> &found() const { return m_found; } //!< by line

private:
    QHash<QByteArray, QList<Wanted>> m_wanted; //!< by the hash of the line
    QHash<int, LinePlace> m_found;
    qsizetype m_lines = 0;
};

} // namespace audit
