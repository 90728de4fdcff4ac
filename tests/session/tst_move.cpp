// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "rig.h"
#include "session/move.h"

using namespace Qt::StringLiterals;
using rig::Rig;
using rig::wait;
using session::MoveItem;
using State = session::MoveItem::State;
using Why = session::MoveItem::Why;

//! Giving entries another path, against the real service: copy, compare, delete, and what is true when it ends half-way.
class TestMove : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void takesBytesAndMetadataAlong();
    void readsTheCopyBeforeItDeletes();
    void aTakenPathRefuses();
    void aRefusedDeletionLeavesBothAndCanBeTriedAgain();
    void whatAnAgentWritesMeanwhileIsNotDeleted();
    void anAlteredCopyKeepsTheOriginal();
    void metadataThatCannotBeSetRefuses();
    void aDamagedTextIsNotMoved();
    void whatIsGoneIsToldAsGone();
    void aLostReplyToTheCopyIsReadBack();
    void stopsWhereTheCopyIsUnknown();
    void anUnknownDeletionIsTold();
};

namespace {

core::Entry read(Rig &rig, const QString &store, const QString &id)
{
    const auto entry = wait(rig.session->readEntry({store}, {id}));
    return entry ? *entry : core::Entry{};
}

core::Entry listed(Rig &rig, const QString &store, const QString &id)
{
    core::Entry entry = read(rig, store, id);
    entry.content.reset();
    return entry;
}

QList<QByteArray> methods(const Rig &rig)
{
    QList<QByteArray> result;
    for (const support::Arrival &arrival : rig.front.arrivals()) {
        if (arrival.path().contains("/memories"))
            result.append(arrival.method);
    }
    return result;
}

} // namespace

void TestMove::takesBytesAndMetadataAlong()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QByteArray text = "\xEF\xBB\xBFone\r\ntwo\rthree\xC2\xA0";
    std::optional<core::Metadata> metadata;
    if (rig.isC())
        metadata = core::Metadata{{u"by"_s, u"agent"_s}};
    const auto created = wait(rig.session->commands().createEntry({store}, {u"notes/a.md"_s, text, metadata}));
    QVERIFY(created);
    const QString old = created->entry.id.value;
    const auto moved = wait(session::moveInOrder(*rig.session, {{listed(rig, store, old), u"archive/a.md"_s}}));
    QVERIFY(moved);
    const MoveItem &item = moved->first();
    QCOMPARE(item.state, State::Moved);
    QVERIFY(item.copy.id.value != old);
    const core::Entry now = read(rig, store, item.copy.id.value);
    QCOMPARE(now.path, u"archive/a.md"_s);
    QCOMPARE(now.content.value_or("none"), text);
    QCOMPARE(now.metadata, metadata.value_or(core::Metadata()));
    QCOMPARE(rig.ask("GET", Rig::pathOf(store) + "/memories/" + old.toLatin1()).status, 404);
}

void TestMove::readsTheCopyBeforeItDeletes()
{
    Rig rig;
    const QString store = rig.makeStore();
    const core::Entry seen = listed(rig, store, rig.makeEntry(store, "a.md", "text"));
    rig.front.clear();
    QVERIFY(wait(session::moveInOrder(*rig.session, {{seen, u"b.md"_s}})));
    // original, copy made, copy read, original once more, gone
    QCOMPARE(methods(rig), (QList<QByteArray>{"GET", "POST", "GET", "GET", "DELETE"}));
}

void TestMove::aTakenPathRefuses()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString old = rig.makeEntry(store, "a.md", "mine");
    const QString taken = rig.makeEntry(store, "b.md", "theirs");
    const QString other = rig.makeEntry(store, "c.md", "third");
    const auto moved = wait(session::moveInOrder(
        *rig.session, {{listed(rig, store, old), u"b.md"_s}, {listed(rig, store, other), u"d.md"_s}}));
    QVERIFY(moved);
    QCOMPARE(moved->first().state, State::Refused);
    QCOMPARE(moved->first().created->kind, session::CreateOutcome::Kind::PathTaken);
    QCOMPARE(*read(rig, store, old).content, QByteArray("mine"));
    QCOMPARE(*read(rig, store, taken).content, QByteArray("theirs"));
    QCOMPARE(moved->at(1).state, State::Moved); // the others go on
}

