// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "rig.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using rig::Rig;
using rig::wait;
using session::CreateOutcome;
using session::DeleteOutcome;
using session::RedactOutcome;
using session::StoreOutcome;

//! Create, delete and redact, each in every world of reliability 2.B, against the real service.
class TestWrites : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void creates();
    void pathTaken();
    void createInAnArchivedStore();
    void badPathIsNotSent();
    void createLost_data();
    void createLost();
    void deletes();
    void deletedUnseen();
    void changedBeforeDelete();
    void alreadyGone();
    void deleteInAnArchivedStore();
    void deleteLost_data();
    void deleteLost();
    void redacts();
    void redactedMeanwhile();
    void redactLost_data();
    void redactLost();
};

namespace {

qsizetype countOf(const QList<QJsonObject> &ledger, const QString &action)
{
    return std::count_if(ledger.cbegin(), ledger.cend(), [&](const QJsonObject &record) {
        return record.value("action"_L1).toString() == action || record.value("operation"_L1).toString() == action;
    });
}

void faultRow(const char *name, const QByteArray &fault, const QString &meanwhile, int verdict)
{
    QTest::addRow("%s", name) << fault << meanwhile << verdict;
}

void faultColumns()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<QString>("meanwhile"); // what somebody else does before we can read back
    QTest::addColumn<int>("verdict");
}

//! When the reply is missed, before the state is read back.
void whenLost(Rig &rig, const std::function<void()> &then)
{
    QObject::connect(&rig.session->commands(), &session::Commands::checkingChanged, rig.session, [then](bool checking) {
        if (checking)
            then();
    });
}

} // namespace

void TestWrites::creates()
{
    Rig rig;
    const QString store = rig.makeStore();
    rig.session->entries({store}).load();
    QTRY_VERIFY(rig.session->entries({store}).loading().complete);
    static_cast<void>(rig.session->versions({store})); // made, not loaded
    const auto created = wait(rig.session->commands().createEntry({store}, {u"notes/a.md"_s, "text", {}}));
    QVERIFY(created);
    QCOMPARE(created->kind, CreateOutcome::Kind::Created);
    QVERIFY(!created->readBack && !created->alteredByService && !created->overtaken);
    QCOMPARE(created->entry.content, QByteArray("text"));
    QVERIFY(rig.session->entries({store}).findPath(u"notes/a.md"_s));
    QCOMPARE(rig.writes(), 1);
    rig.session->versions({store}).load();
    QTRY_VERIFY(rig.session->versions({store}).loading().complete);
    QVERIFY(rig.session->isWrittenHere(rig.session->versions({store}).versions().first()));
}

void TestWrites::pathTaken()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString theirs = rig.makeEntry(store, "notes/a.md", "theirs");
    for (int i = 0; i < 2; ++i) { // without and with the list
        const auto created = wait(rig.session->commands().createEntry({store}, {u"notes/a.md"_s, "mine", {}}));
        QVERIFY(created);
        QCOMPARE(created->kind, CreateOutcome::Kind::PathTaken);
        QCOMPARE(created->entry.id.value, theirs);
        QCOMPARE(created->entry.content, QByteArray("theirs"));
        QCOMPARE(created->cause->httpStatus, 409);
        rig.session->entries({store}).load();
        QTRY_VERIFY(rig.session->entries({store}).loading().complete);
    }
}

void TestWrites::createInAnArchivedStore()
{
    Rig rig;
    const QString store = rig.makeStore();
    rig.ask("POST", Rig::pathOf(store) + "/archive");
    const auto created = wait(rig.session->commands().createEntry({store}, {u"notes/a.md"_s, "mine", {}}));
    QVERIFY(created);
    QCOMPARE(created->kind, CreateOutcome::Kind::StoreArchived);
}

void TestWrites::badPathIsNotSent()
{
    Rig rig;
    for (const QString &path : {QString(), u"/a"_s, u"a/../b"_s, u"a\nb"_s, QString(1025, u'a')}) {
        const auto created = wait(rig.session->commands().createEntry({u"memstore_1"_s}, {path, "mine", {}}));
        QVERIFY(!created);
        QCOMPARE(created.error().field, u"path"_s);
    }
    QCOMPARE(rig.front.arrivalCount(), 0);
}

