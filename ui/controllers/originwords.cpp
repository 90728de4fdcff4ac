// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/originwords.h"

#include "models/displaytext.h"
#include "ui/presentation/relativetime.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Origin)
};

QString name(int version)
{
    //: a version of an entry by its number
    return Words::tr("v%1").arg(version + 1);
}

//! Why it cannot be told any closer.
QString gapWords(const session::OriginReport &report, int from, int to)
{
    const int gap = to - from;
    int redacted = 0;
    for (int i = std::max(0, from); i < to; ++i)
        redacted += report.versions[i].redacted ? 1 : 0;
    if (gap == 1 && redacted == 1)
        return Words::tr("%1 is redacted.").arg(name(from));
    if (redacted == gap)
        return Words::tr("%1 to %2 are redacted.").arg(name(from), name(to - 1));
    if (gap == 1)
        return Words::tr("The text of %1 is not known.").arg(name(from));
    return redacted == 0 ? Words::tr("The texts of %1 to %2 are not known.").arg(name(from), name(to - 1))
                         : Words::tr("The texts of %1 to %2 are not known; %n of them are redacted.", nullptr, redacted)
                               .arg(name(from), name(to - 1));
}

} // namespace

double heatOf(const core::Timestamp &at, const QDateTime &now)
{
    constexpr double hour = 3600;
    constexpr double longAgo = 5 * 365.25 * 24; // hours
    const double hours = std::max<double>(0, double(at.utc().secsTo(now))) / hour;
    return std::clamp(1 - std::log1p(hours) / std::log1p(longAgo), 0.0, 1.0);
}

widgets::LineNote noteOf(const session::OriginReport &report, const audit::LineOrigin &origin, const QDateTime &now)
{
    const core::Version &version = report.versions[origin.latest];
    widgets::LineNote note;
    note.words = presentation::ageOf(version.createdAt, now);
    note.heat = heatOf(version.createdAt, now);
    note.group = origin.latest;
    const QString moment = presentation::exactTooltip(version.createdAt);
    if (!report.fromBeginning) {
        // Nothing can be counted before the creation is known.
        note.name = origin.isExact() ? QString() : u"≤"_s;
        note.explanation = (origin.isExact() ? Words::tr("Came in with the version of") : Words::tr("At least since the version of"))
            + u'\n' + moment;
        if (!origin.isExact())
            note.explanation += u'\n' + Words::tr("What was before is not known yet, or cannot be read.");
        return note;
    }
    if (origin.isExact()) {
        note.name = name(origin.latest);
        note.explanation = Words::tr("Came in with %1.").arg(note.name) + u'\n' + moment;
    } else if (origin.earliest <= 0) {
        note.name = u"≤ "_s + name(origin.latest);
        note.explanation = Words::tr("At least since %1.").arg(name(origin.latest)) + u'\n' + moment + u'\n' + gapWords(report, 0, origin.latest);
    } else {
        //: from one version to another
        note.name = Words::tr("%1–%2").arg(name(origin.earliest), name(origin.latest));
        note.explanation = Words::tr("Came in with one of %1 to %2; it stands in %2.").arg(name(origin.earliest), name(origin.latest)) + u'\n'
            + moment + u'\n' + gapWords(report, origin.earliest, origin.latest);
    }
    return note;
}

widgets::LineNote unsavedNote()
{
    widgets::LineNote note;
    note.name = u"●"_s;
    note.words = Words::tr("not saved");
    note.explanation = Words::tr("This line was changed here and is not saved yet.");
    note.heat = 1;
    note.group = std::numeric_limits<int>::max();
    note.isUnsaved = true;
    return note;
}

widgets::LineNote unknownNote()
{
    widgets::LineNote note;
    note.explanation = Words::tr("The origin of this line is not known yet.");
    note.group = -2;
    return note;
}

