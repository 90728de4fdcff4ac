// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/apiclient.h"
#include "core/utf8.h"
#include "rig.h"
#include "support/quickfolder.h"

#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using journal::Intent;
using journal::Intents;
using rig::Rig;
using rig::wait;
using session::Settlement;
using Verdict = session::Settlement::Verdict;

//! Writes whose end a program did not live to see (promise B7): noted before they are sent, settled by reading when the
//! connection is opened again, before anything new is written to the same target.
class TestUnsettled : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() { support::addProfiles(); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(support::quickFolder()); }
    void settledAfterAKill_data();
    void settledAfterAKill();
    void notedBeforeItIsSent();
    void settledWritesLeaveNothing();
    void newWritesWait();
    void newWritesAreRefusedWhileItCannotBeRead();
    void whatCouldNotBeReadIsSettledLater();
    void otherCopiesAndServicesAreLeftAlone();
    void aFullDiskStopsNoSave();
    void cancelledWhileWaiting();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(u"data/intents.sqlite"_s); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const QStringList operations{u"save"_s,         u"create"_s,       u"delete"_s,        u"redact"_s,
                             u"create store"_s, u"update store"_s, u"archive store"_s, u"delete store"_s};

template<typename T>
void start(core::Call<T> call, QObject *context)
{
    call.then(context, [](const core::Result<T> &) {});
}

//! One write and what it was about.
struct Target
{
    Rig &rig;
    QString store;
    QString entry;
    core::Entry seen;
    core::Version version;

    explicit Target(Rig &on) : rig(on)
    {
        store = rig.makeStore();
        entry = rig.makeEntry(store, "notes/a.md", "first");
        rig.write(store, entry, "base");
        seen = *wait(rig.session->readEntry({store}, {entry}));
        version.store = {store};
        version.id = {rig.ledger(store).last().value("id"_L1).toString()};
        rig.front.clear();
    }

    void write(const QString &operation)
    {
        session::Commands &commands = rig.session->commands();
        api::StoreChange change;
        change.name = u"renamed"_s;
        if (operation == u"save")
            start(commands.save(seen, "mine"), rig.session);
        else if (operation == u"create")
            start(commands.createEntry({store}, {u"notes/new.md"_s, "mine", {}}), rig.session);
        else if (operation == u"delete")
            start(commands.deleteEntry(seen), rig.session);
        else if (operation == u"redact")
            start(commands.redact(version), rig.session);
        else if (operation == u"create store")
            start(commands.createStore({u"made"_s, u"for a test"_s, {{u"a"_s, u"1"_s}}}), rig.session);
        else if (operation == u"update store")
            start(commands.updateStore({store}, change), rig.session);
        else if (operation == u"archive store")
            start(commands.archiveStore({store}), rig.session);
        else
            start(commands.deleteStore({store}), rig.session);
    }

    //! What somebody else does before the program is started again.
    void disturb(const QString &operation)
    {
        if (operation == u"save" || operation == u"delete")
            rig.write(store, entry, "theirs");
        else if (operation == u"create" && newEntry().isEmpty())
            rig.makeEntry(store, "notes/new.md", "theirs");
        else if (operation == u"create")
            rig.write(store, newEntry(), "theirs");
    }

    [[nodiscard]] QString newEntry() const
    {
        const QJsonObject newest = rig.ledger(store).first();
        const bool made = newest.value(rig.isC() ? "path"_L1 : "entry_path"_L1).toString() == u"notes/new.md";
        return made ? newest.value(rig.isC() ? "memory_id"_L1 : "entry_id"_L1).toString() : QString();
    }
};

} // namespace

void TestUnsettled::settledAfterAKill_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<bool>("disturbed");
    QTest::addColumn<int>("verdict");
    for (const QString &operation : operations) {
        const auto row = [&](const char *name, const QByteArray &fault, bool disturbed, Verdict verdict) {
            QTest::addRow("%s, %s", qPrintable(operation), name) << operation << fault << disturbed << int(verdict);
        };
        row("applied, then dropped", "apply_then_fin", false, Verdict::Done);
        row("dropped before", "noapply_then_fin", false, Verdict::NotDone);
        row("applied late", "late_apply@100", false, Verdict::Done);
        if (operation == u"save" || operation == u"create") {
            row("applied, then changed", "apply_then_fin", true, Verdict::ChangedSince);
            row("somebody was first", "noapply_then_fin", true, Verdict::SomeoneElseFirst);
        }
        if (operation == u"delete")
            row("changed instead", "noapply_then_fin", true, Verdict::SomeoneElseFirst);
    }
}

