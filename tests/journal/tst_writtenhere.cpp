// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journal/writtenhere.h"
#include "support/waiting.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using journal::Mark;
using journal::WrittenHere;

namespace {

const core::ConnectionId home{u"home"_s};
const core::ConnectionId work{u"work"_s};
const core::StoreId store{u"memstore_1"_s};

core::Timestamp at(const char *text)
{
    return *core::Timestamp::parse(QString::fromLatin1(text));
}

Mark mark(const char *entry, const char *time)
{
    return {store, {QString::fromLatin1(entry)}, u"64ec88ca"_s, at(time), core::Action::Updated};
}

} // namespace

class TestWrittenHere : public QObject
{
    Q_OBJECT
private slots:
    void remembersBetweenRuns();
    void forgets();
    void knowsItsRecord_data();
    void knowsItsRecord();
    void isPrivate();
    void foreignFileIsAnError();
};

void TestWrittenHere::remembersBetweenRuns()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"journal/marks.sqlite"_s);
    const Mark first = mark("mem_1", "2026-05-18T15:34:26.494349Z");
    const Mark deleted{store, {u"mem_2"_s}, {}, at("2026-05-18T15:34:42.7Z"), core::Action::Deleted, u"req-7"_s};
    {
        WrittenHere marks(file);
        QVERIFY(wait(marks.record(home, first)));
        QVERIFY(wait(marks.record(home, first))); // twice is once
        QVERIFY(wait(marks.record(home, deleted)));
        QVERIFY(wait(marks.record(work, mark("mem_3", "2026-05-18T15:34:26Z"))));
    }
    WrittenHere marks(file);
    const auto found = wait(marks.load(home, store));
    QVERIFY(found);
    QCOMPARE(*found, (QList<Mark>{first, deleted}));
    QVERIFY(wait(marks.load(home, {u"memstore_2"_s}))->isEmpty());
}

void TestWrittenHere::forgets()
{
    QTemporaryDir folder;
    WrittenHere marks(folder.filePath(u"journal/marks.sqlite"_s));
    const Mark one = mark("mem_1", "2026-05-18T15:34:26Z");
    Mark elsewhere = one;
    elsewhere.store = {u"memstore_2"_s};
    for (const core::ConnectionId &connection : {home, work}) {
        QVERIFY(wait(marks.record(connection, one)));
        QVERIFY(wait(marks.record(connection, elsewhere)));
    }
    QVERIFY(wait(marks.forget(home)));
    QVERIFY(wait(marks.load(home, store))->isEmpty());
    QCOMPARE(wait(marks.load(work, store))->size(), 1);
    QVERIFY(wait(marks.forget(work, store)));
    QVERIFY(wait(marks.load(work, store))->isEmpty());
    QCOMPARE(wait(marks.load(work, elsewhere.store))->size(), 1);
}

void TestWrittenHere::knowsItsRecord_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("sha256");
    QTest::addColumn<QString>("time");
    QTest::addColumn<bool>("deletion");
    QTest::addColumn<bool>("expected");
    const QString moment = u"2026-05-18T15:34:26.494349Z"_s;
    QTest::addRow("the same") << u"mem_1"_s << u"64ec88ca"_s << moment << false << true;
    QTest::addRow("stamped a little later") << u"mem_1"_s << u"64ec88ca"_s << u"2026-05-18T15:34:28.4Z"_s << false << true;
    QTest::addRow("too late") << u"mem_1"_s << u"64ec88ca"_s << u"2026-05-18T15:34:28.6Z"_s << false << false;
    QTest::addRow("too early") << u"mem_1"_s << u"64ec88ca"_s << u"2026-05-18T15:34:24.4Z"_s << false << false;
    QTest::addRow("another text") << u"mem_1"_s << u"ff132830"_s << moment << false << false;
    QTest::addRow("another entry") << u"mem_2"_s << u"64ec88ca"_s << moment << false << false;
    QTest::addRow("its deletion") << u"mem_1"_s << u"64ec88ca"_s << moment << true << false;
}

void TestWrittenHere::knowsItsRecord()
{
    QFETCH(QString, entry);
    QFETCH(QString, sha256);
    QFETCH(QString, time);
    QFETCH(bool, deletion);
    QFETCH(bool, expected);
    core::Version version;
    version.entry = {entry};
    version.sha256 = sha256;
    version.createdAt = *core::Timestamp::parse(time);
    version.action = deletion ? core::Action::Deleted : core::Action::Updated;
    QCOMPARE(journal::isRecordOf(version, mark("mem_1", "2026-05-18T15:34:26.494349Z")), expected);
}

void TestWrittenHere::isPrivate()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"journal/marks.sqlite"_s);
    WrittenHere marks(file);
    QVERIFY(wait(marks.record(home, mark("mem_1", "2026-05-18T15:34:26Z"))));
    QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(QFile::permissions(QFileInfo(file).path()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

//! The program goes on without marks; every call says why.
void TestWrittenHere::foreignFileIsAnError()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"journal"_s);
    QVERIFY(QDir(folder.path()).mkdir(u"journal"_s));
    QFile file(path + u"/marks.sqlite"_s);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(QByteArray(4096, 'x'));
    file.close();
    WrittenHere marks(file.fileName());
    const auto recorded = wait(marks.record(home, mark("mem_1", "2026-05-18T15:34:26Z")));
    QVERIFY(!recorded);
    QCOMPARE(recorded.error().kind, core::ErrorKind::Storage);
    QVERIFY(!wait(marks.load(home, store)));
}

QTEST_GUILESS_MAIN(TestWrittenHere)
#include "tst_writtenhere.moc"
