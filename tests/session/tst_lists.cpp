// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/apiclient.h"
#include "api/clientconfig.h"
#include "core/utf8.h"
#include "rig.h"

#include <QSignalSpy>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::LoadState;
using rig::Rig;
using rig::wait;

//! The three lists of a session (stores, entries, versions) over the real service. What it cannot be made to do is in
//! tst_storerepository, tst_entrylist and tst_versionlog.
class TestLists : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void storesPageIn();
    void storesAreFiltered();
    void storesFollow();
    void entriesAreWalked();
    void entriesFollow();
    void entriesOfAMissingStore();
    void versionsAreWalked();
    void versionsFollow();
    void versionsOfOneEntry();
    void redactionIsSeen();
    void theDialectIsFound();
};

namespace {

QStringList names(const session::StoreRepository &stores)
{
    QStringList result;
    for (const core::Store &store : stores.stores())
        result.append(store.name);
    return result;
}

QStringList paths(const session::EntryList &list)
{
    QStringList result;
    for (const core::Entry &entry : list.entries())
        result.append(entry.path);
    result.sort();
    return result;
}

QStringList ids(const QList<QJsonObject> &records)
{
    QStringList result;
    for (const QJsonObject &record : records)
        result.append(record.value("id"_L1).toString());
    return result;
}

QStringList ids(const QList<core::Version> &versions)
{
    QStringList result;
    for (const core::Version &version : versions)
        result.append(version.id.value);
    return result;
}

} // namespace

void TestLists::storesPageIn()
{
    Rig rig;
    QStringList expected;
    for (int i = 0; i < 105; ++i) {
        rig.makeStore("s" + QByteArray::number(i));
        expected.prepend(u"s%1"_s.arg(i));
    }
    session::StoreRepository &stores = rig.session->stores();
    stores.loadMore();
    QTRY_COMPARE(stores.loading().state, LoadState::Ready);
    QCOMPARE(names(stores), expected.first(100));
    QVERIFY(stores.hasMore() && !stores.loading().complete);
    stores.loadMore();
    QTRY_VERIFY(stores.loading().complete);
    QCOMPARE(names(stores), expected);
    QCOMPARE(rig.front.arrivalCount(), 2);
}

void TestLists::storesAreFiltered()
{
    Rig rig;
    rig.makeStore("Docs");
    const QString old = rig.makeStore("DOCS old");
    rig.makeStore("other");
    rig.ask("POST", Rig::pathOf(old) + "/archive");
    session::StoreRepository &stores = rig.session->stores();
    api::StoreFilter filter;
    filter.namePrefix = u"docs"_s;
    stores.setFilter(filter);
    stores.loadMore();
    QTRY_VERIFY(stores.loading().complete);
    QCOMPARE(names(stores), QStringList{u"Docs"_s});
    filter.includeArchived = true;
    stores.setFilter(filter);
    QTRY_VERIFY(stores.loading().complete);
    QCOMPARE(names(stores), (QStringList{u"DOCS old"_s, u"Docs"_s}));
    filter.createdFrom = QDateTime::currentDateTimeUtc().addDays(1);
    stores.setFilter(filter);
    QTRY_VERIFY(stores.loading().complete);
    QVERIFY(stores.stores().isEmpty());
}

