// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "scripted.h"
#include "session/entrylist.h"
#include "tests/support/loopwatch.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::LoadState;
using session::EntryList;

class TestEntryList : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void walksAllPages();
    void emptyStore();
    void cancelAndGoOn();
    void failAndGoOn();
    void badCursorStartsOver();
    void refreshAnnouncesDifferences();
    void refreshWithoutChangeIsSilent();
    void refreshDuringAWalkFollowsIt();
    void putAndDrop();
    void lateRowsDoNotComeBack();
    void pathsFollow();
    void changingWhileWalked_data();
    void changingWhileWalked();
    void tenThousand();
};

namespace {

core::Entry entryOf(int number, int version)
{
    core::Entry entry;
    entry.id = {QString::fromLatin1(scripted::numbered("mem_", number))};
    entry.store = {u"memstore_1"_s};
    entry.path = u"notes/x.md"_s;
    entry.version = version;
    entry.content = "text";
    return entry;
}

QStringList idsOf(const EntryList &list)
{
    QStringList ids;
    for (const core::Entry &entry : list.entries())
        ids.append(entry.id.value);
    return ids;
}

} // namespace

void TestEntryList::walksAllPages()
{
    scripted::Service service;
    for (int i = 1; i <= 250; ++i)
        service.putEntry(i);
    EntryList list(*service.memory, {u"memstore_1"_s}, {});
    list.setExpected(250);
    QSignalSpy added(&list, &EntryList::added);
    QList<core::Loading> seen;
    QObject::connect(&list, &EntryList::loadingChanged, &list, [&] { seen.append(list.loading()); });
    QCOMPARE(list.loading().state, LoadState::NotLoaded);
    list.load();
    list.load(); // once is enough
    QCOMPARE(list.loading().state, LoadState::Loading);
    QTRY_VERIFY(list.loading().complete);
    QCOMPARE(list.loading().state, LoadState::Ready);
    QCOMPARE(list.entries().size(), 250);
    QCOMPARE(added.size(), 3);
    QCOMPARE(service.server.arrivalCount(), 3);
    QCOMPARE(seen.first().loaded, 0);
    for (qsizetype i = 1; i < seen.size(); ++i)
        QVERIFY(seen.at(i).loaded > seen.at(i - 1).loaded || seen.at(i).state != seen.at(i - 1).state);
    QCOMPARE(list.loading().expected, std::optional<qint64>(250));
    const core::Entry *found = list.find({QString::fromLatin1(scripted::numbered("mem_", 7))});
    QVERIFY(found && !found->content);
    QCOMPARE(list.findPath(found->path), found);
    list.load();
    QCOMPARE(list.loading().state, LoadState::Ready); // complete: nothing to do
}

void TestEntryList::emptyStore()
{
    scripted::Service service;
    EntryList list(*service.memory, {u"memstore_1"_s}, {});
    QSignalSpy added(&list, &EntryList::added);
    list.load();
    QTRY_VERIFY(list.loading().complete);
    QCOMPARE(added.size(), 0);
}

void TestEntryList::cancelAndGoOn()
{
    scripted::Service service;
    for (int i = 1; i <= 350; ++i)
        service.putEntry(i);
    EntryList list(*service.memory, {u"memstore_1"_s}, {});
    QObject::connect(&list, &EntryList::added, &list, [&] {
        if (list.entries().size() == 200)
            list.cancel();
    });
    list.load();
    QTRY_VERIFY(list.loading().stopped);
    QCOMPARE(list.loading().state, LoadState::Ready);
    QVERIFY(!list.loading().complete);
    QCOMPARE(list.entries().size(), 200);
    list.load();
    QTRY_VERIFY(list.loading().complete);
    QVERIFY(!list.loading().stopped);
    QCOMPARE(list.entries().size(), 350);
    const QStringList ids = idsOf(list);
    QCOMPARE(QSet<QString>(ids.cbegin(), ids.cend()).size(), 350);
    QVERIFY2(service.server.arrivalCount() <= 5, "it did not go on where it was");
}

void TestEntryList::failAndGoOn()
{
    scripted::Service service;
    for (int i = 1; i <= 250; ++i)
        service.putEntry(i);
    EntryList list(*service.memory, {u"memstore_1"_s}, {});
    bool once = true;
    QObject::connect(&list, &EntryList::added, &list, [&] {
        if (std::exchange(once, false))
            service.server.answer(scripted::refusal(403));
    });
    list.load();
    QTRY_COMPARE(list.loading().state, LoadState::Failed);
    QCOMPARE(list.loading().error->kind, core::ErrorKind::Forbidden);
    QCOMPARE(list.entries().size(), 100);
    list.load();
    QCOMPARE(list.loading().state, LoadState::Loading);
    QVERIFY(!list.loading().error);
    QTRY_VERIFY(list.loading().complete);
    QCOMPARE(list.entries().size(), 250);
    QCOMPARE(service.server.arrivalCount(), 4);
}

