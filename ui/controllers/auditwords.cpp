// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/auditwords.h"

#include "models/displaytext.h"
#include "ui/presentation/relativetime.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMap>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AuditWords)
};

constexpr qsizetype mostRows = 1000; // of one group; the files of the evidence have all

//! "12 fit, 1 does not, 3 were redacted": only what there is.
QString tallyWords(const audit::Tally &tally)
{
    const QLocale locale;
    QStringList parts;
    const auto add = [&](qint64 count, const QString &words) {
        if (count > 0)
            parts.append(words.arg(locale.toString(count)));
    };
    add(tally.ok, tally.ok == 1 ? Words::tr("%1 fits") : Words::tr("%1 fit"));
    add(tally.mismatch, tally.mismatch == 1 ? Words::tr("%1 does not fit") : Words::tr("%1 do not fit"));
    add(tally.redacted, tally.redacted == 1 ? Words::tr("%1 was redacted") : Words::tr("%1 were redacted"));
    add(tally.deleted, tally.deleted == 1 ? Words::tr("%1 is a deletion") : Words::tr("%1 are deletions"));
    for (int i = 0; i < audit::uncheckedKinds; ++i)
        add(tally.unchecked[size_t(i)], Words::tr("%1 not checked (%2)").arg(u"%1"_s, uncheckedWords(audit::Unchecked(i))));
    return parts.isEmpty() ? Words::tr("none") : parts.join(u", "_s);
}

QString explanationOf(const audit::Finding &finding)
{
    QStringList lines{problemWords(finding.problem) + u'.'};
    if (!finding.expected.isEmpty())
        lines.append(Words::tr("Expected: %1").arg(models::displayText(finding.expected)));
    if (!finding.found.isEmpty())
        lines.append(Words::tr("Found: %1").arg(models::displayText(finding.found)));
    if (!finding.version.isEmpty())
        lines.append(Words::tr("Version %1").arg(models::displayText(finding.version.value)));
    if (!finding.at.isNull())
        lines.append(presentation::exactUtc(finding.at));
    return lines.join(u'\n');
}

//! "What (12)", or how many of them are listed.
QString titleOf(const QString &what, qint64 listed, qint64 all)
{
    const QLocale locale;
    return listed == all ? Words::tr("%1 (%2)", "what, and how often").arg(what, locale.toString(all))
                         : Words::tr("%1 (%2, the first %3 are listed)").arg(what, locale.toString(all), locale.toString(listed));
}

} // namespace

QString problemWords(audit::Problem problem)
{
    using audit::Problem;
    switch (problem) {
    case Problem::HashDiffers: return Words::tr("The text does not have the SHA-256 that the service tells");
    case Problem::SizeDiffers: return Words::tr("The text does not have the size that the service tells");
    case Problem::TextMissing: return Words::tr("There is no text, though it was neither redacted nor deleted");
    case Problem::TextOfRedacted: return Words::tr("Marked as redacted, and the text can still be read");
    case Problem::Unreadable: return Words::tr("The service has the record and cannot give the text");
    case Problem::RecordDiffers: return Words::tr("Read singly, it is another than in the list");
    case Problem::NotCreatedFirst: return Words::tr("The oldest version is no creation: older ones are missing");
    case Problem::CreatedTwice: return Words::tr("Created, though there are older versions");
    case Problem::WrittenAfterDeletion: return Words::tr("Written after the entry was deleted");
    case Problem::TimeFalls: return Words::tr("Older than the version before it");
    case Problem::PathChanges: return Words::tr("Another path than the version before, which no operation of the service makes");
    case Problem::RedactedBeforeWritten: return Words::tr("Redacted before it was written");
    case Problem::OutOfOrder: return Words::tr("Older than the version below it in the list of the store");
    case Problem::IdBeforeTime: return Words::tr("The id was made before the moment that the version tells");
    case Problem::IdAfterTime: return Words::tr("The id was made after the moment that the version tells (a clock that was set back does that, too)");
    case Problem::HeadHashDiffers: return Words::tr("The entry has another SHA-256 than its newest version");
    case Problem::HeadSizeDiffers: return Words::tr("The entry has another size than its newest version");
    case Problem::HeadPathDiffers: return Words::tr("The entry has another path than its newest version");
    case Problem::HeadNumberDiffers: return Words::tr("The entry has another number of versions than there are records");
    case Problem::HeadVersionDiffers: return Words::tr("The entry names another version as its newest");
    case Problem::ListedAfterDeletion: return Words::tr("The newest version is a deletion, and the entry is there");
    case Problem::NotListed: return Words::tr("The entry was never deleted, and it is not there");
    case Problem::WithoutRecords: return Words::tr("The entry is there, and no version of it");
    case Problem::EntryCountDiffers: return Words::tr("The store tells another number of entries than it lists");
    case Problem::TotalSizeDiffers: return Words::tr("The store tells another size than its entries have together");
    }
    return {};
}

