// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "realservice.h"

#include <functional>

using namespace Qt::StringLiterals;
using support::ask;
using support::RealService;

//! The fourteen operations of the client against the embedded service, which speaks one profile after the other.
class TestOperations : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void dialectIsFound_data();
    void dialectIsFound();
    void stores();
    void storeFilters_data();
    void storeFilters();
    void entries();
    void texts_data();
    void texts();
    void locks();
    void versions();
    void redaction();
    void archived();
    void errors_data();
    void errors();
};

namespace {

using Failing = std::function<core::Error(RealService &)>;

template<typename T>
core::Error errorOf(const core::Result<T> &result)
{
    core::Error none;
    none.detail = u"it was not refused"_s;
    return result ? none : result.error();
}

QList<core::Action> actionsOf(const QList<core::Version> &versions)
{
    QList<core::Action> actions;
    for (const core::Version &version : versions)
        actions.append(version.action);
    return actions;
}

} // namespace

Q_DECLARE_METATYPE(Failing)

void TestOperations::dialectIsFound_data()
{
    QTest::addColumn<QString>("by");
    QTest::newRow("the shape of what was created") << u"create"_s;
    QTest::newRow("the shape of what was listed") << u"list"_s;
    QTest::newRow("the version route of a store without entries") << u"probe"_s;
}

//! Contract 3: whatever is met first, the right names, verb and route follow.
void TestOperations::dialectIsFound()
{
    QFETCH(QString, by);
    RealService real;
    const core::StoreId store = real.makeStore();
    QVERIFY(!real.stores->isDialectSettled()); // stores look the same in both
    if (by == u"probe") {
        QVERIFY(ask(real.stores->listVersions(store, {}, {})));
        QCOMPARE(real.stores->dialect().versionsSegment, real.dialect.versionsSegment);
        QVERIFY(real.stores->isDialectSettled());
    }
    core::Entry entry = real.makeEntry(store, u"a.md"_s);
    if (by == u"list") {
        real.stores = std::make_unique<api::MemoryStores>(*real.client); // knows nothing again
        QVERIFY(!real.stores->isDialectSettled());
        QCOMPARE(ask(real.stores->listEntries(store, {}))->items.size(), 1);
    }
    QCOMPARE(real.stores->dialect().id, real.dialect.id);
    const auto updated = ask(real.stores->updateEntry(store, entry.id, {"b", entry.version, entry.sha256, {}}));
    QVERIFY(updated);
    QCOMPARE(updated->version, std::optional<qint64>(2));
    QCOMPARE(real.versionsOf(store).size(), 2);
    QCOMPARE(real.stores->dialect().versionsSegment, real.dialect.versionsSegment);
    QCOMPARE(real.stores->dialect().updateVerb, real.dialect.updateVerb);
}

void TestOperations::stores()
{
    RealService real;
    const auto made = ask(real.stores->createStore({u"alpha"_s, u"for agents"_s, {{u"team"_s, u"a"_s}}}));
    QVERIFY(made);
    QVERIFY(made->id.value.startsWith(u"memstore_"));
    QCOMPARE(made->description, u"for agents"_s);
    QCOMPARE(made->metadata, (core::Metadata{{u"team"_s, u"a"_s}}));
    QCOMPARE(made->entryCount, std::optional<qint64>(0));
    QVERIFY(!made->archived && !made->archivedAt && made->statusWord == u"active");
    QCOMPARE(*ask(real.stores->getStore(made->id)), *made);
    QCOMPARE(ask(real.stores->listStores({}, {}))->items, QList<core::Store>{*made});
    QCOMPARE(ask(real.stores->createStore({u"no words"_s, {}, {}}))->description, u"no words"_s);

    static_cast<void>(real.makeEntry(made->id, u"a.md"_s, "12345"));
    static_cast<void>(real.makeEntry(made->id, u"b.md"_s, "123"));
    const auto grown = ask(real.stores->getStore(made->id));
    QCOMPARE(grown->entryCount, std::optional<qint64>(2));
    QCOMPARE(grown->totalSize, std::optional<qint64>(8));

    const auto renamed = ask(real.stores->updateStore(made->id, {u"beta"_s, u"other"_s, {{u"team"_s, {}}, {u"x"_s, u"y"_s}}}));
    QCOMPARE(renamed.has_value(), real.dialect.storeUpdate);
    if (renamed) {
        QCOMPARE(renamed->name, u"beta"_s);
        QCOMPARE(renamed->description, u"other"_s);
        QCOMPARE(renamed->metadata, (core::Metadata{{u"x"_s, u"y"_s}}));
    } else {
        QCOMPARE(renamed.error().delivery, core::Delivery::NotSent);
    }
    const auto archived = ask(real.stores->archiveStore(made->id));
    QVERIFY(archived && archived->archived && archived->archivedAt);
    QVERIFY(ask(real.stores->archiveStore(made->id))->archived); // once more is no harm
    QVERIFY(ask(real.stores->deleteStore(made->id)));
    QCOMPARE(errorOf(ask(real.stores->getStore(made->id))).kind, core::ErrorKind::NotFound);
}

