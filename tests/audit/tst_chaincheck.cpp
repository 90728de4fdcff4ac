// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/chaincheck.h"
#include "support/knownpast.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;
using audit::Finding;
using audit::Problem;

namespace {

const core::StoreId store{u"memstore_1"_s};

//! A past with the entries that are there at its end.
struct Whole
{
    QList<core::Version> versions; //!< newest first
    QList<core::Entry> entries;
};

Whole make(int size, quint32 seed)
{
    Whole whole;
    whole.versions = support::KnownPast::make(size, seed).records(store);
    QHash<core::EntryId, int> rows;
    for (auto version = whole.versions.crbegin(); version != whole.versions.crend(); ++version) {
        const auto row = rows.constFind(version->entry);
        if (row == rows.cend()) {
            rows.insert(version->entry, int(whole.entries.size()));
            core::Entry entry;
            entry.id = version->entry;
            entry.path = version->path;
            entry.version = 0;
            whole.entries.append(entry);
        }
        core::Entry &entry = whole.entries[rows.value(version->entry)];
        entry.version = *entry.version + 1;
        entry.sha256 = version->sha256;
        entry.size = version->size;
        entry.headVersion = version->action == core::Action::Deleted ? core::VersionId() : version->id;
    }
    whole.entries.removeIf([](const core::Entry &entry) { return entry.headVersion.isEmpty(); });
    return whole;
}

QList<Finding> check(const Whole &whole, const QSet<core::EntryId> &skipped = {})
{
    audit::ChainCheck chains;
    QList<Finding> findings;
    for (const core::Version &version : whole.versions)
        findings += chains.take(version);
    return findings + chains.atEnd() + chains.heads(whole.entries, skipped);
}

QSet<Problem> kinds(const QList<Finding> &findings)
{
    QSet<Problem> found;
    for (const Finding &finding : findings)
        found.insert(finding.problem);
    return found;
}

using Change = std::function<void(Whole &)>;

//! The record of an entry with five or more that lives on: 0 is its newest.
qsizetype place(const Whole &whole, int number)
{
    for (const core::Entry &entry : whole.entries) {
        if (*entry.version < 5)
            continue;
        for (qsizetype i = 0; i < whole.versions.size(); ++i) {
            if (whole.versions[i].entry == entry.id && number-- == 0)
                return i;
        }
    }
    qFatal("no such record");
}

qsizetype oldest(const Whole &whole)
{
    const core::EntryId entry = whole.versions[place(whole, 0)].entry;
    for (qsizetype i = whole.versions.size() - 1;; --i) {
        if (whole.versions[i].entry == entry)
            return i;
    }
}

core::Entry &head(Whole &whole)
{
    const core::EntryId entry = whole.versions[place(whole, 0)].entry;
    return *std::find_if(whole.entries.begin(), whole.entries.end(), [&](const core::Entry &e) { return e.id == entry; });
}

core::Timestamp moved(const core::Timestamp &moment, qint64 seconds)
{
    return core::Timestamp::fromMicroseconds(moment.microseconds() + seconds * 1'000'000);
}

constexpr qint64 year = 365LL * 86'400;

} // namespace

Q_DECLARE_METATYPE(Change)

class TestChainCheck : public QObject
{
    Q_OBJECT
private slots:
    void nothingIsRaisedOverHonestPasts()
    {
        for (quint32 seed = 1; seed <= 20; ++seed) {
            const QList<Finding> findings = check(make(seed == 1 ? 5000 : 300, seed));
            QVERIFY2(findings.isEmpty(),
                     findings.isEmpty() ? "" : qPrintable(audit::nameOf(findings[0].problem) + findings[0].version.value));
        }
    }