void TestMove::aRefusedDeletionLeavesBothAndCanBeTriedAgain()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString old = rig.makeEntry(store, "a.md", "text");
    const core::Entry seen = listed(rig, store, old);
    const auto refuse = QObject::connect(&rig.front, &support::FaultServer::arrived, rig.session,
                                         [&](const support::Arrival &arrival) {
                                             if (arrival.method == "DELETE")
                                                 rig.front.fault("status:403");
                                         });
    const auto half = wait(session::moveInOrder(*rig.session, {{seen, u"b.md"_s}}));
    QVERIFY(half);
    QCOMPARE(half->first().state, State::CopyStays);
    QCOMPARE(half->first().error->kind, core::ErrorKind::Forbidden);
    QCOMPARE(*read(rig, store, old).content, QByteArray("text"));
    QCOMPARE(*read(rig, store, half->first().copy.id.value).content, QByteArray("text"));

    QObject::disconnect(refuse);
    rig.front.clear();
    const auto whole = wait(session::moveInOrder(*rig.session, *half));
    QVERIFY(whole);
    QCOMPARE(whole->first().state, State::Moved);
    QVERIFY(!methods(rig).contains("POST")); // no second copy
    QCOMPARE(rig.ask("GET", Rig::pathOf(store) + "/memories/" + old.toLatin1()).status, 404);
}

void TestMove::whatAnAgentWritesMeanwhileIsNotDeleted()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString old = rig.makeEntry(store, "a.md", "text");
    const core::Entry seen = listed(rig, store, old);
    bool made = false;
    rig.beforeEach = [&](support::Arrival &arrival) {
        if (made && arrival.method == "GET" && arrival.path().endsWith(old.toLatin1()) && std::exchange(made, false))
            rig.write(store, old, "an agent was here");
        made = made || arrival.method == "POST";
    };
    const auto moved = wait(session::moveInOrder(*rig.session, {{seen, u"b.md"_s}}));
    QVERIFY(moved);
    QCOMPARE(moved->first().state, State::CopyStays);
    QCOMPARE(moved->first().deleted->kind, session::DeleteOutcome::Kind::ChangedMeanwhile);
    QCOMPARE(*read(rig, store, old).content, QByteArray("an agent was here"));

    // Once more: the copy is not what the entry is now, so the entry stays.
    const auto again = wait(session::moveInOrder(*rig.session, *moved));
    QVERIFY(again);
    QCOMPARE(again->first().state, State::CopyStays);
    QCOMPARE(again->first().why, Why::CopyDiffers);
    QCOMPARE(*read(rig, store, old).content, QByteArray("an agent was here"));
}

void TestMove::anAlteredCopyKeepsTheOriginal()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString old = rig.makeEntry(store, "a.md", "text");
    const core::Entry seen = listed(rig, store, old);
    rig.front.clear();
    rig.beforeEach = [](support::Arrival &arrival) {
        if (arrival.method == "POST")
            arrival.body.replace("\"text\"", "\"txet\"");
    };
    const auto moved = wait(session::moveInOrder(*rig.session, {{seen, u"b.md"_s}}));
    QVERIFY(moved);
    QCOMPARE(moved->first().state, State::CopyStays);
    QCOMPARE(moved->first().why, Why::CopyDiffers);
    QVERIFY(!methods(rig).contains("DELETE"));
    QCOMPARE(*read(rig, store, old).content, QByteArray("text"));
}

void TestMove::metadataThatCannotBeSetRefuses()
{
    Rig rig;
    if (rig.isC())
        QSKIP("profile C sets metadata");
    const QString store = rig.makeStore();
    const QString old = rig.makeEntry(store, "a.md", "text");
    core::Entry seen = listed(rig, store, old);
    // Set by another way than this profile; the embedded service of profile S shows none of its own.
    rig.afterEach = [old](const support::Arrival &arrival, QByteArray &reply) {
        if (arrival.method != "GET" || !arrival.path().endsWith(old.toLatin1()))
            return;
        QByteArray body = reply.mid(reply.indexOf("\r\n\r\n") + 4);
        reply = support::json(200, body.replace("\"metadata\":{}", R"("metadata":{"by":"agent"})"));
    };
    const auto moved = wait(session::moveInOrder(*rig.session, {{seen, u"b.md"_s}}));
    QVERIFY(moved);
    QCOMPARE(moved->first().state, State::Refused);
    QCOMPARE(moved->first().why, Why::MetadataLost);
    QVERIFY(!methods(rig).contains("POST"));
}

