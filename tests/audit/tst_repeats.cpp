// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/repeats.h"
#include "support/knownpast.h"

#include <QTest>

#include <map>
#include <set>

using namespace Qt::StringLiterals;

//! Texts that return and texts that are twice, against the plainest way to find them in the generator's own record.
class TestRepeats : public QObject
{
    Q_OBJECT

    static audit::Repeats find(const QList<core::Version> &newestFirst)
    {
        audit::RepeatFinder finder;
        for (auto version = newestFirst.crbegin(); version != newestFirst.crend(); ++version)
            finder.take(*version);
        return finder.result();
    }

private slots:
    void againstTheGeneratorsRecord_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 8; ++seed)
            QTest::addRow("200, %d", seed) << 200 << seed;
        QTest::newRow("3000") << 3000 << 9;
    }

    void againstTheGeneratorsRecord()
    {
        QFETCH(int, size);
        QFETCH(int, seed);
        const support::KnownPast past = support::KnownPast::make(size, quint32(seed));
        const core::StoreId store{u"memstore_1"_s};
        const audit::Repeats found = find(past.records(store));
        QCOMPARE(found.records, size);

        // Of each version the nearest one before of the entry that has its text.
        std::map<QString, std::pair<QString, int>> returns;   // version -> earlier, between
        std::map<int, std::set<QString>> places;              // text -> entries
        std::map<int, std::set<QString>> now;
        for (int i = 0; i < size; ++i) {
            const support::KnownVersion &known = past.versions[i];
            if (known.text < 0)
                continue;
            const core::Version version = past.record(i, store);
            places[known.text].insert(version.entry.value);
            int between = 0;
            for (int j = i - 1; j >= 0; --j) {
                if (past.versions[j].entry != known.entry)
                    continue;
                if (past.versions[j].text == known.text) {
                    returns[version.id.value] = {past.record(j, store).id.value, between};
                    break;
                }
                ++between;
            }
            const bool last = std::none_of(past.versions.cbegin() + i + 1, past.versions.cend(),
                                           [&](const support::KnownVersion &later) { return later.entry == known.entry; });
            if (last)
                now[known.text].insert(version.entry.value);
        }

        std::map<QString, std::pair<QString, int>> foundReturns;
        for (const QList<audit::Return> *list : {&found.unchanged, &found.returned}) {
            for (qsizetype i = 0; i < list->size(); ++i) {
                const audit::Return &each = list->at(i);
                QCOMPARE(each.between == 0, list == &found.unchanged);
                foundReturns[each.version.value] = {each.earlier.value, each.between};
                QVERIFY(i == 0 || !(list->at(i - 1).at < each.at)); // newest first
            }
        }
        QVERIFY(!returns.empty());
        QCOMPARE(foundReturns.size(), returns.size());
        QVERIFY(foundReturns == returns);

        const auto entriesOf = [](const QList<audit::Twins> &list, bool current) {
            std::multiset<std::set<QString>> groups;
            for (const audit::Twins &twins : list) {
                std::set<QString> entries;
                for (const audit::Place &place : twins.places) {
                    if (place.current || !current)
                        entries.insert(place.entry.value);
                }
                groups.insert(entries);
            }
            return groups;
        };
        std::multiset<std::set<QString>> twinsNow;
        std::multiset<std::set<QString>> twinsEver;
        for (const auto &[text, entries] : places) {
            if (now[text].size() > 1)
                twinsNow.insert(now[text]);
            else if (entries.size() > 1)
                twinsEver.insert(entries);
        }
        QVERIFY(!twinsEver.empty());
        QVERIFY(entriesOf(found.now, true) == twinsNow);
        QVERIFY(entriesOf(found.ever, false) == twinsEver);
    }

    void redactedPlacesAreTold()
    {
        QList<core::Version> all;
        for (int i = 0; i < 2; ++i) {
            core::Version version;
            version.id = {u"v%1"_s.arg(i)};
            version.entry = {u"e%1"_s.arg(i)};
            version.action = core::Action::Created;
            version.sha256 = QString(64, u'a');
            version.redacted = i == 0;
            version.createdAt = core::Timestamp::fromMicroseconds(i + 1);
            all.prepend(version);
        }
        const audit::Repeats found = find(all);
        QCOMPARE(found.now.size(), 1);
        QCOMPARE(found.now[0].places[0].entry.value, u"e1"_s);
        QVERIFY(!found.now[0].places[0].redacted);
        QVERIFY(found.now[0].places[1].redacted);
    }

    void hashesThatAreNoneTellNothing()
    {
        core::Version version;
        version.id = {u"v"_s};
        version.entry = {u"e"_s};
        version.action = core::Action::Updated;
        const audit::Repeats found = find({version, version});
        QVERIFY(found.unchanged.isEmpty() && found.now.isEmpty());
        QCOMPARE(found.records, 2);
    }

    void theNewestAreKept()
    {
        audit::RepeatFinder finder;
        const int writes = int(audit::RepeatFinder::mostListed) * 2 + 1500;
        for (int i = 0; i <= writes; ++i) {
            core::Version version;
            version.id = {QString::number(i)};
            version.entry = {u"e"_s};
            version.action = i == 0 ? core::Action::Created : core::Action::Updated;
            version.sha256 = QString(64, u'a');
            version.createdAt = core::Timestamp::fromMicroseconds(i + 1);
            finder.take(version);
        }
        const audit::Repeats found = finder.result();
        QCOMPARE(found.unchangedTotal, writes);
        QCOMPARE(found.unchanged.size(), audit::RepeatFinder::mostListed);
        QCOMPARE(found.unchanged.first().version.value, QString::number(writes));
    }
};

QTEST_GUILESS_MAIN(TestRepeats)
#include "tst_repeats.moc"
