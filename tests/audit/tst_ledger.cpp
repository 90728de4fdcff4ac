// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/ledger.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QTest>

using namespace Qt::StringLiterals;
using audit::Contradiction;
using audit::Contradictions;
using audit::LedgerHead;
using audit::LedgerLine;
using audit::LedgerReport;
using audit::Witnessed;
using Kind = LedgerLine::Kind;
using Verdict = LedgerReport::Verdict;

//! The form of the ledger, and that nothing can be done to it unseen.
class TestLedger : public QObject
{
    Q_OBJECT

    static core::Timestamp at(qint64 second) { return core::Timestamp::fromMicroseconds(1'790'000'000'000'000 + second * 1'000'000); }
    static Witnessed record(int number)
    {
        Witnessed record;
        record.store = {u"memstore_1"_s};
        record.version = {u"memver_%1"_s.arg(number)};
        record.entry = {u"mem_%1"_s.arg(number % 3)};
        record.path = u"用户/\u201equoted\u201c \\ \" %1.md"_s.arg(number);
        record.action = u"updated"_s;
        record.size = 4'000'000'000'000 + number;
        record.sha256 = QString(64, QChar(u'a' + number % 6));
        record.createdAt = at(number);
        return record;
    }
    //! One of each kind.
    static QList<LedgerLine> lines()
    {
        LedgerLine opened{Kind::Opened, at(0)};
        opened.connection = u"one"_s;
        LedgerLine seen{Kind::Seen, at(1)};
        seen.record = record(1);
        LedgerLine changed{Kind::Changed, at(2)};
        changed.record = record(1);
        changed.record.sha256 = QString(64, u'f');
        changed.before = record(1);
        LedgerLine missing{Kind::Missing, at(3)};
        missing.record = record(1);
        LedgerLine returned{Kind::Returned, at(4)};
        returned.record = record(1);
        LedgerLine text{Kind::Text, at(5)};
        text.record = record(1);
        text.record.redacted = true;
        text.record.redactedAt = at(4);
        text.textHash = QString(64, u'0');
        LedgerLine day{Kind::Day, at(90'000)};
        day.day = QDate(2026, 9, 21);
        day.lines = 6;
        LedgerLine broken{Kind::Broken, at(90'001)};
        broken.words = u"the last line was torn"_s;
        broken.bytes = 17;
        broken.lines = 7;
        LedgerLine last{Kind::Seen, at(90'002)};
        last.record = record(2);
        return {opened, seen, changed, missing, returned, text, day, broken, last};
    }
    static QList<QByteArray> rawLines()
    {
        QList<QByteArray> raw;
        QByteArray hash = audit::firstLedgerHash();
        for (LedgerLine line : lines()) {
            if (line.kind == Kind::Day)
                line.digest = hash;
            const QByteArray json = audit::ledgerJson(line);
            hash = audit::ledgerHash(hash, json);
            raw.append(hash + ' ' + json + '\n');
        }
        return raw;
    }
    static LedgerReport read(QByteArray bytes, const std::optional<LedgerHead> &beside = std::nullopt)
    {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        return audit::readLedger(buffer, beside);
    }

private slots:
    void everyLineComesBack_data()
    {
        QTest::addColumn<int>("number");
        for (int n = 0; n < lines().size(); ++n)
            QTest::addRow("%d", n) << n;
    }
    void everyLineComesBack()
    {
        QFETCH(int, number);
        const LedgerLine line = lines().at(number);
        const auto back = audit::parseLedgerJson(audit::ledgerJson(line));
        QVERIFY(back);
        QCOMPARE(*back, line);
        QVERIFY(!audit::ledgerJson(line).contains('\n'));
    }

    //! As the header file says, and as somebody without this program would check it.
    void theChainIsWhatItSays()
    {
        QByteArray before(64, '0');
        for (const QByteArray &raw : rawLines()) {
            const QByteArray json = raw.mid(65).chopped(1);
            before = QCryptographicHash::hash(before + ' ' + json, QCryptographicHash::Sha256).toHex();
            QCOMPARE(raw.left(64), before);
        }
    }

    void anIntactOneIsIntact()
    {
        const LedgerReport report = read(rawLines().join());
        QCOMPARE(report.verdict, Verdict::Intact);
        QCOMPARE(report.head.lines, lines().size());
        QCOMPARE(report.head.bytes, rawLines().join().size());
        QCOMPARE(report.head.hash, rawLines().last().left(64));
        QCOMPARE(report.seen, 2);
        QCOMPARE(report.raised, 3); // changed, missing, text
        QCOMPARE(report.broken, 1);
        QCOMPARE(report.days, 1);
        const auto head = LedgerHead::fromText(report.head.toText());
        QVERIFY(head);
        QCOMPARE(*head, report.head);
        QCOMPARE(read(rawLines().join(), head).verdict, Verdict::Intact);
    }

    //! Each kind of line, changed at each of its bytes.
    void everyByteCounts()
    {
        const QList<QByteArray> raw = rawLines();
        const QByteArray all = raw.join();
        qsizetype begin = 0;
        for (int number = 0; number < raw.size(); ++number) {
            for (qsizetype i = 0; i < raw[number].size(); ++i) {
                QByteArray bytes = all;
                bytes[begin + i] = char(bytes[begin + i] ^ 1);
                const LedgerReport report = read(bytes);
                const bool lastFeed = number == raw.size() - 1 && i == raw[number].size() - 1;
                QVERIFY2(lastFeed ? report.verdict == Verdict::CutOff
                                  : number == 0 ? report.verdict == Verdict::NoLedger || report.verdict == Verdict::Changed
                                                : report.verdict == Verdict::Changed,
                         qPrintable(u"line %1, byte %2"_s.arg(number + 1).arg(i)));
                if (report.verdict == Verdict::Changed)
                    QCOMPARE(report.line, number + 1);
            }
            begin += raw[number].size();
        }
    }

    void linesTakenOutOrMovedAreSeen()
    {
        for (int number = 0; number < rawLines().size() - 1; ++number) {
            QList<QByteArray> without = rawLines();
            without.removeAt(number);
            const LedgerReport report = read(without.join());
            QVERIFY(report.verdict == (number == 0 ? Verdict::NoLedger : Verdict::Changed));
            QList<QByteArray> moved = rawLines();
            moved.swapItemsAt(number, number + 1);
            QVERIFY(read(moved.join()).verdict == (number == 0 ? Verdict::NoLedger : Verdict::Changed));
            QList<QByteArray> twice = rawLines();
            twice.insert(number, twice.at(number));
            QCOMPARE(read(twice.join()).verdict, Verdict::Changed);
        }
    }

    //! At every byte. Between two lines only what is kept beside it tells.
    void whatIsCutOffIsSeen()
    {
        const QByteArray all = rawLines().join();
        const LedgerHead head = read(all).head;
        for (qsizetype size = 0; size < all.size(); ++size) {
            const QByteArray bytes = all.first(size);
            const bool whole = bytes.endsWith('\n');
            const LedgerReport alone = read(bytes);
            QCOMPARE(alone.verdict, whole ? Verdict::Intact : bytes.contains('\n') ? Verdict::CutOff : Verdict::NoLedger);
            const LedgerReport beside = read(bytes, head);
            QVERIFY(beside.verdict == Verdict::CutOff || (!bytes.contains('\n') && beside.verdict == Verdict::NoLedger));
        }
        // Another end of the same length, chained well by somebody who knows how.
        QList<QByteArray> forged = rawLines();
        QByteArray json = forged.last().mid(65).chopped(1);
        json.replace("memver_2", "memver_3");
        forged.last() = audit::ledgerHash(forged.at(forged.size() - 2).left(64), json) + ' ' + json + '\n';
        QCOMPARE(read(forged.join()).verdict, Verdict::Intact);
        const LedgerReport report = read(forged.join(), head);
        QCOMPARE(report.verdict, Verdict::Changed);
        QCOMPARE(report.why, LedgerReport::Why::OtherHead);
    }

    void nothingElseIsALedger()
    {
        for (const QByteArray &bytes : {QByteArray("hello\n"), QByteArray("{}\n"), QByteArray(1'000'000, 'x'), QByteArray(200'000, '\n')})
            QCOMPARE(read(bytes).verdict, Verdict::NoLedger);
        QByteArray endless = rawLines().join() + QByteArray(1'000'000, 'x');
        const LedgerReport report = read(endless);
        QCOMPARE(report.verdict, Verdict::Changed);
        QCOMPARE(report.why, LedgerReport::Why::TooLong);
        core::CancelFlag cancel;
        cancel.set();
        QByteArray all = rawLines().join();
        QBuffer buffer(&all);
        buffer.open(QIODevice::ReadOnly);
        QCOMPARE(audit::readLedger(buffer, {}, {}, cancel).verdict, Verdict::Cancelled);
    }

    void whatContradicts_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("expected");
        const auto row = [](const char *what, Contradictions expected) { QTest::addRow("%s", what) << QString::fromLatin1(what) << int(expected); };
        row("nothing", {});
        row("hash", Contradiction::Hash);
        row("size", Contradiction::Size);
        row("time", Contradiction::Time);
        row("path", Contradiction::Path);
        row("entry", Contradiction::Entry);
        row("action", Contradiction::Action);
        row("redacted", {});
        row("redacted with all", {});
        row("redacted to 0 bytes", {});
        row("redacted with another hash", Contradiction::Hash);
        row("unredacted", {});
        row("less told", {});
        row("more told", {});
    }
    void whatContradicts()
    {
        QFETCH(QString, what);
        QFETCH(int, expected);
        Witnessed before = record(1);
        Witnessed after = before;
        if (what == u"hash")
            after.sha256 = QString(64, u'f');
        else if (what == u"size")
            after.size = 3;
        else if (what == u"time")
            after.createdAt = at(77);
        else if (what == u"path")
            after.path = u"other.md"_s;
        else if (what == u"entry")
            after.entry = {u"mem_other"_s};
        else if (what == u"action")
            after.action = u"created"_s;
        else if (what.startsWith(u"redacted")) {
            after.redacted = true;
            after.redactedAt = at(100);
            if (what.endsWith(u"all")) {
                after.sha256.clear();
                after.size.reset();
            } else if (what.endsWith(u"bytes")) {
                after.size = 0;
            } else if (what.endsWith(u"hash")) {
                after.sha256 = QString(64, u'f');
            }
        } else if (what == u"unredacted") {
            before.redacted = true;
            before.redactedAt = at(100);
            QCOMPARE(audit::merged(before, after), before);
        } else if (what == u"less told") {
            after.sha256.clear();
            after.size.reset();
            QCOMPARE(audit::merged(before, after), before);
        } else if (what == u"more told") {
            before.sha256.clear();
            before.size.reset();
        }
        QCOMPARE(int(audit::contradictions(before, after)), expected);
        QCOMPARE(audit::fingerprint(before) == audit::fingerprint(after), before == after);
    }

    //! However long what a service tells is.
    void aLineHasABound()
    {
        core::Version version;
        version.id = {QString(100'000, u'v')};
        version.entry = {QString(100'000, u'm')};
        version.path = QString(1'000'000, u'\u7528');
        version.actionWord = QString(1'000'000, u'x');
        version.sha256 = QString(1'000'000, u'a');
        LedgerLine line{Kind::Changed, at(1)};
        line.record = Witnessed::of(version);
        version.path += u'!';
        line.before = Witnessed::of(version);
        QVERIFY(line.record.path != line.before->path); // still told apart
        QVERIFY(audit::ledgerJson(line).size() < audit::longestLedgerLine - 65);
    }
};

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
