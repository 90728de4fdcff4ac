// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "rig.h"
#include "session/removal.h"

using namespace Qt::StringLiterals;
using rig::Rig;
using rig::wait;
using session::RemovalItem;
using State = session::RemovalItem::State;

//! Deleting several entries and undoing it, against the real service.
class TestRemoval : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void comesBackWithTheSameBytes();
    void whatChangedStaysAndTheOthersGo();
    void stopsAtTheFirstUnknown();
    void fiftyWithAFaultAtEach();
    void aTakenPathIsNotOverwritten();
    void cancelEndsAfterTheOneOnItsWay();
};

namespace {

QList<State> statesOf(const QList<RemovalItem> &items)
{
    QList<State> states;
    for (const RemovalItem &item : items)
        states.append(item.state);
    return states;
}

QList<core::Entry> entriesOf(const QList<RemovalItem> &items)
{
    QList<core::Entry> entries;
    for (const RemovalItem &item : items)
        entries.append(item.entry);
    return entries;
}

//! As the list of the store has them: without their texts.
QList<core::Entry> listed(Rig &rig, const QString &store)
{
    QList<core::Entry> entries = rig.session->entries({store}).entries();
    std::sort(entries.begin(), entries.end(), [](const auto &a, const auto &b) { return a.path < b.path; });
    return entries;
}

QList<core::Entry> filled(Rig &rig, const QString &store, const QList<QByteArray> &texts)
{
    char name = 'a';
    for (const QByteArray &text : texts)
        if (!wait(rig.session->commands().createEntry({store}, {u"notes/%1.md"_s.arg(QLatin1Char(name++)), text, {}})))
            return {};
    rig.session->entries({store}).load();
    if (!support::eventually([&] { return rig.session->entries({store}).loading().complete; }))
        return {};
    return listed(rig, store);
}

} // namespace

void TestRemoval::comesBackWithTheSameBytes()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QList<QByteArray> texts{"one\r\ntwo\r", "\xEF\xBB\xBFmark", "三\n"};
    const QList<core::Entry> seen = filled(rig, store, texts);
    QCOMPARE(seen.size(), 3);
    QVERIFY(!seen.first().content);

    QList<int> steps;
    const auto removed = wait(session::deleteInOrder(*rig.session, seen, [&](int done) { steps.append(done); }));
    QVERIFY(removed);
    QCOMPARE(statesOf(*removed), (QList{State::Done, State::Done, State::Done}));
    QCOMPARE(steps, (QList{0, 1, 2, 3}));
    QVERIFY(rig.session->entries({store}).entries().isEmpty());

    const auto back = wait(session::createAgain(*rig.session, entriesOf(*removed)));
    QVERIFY(back);
    QCOMPARE(statesOf(*back), (QList{State::Done, State::Done, State::Done}));
    for (int i = 0; i < 3; ++i) {
        const auto now = wait(rig.session->readEntry({store}, back->at(i).created->entry.id));
        QVERIFY(now);
        QCOMPARE(now->path, seen.at(i).path);
        QCOMPARE(now->content, texts.at(i));
        QVERIFY(now->id != seen.at(i).id);
    }
}

void TestRemoval::whatChangedStaysAndTheOthersGo()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QList<core::Entry> seen = filled(rig, store, {"a", "b", "c"});
    rig.write(store, seen.at(1).id.value, "an agent was here");
    const auto removed = wait(session::deleteInOrder(*rig.session, seen));
    QVERIFY(removed);
    QCOMPARE(statesOf(*removed), (QList{State::Done, State::Refused, State::Done}));
    QCOMPARE(removed->at(1).deleted->kind, session::DeleteOutcome::Kind::ChangedMeanwhile);
    QCOMPARE(wait(rig.session->readEntry({store}, seen.at(1).id))->content, QByteArray("an agent was here"));
}

