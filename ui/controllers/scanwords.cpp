// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/displaytext.h"
#include "ui/controllers/auditwords.h"
#include "ui/presentation/relativetime.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMap>

namespace controllers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ScanWords)
};

constexpr qsizetype mostRows = 1000; // of one rule

} // namespace

QString verdictWords(const session::ScanReport &report)
{
    QString verdict = report.found == 0 ? Words::tr("None of the rules found anything.")
        : report.found == 1             ? Words::tr("1 place was found.")
                                        : Words::tr("%1 places were found.").arg(QLocale().toString(report.found));
    if (report.wasStopped)
        return Words::tr("Stopped as you wished.") + u' ' + verdict;
    if (report.endedBy || report.failed > 0)
        verdict += u' ' + Words::tr("Not everything could be looked at.");
    return verdict;
}

QString coverageWords(const session::ScanReport &report)
{
    const QLocale locale;
    QStringList parts{report.entries == 1 ? Words::tr("1 entry") : Words::tr("%1 entries").arg(locale.toString(report.entries))};
    const auto add = [&](qint64 count, const QString &words) {
        if (count > 0)
            parts.append(words.arg(locale.toString(count)));
    };
    add(report.versions, report.versions == 1 ? Words::tr("%1 older text") : Words::tr("%1 older texts"));
    add(report.same, report.same == 1 ? Words::tr("%1 version with a text that was looked at already")
                                      : Words::tr("%1 versions with texts that were looked at already"));
    add(report.without, report.without == 1 ? Words::tr("%1 redacted or deleted version without a text")
                                            : Words::tr("%1 redacted or deleted versions without a text"));
    add(report.failed, report.failed == 1 ? Words::tr("%1 text could not be read") : Words::tr("%1 texts could not be read"));
    return Words::tr("Looked at: %1.").arg(parts.join(QStringLiteral(", ")));
}

AuditRows rowsOf(const session::ScanReport &report, const audit::Scanner &scanner, const core::StoreId &store, const QDateTime &now)
{
    const QLocale locale;
    QMap<int, qint64> counts;
    QMap<int, dialogs::AuditGroup> groups; // in the order of the rules: secrets first
    AuditRows rows;
    for (const session::ScanFinding &finding : report.findings) {
        ++counts[finding.rule];
        dialogs::AuditGroup &group = groups[finding.rule];
        if (group.rows.size() == mostRows)
            continue;
        dialogs::AuditRow row;
        row.what = finding.excerpt;
        row.where = Words::tr("%1, line %2").arg(finding.path, locale.toString(finding.line));
        row.written = finding.version.isEmpty() ? Words::tr("now") : presentation::ageOf(finding.at, now);
        row.explanation = finding.version.isEmpty() ? Words::tr("In the text that the entry has now.")
                                                    : Words::tr("In version %1, the first one with this text.").arg(models::displayText(finding.version.value));
        row.number = int(rows.places.size());
        rows.places.append({store, finding.entry, {}});
        if (!finding.version.isEmpty())
            rows.places.last().versions.append(finding.version);
        group.rows.append(row);
    }
    for (auto it = groups.begin(); it != groups.end(); ++it) {
        const audit::ScanRule &rule = scanner.rules().at(it.key());
        //: what a rule finds with its name, how often
        it->title = Words::tr("%1: %2").arg(ruleWords(rule), locale.toString(counts.value(it.key())));
        rows.groups.append(*it);
    }
    return rows;
}

} // namespace controllers
