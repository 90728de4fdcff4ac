// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/versiontrack.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::Action;
using models::Ordinal;
using models::TrackContext;

namespace {

core::Version version(const QString &id, Action action, const QString &sha, std::optional<qint64> size = 10)
{
    core::Version v;
    v.id = {id};
    v.entry = {u"mem_1"_s};
    v.action = action;
    v.sha256 = sha;
    v.size = size;
    return v;
}

core::Entry live(std::optional<qint64> number, const QString &sha)
{
    core::Entry entry;
    entry.id = {u"mem_1"_s};
    entry.version = number;
    entry.sha256 = sha;
    return entry;
}

const QList<core::Version> whole = {version(u"v3"_s, Action::Updated, u"c"_s, 30), version(u"v2"_s, Action::Updated, u"b"_s, 20),
                                    version(u"v1"_s, Action::Created, u"a"_s, 10)};

} // namespace

class tst_VersionTrack : public QObject
{
    Q_OBJECT

private slots:
    void aCompleteTrackCountsUp()
    {
        const TrackContext context {.live = {}, .listComplete = true, .complete = true};
        QCOMPARE(models::ordinalOf(whole, 0, context), (Ordinal {3, false}));
        QCOMPARE(models::ordinalOf(whole, 2, context), (Ordinal {1, false}));
    }
    void aDeletedEntryCountsUpToo()
    {
        auto track = whole;
        track.prepend(version(u"v4"_s, Action::Deleted, {}, 0));
        const TrackContext context {.live = {}, .listComplete = true, .complete = true};
        QCOMPARE(models::ordinalOf(track, 0, context), (Ordinal {4, false}));
        QCOMPARE(models::headOf(track, context), -1);
    }
    void aPartialTrackCountsDownFromTheEntrysVersion()
    {
        const auto part = whole.first(2);
        const TrackContext context {.live = live(7, u"c"_s), .listComplete = true, .complete = false};
        QCOMPARE(models::ordinalOf(part, 0, context), (Ordinal {7, false}));
        QCOMPARE(models::ordinalOf(part, 1, context), (Ordinal {6, false}));
    }
    void aRecordNewerThanTheListGetsTheNextNumber()
    {
        const auto part = whole.first(2);
        const TrackContext context {.live = live(7, u"b"_s), .listComplete = true, .complete = false};
        QCOMPARE(models::ordinalOf(part, 0, context), (Ordinal {8, false}));
        QCOMPARE(models::headOf(part, context), 0);
    }
    void aLogBehindTheListKnowsNoNumbers()
    {
        const auto part = whole.first(2);
        const TrackContext context {.live = live(9, u"later"_s), .listComplete = true, .complete = false};
        QCOMPARE(models::ordinalOf(part, 0, context), (Ordinal {2, true}));
        QCOMPARE(models::headOf(part, context), -1);
    }
    void withoutVersionNumbersThereIsAtLeast()
    {
        const auto part = whole.first(2);
        const TrackContext context {.live = live({}, u"c"_s), .listComplete = true, .complete = false};
        QCOMPARE(models::ordinalOf(part, 0, context), (Ordinal {2, true}));
        QCOMPARE(models::ordinalOf(part, 1, context), (Ordinal {1, true}));
    }
    void aWalkThatEndsWithoutACreationIsALowerBound()
    {
        // A service that forgets old versions: the walk is complete, the oldest record is an update.
        const auto part = whole.first(2);
        const TrackContext context {.live = {}, .listComplete = true, .complete = true};
        QCOMPARE(models::ordinalOf(part, 0, context), (Ordinal {2, true}));
    }
    void theCreationIsTheFirstWhateverIsMissing()
    {
        const TrackContext context {.live = {}, .listComplete = false, .complete = false};
        QCOMPARE(models::ordinalOf(whole, 2, context), (Ordinal {1, false}));
        QCOMPARE(models::ordinalOf(whole, 1, context), (Ordinal {2, true}));
    }
    void aNamedHeadWins()
    {
        auto entry = live(5, u"a"_s);
        entry.headVersion = {u"v2"_s};
        const TrackContext context {.live = entry, .listComplete = true, .complete = false};
        QCOMPARE(models::ordinalOf(whole.first(2), 1, context), (Ordinal {5, false}));
    }
    void redactionChangesNoNumber()
    {
        auto track = whole;
        track[1].redacted = true;
        const TrackContext context {.live = live(3, u"c"_s), .listComplete = true, .complete = true};
        QCOMPARE(models::ordinalOf(track, 1, context), (Ordinal {2, false}));
    }
    void sizeChanges()
    {
        QCOMPARE(models::sizeChangeOf(whole, 0), std::optional<qint64>(10));
        QCOMPARE(models::sizeChangeOf(whole, 2), std::nullopt);
        auto track = whole;
        track[1].size.reset();
        QCOMPARE(models::sizeChangeOf(track, 0), std::nullopt);
        track.prepend(version(u"v4"_s, Action::Deleted, {}, {}));
        QCOMPARE(models::sizeChangeOf(track, 0), std::optional<qint64>(-30));
    }
    void twins()
    {
        auto track = whole;
        track.prepend(version(u"v4"_s, Action::Updated, u"a"_s));
        QCOMPARE(models::twinOf(track, 0), 3);
        QCOMPARE(models::twinOf(track, 1), -1);
        track.prepend(version(u"v5"_s, Action::Deleted, u"a"_s)); // C may send the hash of what was deleted
        QCOMPARE(models::twinOf(track, 0), -1);
        track.append(version(u"v0"_s, Action::Updated, {}));
        track.append(version(u"v00"_s, Action::Created, {}));
        QCOMPARE(models::twinOf(track, 5), -1); // no hash is not the same hash
    }
    void theHead()
    {
        QCOMPARE(models::headOf(whole, {.live = live(3, u"c"_s), .listComplete = true, .complete = true}), 0);
        QCOMPARE(models::headOf(whole, {.live = {}, .listComplete = false, .complete = true}), 0);
        QCOMPARE(models::headOf(whole, {.live = {}, .listComplete = true, .complete = true}), -1);
    }
};

QTEST_GUILESS_MAIN(tst_VersionTrack)
#include "tst_versiontrack.moc"
