// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/apiclient.h"
#include "core/utf8.h"
#include "rig.h"
#include "session/textcache.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using core::LoadState;
using rig::Rig;
using rig::wait;

class TestSession : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void readsAndKeepsTexts();
    void readsVersions();
    void redactionOverTakesAReading();
    void keepsTextsWithinABound();
    void catchesUpByTheLog();
    void catchesUpWithoutALog();
    void refreshes();
    void expectsWhatTheStoreSays();
    void asksForAToken();
    void marksOutliveTheSession();
};

void TestSession::readsAndKeepsTexts()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString id = rig.makeEntry(store, "notes/a.md", "text");
    rig.session->entries({store}).load();
    QTRY_VERIFY(rig.session->entries({store}).loading().complete);
    rig.write(store, id, "newer");
    QSignalSpy changed(&rig.session->entries({store}), &session::EntryList::changed);
    QCOMPARE(wait(rig.session->readEntry({store}, {id}))->content, QByteArray("newer"));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(rig.session->keptText(core::sha256Hex("newer")), QByteArray("newer"));
    rig.remove(store, id);
    QVERIFY(!wait(rig.session->readEntry({store}, {id})));
    QVERIFY(rig.session->entries({store}).entries().isEmpty());
}

void TestSession::readsVersions()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString id = rig.makeEntry(store, "notes/a.md", "one");
    rig.write(store, id, "two");
    rig.remove(store, id);
    session::VersionLog &log = rig.session->versions({store});
    log.load();
    QTRY_VERIFY(log.loading().complete);
    rig.front.clear();
    QCOMPARE(wait(rig.session->readVersion({store}, log.versions().at(2).id))->content, QByteArray("one"));
    QCOMPARE(wait(rig.session->readVersion({store}, log.versions().at(2).id))->content, QByteArray("one"));
    QCOMPARE(rig.front.arrivalCount(), 1);
    const auto tombstone = wait(rig.session->readVersion({store}, log.versions().at(0).id));
    QVERIFY(tombstone);
    QVERIFY(!tombstone->content);
    QCOMPARE(rig.front.arrivalCount(), 1);
}

//! The text of a version that was redacted while its reply was on its way is not shown and not kept.
void TestSession::redactionOverTakesAReading()
{
    Rig rig;
    const QString store = rig.makeStore();
    rig.makeEntry(store, "notes/a.md", "secret");
    session::VersionLog &log = rig.session->versions({store});
    log.load();
    QTRY_VERIFY(log.loading().complete);
    core::Version version = log.versions().first();
    auto reading = rig.session->readVersion({store}, version.id);
    version.redacted = true;
    rig.session->noteVersion(version);
    const auto read = wait(reading);
    QVERIFY(read);
    QVERIFY(read->redacted && !read->content);
    QVERIFY(!rig.session->keptText(core::sha256Hex("secret")));
}

