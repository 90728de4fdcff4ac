// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/displaytext.h"
#include "ui/controllers/auditwords.h"
#include "ui/presentation/relativetime.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

//! Texts that are alike, in words.
namespace controllers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(NearWords)
};

constexpr qsizetype mostRows = 1'000;

} // namespace

QString verdictWords(const session::NearReport &report)
{
    const QString none = report.leftOut > 0 ? Words::tr("No two of the texts that were compared are at least %1 % alike.")
                                            : Words::tr("No two texts are at least %1 % alike.");
    QString words = report.total == 0 ? none.arg(report.leastPercent)
        : report.total == 1           ? Words::tr("Two texts are at least %1 % alike.").arg(report.leastPercent)
                                      : Words::tr("%1 pairs of texts are at least %2 % alike.").arg(QLocale().toString(report.total)).arg(report.leastPercent);
    if (report.wasStopped)
        words += u' ' + Words::tr("Stopped as you wished.");
    else if (report.endedBy || report.failed > 0)
        words += u' ' + Words::tr("Not everything could be read.");
    if (report.leftOut > 0)
        words += u' ' + Words::tr("Not every text was compared.");
    return words;
}

QString coverageWords(const session::NearReport &report)
{
    const QLocale locale;
    QStringList parts{report.compared == 1 ? Words::tr("1 text was compared") : Words::tr("%1 texts were compared").arg(locale.toString(report.compared))};
    const auto add = [&](qint64 count, const QString &words) {
        if (count > 0)
            parts.append(words.arg(locale.toString(count)));
    };
    add(report.same, report.same == 1 ? Words::tr("%1 entry has the very text of another one") : Words::tr("%1 entries have the very text of another one"));
    add(report.leftOut, report.leftOut == 1 ? Words::tr("%1 text is too large, or one too many, and was left out")
                                            : Words::tr("%1 texts are too large, or too many, and were left out"));
    add(report.failed, report.failed == 1 ? Words::tr("%1 text could not be read") : Words::tr("%1 texts could not be read"));
    QString words = Words::tr("Alike, as the entries are now: %1.").arg(parts.join(QStringLiteral(", ")));
    if (report.bounded)
        words += u' ' + Words::tr("Very many texts are alike: not every pair of them was compared.");
    return words;
}

void addNearTwins(AuditRows &rows, const session::NearReport &report, const QDateTime &now)
{
    if (report.pairs.isEmpty())
        return;
    dialogs::AuditGroup group;
    //: of how many pairs of texts the list tells
    group.title = Words::tr("Texts that are alike now (%1)").arg(QLocale().toString(report.total));
    for (const session::NearEntries &pair : report.pairs) {
        if (group.rows.size() == mostRows)
            break;
        dialogs::AuditRow row;
        const QString first = models::displayText(pair.first.path);
        //: how alike two texts are, and the path of one of them; the other path stands beside it
        row.what = (pair.isExact ? Words::tr("%1 % alike: %2") : Words::tr("about %1 % alike: %2")).arg(QString::number(pair.percent), first);
        row.where = pair.second.path;
        row.written = presentation::ageOf(std::max(pair.first.updatedAt, pair.second.updatedAt), now);
        row.explanation = Words::tr("%1 and %2 have %3 % of their runs of three words in common. Blanks, punctuation and the case of letters "
                                    "do not count.").arg(first, models::displayText(pair.second.path), QString::number(pair.percent));
        row.number = int(rows.places.size());
        row.isPair = true;
        rows.places.append({pair.first.store, pair.first.id, {}});
        rows.others.insert(row.number, {nullptr, pair.second.store, pair.second.id, {}, pair.second.path});
        group.rows.append(row);
    }
    rows.groups.prepend(group);
}

} // namespace controllers