void TestMove::aDamagedTextIsNotMoved()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString old = rig.makeEntry(store, "a.md", "text");
    core::Entry seen = listed(rig, store, old);
    rig.afterEach = [](const support::Arrival &, QByteArray &reply) {
        reply.replace("\"content\":\"text\"", "\"content\":\"texT\"");
    };
    const auto moved = wait(session::moveInOrder(*rig.session, {{seen, u"b.md"_s}}));
    QVERIFY(moved);
    QCOMPARE(moved->first().state, State::Refused);
    QCOMPARE(moved->first().why, Why::Damaged);
    QVERIFY(!methods(rig).contains("POST"));
}

//! Not a failure to be tried again: there is nothing left to move.
void TestMove::whatIsGoneIsToldAsGone()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString old = rig.makeEntry(store, "a.md", "text");
    const core::Entry seen = read(rig, store, old);
    rig.remove(store, old);
    const auto moved = wait(session::moveInOrder(*rig.session, {{seen, u"b.md"_s}}));
    QVERIFY(moved);
    QCOMPARE(moved->first().state, State::Refused);
    QCOMPARE(moved->first().why, Why::Gone);
    QCOMPARE(moved->first().entry.content, std::optional<QByteArray>("text"));
    QVERIFY(!methods(rig).contains("POST"));
}

void TestMove::aLostReplyToTheCopyIsReadBack()
{
    Rig rig;
    const QString store = rig.makeStore();
    const core::Entry seen = listed(rig, store, rig.makeEntry(store, "a.md", "text"));
    rig.front.clear();
    QObject::connect(&rig.front, &support::FaultServer::arrived, rig.session, [&](const support::Arrival &arrival) {
        if (arrival.method == "POST")
            rig.front.fault("apply_then_fin");
    });
    const auto moved = wait(session::moveInOrder(*rig.session, {{seen, u"b.md"_s}}));
    QVERIFY(moved);
    QCOMPARE(moved->first().state, State::Moved);
    QCOMPARE(methods(rig).count("POST"), 1);
}

void TestMove::stopsWhereTheCopyIsUnknown()
{
    Rig rig;
    const QString store = rig.makeStore();
    const core::Entry one = listed(rig, store, rig.makeEntry(store, "a.md", "one"));
    const core::Entry two = listed(rig, store, rig.makeEntry(store, "b.md", "two"));
    rig.front.clear();
    bool lost = false;
    QObject::connect(&rig.front, &support::FaultServer::arrived, rig.session, [&](const support::Arrival &arrival) {
        if (arrival.method == "POST")
            rig.front.fault("apply_then_fin");
        else if (lost)
            rig.front.fault("status:403");
        lost = lost || arrival.method == "POST";
    });
    const auto moved = wait(session::moveInOrder(*rig.session, {{one, u"x.md"_s}, {two, u"y.md"_s}}));
    QVERIFY(moved);
    QCOMPARE(moved->first().state, State::Unknown);
    QVERIFY(moved->first().copy.id.isEmpty());
    QCOMPARE(moved->at(1).state, State::Waiting);
    QVERIFY(!methods(rig).contains("DELETE"));
}

void TestMove::anUnknownDeletionIsTold()
{
    Rig rig;
    const QString store = rig.makeStore();
    const core::Entry seen = listed(rig, store, rig.makeEntry(store, "a.md", "one"));
    bool lost = false;
    QObject::connect(&rig.front, &support::FaultServer::arrived, rig.session, [&](const support::Arrival &arrival) {
        if (arrival.method == "DELETE")
            rig.front.fault("apply_then_fin");
        else if (lost)
            rig.front.fault("status:403");
        lost = lost || arrival.method == "DELETE";
    });
    const auto moved = wait(session::moveInOrder(*rig.session, {{seen, u"x.md"_s}}));
    QVERIFY(moved);
    QCOMPARE(moved->first().state, State::Unknown);
    QCOMPARE(*moved->first().copy.content, QByteArray("one"));
}

QTEST_GUILESS_MAIN(TestMove)
#include "tst_move.moc"
