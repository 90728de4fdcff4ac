// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "rig.h"
#include "tests/support/quickfolder.h"

#include <QDirIterator>
#include <QThreadPool>

using namespace Qt::StringLiterals;
using rig::Rig;
using rig::wait;

//! Texts that stay on this computer: what a session keeps, and that what was redacted goes from every file, wherever the
//! redaction is seen.
class TestKeptTexts : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void init();
    void keepsWhatWasRead();
    void headsAreTheirVersions();
    void redactionsErase_data();
    void redactionsErase();
    void replyOnItsWayIsNotKept();
    void goneStoresTakeTheirTexts();
    void switchedOffErases();
    void removedFilesAreGone();
    void damagedFilesAreGivenUp();
    void shownOnlyAfterTheRecordWasReadAgain();
    void findsHashes();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(u"history/test.texts"_s); }
    [[nodiscard]] int timesIn(const QByteArray &bytes) const;
    [[nodiscard]] static bool holds(Rig &rig, const QByteArray &text);
    static void loadLog(Rig &rig, const QString &store);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestKeptTexts::init()
{
    m_folder = std::make_unique<QTemporaryDir>(support::quickFolder());
}

int TestKeptTexts::timesIn(const QByteArray &bytes) const
{
    int times = 0;
    for (QDirIterator files(m_folder->path(), QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
        QFile one(files.next());
        if (one.open(QIODevice::ReadOnly))
            times += int(one.readAll().count(bytes));
    }
    return times;
}

bool TestKeptTexts::holds(Rig &rig, const QByteArray &text)
{
    return wait(rig.session->keptTexts()->find(core::sha256Hex(text))).has_value();
}

void TestKeptTexts::loadLog(Rig &rig, const QString &store)
{
    session::VersionLog &log = rig.session->versions({store});
    log.load();
    QTRY_VERIFY(log.loading().complete);
}

void TestKeptTexts::keepsWhatWasRead()
{
    Rig rig;
    const QString store = rig.makeStore();
    rig.write(store, rig.makeEntry(store, "notes/a.md", "one"), "two");
    loadLog(rig, store);
    const core::VersionId old = rig.session->versions({store}).versions().at(1).id;
    QVERIFY(wait(rig.session->readVersion({store}, old)));
    QVERIFY(!rig.session->keptTexts()); // nobody asked for it
    QVERIFY(!QFile::exists(file()));
    rig.restart(nullptr);
    rig.session->keepTexts(file(), true);
    loadLog(rig, store);
    QVERIFY(wait(rig.session->readVersion({store}, old)));
    QVERIFY(holds(rig, "one"));
    QVERIFY(!holds(rig, "two"));
}

void TestKeptTexts::headsAreTheirVersions()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString entry = rig.makeEntry(store, "notes/a.md", "the present text");
    const QString other = rig.makeEntry(store, "notes/b.md", "another text");
    rig.session->keepTexts(file(), true);
    QVERIFY(wait(rig.session->readEntry({store}, {entry})));
    QVERIFY(!holds(rig, "the present text")); // of which version it is, is not known yet
    loadLog(rig, store);
    QVERIFY(holds(rig, "the present text"));
    QVERIFY(wait(rig.session->readEntry({store}, {other})));
    QVERIFY(holds(rig, "another text"));
}

void TestKeptTexts::redactionsErase_data()
{
    QTest::addColumn<QString>("seenBy");
    for (const char *way : {"list", "single read", "command", "another version with this text"})
        QTest::addRow("%s", way) << QString::fromLatin1(way);
}

