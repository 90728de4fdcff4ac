// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/lifewords.h"

#include "ui/presentation/relativetime.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(TextLives)
};

//! "v3, 18 May 15:35"; without a number where the creation is not known.
QString momentWords(const audit::TextLife &life, const audit::LifeMoment &moment, const QDateTime &now)
{
    const QString age = presentation::ageOf(moment.at, now);
    return life.fromBeginning ? Words::tr("v%1, %2").arg(moment.number).arg(age) : age;
}

QString wentWords(const audit::TextLife &life, const QDateTime &now)
{
    if (life.isStillThere())
        return Words::tr("still there");
    if (!life.went)
        return Words::tr("not known");
    const QString moment = momentWords(life, *life.went, now);
    if (life.wentEarlier)
        //: %1 a version with its time
        return Words::tr("%1 or before").arg(moment);
    return life.went->action == core::Action::Deleted ? Words::tr("%1, deleted").arg(moment) : moment;
}

QString explanation(const audit::TextLife &life)
{
    const auto line = [](const QString &words, const audit::LifeMoment &moment) {
        return words + u'\n' + presentation::exactTooltip(moment.at);
    };
    QStringList parts;
    parts.append(line(life.cameInEarlier ? Words::tr("It is seen first here; texts before it are not known:") : Words::tr("It came in:"), life.cameIn));
    if (life.went && life.wentEarlier)
        parts.append(line(Words::tr("It is seen last here; the texts after it are not known:"), life.last));
    if (life.went)
        parts.append(line(life.went->action == core::Action::Deleted ? Words::tr("The entry was deleted:") : Words::tr("It is not there any more:"), *life.went));
    else
        parts.append(life.mayBeGone ? line(Words::tr("Later texts are not known. It is seen last here:"), life.last)
                                    : Words::tr("The newest text has it."));
    return parts.join(u'\n');
}

} // namespace

QString verdictWords(const session::LifeReport &report)
{
    const qint64 total = report.lives.total;
    if (total == 0)
        return report.lives.unknown > 0 ? Words::tr("Not found in the texts that are known.")
                                        : Words::tr("Not found in any text that can be read.");
    qint64 there = 0;
    for (const audit::TextLife &life : report.lives.lives)
        there += life.isStillThere() ? 1 : 0;
    const QString times = total == 1 ? Words::tr("It came in once.") : Words::tr("It came in %1 times.").arg(QLocale().toString(total));
    if (total > report.lives.lives.size())
        return times + u' ' + Words::tr("The first %1 are listed.").arg(QLocale().toString(report.lives.lives.size()));
    const QString now = there == 0 ? Words::tr("It is in no current text that is known.")
        : there == 1               ? Words::tr("1 entry has it still.")
                                   : Words::tr("%n entries have it still.", nullptr, int(there));
    return times + u' ' + now;
}

QString coverageWords(const session::LifeReport &report)
{
    const QLocale locale;
    const audit::TextLives &lives = report.lives;
    QStringList parts;
    if (lives.known == lives.versions)
        parts.append(lives.versions == 1 ? Words::tr("The text of the one version is known")
                                         : Words::tr("The texts of all %1 versions are known").arg(locale.toString(lives.versions)));
    else
        parts.append(Words::tr("Texts of %1 of %2 versions are known").arg(locale.toString(lives.known), locale.toString(lives.versions)));
    if (lives.redacted > 0)
        parts.append(lives.redacted == 1 ? Words::tr("1 is redacted") : Words::tr("%n are redacted", nullptr, int(lives.redacted)));
    if (report.failed > 0)
        parts.append(report.failed == 1 ? Words::tr("1 could not be read") : Words::tr("%n could not be read", nullptr, int(report.failed)));
    if (report.unsearched > 0)
        parts.append(report.unsearched == 1 ? Words::tr("1 could not be searched")
                                            : Words::tr("%n could not be searched", nullptr, int(report.unsearched)));
    if (report.wasStopped)
        parts.append(Words::tr("stopped before the end"));
    return parts.join(u"; "_s) + u'.';
}

AuditRows rowsOf(const session::LifeReport &report, const core::StoreId &store, const QDateTime &now)
{
    AuditRows rows;
    dialogs::AuditGroup group;
    for (const audit::TextLife &life : report.lives.lives) {
        const QString cameIn = momentWords(life, life.cameIn, now);
        group.rows.append({life.path, life.cameInEarlier ? Words::tr("%1 or before").arg(cameIn) : cameIn, wentWords(life, now),
                           explanation(life), int(rows.places.size())});
        rows.places.append({store, life.entry, {life.cameIn.version}});
    }
    if (!group.rows.isEmpty())
        rows.groups.append(group);
    return rows;
}

} // namespace controllers
