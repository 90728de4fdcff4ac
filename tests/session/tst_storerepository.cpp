// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "scripted.h"
#include "session/storerepository.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::LoadState;
using session::StoreRepository;

class TestStoreRepository : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void pagesWhenAsked();
    void filtersAgain();
    void goesOnUntilSomethingShows();
    void lateReplyAfterAFilter();
    void failsAndRetries();
    void refreshInPlace();
    void refreshKeepsWhatNewOnesPushDown();
    void refreshGoesOnWithTheNextPage();
    void replies();
    void replyBeatsAPageOnItsWay();
    void hostilePagers_data();
    void hostilePagers();
};

namespace {

QStringList names(const StoreRepository &stores)
{
    QStringList result;
    for (const core::Store &store : stores.stores())
        result.append(store.name);
    return result;
}

core::StoreId id(int number)
{
    return {QString::fromLatin1(scripted::numbered("memstore_", number))};
}

core::Store replied(int number, const QString &name)
{
    core::Store store;
    store.id = id(number);
    store.name = name;
    return store;
}

} // namespace

void TestStoreRepository::pagesWhenAsked()
{
    scripted::Service service;
    for (int i = 1; i <= 150; ++i)
        service.putStore(i, "store " + QByteArray::number(i));
    StoreRepository stores(*service.memory);
    QSignalSpy added(&stores, &StoreRepository::added);
    QVERIFY(stores.hasMore());
    stores.loadMore();
    stores.loadMore();
    QCOMPARE(stores.loading().state, LoadState::Loading);
    QTRY_COMPARE(stores.loading().state, LoadState::Ready);
    QCOMPARE(service.server.arrivalCount(), 1);
    QCOMPARE(stores.stores().size(), 100);
    QCOMPARE(stores.stores().first().name, u"store 150"_s);
    QVERIFY(stores.hasMore() && !stores.loading().complete);
    stores.loadMore();
    QTRY_VERIFY(stores.loading().complete);
    QVERIFY(!stores.hasMore());
    QCOMPARE(stores.stores().size(), 150);
    QCOMPARE(added.size(), 2);
    QCOMPARE(added.last().at(0).toInt(), 100);
    QCOMPARE(added.last().at(1).toInt(), 50);
    stores.loadMore();
    QCOMPARE(stores.loading().state, LoadState::Ready);
}