void TestKeptTexts::redactionsErase()
{
    QFETCH(QString, seenBy);
    Rig rig;
    const QByteArray secret = "a canary \xF0\x9F\x90\xA7 in a mine, 4711";
    const QString store = rig.makeStore();
    const QString entry = rig.makeEntry(store, "notes/a.md", secret);
    rig.write(store, entry, "harmless");
    const QString twin = rig.makeEntry(store, "notes/b.md", secret);
    rig.write(store, twin, "harmless, too");
    rig.session->keepTexts(file(), true);
    loadLog(rig, store);
    const QList<core::Version> first = rig.session->versions({store}).ofEntry({entry});
    QVERIFY(wait(rig.session->readVersion({store}, first.last().id)));
    QVERIFY(wait(rig.session->readVersion({store}, first.first().id)));
    QVERIFY(holds(rig, secret));
    QVERIFY(timesIn(secret) > 0);

    const core::Version target
        = seenBy.startsWith(u"another"_s) ? rig.session->versions({store}).ofEntry({twin}).last() : first.last();
    if (seenBy == u"command"_s) {
        QVERIFY(wait(rig.session->commands().redact(target)));
    } else {
        QCOMPARE(rig.ask("POST", rig.versionsOf(store) + '/' + target.id.value.toLatin1() + "/redact").status, 200);
        QVERIFY(timesIn(secret) > 0);
        if (seenBy == u"single read"_s) { // by somebody who does not know the text
            rig.session->noteVersion(*wait(rig.session->service().getVersion({store}, target.id)));
        } else { // the next start
            rig.restart(nullptr);
            rig.session->keepTexts(file(), true);
            loadLog(rig, store);
        }
    }
    QTRY_COMPARE(timesIn(secret), 0);
    QCOMPARE(timesIn("4711"), 0);
    QVERIFY(!holds(rig, secret));
    QVERIFY(holds(rig, "harmless"));
}

void TestKeptTexts::replyOnItsWayIsNotKept()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString entry = rig.makeEntry(store, "notes/a.md", "a secret on its way");
    rig.write(store, entry, "harmless");
    rig.session->keepTexts(file(), true);
    loadLog(rig, store);
    core::Version version = rig.session->versions({store}).ofEntry({entry}).last();
    auto reading = rig.session->readVersion({store}, version.id);
    version.redacted = true;
    rig.session->noteVersion(version);
    QVERIFY(wait(reading)->redacted);
    QVERIFY(!holds(rig, "a secret on its way"));
    QCOMPARE(timesIn("a secret on its way"), 0);
}

void TestKeptTexts::goneStoresTakeTheirTexts()
{
    Rig rig;
    const QString store = rig.makeStore();
    rig.makeEntry(store, "notes/a.md", "goes with its store");
    rig.session->keepTexts(file(), true);
    loadLog(rig, store);
    QVERIFY(wait(rig.session->readVersion({store}, rig.session->versions({store}).versions().first().id)));
    QVERIFY(holds(rig, "goes with its store"));
    rig.session->noteStoreGone({store});
    QTRY_COMPARE(timesIn("goes with its store"), 0);
}