void TestWrites::createLost_data()
{
    using Kind = CreateOutcome::Kind;
    faultColumns();
    faultRow("applied, then dropped", "apply_then_fin", {}, int(Kind::Created));
    faultRow("reply cut", "cut_reply@40", {}, int(Kind::Created));
    faultRow("dropped before", "noapply_then_fin", {}, int(Kind::NotApplied));
    faultRow("reset while sending", "cut_request@150", {}, int(Kind::NotApplied));
    faultRow("applied late", "late_apply@60", {}, int(Kind::Created));
    faultRow("changed since", "apply_then_fin", u"write"_s, int(Kind::Created));
    faultRow("deleted since", "apply_then_fin", u"delete"_s, int(Kind::Created));
    faultRow("somebody has the path", "noapply_then_fin", u"other"_s, int(Kind::PathTaken));
    faultRow("refusal lost, same text was there", "apply_then_fin", u"before"_s, int(Kind::PathTaken));
    faultRow("same text was made and deleted before", "noapply_then_fin", u"history"_s, int(Kind::NotApplied));
}

void TestWrites::createLost()
{
    QFETCH(QByteArray, fault);
    QFETCH(QString, meanwhile);
    QFETCH(int, verdict);
    Rig rig;
    const QString store = rig.makeStore();
    rig.makeEntry(store, "notes/other.md", "mine");
    if (meanwhile == u"before")
        rig.makeEntry(store, "notes/a.md", "mine");
    if (meanwhile == u"history")
        rig.remove(store, rig.makeEntry(store, "notes/a.md", "mine"));
    const auto before = rig.ledger(store).size();
    whenLost(rig, [&] {
        if (meanwhile == u"other") {
            rig.makeEntry(store, "notes/a.md", "theirs");
            return;
        }
        const QJsonObject newest = rig.ledger(store).first();
        const QString id = newest.value(rig.isC() ? "memory_id"_L1 : "entry_id"_L1).toString();
        if (meanwhile == u"write")
            rig.write(store, id, "theirs");
        else if (meanwhile == u"delete")
            rig.remove(store, id);
    });
    rig.faultAfter(1, fault); // the newest record is asked for first
    const auto created = wait(rig.session->commands().createEntry({store}, {u"notes/a.md"_s, "mine", {}}));
    QVERIFY2(created.has_value(), created ? "" : qPrintable(created.error().detail));
    QCOMPARE(int(created->kind), verdict);
    QVERIFY(created->readBack);
    QCOMPARE(rig.front.mostArrivals(), 1);
    QCOMPARE(created->overtaken, meanwhile == u"write" || meanwhile == u"delete");
    if (meanwhile == u"write")
        QCOMPARE(created->entry.content, QByteArray("theirs"));
    if (meanwhile == u"delete")
        QVERIFY(created->entry.id.isEmpty());
    const bool claimed = created->kind == CreateOutcome::Kind::Created;
    qsizetype made = 0;
    const auto after = rig.ledger(store);
    for (const QJsonObject &record : after.first(after.size() - before))
        made += record.value("content_sha256"_L1).toString() == core::sha256Hex("mine");
    QCOMPARE(int(made), claimed ? 1 : 0);
}

void TestWrites::deletes()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString id = rig.makeEntry(store, "notes/a.md", "text");
    rig.session->entries({store}).load();
    rig.session->versions({store}).load();
    QTRY_VERIFY(rig.session->entries({store}).loading().complete && rig.session->versions({store}).loading().complete);
    const core::Entry seen = *rig.session->entries({store}).find({id}); // a row, without its text
    QSignalSpy removed(&rig.session->entries({store}), &session::EntryList::removed);
    const auto deleted = wait(rig.session->commands().deleteEntry(seen));
    QVERIFY(deleted);
    QCOMPARE(deleted->kind, DeleteOutcome::Kind::Deleted);
    QCOMPARE(deleted->removed->content, QByteArray("text"));
    QVERIFY(!deleted->unseen && !deleted->cause);
    QCOMPARE(removed.size(), 1);
    QTRY_COMPARE(rig.session->versions({store}).versions().size(), 2);
    QCOMPARE(rig.session->versions({store}).versions().first().action, core::Action::Deleted);
    QVERIFY(rig.session->isWrittenHere(rig.session->versions({store}).versions().first()));
}

