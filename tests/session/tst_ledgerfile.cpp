// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/ledgerfile.h"
#include "support/quickfolder.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using audit::LedgerLine;
using audit::LedgerReport;
using session::LedgerFile;
using Verdict = LedgerReport::Verdict;

//! The ledger as a file: what a kill leaves, what somebody else does to it, and that two may add to it.
class TestLedgerFile : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString path() const { return m_folder->filePath(u"history/one.ledger"_s); }
    static core::Timestamp at(qint64 second) { return core::Timestamp::fromMicroseconds(1'790'000'000'000'000 + second * 1'000'000); }
    static LedgerLine seen(int number, qint64 second)
    {
        LedgerLine line{LedgerLine::Kind::Seen, at(second)};
        line.record.store = {u"memstore_1"_s};
        line.record.version = {u"memver_%1"_s.arg(number)};
        line.record.path = u"a.md"_s;
        return line;
    }
    void write(const QList<LedgerLine> &lines) const
    {
        LedgerFile file(path(), u"one"_s);
        QVERIFY(file.lock(lines.first().at));
        for (const LedgerLine &line : lines)
            file.add(line);
        QVERIFY(file.flush());
    }
    QByteArray bytes() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void setBytes(const QByteArray &bytes) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    QList<LedgerLine> lines() const
    {
        QList<LedgerLine> all;
        QFile file(path());
        if (file.open(QIODevice::ReadOnly))
            audit::readLedger(file, std::nullopt, [&all](const LedgerLine &line, qint64) { all.append(line); });
        return all;
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(support::quickFolder()); }

    void isPrivateAndOnlyAddedTo()
    {
        write({seen(1, 1), seen(2, 2)});
        const QByteArray before = bytes();
        write({seen(3, 3)});
        QVERIFY(bytes().startsWith(before) && bytes().size() > before.size());
        QCOMPARE(lines().size(), 4);
        QCOMPARE(lines().first().kind, LedgerLine::Kind::Opened);
        QCOMPARE(lines().first().connection, u"one"_s);
        for (const QString &file : {path(), LedgerFile::headFileOf(path())})
            QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());
        const LedgerReport report = LedgerFile::verify(path());
        QCOMPARE(report.verdict, Verdict::Intact);
        QCOMPARE(report.seen, 3);
    }

    void eachDayHasItsDigest()
    {
        write({seen(1, 1), seen(2, 2)});
        const QByteArray head = LedgerFile::verify(path()).head.hash;
        write({seen(3, 86'400 * 2), seen(4, 86'400 * 2 + 1)});
        const LedgerLine day = lines().at(3);
        QCOMPARE(day.kind, LedgerLine::Kind::Day);
        QCOMPARE(day.digest, head);
        QCOMPARE(day.lines, 3);
        QCOMPARE(day.day, at(1).utc().date());
        QCOMPARE(LedgerFile::verify(path()).days, 1);
        QCOMPARE(LedgerFile::verify(path()).verdict, Verdict::Intact);
    }

    //! Killed while it wrote: at every byte of the last batch.
    void aTornWriteIsNotedAtTheNextStart()
    {
        write({seen(1, 1), seen(2, 2)});
        const qsizetype whole = bytes().size();
        QFile headFile(LedgerFile::headFileOf(path()));
        QVERIFY(headFile.open(QIODevice::ReadOnly));
        const QByteArray head = headFile.readAll(); // a kill comes before the next one is kept
        headFile.close();
        write({seen(3, 3), seen(4, 4)});
        const QByteArray all = bytes();
        const qsizetype third = all.indexOf('\n', whole) + 1;
        for (qsizetype size = whole; size <= all.size(); ++size) {
            setBytes(all.first(size));
            QVERIFY(headFile.open(QIODevice::WriteOnly | QIODevice::Truncate));
            headFile.write(head);
            headFile.close();
            const bool torn = size != whole && size != third && size != all.size();
            QCOMPARE(LedgerFile::verify(path()).verdict, torn ? Verdict::CutOff : Verdict::Intact);
            write({seen(5, 5)});
            const QList<LedgerLine> after = lines();
            QCOMPARE(after.last().record.version.value, u"memver_5"_s);
            QCOMPARE(after.at(after.size() - 2).kind == LedgerLine::Kind::Broken, torn);
            if (torn)
                QCOMPARE(after.at(after.size() - 2).bytes, size - (size > third ? third : whole));
            const LedgerReport report = LedgerFile::verify(path());
            QCOMPARE(report.verdict, Verdict::Intact);
            QCOMPARE(report.broken, torn ? 1 : 0); // never silently
        }
    }

    void whatWasTakenOffItsEndIsSeen()
    {
        write({seen(1, 1), seen(2, 2), seen(3, 3)});
        QByteArray less = bytes();
        less.truncate(less.lastIndexOf('\n', -2) + 1);
        setBytes(less);
        QCOMPARE(LedgerFile::verify(path()).verdict, Verdict::CutOff);
        write({seen(4, 4)});
        QCOMPARE(lines().at(3).kind, LedgerLine::Kind::Broken);
        QVERIFY(lines().at(3).bytes > 0);
        setBytes({});
        QCOMPARE(LedgerFile::verify(path()).verdict, Verdict::CutOff);
        write({seen(5, 5)});
        QCOMPARE(lines().at(1).kind, LedgerLine::Kind::Broken);
        QCOMPARE(LedgerFile::verify(path()).verdict, Verdict::Intact); // from there on
    }

    void aChangeStaysSeenWhateverIsAdded()
    {
        write({seen(1, 1), seen(2, 2), seen(3, 3)});
        QByteArray forged = bytes();
        forged.replace("memver_2", "memver_7");
        setBytes(forged);
        QCOMPARE(LedgerFile::verify(path()).verdict, Verdict::Changed);
        QCOMPARE(LedgerFile::verify(path()).line, 3);
        write({seen(4, 4)});
        QCOMPARE(LedgerFile::verify(path()).verdict, Verdict::Changed);
        QCOMPARE(LedgerFile::verify(path()).line, 3);
        // Its end, so that nothing could be added to it unseen.
        QFile::remove(LedgerFile::headFileOf(path()));
        write({seen(5, 5)});
        QCOMPARE(LedgerFile::verify(path()).line, 3);
    }

    void twoAddToIt()
    {
        LedgerFile one(path(), u"one"_s);
        LedgerFile two(path(), u"one"_s);
        for (int n = 0; n < 40; ++n) {
            LedgerFile &writer = n % 3 ? one : two;
            QVERIFY(writer.lock(at(n)));
            const qint64 place = writer.add(seen(n, n));
            QCOMPARE(writer.lineAt(place)->record.version.value, u"memver_%1"_s.arg(n)); // before it is on the disk
            QVERIFY(writer.flush());
            QCOMPARE(writer.lineAt(place)->record.version.value, u"memver_%1"_s.arg(n));
            writer.unlock();
        }
        const LedgerReport report = LedgerFile::verify(path());
        QCOMPARE(report.verdict, Verdict::Intact);
        QCOMPARE(report.seen, 40);
        QCOMPARE(report.broken, 0);
    }

    void whatIsNoFileIsAnError()
    {
        QCOMPARE(LedgerFile::verify(m_folder->filePath(u"nothing"_s)).verdict, Verdict::Unreadable);
        QCOMPARE(LedgerFile::verify(m_folder->path()).verdict, Verdict::Unreadable);
        QFile plain(m_folder->filePath(u"file"_s));
        QVERIFY(plain.open(QIODevice::WriteOnly));
        LedgerFile below(m_folder->filePath(u"file/one.ledger"_s), u"one"_s);
        QVERIFY(!below.lock(at(1)));
    }
};

QTEST_GUILESS_MAIN(TestLedgerFile)
#include "tst_ledgerfile.moc"