void TestOperations::storeFilters_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<bool>("archived");
    QTest::addColumn<int>("from"); // which store's time, or -1
    QTest::addColumn<int>("to");
    QTest::addColumn<QString>("expected");
    QTest::newRow("none") << u""_s << false << -1 << -1 << u"docs-2 Notes Docs-1"_s;
    QTest::newRow("archived too") << u""_s << true << -1 << -1 << u"docs-2 Notes DOCS-old Docs-1"_s;
    QTest::newRow("prefix in any case") << u"dOcS"_s << false << -1 << -1 << u"docs-2 Docs-1"_s;
    QTest::newRow("prefix, archived") << u"docs-"_s << true << -1 << -1 << u"docs-2 DOCS-old Docs-1"_s;
    QTest::newRow("not in the middle") << u"ocs"_s << true << -1 << -1 << u""_s;
    QTest::newRow("a percent sign is a letter") << u"d%"_s << true << -1 << -1 << u""_s;
    QTest::newRow("from, inclusive") << u""_s << false << 2 << -1 << u"docs-2 Notes"_s;
    QTest::newRow("to, inclusive") << u""_s << true << -1 << 1 << u"DOCS-old Docs-1"_s;
    QTest::newRow("from and to") << u""_s << true << 1 << 2 << u"Notes DOCS-old"_s;
}

void TestOperations::storeFilters()
{
    QFETCH(QString, prefix);
    QFETCH(bool, archived);
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(QString, expected);
    RealService real;
    QList<core::StoreId> made;
    QList<QDateTime> times;
    for (const QString &name : {u"Docs-1"_s, u"DOCS-old"_s, u"Notes"_s, u"docs-2"_s}) {
        made.append(real.makeStore(name));
        times.append(ask(real.stores->getStore(made.last()))->createdAt.utc());
        const QDateTime last = times.last();
        QTRY_VERIFY(QDateTime::currentDateTimeUtc() > last.addMSecs(1)); // times have milliseconds in profile C
    }
    QVERIFY(ask(real.stores->archiveStore(made.at(1))));
    api::StoreFilter filter{prefix, archived, {}, {}};
    if (from >= 0)
        filter.createdFrom = times.at(from);
    if (to >= 0)
        filter.createdTo = times.at(to).addMSecs(1); // microseconds in profile S
    const auto found = ask(real.stores->listStores(filter, {}));
    QVERIFY2(found, qPrintable(errorOf(found).serverText));
    QStringList names;
    for (const core::Store &store : found->items)
        names.append(store.name);
    QCOMPARE(names.join(u' '), expected);
}

