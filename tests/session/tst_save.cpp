// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "rig.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using rig::Rig;
using rig::wait;
using session::SaveOutcome;
using Kind = session::SaveOutcome::Kind;

//! The safe save of contract 3 and the row "Update" of reliability 2.B, against the real service in both profiles.
class TestSave : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void saves();
    void nothingChangedSendsNothing();
    void lostRace();
    void lostRaceBehindTheLock();
    void sameTextAgainIsNoRace();
    void entryGone();
    void storeArchived();
    void refusedBeforeSending();
    void ignoredLockIsNoticed();
    void noFalseAlarms();
    void alteredTextIsNoticed();
    void metadataIsKept();
    void lostReplies_data();
    void lostReplies();
    void unreadableState();
};

namespace {

//! An entry of two versions, as the editor holds it.
struct Opened
{
    QString store;
    QString id;
    core::Entry entry;
};

Opened open(Rig &rig)
{
    Opened opened;
    opened.store = rig.makeStore();
    opened.id = rig.makeEntry(opened.store, "notes/meeting.md", "first");
    rig.write(opened.store, opened.id, "base");
    const auto entry = wait(rig.session->readEntry({opened.store}, {opened.id}));
    if (!entry)
        qFatal("not read");
    opened.entry = *entry;
    rig.front.clear();
    return opened;
}

QStringList texts(Rig &rig, const Opened &opened)
{
    QStringList hashes;
    for (const QJsonObject &record : rig.ledger(opened.store, opened.id))
        hashes.append(record.value("content_sha256"_L1).toString());
    return hashes;
}

} // namespace

void TestSave::saves()
{
    Rig rig;
    const Opened opened = open(rig);
    rig.session->entries({opened.store}).load();
    rig.session->versions({opened.store}).load();
    QTRY_COMPARE(rig.session->versions({opened.store}).versions().size(), 2);
    QTRY_VERIFY(rig.session->entries({opened.store}).loading().complete);
    QSignalSpy changed(&rig.session->entries({opened.store}), &session::EntryList::changed);
    QSignalSpy appeared(&rig.session->versions({opened.store}), &session::VersionLog::appeared);

    const auto saved = wait(rig.session->commands().save(opened.entry, "mine"));
    QVERIFY(saved);
    QCOMPARE(saved->kind, Kind::Saved);
    QCOMPARE(saved->entry.content, QByteArray("mine"));
    QCOMPARE(saved->entry.version, std::optional<qint64>(3));
    QVERIFY(!saved->readBack && !saved->anotherWriteBetween && !saved->alteredByService && !saved->cause);
    QCOMPARE(rig.writes(), 1);
    QCOMPARE(texts(rig, opened).first(), core::sha256Hex("mine"));

    QCOMPARE(changed.size(), 1);
    QCOMPARE(rig.session->entries({opened.store}).find({opened.id})->sha256, core::sha256Hex("mine"));
    QTRY_COMPARE(appeared.size(), 1);
    QCOMPARE(rig.session->versions({opened.store}).ofEntry({opened.id}).size(), 3);
    QVERIFY(rig.session->isWrittenHere(rig.session->versions({opened.store}).versions().first()));
    QVERIFY(!rig.session->isWrittenHere(rig.session->versions({opened.store}).versions().at(1)));
}

void TestSave::nothingChangedSendsNothing()
{
    Rig rig;
    const Opened opened = open(rig);
    const auto saved = wait(rig.session->commands().save(opened.entry, "base"));
    QVERIFY(saved);
    QCOMPARE(saved->kind, Kind::Unchanged);
    QCOMPARE(rig.front.arrivalCount(), 0);
}

void TestSave::lostRace()
{
    Rig rig;
    const Opened opened = open(rig);
    rig.write(opened.store, opened.id, "theirs");
    const auto saved = wait(rig.session->commands().save(opened.entry, "mine"));
    QVERIFY(saved);
    QCOMPARE(saved->kind, Kind::LostRace);
    QCOMPARE(saved->entry.content, QByteArray("theirs"));
    QCOMPARE(rig.writes(), 0);
    // Choosing one's own text then is a save on theirs.
    const auto again = wait(rig.session->commands().save(saved->entry, "mine"));
    QCOMPARE(again->kind, Kind::Saved);
}

void TestSave::lostRaceBehindTheLock()
{
    Rig rig;
    const Opened opened = open(rig);
    rig.beforeEach = [&](support::Arrival &arrival) {
        if (arrival.method != "GET")
            rig.write(opened.store, opened.id, "theirs"); // after our look, before our write
    };
    const auto saved = wait(rig.session->commands().save(opened.entry, "mine"));
    QVERIFY(saved);
    QCOMPARE(saved->kind, Kind::LostRace);
    QCOMPARE(saved->entry.content, QByteArray("theirs"));
    QCOMPARE(saved->cause->httpStatus, 409);
    QVERIFY(!texts(rig, opened).contains(core::sha256Hex("mine")));
    QCOMPARE(rig.writes(), 1);
}

