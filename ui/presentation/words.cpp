// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/words.h"

#include "models/displaytext.h"
#include "ui/presentation/relativetime.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace presentation {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

} // namespace

QString actionWord(core::Action action, const QString &asSent)
{
    switch (action) {
    //: what a version did: the entry was …
    case core::Action::Created: return Words::tr("created");
    case core::Action::Updated: return Words::tr("updated");
    case core::Action::Deleted: return Words::tr("deleted");
    case core::Action::Other: break;
    }
    constexpr qsizetype longest = 40; // whatever a service calls it, it is one word in a row
    return asSent.isEmpty() ? Words::tr("changed") : models::displayText(QStringView(asSent).left(longest));
}

QString ordinalText(qint64 ordinal, bool lowerBound)
{
    //: number of a version
    return (lowerBound ? Words::tr("at least v%1") : Words::tr("v%1")).arg(ordinal);
}

QString integrityText(core::Integrity integrity)
{
    switch (integrity) {
    case core::Integrity::Unchecked: return Words::tr("not compared with its hash");
    case core::Integrity::Verified: return Words::tr("text fits its hash and size");
    case core::Integrity::HashMismatch: return Words::tr("text does not fit its hash");
    case core::Integrity::SizeMismatch: return Words::tr("text does not fit its size");
    }
    return {};
}

QString integritySign(core::Integrity integrity)
{
    switch (integrity) {
    case core::Integrity::Unchecked: return Words::tr("sha256 not checked");
    case core::Integrity::Verified: return Words::tr("sha256 \u2713");
    case core::Integrity::HashMismatch: return Words::tr("sha256 does not fit");
    case core::Integrity::SizeMismatch: return Words::tr("size does not fit");
    }
    return {};
}

QString pathProblemText(models::PathProblem problem)
{
    using models::PathProblem;
    switch (problem) {
    case PathProblem::Empty: return Words::tr("Enter a path, for example notes/meeting.md.");
    case PathProblem::LeadingSlash: return Words::tr("A path is relative: it cannot start with a slash.");
    case PathProblem::DotDot: return Words::tr("A path cannot have two dots in a row (..).");
    case PathProblem::TooLong: return Words::tr("This path is longer than the 1,024 bytes that the service takes.");
    case PathProblem::ControlCharacter: return Words::tr("This path has a character that cannot be printed, such as a tab.");
    case PathProblem::EmptySegment: return Words::tr("This path has two slashes in a row, which makes a folder without a name.");
    case PathProblem::TrailingSlash: return Words::tr("A path names an entry: it cannot end with a slash.");
    case PathProblem::DotSegment: return Words::tr("A folder or entry cannot be called by a single dot.");
    case PathProblem::OuterSpace: return Words::tr("A path cannot start or end with a space.");
    case PathProblem::NotUnicode: return Words::tr("This path has half a character in it, which cannot be sent.");
    }
    return {};
}

QString countText(qint64 count, bool complete, std::optional<qint64> shown, const QLocale &locale)
{
    const QString all = complete ? locale.toString(count)
                                 //: %1 or more, very short
                                 : Words::tr("%1+").arg(locale.toString(count));
    //: how many rows the filter lets through, of how many; very short
    return shown ? Words::tr("%1 of %2").arg(locale.toString(*shown), all) : all;
}

QString entryCountText(qint64 count, bool complete)
{
    const int n = int(std::min<qint64>(count, std::numeric_limits<int>::max()));
    if (n == 1)
        return complete ? Words::tr("1 entry") : Words::tr("at least 1 entry");
    return complete ? Words::tr("%n entries", nullptr, n) : Words::tr("at least %n entries", nullptr, n);
}

QString entriesCoverage(const core::Loading &loading, const QLocale &locale)
{
    const QString loaded = locale.toString(loading.loaded);
    if (loading.complete)
        return Words::tr("%1 of %2 entries").arg(loaded, loaded);
    // What the service counted may be of another moment; never "13 of 12".
    if (loading.expected && *loading.expected > loading.loaded)
        return Words::tr("%1 of about %2 entries").arg(loaded, locale.toString(*loading.expected));
    return loading.state == core::LoadState::NotLoaded && loading.loaded == 0 ? Words::tr("entries not read yet")
                                                                            : Words::tr("%1 entries so far").arg(loaded);
}

QString historyCoverage(const models::HistoryCoverage &coverage, const QLocale &locale)
{
    const QString known = locale.toString(coverage.known);
    if (coverage.complete)
        return coverage.known == 1 ? Words::tr("the only version") : Words::tr("all %1 versions").arg(known);
    if (coverage.expected && *coverage.expected > coverage.known)
        return Words::tr("%1 of about %2 versions").arg(known, locale.toString(*coverage.expected));
    if (coverage.known == 0 && coverage.loading.state == core::LoadState::NotLoaded)
        return Words::tr("history not read yet");
    if (coverage.oldest.isNull() || coverage.known == 0)
        return Words::tr("%1 versions so far").arg(known);
    return Words::tr("%1 versions so far, back to %2")
        .arg(known, locale.toString(coverage.oldest.local(), Words::tr("d MMM yyyy")));
}

QString filterCoverage(const models::FilterCoverage &coverage, const QLocale &locale)
{
    const QString shown = locale.toString(coverage.shown);
    const QString known = locale.toString(coverage.known);
    return coverage.complete ? Words::tr("%1 of %2 match").arg(shown, known)
                             : Words::tr("%1 of %2 match so far").arg(shown, known);
}

} // namespace presentation