void TestOperations::entries()
{
    RealService real;
    const core::StoreId store = real.makeStore();
    const core::Entry made = real.makeEntry(store, u"notes/é/a b?#%.md"_s, "one");
    QVERIFY(made.id.value.startsWith(u"mem_"));
    QCOMPARE(made.store, store);
    QCOMPARE(made.path, u"notes/é/a b?#%.md"_s);
    QCOMPARE(made.content, QByteArray("one"));
    QCOMPARE(made.size, std::optional<qint64>(3));
    QCOMPARE(made.version, std::optional<qint64>(1));
    QCOMPARE(made.createdAt, made.updatedAt);
    QCOMPARE(*ask(real.stores->getEntry(store, made.id)), made);

    const auto listed = ask(real.stores->listEntries(store, {}));
    QCOMPARE(listed->items.size(), 1);
    QVERIFY(!listed->items.first().content); // lists have no texts
    QCOMPARE(listed->items.first().sha256, made.sha256);

    const auto updated = ask(real.stores->updateEntry(store, made.id, {"twelve", made.version, made.sha256, {}}));
    QCOMPARE(updated->content, QByteArray("twelve"));
    QCOMPARE(updated->path, made.path);
    QCOMPARE(updated->version, std::optional<qint64>(2));
    QCOMPARE(updated->createdAt, made.createdAt);
    QVERIFY(ask(real.stores->deleteEntry(store, made.id)));
    QVERIFY(ask(real.stores->listEntries(store, {}))->items.isEmpty());
    const core::Entry again = real.makeEntry(store, made.path); // the path is free, the id is new
    QVERIFY(again.id != made.id);
}

void TestOperations::texts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("line ends") << QByteArray("a\r\nb\rc\nd");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF# Title\n");
    QTest::newRow("odd spaces") << QByteArray("a\xC2\xA0\xE2\x80\xA8\xE2\x80\xA9 \t ");
    QTest::newRow("beyond the basic plane") << QByteArray("\xF0\x9F\x98\x80\xF0\x90\x8D\x88");
    QTest::newRow("noncharacters") << QByteArray("\xEF\xB7\x90\xEF\xBF\xBE\xEF\xBF\xBF");
    QTest::newRow("controls") << QByteArray("\x01\x1F\x7F\xC2\x80");
    QTest::newRow("not composed") << QByteArray("e\xCC\x81 \xC3\xA9");
    QTest::newRow("JSON and HTML") << QByteArray(R"({"a":"\u0000 \"</script><img src=x>"})");
    QTest::newRow("all that fits") << QByteArray("\xE4\xB8\xAD").repeated(34'133) + 'a';
}

//! Promise E1 and E2 on the wire: every byte comes back, under its own hash.
void TestOperations::texts()
{
    QFETCH(QByteArray, text);
    RealService real;
    const core::StoreId store = real.makeStore();
    const core::Entry made = real.makeEntry(store, u"a.md"_s, text);
    QCOMPARE(made.content, text);
    const auto read = ask(real.stores->getEntry(store, made.id));
    QCOMPARE(read->content, text);
    QCOMPARE(read->sha256, core::sha256Hex(text));
    QCOMPARE(core::integrityOf(*read->content, read->sha256, read->size), core::Integrity::Verified);
    const auto version = ask(real.stores->getVersion(store, real.versionsOf(store).first().id));
    QCOMPARE(version->content, text);
    QCOMPARE(core::integrityOf(*version->content, version->sha256, version->size), core::Integrity::Verified);
}

//! A lost race is refused, and nothing of it is kept.
void TestOperations::locks()
{
    RealService real;
    const core::StoreId store = real.makeStore();
    const core::Entry base = real.makeEntry(store, u"a.md"_s, "base");
    QVERIFY(ask(real.stores->updateEntry(store, base.id, {"theirs", base.version, base.sha256, {}})));
    const core::Error lost
        = errorOf(ask(real.stores->updateEntry(store, base.id, {"mine", base.version, base.sha256, {}})));
    QCOMPARE(lost.kind, core::ErrorKind::Conflict);
    QCOMPARE(lost.delivery, core::Delivery::Answered);
    QCOMPARE(lost.serverType, real.dialect.conflictError);
    QVERIFY(!lost.retryable);
    QCOMPARE(ask(real.stores->getEntry(store, base.id))->content, QByteArray("theirs"));
    QCOMPARE(real.versionsOf(store).size(), 2);
}

