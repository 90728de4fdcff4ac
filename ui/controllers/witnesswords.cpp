// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! What the witness raises, in words.
#include "ui/controllers/witnesscontroller.h"

#include "models/displaytext.h"
#include "ui/presentation/relativetime.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

using audit::Contradiction;
using Report = audit::LedgerReport;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Witness)
};

QString sizeOf(const audit::Witnessed &record)
{
    return record.size ? Words::tr("%1 bytes").arg(QLocale().toString(*record.size)) : Words::tr("not told");
}

} // namespace

QString alarmWords(const session::Alarm &alarm)
{
    if (!alarm.words.isEmpty())
        return Words::tr("When the program started, this was found: %1.").arg(alarm.words);
    QStringList parts;
    const auto add = [&](Contradiction what, const QString &words) {
        if (alarm.what.testFlag(what))
            parts.append(words);
    };
    add(Contradiction::Missing, Words::tr("The service does not list it any more."));
    add(Contradiction::TextLost, Words::tr("Its text is not there any more, and it is not marked redacted."));
    add(Contradiction::TextOther, Words::tr("Its text does not have the SHA-256 that it had."));
    add(Contradiction::Hash, Words::tr("Its SHA-256 is another one."));
    add(Contradiction::Size, Words::tr("Its size is another one."));
    add(Contradiction::Time, Words::tr("Its time is another one."));
    add(Contradiction::Path, Words::tr("Its path is another one."));
    add(Contradiction::Entry, Words::tr("It belongs to another entry."));
    add(Contradiction::Action, Words::tr("Its action is another one."));
    return parts.join(u' ');
}

QString alarmStates(const session::Alarm &alarm)
{
    QStringList lines;
    const auto add = [&](Contradiction what, const QString &name, const QString &before, const QString &now) {
        if (alarm.what.testFlag(what))
            //: %1 is "SHA-256", "Size" …, %2 and %3 what it was and what it is
            lines.append(Words::tr("%1: %2 before, %3 now").arg(name, before, now));
    };
    add(Contradiction::Hash, Words::tr("SHA-256"), alarm.before.sha256, alarm.now.sha256);
    add(Contradiction::TextOther, Words::tr("SHA-256 of the text"), alarm.before.sha256, alarm.textHash);
    add(Contradiction::Size, Words::tr("Size"), sizeOf(alarm.before), sizeOf(alarm.now));
    add(Contradiction::Time, Words::tr("Time"), alarm.before.createdAt.text(), alarm.now.createdAt.text());
    add(Contradiction::Path, Words::tr("Path"), models::displayText(alarm.before.path), models::displayText(alarm.now.path));
    add(Contradiction::Entry, Words::tr("Entry"), models::displayText(alarm.before.entry.value), models::displayText(alarm.now.entry.value));
    add(Contradiction::Action, Words::tr("Action"), models::displayText(alarm.before.action), models::displayText(alarm.now.action));
    return lines.join(u'\n');
}

QString verdictWords(const Report &report, qsizetype alarms)
{
    switch (report.verdict) {
    case Report::Verdict::Intact:
        return alarms == 0 ? Words::tr("The ledger is intact. Nothing that was seen was told otherwise later.")
            : alarms == 1  ? Words::tr("The ledger is intact. Once something was told otherwise than before.")
                           : Words::tr("The ledger is intact. %n times something was told otherwise than before.", nullptr, int(alarms));
    case Report::Verdict::Changed:
        return Words::tr("The ledger was changed at line %1.").arg(QLocale().toString(report.line));
    case Report::Verdict::CutOff:
        return Words::tr("The ledger is cut off after line %1.").arg(QLocale().toString(report.line));
    case Report::Verdict::NoLedger: return Words::tr("The file of the ledger is something else.");
    case Report::Verdict::Cancelled: return Words::tr("Stopped as you wished. The ledger was not read to its end.");
    case Report::Verdict::Unreadable: break;
    }
    return Words::tr("There is no ledger that could be read.");
}

QString factsWords(const Report &report, const QString &file)
{
    const QLocale locale;
    QStringList lines;
    lines.append(report.seen == 1 ? Words::tr("1 version was seen, in %1 lines.").arg(locale.toString(report.head.lines))
                                  : Words::tr("%1 versions were seen, in %2 lines.").arg(locale.toString(report.seen), locale.toString(report.head.lines)));
    if (!report.from.isNull())
        lines.append(Words::tr("From %1 to %2.").arg(presentation::exactLocal(report.from), presentation::exactLocal(report.to)));
    if (report.broken > 0)
        lines.append(Words::tr("It was not as it had been left, and that was noted: %n times.", nullptr, int(report.broken)));
    lines.append(Words::tr("SHA-256 of all of it: %1").arg(QString::fromLatin1(report.head.hash)));
    lines.append(file);
    return lines.join(u'\n');
}

AuditRows rowsOf(const QList<session::Alarm> &alarms, const core::StoreId &store, const QDateTime &now)
{
    AuditRows rows;
    if (alarms.isEmpty())
        return rows;
    dialogs::AuditGroup group;
    group.title = alarms.size() == 1 ? Words::tr("1 contradiction") : Words::tr("%n contradictions", nullptr, int(alarms.size()));
    for (const session::Alarm &alarm : alarms) {
        dialogs::AuditRow row;
        row.what = alarmWords(alarm);
        row.where = alarm.before.path;
        row.written = presentation::ageOf(alarm.at, now);
        const QString states = alarmStates(alarm);
        row.explanation = (states.isEmpty() ? row.what : states) + u'\n'
            + Words::tr("Noticed %1; version %2").arg(presentation::exactLocal(alarm.at), alarm.now.version.value);
        if (!alarm.now.version.isEmpty()) {
            row.number = int(rows.places.size());
            rows.places.append({store, alarm.now.entry, {alarm.now.version}});
        }
        group.rows.append(row);
        for (const QString &state : states.split(u'\n', Qt::SkipEmptyParts)) { // both of them
            dialogs::AuditRow line = row;
            line.what = u"– "_s + state;
            line.where.clear();
            line.written.clear();
            group.rows.append(line);
        }
    }
    rows.groups.append(group);
    return rows;
}

} // namespace controllers