//! A-B-A: the number has moved on, the text is the one that the person saw.
void TestSave::sameTextAgainIsNoRace()
{
    Rig rig;
    const Opened opened = open(rig);
    rig.write(opened.store, opened.id, "theirs");
    rig.write(opened.store, opened.id, "base");
    const auto saved = wait(rig.session->commands().save(opened.entry, "mine"));
    QVERIFY(saved);
    QCOMPARE(saved->kind, Kind::Saved);
    QCOMPARE(saved->entry.version, std::optional<qint64>(5));
    QVERIFY(!saved->anotherWriteBetween);
}

void TestSave::entryGone()
{
    Rig rig;
    const Opened opened = open(rig);
    rig.remove(opened.store, opened.id);
    const auto before = wait(rig.session->commands().save(opened.entry, "mine"));
    QCOMPARE(before->kind, Kind::EntryGone);
    QVERIFY(!before->savedBeforeGone);

    Rig other;
    const Opened late = open(other);
    other.beforeEach = [&](support::Arrival &arrival) {
        if (arrival.method != "GET")
            other.remove(late.store, late.id);
    };
    const auto behind = wait(other.session->commands().save(late.entry, "mine"));
    QVERIFY(behind);
    QCOMPARE(behind->kind, Kind::EntryGone);
}

void TestSave::storeArchived()
{
    Rig rig;
    const Opened opened = open(rig);
    rig.ask("POST", Rig::pathOf(opened.store) + "/archive");
    const auto saved = wait(rig.session->commands().save(opened.entry, "mine"));
    QVERIFY(saved);
    QCOMPARE(saved->kind, Kind::StoreArchived);
    QCOMPARE(saved->entry.content, QByteArray("base"));
}

