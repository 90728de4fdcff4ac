// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/ledger.h"

#include <QIODevice>

namespace audit {

namespace {

using Kind = LedgerLine::Kind;
using Verdict = LedgerReport::Verdict;
using Why = LedgerReport::Why;

constexpr int linesBetweenLooks = 256; // at the cancel flag

void count(LedgerReport &report, const LedgerLine &line)
{
    switch (line.kind) {
    case Kind::Seen: ++report.seen; break;
    case Kind::Changed: report.raised += line.before && contradictions(*line.before, line.record); break;
    case Kind::Missing:
    case Kind::Text: ++report.raised; break;
    case Kind::Day: ++report.days; break;
    case Kind::Broken: ++report.broken; break;
    default: break;
    }
    if (!line.at.isNull() && report.from.isNull())
        report.from = line.at;
    if (!line.at.isNull()) {
        report.to = line.at;
        report.head.day = line.at.utc().date();
    }
}

LedgerReport &ended(LedgerReport &report, Verdict verdict, Why why = Why::None)
{
    report.verdict = verdict;
    report.why = why;
    report.line = verdict == Verdict::Changed ? report.head.lines + 1 : report.head.lines;
    return report;
}

} // namespace

LedgerReport readLedger(QIODevice &device, const std::optional<LedgerHead> &beside,
                        const std::function<void(const LedgerLine &line, qint64 at)> &each, const core::CancelFlag &cancel,
                        const LedgerHead &from)
{
    LedgerReport report;
    report.head = from;
    // What was kept of the end must be met on the way.
    bool met = !beside || beside->bytes <= from.bytes;
    while (true) {
        if (report.head.lines % linesBetweenLooks == 0 && cancel.isSet())
            return ended(report, Verdict::Cancelled);
        const QByteArray raw = device.readLine(longestLedgerLine + 2); // one more, with the line feed
        if (raw.isEmpty()) {
            if (!device.atEnd())
                return ended(report, Verdict::Unreadable);
            break;
        }
        const bool first = report.head.lines == 0;
        if (!raw.endsWith('\n')) {
            if (raw.size() > longestLedgerLine)
                return ended(report, first ? Verdict::NoLedger : Verdict::Changed, Why::TooLong);
            return ended(report, first ? Verdict::NoLedger : Verdict::CutOff);
        }
        const QByteArray json = raw.mid(ledgerHashLength + 1).chopped(raw.size() > ledgerHashLength + 1 ? 1 : 0);
        const auto line = raw.size() > ledgerHashLength + 2 && raw.at(ledgerHashLength) == ' ' ? parseLedgerJson(json) : std::nullopt;
        if (first && (!line || line->kind != Kind::Opened))
            return ended(report, Verdict::NoLedger, Why::NotALine);
        if (!line)
            return ended(report, Verdict::Changed, Why::NotALine);
        const QByteArray hash = ledgerHash(report.head.hash, json);
        if (raw.left(ledgerHashLength) != hash)
            return ended(report, Verdict::Changed, Why::Hash);
        if (line->kind == Kind::Day && line->digest != report.head.hash)
            return ended(report, Verdict::Changed, Why::Hash);
        const qint64 at = report.head.bytes;
        report.head.hash = hash;
        report.head.bytes += raw.size();
        ++report.head.lines;
        count(report, *line);
        if (!met && report.head.bytes >= beside->bytes) {
            if (report.head.bytes != beside->bytes || report.head.hash != beside->hash) {
                --report.head.lines;
                return ended(report, Verdict::Changed, Why::OtherHead);
            }
            met = true;
        }
        if (each)
            each(*line, at);
    }
    if (report.head.lines == 0 && !beside)
        return ended(report, Verdict::NoLedger);
    return ended(report, met ? Verdict::Intact : Verdict::CutOff);
}

} // namespace audit