    void whatIsChangedIsSeen_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QList<Problem>>("expected"); // these, and perhaps others
        const auto row = [](const char *name, const Change &change, const QList<Problem> &expected) {
            QTest::newRow(name) << change << expected;
        };
        row("the first record is gone", [](Whole &w) { w.versions.remove(oldest(w)); }, {Problem::NotCreatedFirst});
        row("the first record is no creation", [](Whole &w) { w.versions[oldest(w)].action = core::Action::Updated; },
            {Problem::NotCreatedFirst});
        row("a record in the middle is gone", [](Whole &w) { w.versions.remove(place(w, 2)); }, {Problem::HeadNumberDiffers});
        row("the newest record is gone", [](Whole &w) { w.versions.remove(place(w, 0)); },
            {Problem::HeadNumberDiffers, Problem::HeadVersionDiffers});
        row("created twice", [](Whole &w) { w.versions[place(w, 2)].action = core::Action::Created; }, {Problem::CreatedTwice});
        row("written after deletion", [](Whole &w) { w.versions[place(w, 2)].action = core::Action::Deleted; },
            {Problem::WrittenAfterDeletion});
        row("a time was set forward", [](Whole &w) {
                core::Version &v = w.versions[place(w, 2)];
                v.createdAt = moved(v.createdAt, 2 * year);
            }, {Problem::TimeFalls, Problem::IdBeforeTime});
        row("a time was set back", [](Whole &w) {
                core::Version &v = w.versions[place(w, 2)];
                v.createdAt = moved(v.createdAt, -2 * year);
            }, {Problem::TimeFalls, Problem::IdAfterTime});
        row("the time of the only record of an entry", [](Whole &w) {
                for (qsizetype i = w.versions.size() / 2;; --i) {
                    core::Version &v = w.versions[i];
                    const auto same = [&](const core::Version &other) { return other.entry == v.entry; };
                    if (std::count_if(w.versions.cbegin(), w.versions.cend(), same) == 1) {
                        v.createdAt = moved(v.createdAt, 2 * year);
                        return;
                    }
                }
            }, {Problem::OutOfOrder, Problem::IdBeforeTime});
        row("an id of another time", [](Whole &w) {
                w.versions[place(w, 2)].id = {u"memver_017f22e279b07cc398c4dc0c0c07398f"_s}; // 2022
            }, {Problem::IdBeforeTime});
        row("another path", [](Whole &w) { w.versions[place(w, 2)].path = u"elsewhere.md"_s; }, {Problem::PathChanges});
        row("redacted before it was written", [](Whole &w) {
                core::Version &v = w.versions[place(w, 2)];
                v.redacted = true;
                v.redactedAt = moved(v.createdAt, -60);
            }, {Problem::RedactedBeforeWritten});
        row("the hash of the newest record", [](Whole &w) { w.versions[place(w, 0)].sha256 = QString(64, u'0'); },
            {Problem::HeadHashDiffers});
        row("the hash of the entry", [](Whole &w) { head(w).sha256 = QString(64, u'0'); }, {Problem::HeadHashDiffers});
        row("the size of the entry", [](Whole &w) { *head(w).size += 1; }, {Problem::HeadSizeDiffers});
        row("the path of the entry", [](Whole &w) { head(w).path += u'x'; }, {Problem::HeadPathDiffers});
        row("the number of the entry", [](Whole &w) { *head(w).version += 1; }, {Problem::HeadNumberDiffers});
        row("the entry is gone", [](Whole &w) { w.entries.removeIf([id = head(w).id](const core::Entry &e) { return e.id == id; }); },
            {Problem::NotListed});
        row("it was deleted and is there", [](Whole &w) { w.versions[place(w, 0)].action = core::Action::Deleted; },
            {Problem::ListedAfterDeletion});
        row("an entry without records", [](Whole &w) {
                core::Entry entry;
                entry.id = {u"mem_new"_s};
                w.entries.append(entry);
            }, {Problem::WithoutRecords});
    }

    void whatIsChangedIsSeen()
    {
        QFETCH(Change, change);
        QFETCH(QList<Problem>, expected);
        Whole whole = make(400, 7);
        change(whole);
        const QSet<Problem> found = kinds(check(whole));
        for (const Problem problem : expected)
            QVERIFY2(found.contains(problem), qPrintable(audit::nameOf(problem)));
    }

    void whatIsWrittenToMeanwhileIsNotJudged()
    {
        Whole whole = make(400, 7);
        const core::EntryId entry = head(whole).id;
        head(whole).sha256 = QString(64, u'0');
        QVERIFY(check(whole, {entry}).isEmpty());
    }

    void onlyAPart()
    {
        Whole whole = make(400, 7);
        const auto outside = [](const auto &each) { return !each.path.startsWith(u"notes/"); };
        whole.versions.removeIf(outside);
        whole.entries.removeIf(outside);
        QVERIFY(!whole.versions.isEmpty());
        QVERIFY(check(whole).isEmpty());
    }

    void aServiceThatTellsLittle()
    {
        Whole whole = make(400, 7);
        for (core::Version &version : whole.versions) {
            version.sha256.clear();
            version.size.reset();
            version.id = {u"v"_s + version.id.value.right(6)};
            version.createdAt = {};
        }
        for (core::Entry &entry : whole.entries) {
            entry.version.reset();
            entry.headVersion = {};
        }
        QVERIFY(check(whole).isEmpty());
    }

    void counters()
    {
        const Whole whole = make(400, 7);
        core::Store said;
        said.entryCount = whole.entries.size();
        said.totalSize = 0;
        for (const core::Entry &entry : whole.entries)
            *said.totalSize += *entry.size;
        QVERIFY(audit::checkCounters(said, whole.entries).findings.isEmpty());
        QCOMPARE(audit::checkCounters(said, whole.entries).compared, 2);
        *said.entryCount += 1;
        *said.totalSize -= 1;
        QCOMPARE(kinds(audit::checkCounters(said, whole.entries).findings),
                 (QSet{Problem::EntryCountDiffers, Problem::TotalSizeDiffers}));
        said.totalSize.reset();
        QCOMPARE(audit::checkCounters(said, whole.entries).compared, 1);
    }
};

QTEST_GUILESS_MAIN(TestChainCheck)
#include "tst_chaincheck.moc"