//! Promise B4: what was written between our look and the deletion is told, so that it can be brought back.
void TestWrites::deletedUnseen()
{
    for (const bool withLog : {false, true}) {
        Rig rig;
        const QString store = rig.makeStore();
        const QString id = rig.makeEntry(store, "notes/a.md", "text");
        const auto seen = wait(rig.session->readEntry({store}, {id}));
        if (withLog) {
            rig.session->versions({store}).load();
            QTRY_VERIFY(rig.session->versions({store}).loading().complete);
        }
        rig.beforeEach = [&](support::Arrival &arrival) {
            if (arrival.method == "DELETE")
                rig.write(store, id, "unseen");
        };
        const auto deleted = wait(rig.session->commands().deleteEntry(*seen));
        QVERIFY(deleted);
        QCOMPARE(deleted->kind, DeleteOutcome::Kind::Deleted);
        QVERIFY(deleted->unseen);
        QCOMPARE(deleted->unseen->sha256, core::sha256Hex("unseen"));
        QCOMPARE(deleted->removed->content, QByteArray("text"));
    }
}

void TestWrites::changedBeforeDelete()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString id = rig.makeEntry(store, "notes/a.md", "text");
    const auto seen = wait(rig.session->readEntry({store}, {id}));
    rig.write(store, id, "theirs");
    const auto deleted = wait(rig.session->commands().deleteEntry(*seen));
    QCOMPARE(deleted->kind, DeleteOutcome::Kind::ChangedMeanwhile);
    QCOMPARE(deleted->removed->content, QByteArray("theirs"));
    QCOMPARE(rig.writes(), 0);
}

void TestWrites::alreadyGone()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString id = rig.makeEntry(store, "notes/a.md", "text");
    const auto seen = wait(rig.session->readEntry({store}, {id}));
    rig.session->entries({store}).put(*seen);
    rig.remove(store, id);
    QCOMPARE(wait(rig.session->commands().deleteEntry(*seen))->kind, DeleteOutcome::Kind::AlreadyGone);
    QCOMPARE(rig.writes(), 0);
    QVERIFY(rig.session->entries({store}).entries().isEmpty());
}

void TestWrites::deleteInAnArchivedStore()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString id = rig.makeEntry(store, "notes/a.md", "text");
    const auto seen = wait(rig.session->readEntry({store}, {id}));
    rig.ask("POST", Rig::pathOf(store) + "/archive");
    QCOMPARE(wait(rig.session->commands().deleteEntry(*seen))->kind, DeleteOutcome::Kind::StoreArchived);
}

void TestWrites::deleteLost_data()
{
    using Kind = DeleteOutcome::Kind;
    faultColumns();
    faultRow("applied, then dropped", "apply_then_fin", {}, int(Kind::Deleted));
    faultRow("applied, then reset", "apply_then_rst", {}, int(Kind::Deleted));
    faultRow("dropped before", "noapply_then_fin", {}, int(Kind::NotApplied));
    faultRow("applied late", "late_apply@60", {}, int(Kind::Deleted));
    faultRow("unavailable", "status:503", {}, int(Kind::NotApplied));
    faultRow("changed since", "noapply_then_fin", u"write"_s, int(Kind::ChangedMeanwhile));
    faultRow("path made again", "apply_then_fin", u"again"_s, int(Kind::Deleted));
}

void TestWrites::deleteLost()
{
    QFETCH(QByteArray, fault);
    QFETCH(QString, meanwhile);
    QFETCH(int, verdict);
    Rig rig;
    const QString store = rig.makeStore();
    const QString id = rig.makeEntry(store, "notes/a.md", "text");
    const auto seen = wait(rig.session->readEntry({store}, {id}));
    rig.front.clear();
    whenLost(rig, [&] {
        if (meanwhile == u"write")
            rig.write(store, id, "theirs");
        else if (meanwhile == u"again")
            rig.makeEntry(store, "notes/a.md", "new");
    });
    rig.faultAfter(2, fault);
    const auto deleted = wait(rig.session->commands().deleteEntry(*seen));
    QVERIFY(deleted);
    QCOMPARE(int(deleted->kind), verdict);
    QVERIFY(deleted->readBack);
    QCOMPARE(rig.front.mostArrivals(), 1);
    QCOMPARE(countOf(rig.ledger(store, id), u"deleted"_s), deleted->kind == DeleteOutcome::Kind::Deleted ? 1 : 0);
    if (deleted->kind == DeleteOutcome::Kind::ChangedMeanwhile)
        QCOMPARE(deleted->removed->content, QByteArray("theirs"));
}

