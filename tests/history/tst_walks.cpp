// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/walks.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

history::Position place(int number)
{
    return {core::Timestamp::fromMicroseconds(number), {QString::number(number).rightJustified(4, u'0')}};
}

core::Timestamp minute(int number)
{
    return core::Timestamp::fromMicroseconds(qint64(number) * 60'000'000);
}

//! The records `newest` down to `oldest`, all of them read at `readAt`.
history::PageFacts page(std::optional<int> from, int newest, int oldest, int readAt, bool end = false)
{
    history::PageFacts facts;
    if (from)
        facts.from = place(*from);
    facts.newest = place(newest);
    facts.oldest = place(oldest);
    facts.items = newest - oldest + 1;
    facts.end = end;
    if (!end)
        facts.next = {{}, place(oldest).id.value};
    facts.readAt = minute(readAt);
    return facts;
}

} // namespace

//! Runs, gaps and what is claimed about them.
class TestWalks : public QObject
{
    Q_OBJECT
private slots:
    void pagesMakeOneRun();
    void whatWasReadEarlierAgesNothing();
    void anInterruptedWalkLeavesAGap();
    void aPageCanJoinSeveralRuns();
    void pagesInAnyOrder();
    void theHeadWalkEndsInWhatIsKnown();
    void anEmptyStoreIsComplete();
    void emptyPagesMoveTheCursor();
    void theSweepIsDated();
    void theShareIsOfTime();
    void survivesTheFile();
};

void TestWalks::pagesMakeOneRun()
{
    history::WalkState state = history::withPage({}, page({}, 100, 91, 1));
    QCOMPARE(history::wayBack(state)->start, (core::Cursor{{}, u"0091"_s}));
    state = history::withPage(state, page(91, 90, 81, 2));
    QCOMPARE(state.runs.size(), 1);
    QCOMPARE(state.runs[0].newest, place(100));
    QCOMPARE(state.runs[0].oldest, place(81));
    QVERIFY(!state.isComplete());
    state = history::withPage(state, page(81, 80, 1, 3, true));
    QVERIFY(state.isComplete());
    QVERIFY(!history::wayBack(state));
    QCOMPARE(state.runs[0].since, minute(1));
    QCOMPARE(state.headAt, minute(1));
    const history::Coverage coverage = history::coverageOf(state, 100, {});
    QCOMPARE(coverage.backTo, place(1).at);
    QCOMPARE(coverage.readSince, minute(1));
    QVERIFY(coverage.complete);
}

//! A slow walk is told of when a quick one that began later has ended: the newest is known as of that one.
void TestWalks::whatWasReadEarlierAgesNothing()
{
    history::WalkState state = history::withPage({}, page({}, 100, 51, 3));
    state = history::withPage(state, page({}, 98, 1, 2, true));
    QVERIFY(state.isComplete());
    QCOMPARE(state.headAt, minute(3));
    QCOMPARE(history::coverageOf(state, 100, {}).headAt, minute(3));
}

void TestWalks::anInterruptedWalkLeavesAGap()
{
    history::WalkState state = history::withPage({}, page({}, 50, 41, 1));
    state = history::withPage(state, page({}, 100, 91, 2)); // and here the program was ended
    QCOMPARE(state.runs.size(), 2);
    QCOMPARE(history::coverageOf(state, 20, {}).gaps, 1);
    QCOMPARE(history::coverageOf(state, 20, {}).backTo, place(91).at);
    QCOMPARE(history::wayBack(state)->from, place(91)); // the gap first
    state = history::withPage(state, page(91, 90, 51, 3));
    QCOMPARE(state.runs.size(), 2); // it has not met the other one yet
    state = history::withPage(state, page(51, 50, 46, 3));
    QCOMPARE(state.runs.size(), 1);
    QCOMPARE(history::wayBack(state)->from, place(41)); // and goes on where the older one stopped
    QCOMPARE(history::wayBack(state)->start, (core::Cursor{{}, u"0041"_s}));
}

void TestWalks::aPageCanJoinSeveralRuns()
{
    history::WalkState state = history::withPage({}, page({}, 10, 1, 1, true));
    state = history::withPage(state, page({}, 30, 25, 2));
    state = history::withPage(state, page({}, 50, 45, 3));
    state = history::withPage(state, page({}, 70, 65, 4));
    QCOMPARE(state.runs.size(), 4);
    state = history::withPage(state, page(65, 64, 28, 5));
    QCOMPARE(state.runs.size(), 2);
    QCOMPARE(state.runs[0].newest, place(70));
    QCOMPARE(state.runs[0].oldest, place(25));
    state = history::withPage(state, page(25, 24, 9, 5));
    QVERIFY(state.isComplete());
}