void TestUnsettled::settledAfterAKill()
{
    QFETCH(QString, operation);
    QFETCH(QByteArray, fault);
    QFETCH(bool, disturbed);
    QFETCH(int, verdict);
    Rig rig;
    if (operation == u"update store" && !rig.isC())
        return; // has no such route
    auto intents = std::make_unique<Intents>(file());
    rig.restart(intents.get());
    Target target(rig);
    rig.faultAfter(operation == u"delete" ? 2 : 1, fault); // so much is read before
    target.write(operation);
    QVERIFY(rig.killWhenLost());
    intents = std::make_unique<Intents>(file());
    rig.front.clear();
    if (disturbed)
        target.disturb(operation);

    rig.restart(intents.get());
    QList<Settlement> settled;
    QObject::connect(rig.session, &session::Session::writeSettled, rig.session,
                     [&](const Settlement &settlement) { settled.append(settlement); });
    QTRY_COMPARE(settled.size(), 1);
    QCOMPARE(int(settled.first().verdict), verdict);
    QCOMPARE(rig.writes(), 0); // nothing was sent again
    if (operation == u"save")
        QCOMPARE(settled.first().intent.name, u"notes/a.md"_s);
    QVERIFY(wait(intents->takeUnsettled(rig.session->connection().id))->isEmpty());
}

