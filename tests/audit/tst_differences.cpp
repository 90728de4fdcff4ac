// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/differences.h"
#include "history/index.h"
#include "support/knownpast.h"
#include "support/quickfolder.h"
#include "support/waiting.h"

#include <QMap>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using audit::Difference;
using audit::DifferenceKind;
using history::EntryChange;
using history::Record;

namespace {

const core::StoreId store{u"memstore_one"_s};

Record record(const QString &entry, const QString &path, const QString &text, qint64 size = 3)
{
    Record one;
    one.version.entry = {entry};
    one.version.path = path;
    one.version.sha256 = text;
    one.version.size = size;
    return one;
}

EntryChange change(const std::optional<Record> &before, const std::optional<Record> &after, bool known = true)
{
    const Record &any = after ? *after : *before;
    return {any.version.entry, any.version.path, before, after, 1, 0, known};
}

//! "kind path", and from where it was moved.
QStringList said(const QList<Difference> &differences)
{
    const QStringList kinds{u"created"_s, u"changed"_s, u"deleted"_s, u"moved"_s, u"not known"_s};
    QStringList lines;
    for (const Difference &one : differences)
        lines.append(kinds.at(int(one.kind)) + u' ' + one.path + (one.pathBefore.isEmpty() ? QString() : u" from "_s + one.pathBefore));
    return lines;
}

} // namespace

//! What differs in a store between two moments, by paths, against the generator's own record.
class TestDifferences : public QObject
{
    Q_OBJECT
private slots:
    void anyTwoMomentsAreTheGenerators_data();
    void anyTwoMomentsAreTheGenerators();
    void aMoveIsTheSameTextElsewhere();
    void madeAgainIsAChangeOfThePath();
    void whatIsNotKnownIsSaid();
    void whatIsTheSameIsNone();
    void sizesCountMissingAsNothing();
};

void TestDifferences::anyTwoMomentsAreTheGenerators_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("200") << 200;
    if (qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2)
        QTest::newRow("20,000") << 20'000;
}