void TestWalks::pagesInAnyOrder()
{
    // Two copies of the program walk at once: whatever comes first, it ends in the same run.
    QList<history::PageFacts> pages{page({}, 40, 31, 1), page(31, 30, 21, 1), page(21, 20, 11, 1), page(11, 10, 1, 1, true)};
    std::sort(pages.begin(), pages.end(), [](const auto &a, const auto &b) { return a.newest < b.newest; });
    history::WalkState expected;
    do {
        history::WalkState state;
        for (const history::PageFacts &one : pages)
            state = history::withPage(state, one);
        QVERIFY(state.isComplete());
        if (expected.runs.isEmpty())
            expected = state;
        QCOMPARE(state.runs, expected.runs);
    } while (std::next_permutation(pages.begin(), pages.end(), [](const auto &a, const auto &b) { return a.newest < b.newest; }));
}

void TestWalks::theHeadWalkEndsInWhatIsKnown()
{
    history::WalkState state = history::withPage({}, page({}, 50, 1, 1));
    history::PageFacts some = page({}, 54, 45, 2);
    some.known = 6;
    state = history::withPage(state, some);
    QCOMPARE(state.runs.size(), 1);
    QVERIFY(!history::endsHeadWalk(state, some)); // four of them are new
    history::PageFacts known = page(45, 44, 35, 2);
    known.known = 10;
    state = history::withPage(state, known);
    QVERIFY(history::endsHeadWalk(state, known));

    // Single records that came another way are no run: there may be others between them.
    history::PageFacts singles = page({}, 100, 91, 3);
    singles.known = 10;
    QVERIFY(!history::endsHeadWalk(history::withPage(state, singles), singles));
    QVERIFY(history::endsHeadWalk({}, page({}, 5, 1, 1, true)));
}

void TestWalks::anEmptyStoreIsComplete()
{
    history::PageFacts nothing;
    nothing.end = true;
    nothing.readAt = minute(1);
    history::WalkState state = history::withPage({}, nothing);
    QVERIFY(state.isComplete());
    QCOMPARE(history::coverageOf(state, 0, minute(0)).pastShare, 1.0);
    state = history::withPage(state, page({}, 5, 1, 2, true)); // and then somebody wrote
    QCOMPARE(state.runs.size(), 1);
    QCOMPARE(state.runs[0].newest, place(5));
}

void TestWalks::emptyPagesMoveTheCursor()
{
    history::WalkState state = history::withPage({}, page({}, 100, 91, 1));
    history::PageFacts empty;
    empty.from = place(91);
    empty.next = {u"token"_s, {}};
    state = history::withPage(state, empty);
    QCOMPARE(history::wayBack(state)->start.page, u"token"_s);
    QCOMPARE(history::wayBack(state)->from, place(91));
}

void TestWalks::theSweepIsDated()
{
    history::WalkState state = history::withPage({}, page({}, 20, 1, 1, true));
    state = history::withSweepStarted(state, minute(10));
    QCOMPARE(state.sweep.number, 1);
    state = history::withSweepPage(state, page({}, 20, 11, 11));
    QVERIFY(state.sweep.running);
    QCOMPARE(state.sweep.reached, place(11));
    QCOMPARE(history::coverageOf(state, 20, {}).sweptRecords, 10);
    QVERIFY(history::coverageOf(state, 20, {}).lastSweepAt.isNull());
    QCOMPARE(history::coverageOf(state, 20, {}).readSince, minute(1));
    state = history::withSweepPage(state, page(11, 10, 1, 12, true));
    QVERIFY(!state.sweep.running);
    const history::Coverage coverage = history::coverageOf(state, 20, {});
    QCOMPARE(coverage.lastSweepAt, minute(12));
    QCOMPARE(coverage.readSince, minute(10));
    // The next one knows the last until it has come to its end itself.
    state = history::withSweepStarted(state, minute(20));
    state = history::withSweepPage(state, page({}, 20, 11, 21));
    QCOMPARE(history::coverageOf(state, 20, {}).lastSweepAt, minute(12));
}

void TestWalks::theShareIsOfTime()
{
    const history::WalkState state = history::withPage({}, page({}, 1000, 390, 1));
    QCOMPARE(*history::coverageOf(state, 611, core::Timestamp::fromMicroseconds(0 - 0 + 1)).pastShare, (1000.0 - 390.0) / 999.0);
    QVERIFY(!history::coverageOf(state, 611, {}).pastShare); // nothing tells how long it is
    // Never all of it before the walk says so, whatever the clocks say.
    QVERIFY(*history::coverageOf(state, 611, core::Timestamp::fromMicroseconds(900)).pastShare < 1.0);
}

void TestWalks::survivesTheFile()
{
    history::WalkState state = history::withPage({}, page({}, 50, 41, 1));
    state = history::withPage(state, page({}, 100, 91, 2));
    state = history::withSweepStarted(state, minute(10));
    state = history::withSweepPage(state, page({}, 100, 91, 11));
    QCOMPARE(history::walkStateFromJson(history::toJson(state)), state);
    QCOMPARE(history::walkStateFromJson("{"), history::WalkState());
    QCOMPARE(history::walkStateFromJson(R"({"runs":[7],"sweep":[]})").runs.size(), 1); // and still no crash
}

QTEST_GUILESS_MAIN(TestWalks)
#include "tst_walks.moc"
