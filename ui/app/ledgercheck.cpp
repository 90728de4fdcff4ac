// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/app/ledgercheck.h"

#include "session/ledgerfile.h"

using namespace Qt::StringLiterals;

namespace app {

namespace {

using Report = audit::LedgerReport;

QString reason(const Report &report)
{
    switch (report.why) {
    case Report::Why::Hash: return u"its hash is not that of the line before and of its text"_s;
    case Report::Why::NotALine: return u"it is not a line of a ledger"_s;
    case Report::Why::TooLong: return u"it is longer than any line of a ledger"_s;
    case Report::Why::OtherHead: return u"it is not the last line that the program wrote"_s;
    case Report::Why::None: break;
    }
    return u"it does not fit"_s;
}

QString facts(const Report &report)
{
    QString words = u"%1 lines up to %2; %3 versions, %4 contradictions, %5 daily digests.\n"_s
                        .arg(report.head.lines).arg(report.to.text()).arg(report.seen).arg(report.raised).arg(report.days);
    if (report.broken > 0)
        words += u"%1 times it was not as the program had left it; lines of the kind \"broken\" tell when and how.\n"_s.arg(report.broken);
    return words + u"SHA-256 of all that fits: %1\n"_s.arg(QString::fromLatin1(report.head.hash));
}

} // namespace

std::optional<QString> ledgerToVerify(const QStringList &arguments)
{
    const QString option = u"--verify-ledger"_s;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        if (arguments.at(i) == option)
            return arguments.value(i + 1);
        if (arguments.at(i).startsWith(option + u'='))
            return arguments.at(i).mid(option.size() + 1);
    }
    return std::nullopt;
}

LedgerAnswer verifyLedger(const QString &file)
{
    if (file.isEmpty())
        return {u"palimpsest: --verify-ledger takes a file\n"_s, LedgerAnswer::NotUnderstood};
    const Report report = session::LedgerFile::verify(file);
    switch (report.verdict) {
    case Report::Verdict::Intact:
        return {u"Intact.\n"_s + facts(report), LedgerAnswer::Intact};
    case Report::Verdict::Changed:
        return {u"Changed at line %1: %2.\n"_s.arg(report.line).arg(reason(report)) + facts(report), LedgerAnswer::Changed};
    case Report::Verdict::CutOff:
        return {u"Cut off after line %1: its end is missing.\n"_s.arg(report.line) + facts(report), LedgerAnswer::CutOff};
    case Report::Verdict::NoLedger:
        return {u"Not a ledger of Palimpsest.\n"_s, LedgerAnswer::NoLedger};
    case Report::Verdict::Cancelled:
    case Report::Verdict::Unreadable: break;
    }
    return {u"The file could not be read.\n"_s, LedgerAnswer::NoLedger};
}

} // namespace app