QString uncheckedWords(audit::Unchecked reason)
{
    using audit::Unchecked;
    switch (reason) {
    case Unchecked::WithoutHash: return Words::tr("the service tells no SHA-256");
    case Unchecked::Failed: return Words::tr("the service did not give it");
    case Unchecked::NotWished: return Words::tr("not wished for");
    case Unchecked::WrittenMeanwhile: return Words::tr("written to meanwhile");
    case Unchecked::Stopped: return Words::tr("stopped");
    case Unchecked::PartOnly: return Words::tr("only a part of the store was looked at");
    case Unchecked::NotTold: return Words::tr("the service does not tell it");
    }
    return {};
}

QString verdictWords(const audit::Verification &report)
{
    const QLocale locale;
    QString verdict;
    if (report.problems == 1)
        verdict = Words::tr("1 thing does not fit.");
    else if (report.problems > 1)
        verdict = Words::tr("%1 things do not fit.").arg(locale.toString(report.problems));
    else if (report.isComplete())
        verdict = Words::tr("Everything that was checked fits together.");
    else
        verdict = Words::tr("What could be checked fits together.");
    if (report.wasStopped)
        return Words::tr("Stopped as you wished.") + u' ' + verdict;
    if (!report.isComplete())
        verdict += u' ' + Words::tr("Not everything could be checked.");
    return verdict;
}

QString factsWords(const audit::Verification &report)
{
    return QStringList{Words::tr("Texts of versions: %1.").arg(tallyWords(report.versionTexts)),
                       Words::tr("Texts of entries: %1.").arg(tallyWords(report.entryTexts)),
                       Words::tr("Histories of entries: %1.").arg(tallyWords(report.chains)),
                       Words::tr("Counts of the store: %1.").arg(tallyWords(report.counters))}
        .join(u'\n');
}

AuditRows rowsOf(const audit::Verification &report, const core::StoreId &store, const QDateTime &now)
{
    QMap<audit::Problem, qint64> counts;
    for (const audit::Finding &finding : report.findings)
        ++counts[finding.problem];
    AuditRows rows;
    QMap<audit::Problem, dialogs::AuditGroup> groups;
    for (const audit::Finding &finding : report.findings) {
        dialogs::AuditGroup &group = groups[finding.problem];
        if (group.rows.size() == mostRows)
            continue;
        dialogs::AuditRow row;
        // What is particular to this one; what all of the group have in common is its title.
        row.what = !finding.expected.isEmpty() && !finding.found.isEmpty()
            ? Words::tr("%1 instead of %2").arg(finding.found, finding.expected)
            : finding.found.isEmpty() ? finding.version.value : finding.found;
        if (row.what.isEmpty())
            row.what = finding.entry.value;
        row.where = finding.path;
        row.written = finding.at.isNull() ? QString() : presentation::ageOf(finding.at, now);
        row.explanation = explanationOf(finding);
        if (!finding.entry.isEmpty()) {
            row.number = int(rows.places.size());
            rows.places.append({store, finding.entry, {}});
            if (!finding.version.isEmpty())
                rows.places.last().versions.append(finding.version);
        }
        group.rows.append(row);
    }
    for (auto it = groups.begin(); it != groups.end(); ++it) {
        it->title = titleOf(problemWords(it.key()), it->rows.size(), counts.value(it.key()));
        rows.groups.append(*it);
    }
    return rows;
}

QByteArray reportText(const audit::Verification &report, const audit::VerificationAbout &about)
{
    QStringList lines{Words::tr("Verification of a store of memories, by %1").arg(about.program),
                      Words::tr("Connection: %1 (%2)").arg(models::displayText(about.connection), about.baseUrl),
                      Words::tr("Store: %1 (%2)").arg(models::displayText(about.storeName), about.storeId),
                      Words::tr("Checked: %1").arg(about.place),
                      Words::tr("From %1 to %2").arg(report.begunAt.text(), report.endedAt.text()),
                      {},
                      verdictWords(report),
                      factsWords(report)};
    for (const audit::Finding &finding : report.findings) {
        lines.append(QString());
        if (!finding.path.isEmpty())
            lines.append(models::displayText(finding.path));
        lines.append(explanationOf(finding));
    }
    if (report.problems + report.remarks > report.findings.size()) {
        lines.append(QString());
        lines.append(Words::tr("There are more findings than are listed here."));
    }
    return lines.join(u'\n').toUtf8() + '\n';
}