//! The id on the wire is the one in the journal, which has no text in it.
void TestUnsettled::notedBeforeItIsSent()
{
    Rig rig;
    Intents intents(file());
    rig.restart(&intents);
    Target target(rig);
    QByteArray sent;
    QList<Intent> noted;
    rig.beforeEach = [&](support::Arrival &arrival) {
        if (arrival.method == "GET")
            return;
        sent = arrival.header("x-request-id");
        noted = *wait(intents.takeUnsettled(rig.session->connection().id));
        QDirIterator files(m_folder->path(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile one(files.next());
            QVERIFY(one.open(QIODevice::ReadOnly));
            QVERIFY(!one.readAll().contains("canary-4711"));
        }
    };
    QVERIFY(wait(rig.session->commands().save(target.seen, "mine canary-4711")));
    QCOMPARE(noted.size(), 1);
    const Intent &intent = noted.first();
    QCOMPARE(intent.id.toLatin1(), sent);
    QCOMPARE(intent.kind, journal::WriteKind::SaveEntry);
    QCOMPARE(intent.store.value, target.store);
    QCOMPARE(intent.target, target.entry);
    QCOMPARE(intent.baseSha256, core::sha256Hex("base"));
    QCOMPARE(intent.baseVersion, std::optional<qint64>(2));
    QCOMPARE(intent.newSha256, core::sha256Hex("mine canary-4711"));
    QCOMPARE(intent.newSize, 16);
}

void TestUnsettled::settledWritesLeaveNothing()
{
    for (const QString &operation : operations) {
        Rig rig;
        if (operation == u"update store" && !rig.isC())
            continue; // has no such route
        Intents intents(file());
        rig.restart(&intents);
        Target target(rig);
        target.write(operation);
        QTRY_COMPARE(rig.writes(), 1);
        QTRY_COMPARE(rig.session->client().inFlight(), 0);
        QTRY_VERIFY2(wait(intents.takeUnsettled(rig.session->connection().id))->isEmpty(), qPrintable(operation));
    }
}

void TestUnsettled::newWritesWait()
{
    Rig rig;
    auto intents = std::make_unique<Intents>(file());
    rig.restart(intents.get());
    Target target(rig);
    rig.faultAfter(1, "late_apply@80");
    target.write(u"save"_s);
    QVERIFY(rig.killWhenLost());
    intents = std::make_unique<Intents>(file());
    rig.front.clear();
    rig.restart(intents.get());
    QStringList order;
    QObject::connect(rig.session, &session::Session::writeSettled, rig.session, [&] { order.append(u"settled"_s); });
    rig.beforeEach = [&](support::Arrival &arrival) {
        if (arrival.method != "GET")
            order.append(QString::fromLatin1(arrival.method));
    };
    // To another target at once, to the same one when it is settled: the late write has come by then, so this is a race.
    start(rig.session->commands().createEntry({target.store}, {u"notes/other.md"_s, "mine", {}}), rig.session);
    const auto saved = wait(rig.session->commands().save(target.seen, "newer"));
    QVERIFY(saved);
    QCOMPARE(saved->kind, session::SaveOutcome::Kind::LostRace);
    QCOMPARE(saved->entry.content, QByteArray("mine"));
    QVERIFY(order.contains(u"settled"_s));
    QVERIFY(order.contains(u"POST"_s));
    QCOMPARE(rig.writes(), 1);
    QVERIFY(order.indexOf(u"POST"_s) < order.indexOf(u"settled"_s));
    QCOMPARE(wait(rig.session->commands().save(saved->entry, "newer"))->kind, session::SaveOutcome::Kind::Saved);
}

void TestUnsettled::newWritesAreRefusedWhileItCannotBeRead()
{
    Rig rig;
    auto intents = std::make_unique<Intents>(file());
    rig.restart(intents.get());
    Target target(rig);
    rig.faultAfter(1, "apply_then_fin");
    target.write(u"save"_s);
    QVERIFY(rig.killWhenLost());
    intents = std::make_unique<Intents>(file());
    rig.front.clear();
    for (int i = 0; i < 3; ++i)
        rig.front.fault("status:403");
    rig.restart(intents.get());
    QSignalSpy settled(rig.session, &session::Session::writeSettled);
    const auto refused = wait(rig.session->commands().save(target.seen, "newer"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, core::ErrorKind::Forbidden);
    QCOMPARE(refused.error().delivery, core::Delivery::NotSent);
    QCOMPARE(rig.writes(), 0);
    QCOMPARE(settled.size(), 0);
    rig.session->refresh(); // the right was given back
    QTRY_COMPARE(settled.size(), 1);
    QCOMPARE(int(settled.first().first().value<Settlement>().verdict), int(Verdict::Done));
}

//! In the same run: given up after the last look, settled before the next write.
void TestUnsettled::whatCouldNotBeReadIsSettledLater()
{
    Rig rig;
    Intents intents(file());
    rig.restart(&intents);
    Target target(rig);
    QList<Settlement> settled;
    QObject::connect(rig.session, &session::Session::writeSettled, rig.session,
                     [&](const Settlement &settlement) { settled.append(settlement); });
    rig.faultAfter(1, "apply_then_fin");
    for (int i = 0; i < 3; ++i)
        rig.front.fault("status:403");
    const auto unknown = wait(rig.session->commands().save(target.seen, "mine"));
    QVERIFY(unknown);
    QCOMPARE(unknown->kind, session::SaveOutcome::Kind::StillUnknown);
    QVERIFY(settled.isEmpty());
    const auto race = wait(rig.session->commands().save(target.seen, "newer"));
    QCOMPARE(settled.size(), 1);
    QCOMPARE(settled.first().verdict, Verdict::Done);
    QCOMPARE(race->kind, session::SaveOutcome::Kind::LostRace); // with our own first text
    QCOMPARE(race->entry.content, QByteArray("mine"));
}

void TestUnsettled::otherCopiesAndServicesAreLeftAlone()
{
    Intent intent;
    intent.id = u"one"_s;
    intent.connection = {u"home"_s};
    intent.kind = journal::WriteKind::DeleteEntry;
    intent.store = {u"memstore_1"_s};
    intent.target = u"mem_1"_s;
    intent.at = QDateTime::fromMSecsSinceEpoch(1, Qt::UTC);
    auto there = std::make_unique<Intents>(file());
    QVERIFY(wait(there->record(intent)));
    Intents here(file());
    QVERIFY(wait(here.takeUnsettled({u"home"_s}))->isEmpty());
    QCOMPARE(*wait(there->takeUnsettled({u"home"_s})), QList<Intent>{intent});
    there.reset();
    QVERIFY(wait(here.takeUnsettled({u"work"_s}))->isEmpty());
    QCOMPARE(*wait(here.takeUnsettled({u"home"_s})), QList<Intent>{intent});
    Intents later(file()); // taken by one that runs
    QVERIFY(wait(later.takeUnsettled({u"home"_s}))->isEmpty());

    // An intent for another base URL is not looked for at this one (G-I7).
    Rig rig;
    intent.id = u"two"_s;
    intent.connection = rig.session->connection().id;
    intent.baseUrl = u"https://elsewhere.example"_s;
    QVERIFY(wait(here.record(intent)));
    rig.restart(&here);
    const Target target(rig);
    QVERIFY(wait(rig.session->commands().save(target.seen, "mine")));
    for (const support::Arrival &arrival : rig.front.arrivals())
        QVERIFY(!arrival.target.contains("mem_1"));
    QVERIFY(wait(here.forget(intent.connection)));
    QVERIFY(wait(here.takeUnsettled(intent.connection))->isEmpty());
}

//! The service may be the last safe place for the text.
void TestUnsettled::aFullDiskStopsNoSave()
{
    QFile inTheWay(m_folder->filePath(u"data"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    Rig rig;
    Intents intents(file());
    rig.restart(&intents);
    const Target target(rig);
    const auto saved = wait(rig.session->commands().save(target.seen, "mine"));
    QVERIFY(saved);
    QCOMPARE(saved->kind, session::SaveOutcome::Kind::Saved);
}

void TestUnsettled::cancelledWhileWaiting()
{
    Rig rig;
    Intents intents(file());
    rig.restart(&intents);
    const Target target(rig);
    auto call = rig.session->commands().save(target.seen, "mine");
    call.cancel();
    const auto result = wait(call);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, core::ErrorKind::Cancelled);
    QCOMPARE(result.error().delivery, core::Delivery::NotSent);
    QCOMPARE(rig.writes(), 0);
}

QTEST_GUILESS_MAIN(TestUnsettled)
#include "tst_unsettled.moc"