void TestOperations::versions()
{
    RealService real;
    const core::StoreId store = real.makeStore();
    const core::Entry a = real.makeEntry(store, u"a.md"_s, "one");
    const core::Entry b = real.makeEntry(store, u"b.md"_s, "of b");
    QVERIFY(ask(real.stores->updateEntry(store, a.id, {"three", a.version, a.sha256, {}})));
    QVERIFY(ask(real.stores->deleteEntry(store, a.id)));
    const QList<core::Version> all = real.versionsOf(store);
    using core::Action;
    QCOMPARE(actionsOf(all), QList<Action>({Action::Deleted, Action::Updated, Action::Created, Action::Created}));
    QCOMPARE(all.at(2).entry, b.id);
    for (const core::Version &version : all)
        QVERIFY(!version.content && !version.redacted && version.store == store);
    QCOMPARE(all.at(1).path, a.path);
    QCOMPARE(all.at(1).size, std::optional<qint64>(5));
    QCOMPARE(all.at(1).sha256, core::sha256Hex("three"));

    const auto filtered = ask(real.stores->listVersions(store, {b.id}, {})); // profile S sends all: filter again
    QCOMPARE(filtered->items.size(), real.dialect.versionEntryFilter ? 1 : 4);
    QCOMPARE(ask(real.stores->getVersion(store, all.last().id))->content, QByteArray("one")); // its entry is gone
    const auto tombstone = ask(real.stores->getVersion(store, all.first().id));
    QVERIFY(tombstone);
    QVERIFY(tombstone->content.value_or(QByteArray()).isEmpty());
}

void TestOperations::redaction()
{
    RealService real;
    const core::StoreId store = real.makeStore();
    const core::Entry entry = real.makeEntry(store, u"a.md"_s, "secret");
    const core::VersionId id = real.versionsOf(store).first().id;
    const auto redacted = ask(real.stores->redactVersion(store, id));
    QVERIFY(redacted);
    QVERIFY(redacted->redacted && redacted->redactedAt && !redacted->content);
    QCOMPARE(redacted->sha256, core::sha256Hex("secret"));
    QCOMPARE(redacted->size, std::optional<qint64>(6));
    const auto read = ask(real.stores->getVersion(store, id));
    QVERIFY(read->redacted && !read->content);
    QVERIFY(real.versionsOf(store).first().redacted);
    QCOMPARE(ask(real.stores->getEntry(store, entry.id))->content, QByteArray("secret")); // the live text stays
    QCOMPARE(errorOf(ask(real.stores->redactVersion(store, id))).kind, core::ErrorKind::Conflict);
}

//! Contract 2.7 #5: what is left to do with an archived store.
void TestOperations::archived()
{
    RealService real;
    const core::StoreId store = real.makeStore();
    const core::Entry entry = real.makeEntry(store, u"a.md"_s, "text");
    QVERIFY(ask(real.stores->archiveStore(store)));
    const auto conflict = [](const auto &result) { return errorOf(result).kind == core::ErrorKind::Conflict; };
    QVERIFY(conflict(ask(real.stores->createEntry(store, {u"b.md"_s, "x", {}}))));
    QVERIFY(conflict(ask(real.stores->updateEntry(store, entry.id, {"x", entry.version, entry.sha256, {}}))));
    QVERIFY(conflict(ask(real.stores->deleteEntry(store, entry.id))));
    if (real.dialect.storeUpdate)
        QVERIFY(conflict(ask(real.stores->updateStore(store, {u"beta"_s, {}, {}}))));
    QCOMPARE(ask(real.stores->getEntry(store, entry.id))->content, QByteArray("text"));
    QCOMPARE(ask(real.stores->listEntries(store, {}))->items.size(), 1);
    QVERIFY(ask(real.stores->redactVersion(store, real.versionsOf(store).first().id))->redacted);
    QVERIFY(ask(real.stores->deleteStore(store)));
}