void TestSession::keepsTextsWithinABound()
{
    session::TextCache cache(10'000);
    for (int i = 0; i < 100; ++i) {
        core::Version version;
        version.id = {QString::number(i)};
        version.content = QByteArray(500, char('a' + i % 26)) + QByteArray::number(i);
        cache.put(version);
        QVERIFY(cache.bytes() <= 10'000);
    }
    QVERIFY(!cache.of({u"0"_s}));
    QVERIFY(cache.of({u"99"_s}));
    core::Entry wrong; // does not fit its hash: not to be found by it
    wrong.content = "text";
    wrong.sha256 = core::sha256Hex("other");
    cache.put(wrong);
    QVERIFY(!cache.byHash(wrong.sha256));
    core::Version redacted;
    redacted.id = {u"99"_s};
    redacted.redacted = true;
    cache.forget(redacted);
    QVERIFY(!cache.of({u"99"_s}));
}

//! Somebody wrote: the list follows by single reads, and drops what was deleted.
void TestSession::catchesUpByTheLog()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString kept = rig.makeEntry(store, "notes/kept.md", "one");
    const QString gone = rig.makeEntry(store, "notes/gone.md", "one");
    session::EntryList &list = rig.session->entries({store});
    session::VersionLog &log = rig.session->versions({store});
    rig.session->stores().loadMore();
    list.load();
    log.load();
    QTRY_VERIFY(list.loading().complete && log.loading().complete && rig.session->stores().loading().complete);
    rig.front.clear();
    rig.write(store, kept, "two");
    rig.write(store, kept, "three");
    rig.remove(store, gone);
    const QString made = rig.makeEntry(store, "notes/made.md", "one");
    rig.session->catchUp();
    rig.session->catchUp(); // twice is no more
    QTRY_VERIFY(list.find({made}));
    QTRY_VERIFY(!list.find({gone}));
    QTRY_COMPARE(list.find({kept})->version, std::optional<qint64>(3));
    QCOMPARE(list.entries().size(), 2);
    QCOMPARE(rig.session->stores().find({store})->entryCount, std::optional<qint64>(2));
    QTRY_COMPARE(log.loading().state, LoadState::Ready);
    const int first = rig.front.arrivalCount();
    QVERIFY(first <= 7);
    rig.session->catchUp(); // nothing new: the stores and the newest records, no entry
    QTRY_COMPARE(rig.front.arrivalCount(), first + 2);
    QTRY_COMPARE(log.loading().state, LoadState::Ready);
}

void TestSession::catchesUpWithoutALog()
{
    Rig rig;
    const QString store = rig.makeStore();
    session::EntryList &list = rig.session->entries({store});
    list.load();
    QTRY_VERIFY(list.loading().complete);
    const QString made = rig.makeEntry(store, "notes/made.md", "one");
    rig.session->catchUp();
    QTRY_VERIFY(list.find({made}));
}

void TestSession::refreshes()
{
    Rig rig;
    const QString store = rig.makeStore();
    session::EntryList &list = rig.session->entries({store});
    list.load();
    rig.session->stores().loadMore();
    rig.session->versions({store}).load();
    QTRY_VERIFY(list.loading().complete && rig.session->stores().loading().complete);
    QTRY_VERIFY(rig.session->versions({store}).loading().complete);
    rig.makeEntry(store, "notes/made.md", "one");
    rig.makeStore("beta");
    rig.session->refresh();
    QTRY_COMPARE(list.entries().size(), 1);
    QTRY_COMPARE(rig.session->stores().stores().size(), 2);
    QTRY_COMPARE(rig.session->versions({store}).versions().size(), 1);
}

void TestSession::expectsWhatTheStoreSays()
{
    Rig rig;
    const QString store = rig.makeStore();
    rig.makeEntry(store, "notes/a.md", "one");
    session::EntryList &early = rig.session->entries({store});
    QCOMPARE(early.loading().expected, std::nullopt);
    rig.session->stores().loadMore();
    QTRY_COMPARE(early.loading().expected, std::optional<qint64>(1));
    QCOMPARE(wait(rig.session->commands().createEntry({store}, {u"notes/b.md"_s, "two", {}}))->kind,
             session::CreateOutcome::Kind::Created);
    QTRY_COMPARE(early.loading().expected, std::optional<qint64>(2));
}

void TestSession::asksForAToken()
{
    Rig rig;
    QSignalSpy unauthorized(rig.session, &session::Session::unauthorized);
    rig.front.fault("status:401");
    rig.session->stores().loadMore();
    QTRY_COMPARE(unauthorized.size(), 1);
    QTRY_COMPARE(rig.session->stores().loading().state, LoadState::Failed);
    QCOMPARE(rig.session->stores().loading().error->kind, core::ErrorKind::Unauthorized);
}

void TestSession::marksOutliveTheSession()
{
    QTemporaryDir folder;
    journal::WrittenHere marks(folder.filePath(u"journal/marks.sqlite"_s));
    Rig rig(&marks);
    const QString store = rig.makeStore();
    const QString id = rig.makeEntry(store, "notes/a.md", "one");
    const auto base = wait(rig.session->readEntry({store}, {id}));
    QCOMPARE(wait(rig.session->commands().save(*base, "two"))->kind, session::SaveOutcome::Kind::Saved);

    auto config = rig.session->client().config();
    session::Session later(rig.session->connection(), std::make_unique<api::ApiClient>(config), &marks, rig.clock);
    QSignalSpy known(&later, &session::Session::writtenHereChanged);
    later.versions({store}).load();
    QTRY_VERIFY(later.versions({store}).loading().complete);
    QTRY_COMPARE(known.size(), 1);
    QVERIFY(later.isWrittenHere(later.versions({store}).versions().first()));
    QVERIFY(!later.isWrittenHere(later.versions({store}).versions().last()));
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