//! Contract 5 #3: a cursor that the service no longer knows.
void TestEntryList::badCursorStartsOver()
{
    scripted::Service service;
    for (int i = 1; i <= 150; ++i)
        service.putEntry(i);
    EntryList list(*service.memory, {u"memstore_1"_s}, {});
    service.refuseAfter = 1;
    service.refuseWith = 400;
    list.load();
    QTRY_COMPARE(list.loading().state, LoadState::Failed);
    service.server.clear();
    list.load();
    QTRY_VERIFY(list.loading().complete);
    QVERIFY(!service.server.arrivals().first().target.contains("after_id"));
    QCOMPARE(list.entries().size(), 150);
}

void TestEntryList::refreshAnnouncesDifferences()
{
    scripted::Service service;
    for (int i = 1; i <= 250; ++i)
        service.putEntry(i);
    EntryList list(*service.memory, {u"memstore_1"_s}, {});
    list.load();
    QTRY_VERIFY(list.loading().complete);
    service.putEntry(300);
    service.putEntry(7, 2);
    service.removeEntry(8);
    service.removeEntry(240);
    QSignalSpy added(&list, &EntryList::added);
    QSignalSpy changed(&list, &EntryList::changed);
    QSignalSpy removed(&list, &EntryList::removed);
    QSignalSpy reset(&list, &EntryList::reset);
    list.refresh();
    QCOMPARE(list.loading().state, LoadState::Stale);
    QCOMPARE(list.entries().size(), 250);
    QTRY_COMPARE(list.loading().state, LoadState::Ready);
    QCOMPARE(added.size(), 1);
    QCOMPARE(added.first().first().value<QList<core::Entry>>().size(), 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(removed.size(), 2);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(list.entries().size(), 249);
    QCOMPARE(list.entries().last().id.value, QString::fromLatin1(scripted::numbered("mem_", 300)));
    QCOMPARE(list.find({QString::fromLatin1(scripted::numbered("mem_", 7))})->version, std::optional<qint64>(2));
    for (const core::Entry &entry : list.entries())
        QCOMPARE(list.find(entry.id), &entry); // rows were counted anew
}

void TestEntryList::refreshWithoutChangeIsSilent()
{
    scripted::Service service;
    for (int i = 1; i <= 120; ++i)
        service.putEntry(i);
    EntryList list(*service.memory, {u"memstore_1"_s}, {});
    list.load();
    QTRY_VERIFY(list.loading().complete);
    QSignalSpy added(&list, &EntryList::added);
    QSignalSpy changed(&list, &EntryList::changed);
    QSignalSpy loading(&list, &EntryList::loadingChanged);
    list.refresh();
    QTRY_COMPARE(list.loading().state, LoadState::Ready);
    QCOMPARE(added.size() + changed.size(), 0);
    QCOMPARE(loading.size(), 2); // stale, ready
}

void TestEntryList::refreshDuringAWalkFollowsIt()
{
    scripted::Service service;
    for (int i = 1; i <= 150; ++i)
        service.putEntry(i);
    EntryList list(*service.memory, {u"memstore_1"_s}, {});
    bool once = true;
    QObject::connect(&list, &EntryList::added, &list, [&] {
        if (std::exchange(once, false)) {
            service.putEntry(400); // above what was walked
            list.refresh();
            list.refresh();
        }
    });
    list.load();
    QTRY_COMPARE(list.entries().size(), 151);
    QTRY_COMPARE(list.loading().state, LoadState::Ready);
    QCOMPARE(service.server.arrivalCount(), 4);
}

void TestEntryList::putAndDrop()
{
    scripted::Service service;
    EntryList list(*service.memory, {u"memstore_1"_s}, {});
    QSignalSpy added(&list, &EntryList::added);
    QSignalSpy changed(&list, &EntryList::changed);
    QSignalSpy removed(&list, &EntryList::removed);
    list.put(entryOf(1, 2));
    list.put(entryOf(1, 2)); // the same
    list.put(entryOf(1, 1)); // older
    QCOMPARE(added.size(), 1);
    QCOMPARE(changed.size(), 0);
    list.put(entryOf(1, 3));
    QCOMPARE(changed.size(), 1);
    QVERIFY(!list.entries().first().content);
    list.drop({u"mem_9"_s});
    QCOMPARE(removed.size(), 0);
    list.drop(entryOf(1, 3).id);
    QCOMPARE(removed.size(), 1);
    QVERIFY(list.entries().isEmpty());
}

//! A page that was asked for before a deletion was known must not bring the entry back, nor an old state.
void TestEntryList::lateRowsDoNotComeBack()
{
    scripted::Service service;
    for (int i = 1; i <= 3; ++i)
        service.putEntry(i);
    EntryList list(*service.memory, {u"memstore_1"_s}, {});
    list.load();
    list.drop(entryOf(2, 1).id);
    list.put(entryOf(3, 5));
    list.put(entryOf(9, 1)); // created by us, not in the page
    QTRY_VERIFY(list.loading().complete);
    QVERIFY(!list.find(entryOf(2, 1).id));
    QCOMPARE(list.find(entryOf(3, 1).id)->version, std::optional<qint64>(5));
    QVERIFY(list.find(entryOf(9, 1).id));
}

void TestEntryList::pathsFollow()
{
    scripted::Service service;
    EntryList list(*service.memory, {u"memstore_1"_s}, {});
    core::Entry old = entryOf(1, 1);
    core::Entry fresh = entryOf(2, 1);
    list.put(old);
    list.put(fresh); // deleted and made again by somebody; the deletion is learnt later
    QCOMPARE(list.findPath(u"notes/x.md"_s)->id, fresh.id);
    list.drop(old.id);
    QCOMPARE(list.findPath(u"notes/x.md"_s)->id, fresh.id);
    list.drop(fresh.id);
    QVERIFY(!list.findPath(u"notes/x.md"_s));
    core::Entry nfc = entryOf(3, 1);
    nfc.path = u"caf\u00e9"_s;
    list.put(nfc);
    QVERIFY(!list.findPath(u"cafe\u0301"_s));
}

void TestEntryList::changingWhileWalked_data()
{
    QTest::addColumn<uint>("seed");
    for (uint seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

//! Promise D1: what exists throughout is there exactly once; after one refresh the list is the service's.
void TestEntryList::changingWhileWalked()
{
    QFETCH(uint, seed);
    QRandomGenerator random(seed);
    scripted::Service service;
    QSet<QByteArray> throughout;
    for (int i = 1; i <= 900; ++i) {
        service.putEntry(i * 10);
        throughout.insert(scripted::numbered("mem_", i * 10));
    }
    service.beforeEach = [&](const support::Arrival &arrival) {
        for (int i = 0; i < 12; ++i) {
            const int number = int(random.bounded(1, 9100));
            if (random.bounded(2) == 0) {
                service.putEntry(number, 1 + int(random.bounded(1, 5)));
            } else {
                service.removeEntry(number);
                throughout.remove(scripted::numbered("mem_", number));
            }
        }
        const QByteArray cursor = scripted::cursorOf(arrival);
        if (!cursor.isEmpty() && random.bounded(3) == 0) { // the cursor's own row goes
            service.entries.remove(cursor);
            throughout.remove(cursor);
        }
    };
    EntryList list(*service.memory, {u"memstore_1"_s}, {});
    list.load();
    QTRY_VERIFY(list.loading().complete);
    service.beforeEach = {};
    const QStringList ids = idsOf(list);
    QSet<QByteArray> present;
    for (const QString &id : ids)
        present.insert(id.toLatin1());
    QCOMPARE(present.size(), ids.size());
    QVERIFY(present.contains(throughout));
    list.refresh();
    QTRY_COMPARE(list.loading().state, LoadState::Ready);
    QStringList after = idsOf(list);
    after.sort();
    QStringList truth;
    for (auto row = service.entries.cbegin(); row != service.entries.cend(); ++row)
        truth.append(QString::fromLatin1(row.key()));
    QCOMPARE(after, truth);
}

void TestEntryList::tenThousand()
{
    scripted::Service service;
    for (int i = 1; i <= 10'000; ++i)
        service.putEntry(i);
    EntryList list(*service.memory, {u"memstore_1"_s}, {});
    support::LoopWatch watch;
    list.load();
    QTRY_VERIFY_WITH_TIMEOUT(list.loading().complete, 60'000);
    for (int i = 1; i <= 5'000; ++i)
        service.removeEntry(i * 2);
    list.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(list.loading().state, LoadState::Ready, 60'000);
    QCOMPARE(list.entries().size(), 5'000);
    QVERIFY2(watch.longestWorkMs() < 50 * support::slowness(), qPrintable(QString::number(watch.longestWorkMs())));
}

QTEST_GUILESS_MAIN(TestEntryList)
#include "tst_entrylist.moc"