void TestOperations::errors_data()
{
    QTest::addColumn<Failing>("failing");
    QTest::addColumn<core::ErrorKind>("kind");
    using K = core::ErrorKind;
    const core::StoreId noStore{u"memstore_0"_s};
    const core::EntryId noEntry{u"mem_0"_s};
    const core::VersionId noVersion{u"memver_0"_s};
    const auto row = [](const char *name, K kind, const Failing &failing) { QTest::newRow(name) << failing << kind; };
    const auto both = [&](const char *name, const Failing &failing) { // unknown store, and a token that is wrong
        row(name, K::NotFound, failing);
        QTest::addRow("%s, wrong token", name) << Failing([failing](RealService &real) {
            real.client->setToken(*api::Token::make(QByteArray("wrong")));
            return failing(real);
        }) << K::Unauthorized;
    };
    both("get store", [=](RealService &r) { return errorOf(ask(r.stores->getStore(noStore))); });
    both("archive store", [=](RealService &r) { return errorOf(ask(r.stores->archiveStore(noStore))); });
    both("delete store", [=](RealService &r) { return errorOf(ask(r.stores->deleteStore(noStore))); });
    both("list entries", [=](RealService &r) { return errorOf(ask(r.stores->listEntries(noStore, {}))); });
    both("create entry", [=](RealService &r) { return errorOf(ask(r.stores->createEntry(noStore, {u"a"_s, "x", {}}))); });
    both("get entry", [=](RealService &r) { return errorOf(ask(r.stores->getEntry(noStore, noEntry))); });
    both("update entry", [=](RealService &r) { return errorOf(ask(r.stores->updateEntry(noStore, noEntry, {"x", 1, {}, {}}))); });
    both("delete entry", [=](RealService &r) { return errorOf(ask(r.stores->deleteEntry(noStore, noEntry))); });
    both("list versions", [=](RealService &r) { return errorOf(ask(r.stores->listVersions(noStore, {}, {}))); });
    both("get version", [=](RealService &r) { return errorOf(ask(r.stores->getVersion(noStore, noVersion))); });
    both("redact version", [=](RealService &r) { return errorOf(ask(r.stores->redactVersion(noStore, noVersion))); });
    row("list stores, wrong token", K::Unauthorized, [](RealService &r) {
        r.client->setToken(*api::Token::make(QByteArray("wrong")));
        return errorOf(ask(r.stores->listStores({}, {})));
    });
    row("create store, wrong token", K::Unauthorized, [](RealService &r) {
        r.client->setToken(*api::Token::make(QByteArray("wrong")));
        return errorOf(ask(r.stores->createStore({u"n"_s, {}, {}})));
    });
    row("unknown entry", K::NotFound, [=](RealService &r) { return errorOf(ask(r.stores->getEntry(r.makeStore(), noEntry))); });
    row("update of an unknown entry", K::NotFound,
        [=](RealService &r) { return errorOf(ask(r.stores->updateEntry(r.makeStore(), noEntry, {"x", 1, {}, {}}))); });
    row("delete of an unknown entry", K::NotFound,
        [=](RealService &r) { return errorOf(ask(r.stores->deleteEntry(r.makeStore(), noEntry))); });
    row("unknown version", K::NotFound,
        [=](RealService &r) { return errorOf(ask(r.stores->getVersion(r.makeStore(), noVersion))); });
    row("redact of an unknown version", K::NotFound,
        [=](RealService &r) { return errorOf(ask(r.stores->redactVersion(r.makeStore(), noVersion))); });
    row("entry of another store", K::NotFound, [](RealService &r) {
        const core::Entry entry = r.makeEntry(r.makeStore(), u"a.md"_s);
        return errorOf(ask(r.stores->getEntry(r.makeStore(), entry.id)));
    });
    row("path taken", K::Conflict, [](RealService &r) {
        const core::StoreId store = r.makeStore();
        static_cast<void>(r.makeEntry(store, u"a.md"_s));
        return errorOf(ask(r.stores->createEntry(store, {u"a.md"_s, "other", {}})));
    });
    row("name too long for this profile", K::Invalid,
        [](RealService &r) { return errorOf(ask(r.stores->createStore({QString(256, u'n'), {}, {}}))); });
}

void TestOperations::errors()
{
    QFETCH(Failing, failing);
    QFETCH(core::ErrorKind, kind);
    RealService real;
    const core::Error error = failing(real);
    QVERIFY2(error.kind == kind, qPrintable(error.serverText + error.detail));
    QVERIFY(!error.retryable);
    if (kind == core::ErrorKind::Invalid) {
        QCOMPARE(error.field, u"name"_s);
        return;
    }
    QVERIFY(error.delivery != core::Delivery::Unknown); // what asked for the dialect may have been refused instead
    QVERIFY(!error.serverText.isEmpty() && !error.serverType.isEmpty() && !error.requestId.isEmpty());
    QVERIFY(!error.serverText.contains(u"canary") && !error.detail.contains(u"canary"));
}

QTEST_GUILESS_MAIN(TestOperations)
#include "tst_operations.moc"