void TestDifferences::anyTwoMomentsAreTheGenerators()
{
    QFETCH(int, size);
    const support::KnownPast known = support::KnownPast::make(size, quint32(size) + 9);
    const QTemporaryDir folder(support::quickFolder());
    history::Index index(folder.filePath(u"history/one.index"_s));
    QVERIFY(wait(index.put(store, known.records(store), core::Timestamp::fromMicroseconds(1'790'000'000'000'000))));
    std::array<int, audit::differenceKinds> met{};
    const int step = std::max(1, size / 15);
    for (qsizetype i = 0; i < known.versions.size(); i += step) {
        for (qsizetype k = i; k < known.versions.size(); k += step * 2 + 1) {
            const qint64 from = known.versions.at(i).at;
            const qint64 to = known.versions.at(k).at;
            const auto changes = wait(index.changesBetween(store, core::Timestamp::fromMicroseconds(from), core::Timestamp::fromMicroseconds(to)));
            QVERIFY(changes);
            const auto then = known.standingAt(from);
            const auto now = known.standingAt(to);
            // Path by path, with a move as its two halves.
            QMap<QString, QPair<int, int>> found;
            for (const Difference &one : audit::differencesOf(*changes)) {
                ++met.at(size_t(one.kind));
                QVERIFY(one.kind != DifferenceKind::NotKnown);
                const auto textOf = [&known](const std::optional<Record> &side, const QHash<QString, qsizetype> &standing) {
                    if (!side)
                        return -1;
                    const qsizetype at = standing.value(side->version.path, -1);
                    return at < 0 || known.record(at, store).id != side->version.id ? -2 : known.versions.at(at).text;
                };
                const int before = textOf(one.before, then);
                const int after = textOf(one.after, now);
                QVERIFY(before != -2 && after != -2); // each side is what stood at its path at its moment
                if (one.kind == DifferenceKind::Moved) {
                    QCOMPARE(before, after);
                    found.insert(one.pathBefore, {before, -1});
                    found.insert(one.path, {-1, after});
                } else {
                    found.insert(one.path, {before, after});
                }
            }
            QMap<QString, QPair<int, int>> expected;
            for (auto it = then.cbegin(); it != then.cend(); ++it)
                expected[it.key()] = {known.versions.at(it.value()).text, -1};
            for (auto it = now.cbegin(); it != now.cend(); ++it)
                expected[it.key()] = {expected.value(it.key(), {-1, -1}).first, known.versions.at(it.value()).text};
            for (auto it = expected.begin(); it != expected.end();)
                it = it->first == it->second ? expected.erase(it) : std::next(it);
            QCOMPARE(found.keys(), expected.keys());
            QCOMPARE(found.values(), expected.values());
        }
    }
    for (const DifferenceKind kind : {DifferenceKind::Created, DifferenceKind::Changed, DifferenceKind::Deleted, DifferenceKind::Moved})
        QVERIFY(met.at(size_t(kind)) > 0);
}

void TestDifferences::aMoveIsTheSameTextElsewhere()
{
    const auto found = audit::differencesOf({change(record(u"a"_s, u"old.md"_s, u"one"_s), {}), change({}, record(u"b"_s, u"new.md"_s, u"one"_s)),
                                             change(record(u"c"_s, u"gone.md"_s, u"two"_s), {}), change({}, record(u"d"_s, u"came.md"_s, u"three"_s)),
                                             change(record(u"e"_s, u"before.md"_s, u"x"_s), record(u"e"_s, u"behind.md"_s, u"y"_s))});
    QCOMPARE(said(found), QStringList({u"moved behind.md from before.md"_s, u"created came.md"_s, u"deleted gone.md"_s, u"moved new.md from old.md"_s}));
    // One that went, two that came with its text: one of them is it. Empty texts and unknown hashes are nobody's.
    const auto twice = audit::differencesOf({change(record(u"a"_s, u"old.md"_s, u"one"_s), {}), change({}, record(u"b"_s, u"n1.md"_s, u"one"_s)),
                                             change({}, record(u"c"_s, u"n2.md"_s, u"one"_s)), change(record(u"d"_s, u"e1"_s, u"empty"_s, 0), {}),
                                             change({}, record(u"e"_s, u"e2"_s, u"empty"_s, 0)), change(record(u"f"_s, u"h1"_s, {}), {}),
                                             change({}, record(u"g"_s, u"h2"_s, {}))});
    QCOMPARE(said(twice), QStringList({u"deleted e1"_s, u"created e2"_s, u"deleted h1"_s, u"created h2"_s, u"moved n1.md from old.md"_s, u"created n2.md"_s}));
}

void TestDifferences::madeAgainIsAChangeOfThePath()
{
    const auto found = audit::differencesOf({change(record(u"a"_s, u"x.md"_s, u"one"_s), {}), change({}, record(u"b"_s, u"x.md"_s, u"two"_s)),
                                             change(record(u"c"_s, u"y.md"_s, u"same"_s), {}), change({}, record(u"d"_s, u"y.md"_s, u"same"_s))});
    QCOMPARE(said(found), QStringList{u"changed x.md"_s});
    QVERIFY(found.first().madeAgain);
    QCOMPARE(found.first().before->version.entry.value, u"a"_s);
    QCOMPARE(found.first().after->version.entry.value, u"b"_s);
    QCOMPARE(found.first().versions, 2);
}

void TestDifferences::whatIsNotKnownIsSaid()
{
    const auto found = audit::differencesOf({change({}, record(u"a"_s, u"x.md"_s, u"one"_s), false)});
    QCOMPARE(said(found), QStringList{u"not known x.md"_s});
    QVERIFY(!found.first().sizeChange());
    // A text without a hash may be any: it is listed, and that it is another one is not claimed.
    const auto unhashed = audit::differencesOf({change(record(u"a"_s, u"x.md"_s, {}), record(u"a"_s, u"x.md"_s, u"one"_s)),
                                                change(record(u"b"_s, u"y.md"_s, u"one"_s, 3), record(u"b"_s, u"y.md"_s, {}, 4)),
                                                change(record(u"c"_s, u"z.md"_s, u"one"_s), {}), change({}, record(u"d"_s, u"z.md"_s, {}))});
    QCOMPARE(said(unhashed), QStringList({u"changed x.md"_s, u"changed y.md"_s, u"changed z.md"_s}));
    QVERIFY(unhashed[0].mayBeSame);
    QVERIFY(!unhashed[1].mayBeSame); // another size is another text
    QVERIFY(unhashed[2].mayBeSame && unhashed[2].madeAgain);
    QVERIFY(!audit::differencesOf({change(record(u"a"_s, u"x.md"_s, u"one"_s), record(u"a"_s, u"x.md"_s, u"two"_s))}).first().mayBeSame);
}

void TestDifferences::whatIsTheSameIsNone()
{
    EntryChange wentAgain{{u"a"_s}, u"x.md"_s, {}, {}, 2, 0, true};
    QCOMPARE(said(audit::differencesOf({wentAgain, change(record(u"b"_s, u"y.md"_s, u"one"_s), record(u"b"_s, u"y.md"_s, u"one"_s))})), QStringList());
}

void TestDifferences::sizesCountMissingAsNothing()
{
    QCOMPARE(audit::differencesOf({change({}, record(u"a"_s, u"x"_s, u"one"_s, 10))}).first().sizeChange(), 10);
    QCOMPARE(audit::differencesOf({change(record(u"a"_s, u"x"_s, u"one"_s, 10), {})}).first().sizeChange(), -10);
    Record unknown = record(u"a"_s, u"x"_s, u"two"_s);
    unknown.version.size.reset();
    QVERIFY(!audit::differencesOf({change(record(u"a"_s, u"x"_s, u"one"_s, 10), unknown)}).first().sizeChange());
}

QTEST_GUILESS_MAIN(TestDifferences)
#include "tst_differences.moc"