void TestLists::storesFollow()
{
    Rig rig;
    const QString kept = rig.makeStore("kept");
    const QString gone = rig.makeStore("gone");
    session::StoreRepository &stores = rig.session->stores();
    stores.loadMore();
    QTRY_VERIFY(stores.loading().complete);
    QSignalSpy added(&stores, &session::StoreRepository::added);
    QSignalSpy changed(&stores, &session::StoreRepository::changed);
    QSignalSpy removed(&stores, &session::StoreRepository::removed);
    rig.makeStore("new");
    rig.makeEntry(kept, "a.md", "text");
    rig.ask("DELETE", Rig::pathOf(gone));
    stores.refresh();
    QTRY_COMPARE(stores.loading().state, LoadState::Ready);
    QCOMPARE(names(stores), (QStringList{u"new"_s, u"kept"_s}));
    QCOMPARE(stores.find({kept})->entryCount, std::optional<qint64>(1));
    QCOMPARE(added.size(), 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(removed.size(), 1);
}

void TestLists::entriesAreWalked()
{
    Rig rig;
    const QString store = rig.makeStore();
    QStringList expected;
    for (int i = 0; i < 205; ++i) {
        const QByteArray path = "notes/" + QByteArray::number(i) + ".md";
        rig.makeEntry(store, path, "x");
        expected.append(QString::fromLatin1(path));
    }
    expected.sort();
    session::EntryList &list = rig.session->entries({store});
    QObject::connect(&list, &session::EntryList::added, &list, [&] {
        if (list.entries().size() == 100)
            list.cancel();
    });
    list.load();
    QTRY_VERIFY(list.loading().stopped);
    QCOMPARE(list.entries().size(), 100);
    QVERIFY(!list.loading().complete);
    list.load();
    QTRY_VERIFY(list.loading().complete);
    QCOMPARE(paths(list), expected);
    QVERIFY(rig.front.arrivalCount() <= 4);
}

void TestLists::entriesFollow()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString kept = rig.makeEntry(store, "kept.md", "one");
    const QString gone = rig.makeEntry(store, "gone.md", "one");
    session::EntryList &list = rig.session->entries({store});
    list.load();
    QTRY_VERIFY(list.loading().complete);
    QSignalSpy added(&list, &session::EntryList::added);
    QSignalSpy changed(&list, &session::EntryList::changed);
    QSignalSpy removed(&list, &session::EntryList::removed);
    rig.write(store, kept, "two");
    rig.remove(store, gone);
    rig.makeEntry(store, "gone.md", "again"); // under another id
    list.refresh();
    QTRY_COMPARE(list.loading().state, LoadState::Ready);
    QCOMPARE(paths(list), (QStringList{u"gone.md"_s, u"kept.md"_s}));
    QCOMPARE(list.find({kept})->sha256, core::sha256Hex("two"));
    QVERIFY(!list.find({gone}));
    QCOMPARE(list.findPath(u"gone.md"_s)->sha256, core::sha256Hex("again"));
    QCOMPARE(added.size(), 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(removed.size(), 1);
}

void TestLists::entriesOfAMissingStore()
{
    Rig rig;
    const QString store = rig.makeStore();
    rig.ask("DELETE", Rig::pathOf(store));
    session::EntryList &list = rig.session->entries({store});
    list.load();
    rig.session->versions({store}).load();
    QTRY_COMPARE(list.loading().state, LoadState::Failed);
    QCOMPARE(list.loading().error->kind, core::ErrorKind::NotFound);
    QTRY_COMPARE(rig.session->versions({store}).loading().state, LoadState::Failed);
    QCOMPARE(rig.session->versions({store}).loading().error->kind, core::ErrorKind::NotFound);
}

void TestLists::versionsAreWalked()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString a = rig.makeEntry(store, "a.md", "0");
    const QString b = rig.makeEntry(store, "b.md", "0");
    for (int i = 1; i <= 110; ++i)
        rig.write(store, i % 10 ? a : b, QByteArray::number(i));
    rig.remove(store, b);
    session::VersionLog &log = rig.session->versions({store});
    log.load();
    QTRY_VERIFY(log.loading().complete);
    QCOMPARE(ids(log.versions()), ids(rig.ledger(store)));
    QCOMPARE(ids(log.ofEntry({a})), ids(rig.ledger(store, a)));
    QCOMPARE(ids(log.ofEntry({b})), ids(rig.ledger(store, b)));
    QCOMPARE(log.ofEntry({b}).first().action, core::Action::Deleted);
    QCOMPARE(log.ofEntry({b}).last().action, core::Action::Created);
    QVERIFY(log.isCompleteFor({a}) && log.isCompleteFor({b}));
    QCOMPARE(rig.front.arrivalCount(), 2);
}