//! Contract 3 #13, #14: a service that ignores filters; ours are inclusive.
void TestStoreRepository::filtersAgain()
{
    scripted::Service service;
    service.putStore(1, "Docs old");
    service.putStore(2, "docs archived", true);
    service.putStore(3, "other");
    service.putStore(4, "DOCS new");
    StoreRepository stores(*service.memory);
    api::StoreFilter filter;
    filter.namePrefix = u"docs"_s;
    stores.setFilter(filter);
    stores.loadMore();
    QTRY_VERIFY(stores.loading().complete);
    QCOMPARE(names(stores), (QStringList{u"DOCS new"_s, u"Docs old"_s}));
    filter.includeArchived = true;
    filter.createdFrom = QDateTime::fromString(QString::fromLatin1(scripted::timeText(2 * 86'400)), Qt::ISODate);
    QSignalSpy reset(&stores, &StoreRepository::reset);
    stores.setFilter(filter);
    stores.setFilter(filter);
    QCOMPARE(reset.size(), 1);
    QTRY_VERIFY(stores.loading().complete);
    QCOMPARE(names(stores), (QStringList{u"DOCS new"_s, u"docs archived"_s}));
    filter.createdTo = filter.createdFrom;
    stores.setFilter(filter);
    QTRY_VERIFY(stores.loading().complete);
    QCOMPARE(names(stores), QStringList{u"docs archived"_s});
}

void TestStoreRepository::goesOnUntilSomethingShows()
{
    scripted::Service service;
    service.putStore(1, "docs");
    for (int i = 2; i <= 250; ++i)
        service.putStore(i, "other");
    StoreRepository stores(*service.memory);
    api::StoreFilter filter;
    filter.namePrefix = u"docs"_s;
    stores.setFilter(filter);
    stores.loadMore();
    QTRY_VERIFY(stores.loading().complete);
    QCOMPARE(names(stores), QStringList{u"docs"_s});
    QCOMPARE(service.server.arrivalCount(), 3);
}

void TestStoreRepository::lateReplyAfterAFilter()
{
    scripted::Service service;
    service.putStore(1, "alpha");
    service.putStore(2, "beta");
    StoreRepository stores(*service.memory);
    stores.loadMore();
    api::StoreFilter filter;
    filter.namePrefix = u"al"_s;
    stores.setFilter(filter); // the first reply is still on its way
    QTRY_VERIFY(stores.loading().complete);
    stores.refresh(); // its reply comes after the late one
    QTRY_COMPARE(stores.loading().state, LoadState::Ready);
    QCOMPARE(names(stores), QStringList{u"alpha"_s});
}

void TestStoreRepository::failsAndRetries()
{
    scripted::Service service;
    service.putStore(1, "alpha");
    StoreRepository stores(*service.memory);
    service.server.answer(scripted::refusal(403));
    stores.loadMore();
    QTRY_COMPARE(stores.loading().state, LoadState::Failed);
    QVERIFY(stores.hasMore());
    stores.loadMore();
    QCOMPARE(stores.loading().state, LoadState::Failed); // a view that scrolls must not ask for ever
    stores.retry();
    QCOMPARE(stores.loading().state, LoadState::Loading);
    QTRY_VERIFY(stores.loading().complete);
    QVERIFY(!stores.loading().error);
    service.server.answer(scripted::refusal(403));
    stores.refresh();
    QTRY_COMPARE(stores.loading().state, LoadState::Failed);
    QCOMPARE(stores.stores().size(), 1);
    stores.retry();
    QTRY_COMPARE(stores.loading().state, LoadState::Ready);
}

void TestStoreRepository::refreshInPlace()
{
    scripted::Service service;
    for (int i = 1; i <= 5; ++i)
        service.putStore(i, "store " + QByteArray::number(i));
    StoreRepository stores(*service.memory);
    stores.loadMore();
    QTRY_VERIFY(stores.loading().complete);
    service.putStore(6, "store 6");
    service.putStore(3, "store 3", false, 12);
    service.stores.remove(scripted::numbered("memstore_", 2));
    QSignalSpy added(&stores, &StoreRepository::added);
    QSignalSpy changed(&stores, &StoreRepository::changed);
    QSignalSpy removed(&stores, &StoreRepository::removed);
    QSignalSpy reset(&stores, &StoreRepository::reset);
    stores.refresh();
    QCOMPARE(stores.loading().state, LoadState::Stale);
    QTRY_COMPARE(stores.loading().state, LoadState::Ready);
    QCOMPARE(names(stores), (QStringList{u"store 6"_s, u"store 5"_s, u"store 4"_s, u"store 3"_s, u"store 1"_s}));
    QCOMPARE(added.size(), 1);
    QCOMPARE(added.first().first().toInt(), 0);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.first().first().toInt(), 3);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(stores.find(id(3))->entryCount, std::optional<qint64>(12));

    added.clear();
    QSignalSpy loading(&stores, &StoreRepository::loadingChanged);
    stores.refresh();
    QTRY_COMPARE(loading.size(), 2);
    QCOMPARE(added.size() + changed.size() + removed.size(), 2);
}

void TestStoreRepository::refreshKeepsWhatNewOnesPushDown()
{
    scripted::Service service;
    for (int i = 1; i <= 300; ++i)
        service.putStore(i, "old");
    StoreRepository stores(*service.memory);
    stores.loadMore();
    QTRY_COMPARE(stores.stores().size(), 100);
    for (int i = 301; i <= 350; ++i)
        service.putStore(i, "new");
    QSignalSpy removed(&stores, &StoreRepository::removed);
    stores.refresh();
    QTRY_COMPARE(stores.loading().state, LoadState::Ready);
    QCOMPARE(removed.size(), 0);
    QCOMPARE(stores.stores().size(), 200);
    QVERIFY(stores.hasMore());
}

//! A view asks for more once; a refresh under way must not swallow it.
void TestStoreRepository::refreshGoesOnWithTheNextPage()
{
    scripted::Service service;
    for (int i = 1; i <= 250; ++i)
        service.putStore(i, "old");
    StoreRepository stores(*service.memory);
    stores.loadMore();
    QTRY_COMPARE(stores.stores().size(), 100);
    stores.refresh();
    stores.loadMore();
    QTRY_COMPARE(stores.stores().size(), 200);
}

void TestStoreRepository::replies()
{
    scripted::Service service;
    service.putStore(1, "alpha");
    StoreRepository stores(*service.memory);
    stores.loadMore();
    QTRY_VERIFY(stores.loading().complete);
    QSignalSpy added(&stores, &StoreRepository::added);
    QSignalSpy changed(&stores, &StoreRepository::changed);
    QSignalSpy removed(&stores, &StoreRepository::removed);
    stores.put(replied(2, u"beta"_s));
    QCOMPARE(names(stores), (QStringList{u"beta"_s, u"alpha"_s}));
    stores.put(replied(2, u"beta"_s));
    QCOMPARE(changed.size(), 0);
    stores.put(replied(2, u"gamma"_s));
    QCOMPARE(changed.size(), 1);
    core::Store archived = replied(2, u"gamma"_s);
    archived.archived = true;
    stores.put(archived); // hidden by the filter from now on
    QCOMPARE(removed.size(), 1);
    stores.put(archived);
    QCOMPARE(added.size(), 1);

    bool answered = false;
    service.putStore(1, "alpha", false, 3);
    stores.reread(id(1)).then(this, [&](const core::Result<core::Store> &store) {
        answered = true;
        QVERIFY2(store, qPrintable(store ? QString() : store.error().detail + store.error().serverText));
    });
    QTRY_VERIFY(answered);
    QCOMPARE(stores.find(id(1))->entryCount, std::optional<qint64>(3));
    service.stores.clear();
    stores.reread(id(1)).then(this, [](const core::Result<core::Store> &) {});
    QTRY_VERIFY(stores.stores().isEmpty());
    QCOMPARE(stores.loading().loaded, 0);
}

void TestStoreRepository::replyBeatsAPageOnItsWay()
{
    scripted::Service service;
    service.putStore(1, "before");
    service.putStore(2, "goes");
    StoreRepository stores(*service.memory);
    stores.loadMore();
    QTRY_VERIFY(stores.loading().complete);
    stores.refresh();
    stores.put(replied(1, u"after"_s));
    stores.put(replied(3, u"made"_s));
    stores.drop(id(2));
    QTRY_COMPARE(stores.loading().state, LoadState::Ready);
    QCOMPARE(names(stores), (QStringList{u"made"_s, u"after"_s}));
}

void TestStoreRepository::hostilePagers_data()
{
    QTest::addColumn<QByteArrayList>("pages"); // the last one for ever
    const auto page = [](const QByteArray &rows, const QByteArray &last, bool more) {
        return R"({"data":[)" + rows + R"(],"first_id":null,"last_id":)" + last + R"(,"has_more":)" + (more ? "true" : "false")
            + "}";
    };
    const QByteArray two = scripted::store(2, "b");
    const QByteArray one = scripted::store(1, "a");
    QTest::addRow("the same page for ever") << QByteArrayList{page(two, R"("memstore_0000002")", true)};
    QTest::addRow("no cursor") << QByteArrayList{page(two, "null", true)};
    QTest::addRow("a cursor that is not in the page") << QByteArrayList{page(two, R"("memstore_0000009")", true)};
    QTest::addRow("out of order") << QByteArrayList{page(one + ',' + two, R"("memstore_0000002")", false)};
}

//! Promise D2: a named error, and what was sound is shown.
void TestStoreRepository::hostilePagers()
{
    QFETCH(QByteArrayList, pages);
    scripted::Service service;
    service.server.setDefault([&](const support::Arrival &) {
        return support::json(200, pages.size() > 1 ? pages.takeFirst() : pages.first());
    });
    StoreRepository stores(*service.memory);
    stores.loadMore();
    for (int i = 0; i < 5 && stores.loading().state != LoadState::Failed; ++i) {
        QTRY_VERIFY(stores.loading().state != LoadState::Loading);
        stores.loadMore();
    }
    QCOMPARE(stores.loading().state, LoadState::Failed);
    QCOMPARE(stores.loading().error->kind, core::ErrorKind::Protocol);
    QVERIFY(service.server.arrivalCount() <= 3);
}

QTEST_GUILESS_MAIN(TestStoreRepository)
#include "tst_storerepository.moc"