void TestSave::refusedBeforeSending()
{
    Rig rig;
    const Opened opened = open(rig);
    for (const QByteArray &text : {QByteArray(102'401, 'x'), QByteArray(" \n"), QByteArray("\xff"), QByteArray("a\0b", 3)}) {
        const auto saved = wait(rig.session->commands().save(opened.entry, text));
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, core::ErrorKind::Invalid);
        QCOMPARE(saved.error().field, u"content"_s);
        QCOMPARE(saved.error().delivery, core::Delivery::NotSent);
    }
    QCOMPARE(rig.front.arrivalCount(), 0);
    QCOMPARE(wait(rig.session->commands().save(opened.entry, QByteArray(102'400, 'x')))->kind, Kind::Saved);
}

//! Promise B8: a service that does not heed the lock is found out, and what was overtaken can be offered back.
void TestSave::ignoredLockIsNoticed()
{
    Rig rig;
    const Opened opened = open(rig);
    rig.withoutLocks = true;
    rig.beforeEach = [&](support::Arrival &arrival) {
        if (arrival.method != "GET")
            rig.write(opened.store, opened.id, "theirs");
    };
    const auto saved = wait(rig.session->commands().save(opened.entry, "mine"));
    QVERIFY(saved);
    QCOMPARE(saved->kind, Kind::Saved);
    QVERIFY(saved->anotherWriteBetween);
    QVERIFY(saved->overwritten);
    QCOMPARE(saved->overwritten->sha256, core::sha256Hex("theirs"));
}

//! Promise B8, the other side: back and forth, the same text again, metadata alone, with and without version numbers.
void TestSave::noFalseAlarms()
{
    Rig rig;
    const Opened opened = open(rig);
    core::Entry now = opened.entry;
    const int saves = 100 * qMax(1, qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE"));
    for (int i = 0; i < saves; ++i) {
        rig.withoutNumbers = i % 3 != 0; // with a number it alone tells, and the records are not asked
        const bool metadataOnly = rig.isC() && i % 5 == 4;
        const QByteArray text = metadataOnly ? *now.content : "text " + QByteArray::number(i % 4);
        const auto metadata = rig.isC() ? std::optional(core::Metadata{{u"n"_s, QString::number(i)}}) : std::nullopt;
        const auto saved = wait(rig.session->commands().save(now, text, metadata));
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().detail));
        if (saved->kind == Kind::Unchanged)
            continue;
        QCOMPARE(saved->kind, Kind::Saved);
        QVERIFY(!saved->anotherWriteBetween && !saved->overwritten);
        now = saved->entry;
    }
}

void TestSave::alteredTextIsNoticed()
{
    Rig rig;
    const Opened opened = open(rig);
    rig.beforeEach = [](support::Arrival &arrival) {
        if (arrival.method != "GET")
            arrival.body.replace("mine", "mend");
    };
    const auto saved = wait(rig.session->commands().save(opened.entry, "mine"));
    QVERIFY(saved);
    QCOMPARE(saved->kind, Kind::Saved);
    QVERIFY(saved->alteredByService);
    QCOMPARE(saved->entry.content, QByteArray("mend"));
}

//! Promise B6: a save of the text says nothing about metadata; a save of metadata does not go over foreign metadata.
void TestSave::metadataIsKept()
{
    Rig rig;
    if (!rig.isC())
        QSKIP("profile S has no metadata that could be set");
    const QString store = rig.makeStore();
    const QByteArray memories = Rig::pathOf(store) + "/memories";
    const QString id = rig.ask("POST", memories, R"({"path":"a.md","content":"base","metadata":{"by":"agent"}})")
                           .body.value("id"_L1).toString();
    core::Entry base = *wait(rig.session->readEntry({store}, {id}));
    QCOMPARE(wait(rig.session->commands().save(base, "mine"))->entry.metadata.value(u"by"_s), u"agent"_s);
    base = *wait(rig.session->readEntry({store}, {id}));

    const core::Metadata wanted{{u"by"_s, u"me"_s}};
    const auto saved = wait(rig.session->commands().save(base, "mine", wanted));
    QCOMPARE(saved->kind, Kind::Saved);
    QCOMPARE(saved->entry.metadata, wanted);
    rig.front.clear();
    QCOMPARE(wait(rig.session->commands().save(base, "mine", core::Metadata{{u"by"_s, u"you"_s}}))->kind, Kind::LostRace);
    QCOMPARE(wait(rig.session->commands().save(saved->entry, "mine", wanted))->kind, Kind::Unchanged);
    QCOMPARE(rig.writes(), 0);
}

void TestSave::lostReplies_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<QString>("afterwards"); // what somebody else does before we can read back
    QTest::addColumn<int>("verdict");
    const auto row = [](const char *name, const QByteArray &fault, const QString &afterwards, Kind verdict) {
        QTest::addRow("%s", name) << fault << afterwards << int(verdict);
    };
    row("applied, then dropped", "apply_then_fin", {}, Kind::Saved);
    row("applied, then reset", "apply_then_rst", {}, Kind::Saved);
    row("reply cut", "cut_reply@40", {}, Kind::Saved);
    row("dropped before", "noapply_then_fin", {}, Kind::NotApplied);
    row("reset while sending", "cut_request@150", {}, Kind::NotApplied);
    row("applied late", "late_apply@60", {}, Kind::Saved);
    row("unavailable", "status:503", {}, Kind::NotApplied);
    row("redirected", "redirect:307:http://127.0.0.1:1/", {}, Kind::NotApplied);
    row("overtaken", "apply_then_fin", u"write"_s, Kind::SavedThenOvertaken);
    row("overtaken by the base", "apply_then_fin", u"restore"_s, Kind::SavedThenOvertaken);
    row("saved, then deleted", "apply_then_fin", u"delete"_s, Kind::EntryGone);
    row("lost race", "noapply_then_fin", u"write"_s, Kind::LostRace);
    row("not saved, deleted", "noapply_then_fin", u"delete"_s, Kind::EntryGone);
    row("redacted since", "apply_then_fin", u"redact"_s, Kind::Saved);
}

void TestSave::lostReplies()
{
    QFETCH(QByteArray, fault);
    QFETCH(QString, afterwards);
    QFETCH(int, verdict);
    Rig rig;
    const Opened opened = open(rig);
    QSignalSpy checking(&rig.session->commands(), &session::Commands::checkingChanged);
    QObject::connect(&rig.session->commands(), &session::Commands::checkingChanged, rig.session, [&](bool on) {
        if (!on)
            return;
        if (afterwards == u"write")
            rig.write(opened.store, opened.id, "theirs");
        else if (afterwards == u"restore")
            rig.write(opened.store, opened.id, "base");
        else if (afterwards == u"delete")
            rig.remove(opened.store, opened.id);
        else if (afterwards == u"redact")
            rig.ask("POST", rig.versionsOf(opened.store) + '/'
                        + rig.ledger(opened.store).first().value("id"_L1).toString().toLatin1() + "/redact");
    });
    rig.faultAfter(1, fault);
    const auto saved = wait(rig.session->commands().save(opened.entry, "mine"));
    QVERIFY2(saved.has_value(), saved ? "" : qPrintable(saved.error().detail));
    QCOMPARE(int(saved->kind), verdict);
    QVERIFY(saved->readBack);
    QVERIFY(saved->cause);
    QCOMPARE(rig.front.mostArrivals(), 1);
    QCOMPARE(rig.front.arrivalCount() - rig.front.arrivals().size() + rig.writes() >= 1, true);

    const qsizetype applied = texts(rig, opened).count(core::sha256Hex("mine"));
    const bool claimed = saved->kind == Kind::Saved || saved->kind == Kind::SavedThenOvertaken || saved->savedBeforeGone;
    QCOMPARE(applied, claimed ? 1 : 0);
    QCOMPARE(checking.size(), 2);
    QCOMPARE(checking.last().first().toBool(), false);
}

void TestSave::unreadableState()
{
    Rig rig;
    const Opened opened = open(rig);
    rig.faultAfter(1, "apply_then_fin");
    for (int i = 0; i < 3; ++i)
        rig.front.fault("status:403");
    const auto saved = wait(rig.session->commands().save(opened.entry, "mine"));
    QVERIFY(saved);
    QCOMPARE(saved->kind, Kind::StillUnknown);
    QCOMPARE(saved->cause->kind, core::ErrorKind::Forbidden);
    QCOMPARE(rig.writes(), 1);
}

QTEST_GUILESS_MAIN(TestSave)
#include "tst_save.moc"