namespace {

void addReturns(AuditRows &rows, const QString &title, const QList<audit::Return> &list, qint64 all, const core::StoreId &store,
                const QDateTime &now)
{
    if (list.isEmpty())
        return;
    dialogs::AuditGroup group;
    for (const audit::Return &each : list.first(qMin(mostRows, list.size()))) {
        dialogs::AuditRow row;
        const QString earlier = presentation::ageOf(each.earlierAt, now);
        row.what = each.between == 0 ? Words::tr("Nothing changed since the version of %1").arg(earlier)
            : each.between == 1 ? Words::tr("Back to the text of %1, 1 version in between").arg(earlier)
                                : Words::tr("Back to the text of %1, %n versions in between", nullptr, each.between).arg(earlier);
        row.where = each.path;
        row.written = presentation::ageOf(each.at, now);
        row.explanation = presentation::exactUtc(each.at) + u'\n' + models::displayText(each.version.value);
        row.number = int(rows.places.size());
        rows.places.append({store, each.entry, {each.version}});
        group.rows.append(row);
    }
    group.title = titleOf(title, group.rows.size(), all);
    rows.groups.append(group);
}

QString placeWords(const audit::Twins &twins, const audit::Place &place)
{
    bool someRedacted = false;
    for (const audit::Place &other : twins.places)
        someRedacted = someRedacted || other.redacted;
    if (place.redacted)
        return place.current ? Words::tr("has it now, its version is redacted") : Words::tr("had it, redacted");
    if (someRedacted)
        return place.current ? Words::tr("has it now, redacted elsewhere") : Words::tr("had it, still readable here, redacted elsewhere");
    return place.current ? Words::tr("has it now") : Words::tr("had it");
}

void addTwins(AuditRows &rows, const QString &title, const QList<audit::Twins> &list, qint64 all, const core::StoreId &store,
              const QDateTime &now)
{
    if (list.isEmpty())
        return;
    const QLocale locale;
    dialogs::AuditGroup group;
    qint64 listed = 0;
    for (const audit::Twins &twins : list) {
        if (group.rows.size() + twins.places.size() > mostRows && listed > 0)
            break;
        ++listed;
        const QString text = twins.size ? Words::tr("%1 bytes in %2 entries").arg(locale.toString(*twins.size), locale.toString(twins.places.size()))
                                        : Words::tr("A text in %1 entries").arg(locale.toString(twins.places.size()));
        for (const audit::Place &place : twins.places.first(qMin(mostRows, twins.places.size()))) {
            dialogs::AuditRow row;
            //: %1 is "1,204 bytes in 3 entries", %2 is "has it now"
            row.what = Words::tr("%1: %2").arg(text, placeWords(twins, place));
            row.where = place.path;
            row.written = presentation::ageOf(place.at, now);
            row.explanation = Words::tr("SHA-256 %1").arg(twins.sha256) + u'\n' + presentation::exactUtc(place.at);
            row.number = int(rows.places.size());
            rows.places.append({store, place.entry, {place.version}});
            group.rows.append(row);
        }
    }
    group.title = titleOf(title, listed, all);
    rows.groups.append(group);
}

} // namespace

QString verdictWords(const audit::Repeats &repeats)
{
    const qint64 all = repeats.unchangedTotal + repeats.returnedTotal + repeats.nowTotal + repeats.everTotal;
    const QString versions = QLocale().toString(repeats.records);
    if (repeats.records == 0)
        return Words::tr("No version of this store is known yet.");
    return all == 0 ? Words::tr("No text returned, and none is there twice, in %1 versions.").arg(versions)
                    : Words::tr("Looked through %1 versions.").arg(versions);
}

AuditRows rowsOf(const audit::Repeats &repeats, const core::StoreId &store, const QDateTime &now)
{
    AuditRows rows;
    addReturns(rows, Words::tr("Changed back"), repeats.returned, repeats.returnedTotal, store, now);
    addTwins(rows, Words::tr("Texts that several entries have now"), repeats.now, repeats.nowTotal, store, now);
    addTwins(rows, Words::tr("Texts that several entries have or had"), repeats.ever, repeats.everTotal, store, now);
    addReturns(rows, Words::tr("Saved without a change"), repeats.unchanged, repeats.unchangedTotal, store, now);
    return rows;
}

} // namespace controllers