void TestWrites::redacts()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString id = rig.makeEntry(store, "notes/a.md", "secret");
    rig.write(store, id, "clean");
    rig.session->versions({store}).load();
    QTRY_COMPARE(rig.session->versions({store}).versions().size(), 2);
    const core::Version old = rig.session->versions({store}).versions().last();
    QVERIFY(wait(rig.session->readVersion({store}, old.id))->content);
    QVERIFY(rig.session->keptText(core::sha256Hex("secret")));
    QSignalSpy changed(&rig.session->versions({store}), &session::VersionLog::changed);
    const auto redacted = wait(rig.session->commands().redact(old));
    QVERIFY(redacted);
    QCOMPARE(redacted->kind, RedactOutcome::Kind::Redacted);
    QVERIFY(redacted->version.redacted && redacted->version.redactedAt && !redacted->version.content);
    QCOMPARE(rig.writes(), 1);
    QCOMPARE(changed.size(), 1);
    QVERIFY(!rig.session->keptText(core::sha256Hex("secret"))); // promise J10, our own memory
    QVERIFY(!wait(rig.session->readVersion({store}, old.id))->content);

    const auto again = wait(rig.session->commands().redact(old));
    QCOMPARE(again->kind, RedactOutcome::Kind::AlreadyRedacted);
    QCOMPARE(rig.writes(), 1);
}

void TestWrites::redactedMeanwhile()
{
    Rig rig;
    const QString store = rig.makeStore();
    rig.makeEntry(store, "notes/a.md", "secret");
    const QByteArray version = rig.ledger(store).first().value("id"_L1).toString().toLatin1();
    const auto read = wait(rig.session->readVersion({store}, {QString::fromLatin1(version)}));
    rig.beforeEach = [&](support::Arrival &arrival) {
        if (arrival.method == "POST")
            rig.ask("POST", rig.versionsOf(store) + '/' + version + "/redact");
    };
    const auto redacted = wait(rig.session->commands().redact(*read));
    QVERIFY(redacted);
    QCOMPARE(redacted->kind, RedactOutcome::Kind::AlreadyRedacted);
    QCOMPARE(redacted->cause->httpStatus, 409);
}

void TestWrites::redactLost_data()
{
    using Kind = RedactOutcome::Kind;
    faultColumns();
    faultRow("applied, then dropped", "apply_then_fin", {}, int(Kind::Redacted));
    faultRow("applied, then reset", "apply_then_rst", {}, int(Kind::Redacted));
    faultRow("reply cut", "cut_reply@40", {}, int(Kind::Redacted));
    faultRow("dropped before", "noapply_then_fin", {}, int(Kind::NotApplied));
    faultRow("applied late", "late_apply@60", {}, int(Kind::Redacted));
    faultRow("unavailable", "status:502", {}, int(Kind::NotApplied));
    faultRow("gone", "noapply_then_fin", u"store"_s, int(Kind::StillUnknown));
}

void TestWrites::redactLost()
{
    QFETCH(QByteArray, fault);
    QFETCH(QString, meanwhile);
    QFETCH(int, verdict);
    Rig rig;
    const QString store = rig.makeStore();
    rig.makeEntry(store, "notes/a.md", "secret");
    const auto read
        = wait(rig.session->readVersion({store}, {rig.ledger(store).first().value("id"_L1).toString()}));
    rig.front.clear();
    whenLost(rig, [&] {
        if (meanwhile == u"store")
            rig.ask("DELETE", Rig::pathOf(store));
    });
    rig.faultAfter(1, fault);
    const auto redacted = wait(rig.session->commands().redact(*read));
    QVERIFY(redacted);
    QCOMPARE(int(redacted->kind), verdict);
    QVERIFY(redacted->readBack);
    QCOMPARE(rig.front.mostArrivals(), 1);
    if (meanwhile.isEmpty())
        QCOMPARE(rig.ledger(store).first().value("redacted"_L1).toBool(), redacted->kind == RedactOutcome::Kind::Redacted);
}

QTEST_GUILESS_MAIN(TestWrites)
#include "tst_writes.moc"