void TestRemoval::stopsAtTheFirstUnknown()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QList<core::Entry> seen = filled(rig, store, {"a", "b", "c"});
    rig.front.clear();
    // The second deletion loses its reply, and what is true cannot be read.
    int deletions = 0;
    QObject::connect(&rig.front, &support::FaultServer::arrived, rig.session, [&](const support::Arrival &arrival) {
        if (arrival.method == "DELETE" && ++deletions == 2)
            rig.front.fault("apply_then_fin");
        else if (deletions == 2)
            rig.front.fault("status:403");
    });
    const auto removed = wait(session::deleteInOrder(*rig.session, seen));
    QVERIFY(removed);
    QCOMPARE(statesOf(*removed), (QList{State::Done, State::Unknown, State::Waiting}));
    QCOMPARE(deletions, 2);
}

//! Promise K4: fifty targets; whichever of them loses its reply for good, nothing is sent after it and the report is exact.
void TestRemoval::fiftyWithAFaultAtEach()
{
    constexpr int targets = 50;
    const int step = qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2 ? 1 : 12;
    for (int at = 1; at <= targets; at += step) {
        Rig rig;
        rig.session->commands().setCheckSchedule({std::chrono::milliseconds(0)});
        const QString store = rig.makeStore();
        for (int i = 0; i < targets; ++i)
            rig.makeEntry(store, "notes/" + QByteArray::number(100 + i) + ".md", "x");
        rig.session->entries({store}).load();
        QTRY_VERIFY(rig.session->entries({store}).loading().complete);
        const QList<core::Entry> seen = listed(rig, store);
        QCOMPARE(seen.size(), targets);
        int deletions = 0;
        QObject::connect(&rig.front, &support::FaultServer::arrived, rig.session, [&](const support::Arrival &arrival) {
            if (arrival.method == "DELETE" && ++deletions == at)
                rig.front.fault(at % 2 ? "apply_then_fin" : "noapply_then_fin");
            else if (deletions >= at)
                rig.front.fault("status:403");
        });
        const auto removed = wait(session::deleteInOrder(*rig.session, seen));
        QVERIFY(removed);
        QCOMPARE(deletions, at);
        for (int i = 0; i < targets; ++i)
            QCOMPARE(removed->at(i).state, i < at - 1 ? State::Done : i == at - 1 ? State::Unknown : State::Waiting);
        int left = 0;
        for (const core::Entry &entry : seen)
            left += rig.ask("GET", Rig::pathOf(store) + "/memories/" + entry.id.value.toLatin1()).status == 200;
        QCOMPARE(left, targets - at + (at % 2 ? 0 : 1));
    }
}

void TestRemoval::aTakenPathIsNotOverwritten()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QList<core::Entry> seen = filled(rig, store, {"mine", "other"});
    const auto removed = wait(session::deleteInOrder(*rig.session, seen));
    QVERIFY(removed);
    const QString theirs = rig.makeEntry(store, "notes/a.md", "theirs");
    const auto back = wait(session::createAgain(*rig.session, entriesOf(*removed)));
    QVERIFY(back);
    QCOMPARE(statesOf(*back), (QList{State::Refused, State::Done}));
    QCOMPARE(back->first().created->kind, session::CreateOutcome::Kind::PathTaken);
    QCOMPARE(wait(rig.session->readEntry({store}, {theirs}))->content, QByteArray("theirs"));
}

void TestRemoval::cancelEndsAfterTheOneOnItsWay()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QList<core::Entry> seen = filled(rig, store, {"a", "b", "c"});
    core::Call<QList<RemovalItem>> call;
    call = session::deleteInOrder(*rig.session, seen, [&call](int done) {
        if (done == 1)
            call.cancel();
    });
    const auto removed = wait(call);
    QVERIFY(removed);
    QCOMPARE(statesOf(*removed), (QList{State::Done, State::Waiting, State::Waiting}));
    QVERIFY(wait(rig.session->readEntry({store}, seen.at(1).id)));
}

QTEST_GUILESS_MAIN(TestRemoval)
#include "tst_removal.moc"