void TestLists::versionsFollow()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString a = rig.makeEntry(store, "a.md", "0");
    session::VersionLog &log = rig.session->versions({store});
    log.load();
    QTRY_VERIFY(log.loading().complete);
    for (int i = 1; i <= 120; ++i) // more than a page
        rig.write(store, a, QByteArray::number(i));
    QSignalSpy appeared(&log, &session::VersionLog::appeared);
    log.refresh();
    QTRY_COMPARE(log.loading().state, LoadState::Ready);
    QCOMPARE(ids(log.versions()), ids(rig.ledger(store)));
    QCOMPARE(appeared.size(), 1);
    QCOMPARE(appeared.first().first().value<QList<core::Version>>().size(), 120);
}

//! Where the service filters by entry one question is enough; where it does not, the walk tells as much.
void TestLists::versionsOfOneEntry()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString early = rig.makeEntry(store, "early.md", "0");
    const QString busy = rig.makeEntry(store, "busy.md", "0");
    for (int i = 1; i <= 205; ++i)
        rig.write(store, busy, QByteArray::number(i));
    session::VersionLog &log = rig.session->versions({store});
    log.loadEntry({early});
    QTRY_VERIFY(log.isCompleteFor({early}));
    QCOMPARE(ids(log.ofEntry({early})), ids(rig.ledger(store, early)));
    QTRY_VERIFY(!log.loading().isWorking());
    QCOMPARE(log.loading().complete, !rig.isC());
    QCOMPARE(rig.front.arrivalCount(), rig.isC() ? 1 : 3);
    log.loadAll();
    QTRY_VERIFY(log.loading().complete);
    QCOMPARE(ids(log.versions()), ids(rig.ledger(store)));
}

//! Somebody else redacts: whoever reads the version again learns it, and the log with it.
void TestLists::redactionIsSeen()
{
    Rig rig;
    const QString store = rig.makeStore();
    rig.makeEntry(store, "a.md", "secret");
    session::VersionLog &log = rig.session->versions({store});
    log.load();
    QTRY_VERIFY(log.loading().complete);
    const core::VersionId id = log.versions().first().id;
    rig.ask("POST", rig.versionsOf(store) + '/' + id.value.toLatin1() + "/redact");
    QSignalSpy changed(&log, &session::VersionLog::changed);
    const auto read = wait(rig.session->readVersion({store}, id));
    QVERIFY(read && read->redacted && !read->content);
    QCOMPARE(changed.size(), 1);
    QVERIFY(log.versions().first().redacted && log.versions().first().redactedAt);
}

//! A connection whose profile nobody chose.
void TestLists::theDialectIsFound()
{
    Rig rig;
    session::Connection connection = rig.session->connection();
    connection.dialect = session::DialectChoice::Auto;
    session::Session automatic(connection, std::make_unique<api::ApiClient>(rig.session->client().config()), nullptr,
                               rig.clock);
    const QString store = rig.makeStore();
    const QString id = rig.makeEntry(store, "a.md", "base");
    automatic.versions({store}).load();
    automatic.entries({store}).load();
    QTRY_VERIFY(automatic.versions({store}).loading().complete && automatic.entries({store}).loading().complete);
    QCOMPARE(automatic.versions({store}).versions().size(), 1);
    const auto base = wait(automatic.readEntry({store}, {id}));
    const auto saved = wait(automatic.commands().save(*base, "mine"));
    QVERIFY(saved);
    QCOMPARE(saved->kind, session::SaveOutcome::Kind::Saved);
    QCOMPARE(rig.writes(), 1);
}

QTEST_GUILESS_MAIN(TestLists)
#include "tst_lists.moc"