void TestKeptTexts::switchedOffErases()
{
    Rig rig;
    const QString store = rig.makeStore();
    rig.makeEntry(store, "notes/a.md", "not for this computer");
    for (const bool atStart : {false, true}) {
        rig.restart(nullptr);
        rig.session->keepTexts(file(), true);
        loadLog(rig, store);
        QVERIFY(wait(rig.session->readVersion({store}, rig.session->versions({store}).versions().first().id)));
        QVERIFY(holds(rig, "not for this computer"));
        if (atStart)
            rig.restart(nullptr);
        rig.session->keepTexts(file(), false);
        QVERIFY(!rig.session->keptTexts());
        QVERIFY(QThreadPool::globalInstance()->waitForDone(20'000));
        QVERIFY(QDir(m_folder->filePath(u"history"_s)).isEmpty());
    }
}

void TestKeptTexts::removedFilesAreGone()
{
    Rig rig;
    session::KeptTexts::removeFile(file()); // nothing there
    QVERIFY(QThreadPool::globalInstance()->waitForDone(20'000));
    QVERIFY(!QFile::exists(m_folder->filePath(u"history"_s)));
}

//! Whatever the file says: a text that has to go, goes.
void TestKeptTexts::damagedFilesAreGivenUp()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString entry = rig.makeEntry(store, "notes/a.md", "a secret in a damaged file " + QByteArray(20'000, 'x'));
    rig.write(store, entry, "harmless");
    rig.session->keepTexts(file(), true);
    loadLog(rig, store);
    core::Version version = rig.session->versions({store}).ofEntry({entry}).last();
    QVERIFY(wait(rig.session->readVersion({store}, version.id)));
    rig.restart(nullptr);
    QFile bytes(file());
    QVERIFY(bytes.open(QIODevice::ReadWrite));
    const qsizetype at = bytes.readAll().indexOf("a secret in");
    QVERIFY(at > 0);
    // The page before the text's: its row cannot be read any more, its bytes are there.
    bytes.seek(at / 4096 * 4096);
    bytes.write(QByteArray(16, '\xff'));
    bytes.close();
    rig.session->keepTexts(file(), true);
    version.redacted = true;
    rig.session->noteVersion(version);
    QTRY_COMPARE_WITH_TIMEOUT(timesIn("a secret in"), 0, 20'000);
    QTRY_VERIFY(wait(rig.session->keptTexts()->facts())); // and there is another file
}

//! A redaction behind the program's back shows in the list only: what was kept in an earlier run waits for that.
void TestKeptTexts::shownOnlyAfterTheRecordWasReadAgain()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString entry = rig.makeEntry(store, "notes/a.md", "an old secret");
    rig.write(store, entry, "the present");
    const auto begin = [&] {
        rig.session->keepHistory(m_folder->path());
        rig.session->keepTexts(file(), true);
    };
    begin();
    loadLog(rig, store);
    const core::VersionId old = rig.session->versions({store}).ofEntry({entry}).last().id;
    QVERIFY(wait(rig.session->readVersion({store}, old)));
    QVERIFY(holds(rig, "an old secret"));

    // Another run that has not read the list yet: the text is there, but the service is asked.
    const auto nextRun = [&] {
        const qint64 second = rig.clock.now().toSecsSinceEpoch();
        rig.restart(nullptr);
        while (rig.clock.now().toSecsSinceEpoch() <= second)
            QCoreApplication::processEvents(); // the index tells whole seconds
        rig.restart(nullptr);
        begin();
    };
    nextRun();
    rig.front.clear();
    QCOMPARE(wait(rig.session->readVersion({store}, old))->content, QByteArray("an old secret"));
    QCOMPARE(rig.front.arrivalCount(), 1);

    // A run in which the list was read: no request more.
    nextRun();
    loadLog(rig, store);
    const auto readAgain = [&] {
        rig.front.clear();
        const auto read = wait(rig.session->readVersion({store}, old));
        return read && read->content == QByteArray("an old secret") && rig.front.arrivalCount() == 0;
    };
    // The index hears of the list a moment later; what is asked too early would be in memory then, so each try is a run.
    bool without = readAgain();
    for (int i = 0; i < 20 && !without; ++i) {
        rig.restart(nullptr);
        begin();
        loadLog(rig, store);
        QVERIFY(wait(rig.session->history()->index().walk({store})));
        without = readAgain();
    }
    QVERIFY(without);
    QVERIFY(!rig.session->keptText(core::sha256Hex("the present")));

    // And one in which it was redacted before.
    nextRun();
    QCOMPARE(rig.ask("POST", rig.versionsOf(store) + '/' + old.value.toLatin1() + "/redact").status, 200);
    const auto read = wait(rig.session->readVersion({store}, old));
    QVERIFY(read && read->redacted && !read->content);
    QTRY_COMPARE(timesIn("an old secret"), 0);
}

void TestKeptTexts::findsHashes()
{
    Rig rig;
    const QString store = rig.makeStore();
    for (int i = 0; i < 30; ++i)
        rig.makeEntry(store, "notes/" + QByteArray::number(i), (i % 3 ? "about tea " : "about coffee ") + QByteArray::number(i));
    rig.session->keepTexts(file(), true);
    loadLog(rig, store);
    for (const core::Version &version : rig.session->versions({store}).versions())
        QVERIFY(wait(rig.session->readVersion({store}, version.id)));
    const auto found = wait(rig.session->keptTexts()->search({.needle = u"COFFEE"_s}));
    QVERIFY(found);
    QCOMPARE(found->hashes.size(), 10);
    QCOMPARE(found->searched, 30);
    QVERIFY(found->hashes.contains(core::sha256Hex("about coffee 27")));
    QCOMPARE(wait(rig.session->keptTexts()->search({.needle = u"co("_s, .regex = true}))->end, text::SearchEnd::BadPattern);
    auto given = rig.session->keptTexts()->search({.needle = u"coffee"_s});
    given.cancel();
    QCOMPARE(wait(given).error().kind, core::ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestKeptTexts)
#include "tst_kepttexts.moc"