QString lineWords(const session::OriginReport &report, const audit::LineOrigin &origin, const QDateTime &now)
{
    const core::Version &version = report.versions[origin.latest];
    const QString exact = presentation::exactLocal(version.createdAt);
    const qint64 seconds = version.createdAt.utc().secsTo(now);
    //: a moment and how long ago it is: "18 May 2026 17:34:26 (3 h ago)"
    const QString when = seconds >= 0 && seconds < 24 * 3600 ? Words::tr("%1 (%2)").arg(exact, presentation::ageOf(version.createdAt, now)) : exact;
    if (!report.fromBeginning)
        return (origin.isExact() ? Words::tr("came in on %1") : Words::tr("at least since %1")).arg(when);
    if (origin.isExact())
        return Words::tr("came in with %1, %2").arg(name(origin.latest), when);
    if (origin.earliest <= 0)
        return Words::tr("at least since %1, %2").arg(name(origin.latest), when);
    return Words::tr("came in with one of %1 to %2, %3 at the latest").arg(name(origin.earliest), name(origin.latest), when);
}

QString coverageWords(const session::OriginReport &report, bool running)
{
    const QLocale locale;
    if (report.tooLarge)
        return Words::tr("This text is too large to follow its lines.");
    if (running && report.read == 0)
        return Words::tr("Reading the history of this entry…");
    if (!running && report.wasStopped && report.versions.isEmpty())
        return Words::tr("Stopped.");
    if (report.unknownText)
        return Words::tr("The version of this text is not known yet.");
    const qint64 all = report.versions.size();
    QStringList parts;
    if (running)
        parts.append(Words::tr("Texts of %1 of %2 versions were read so far").arg(locale.toString(report.read), locale.toString(all)));
    else if (all == 1)
        parts.append(Words::tr("There is one version"));
    else if (report.read == all)
        parts.append(Words::tr("The texts of all %1 versions were read").arg(locale.toString(all)));
    else
        parts.append(Words::tr("Texts of %1 of %2 versions were read").arg(locale.toString(report.read), locale.toString(all)));
    if (report.redacted > 0)
        parts.append(report.redacted == 1 ? Words::tr("1 is redacted") : Words::tr("%n are redacted", nullptr, int(report.redacted)));
    if (report.failed > 0)
        parts.append(report.failed == 1 ? Words::tr("1 could not be read") : Words::tr("%n could not be read", nullptr, int(report.failed)));
    if (report.settled && report.unread > 0)
        parts.append(Words::tr("the older ones would change nothing"));
    else if (!running && report.wasStopped)
        parts.append(Words::tr("stopped"));
    if (!report.fromBeginning && !report.settled)
        parts.append(Words::tr("the beginning of the entry is not known yet"));
    return parts.join(u"; "_s) + (running ? u'…' : u'.');
}

void noteEarlierPlace(widgets::LineNote &note, const audit::LinePlace &place)
{
    note.name += u" ←"_s;
    note.explanation += u'\n' + Words::tr("The same line stood in “%1” before, with the version of").arg(models::displayText(place.path)) + u'\n'
        + presentation::exactTooltip(place.at);
}

QString earlierWords(const audit::LinePlace &place)
{
    //: %1 path of an entry, %2 a moment
    return Words::tr("It stood in %1 before, on %2.").arg(models::displayText(place.path), presentation::exactLocal(place.at));
}

QString elsewhereWords(const session::HuntReport &report, bool running, bool whole)
{
    const QLocale locale;
    if (running)
        return Words::tr("Looking in other entries: %1 texts read so far…").arg(locale.toString(report.texts));
    QStringList parts;
    if (report.found.isEmpty())
        parts.append(Words::tr("No line stood in another entry before"));
    else
        parts.append(report.found.size() == 1 ? Words::tr("1 line stood in another entry before")
                                              : Words::tr("%n lines stood in other entries before", nullptr, int(report.found.size())));
    parts.append(report.texts == 1 ? Words::tr("1 text was read") : Words::tr("%1 texts were read").arg(locale.toString(report.texts)));
    if (report.without > 0)
        parts.append(Words::tr("%1 are redacted or deletions").arg(locale.toString(report.without)));
    if (report.failed > 0)
        parts.append(Words::tr("%1 could not be read").arg(locale.toString(report.failed)));
    if (report.wasStopped || report.endedBy)
        parts.append(Words::tr("stopped before the end"));
    if (!whole)
        parts.append(Words::tr("the history of the store is not all known"));
    return parts.join(u"; "_s) + u'.';
}

} // namespace controllers
