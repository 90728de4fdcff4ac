// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/tabset.h"

#include <QTest>

using namespace Qt::StringLiterals;
using controllers::overviewTab;
using controllers::TabId;
using controllers::tabNames;
using controllers::TabPlace;
using controllers::TabSet;

class TestTabSet : public QObject
{
    Q_OBJECT

    static core::EntryRef ref(const QString &entry, const QString &connection = u"here"_s)
    {
        return {{connection}, {u"memstore_1"_s}, {entry}};
    }

    static QStringList entries(const TabSet &set)
    {
        QStringList names;
        for (const TabSet::Tab &tab : set.tabs())
            names.append(tab.entry.entry.value);
        return names;
    }

private slots:
    void aPreviewGivesWayToTheNextOne()
    {
        TabSet set;
        const TabSet::Opened a = set.open(ref(u"a"_s));
        QVERIFY(a.made && !a.reused);
        const TabSet::Opened b = set.open(ref(u"b"_s));
        QVERIFY(b.reused && !b.made);
        QCOMPARE(b.tab, a.tab);
        QCOMPARE(entries(set), QStringList{u"b"_s});
    }

    void aPinnedOneStaysAndTheNextStandsBesideIt()
    {
        TabSet set;
        const TabId a = set.open(ref(u"a"_s)).tab;
        QVERIFY(set.pin(a));
        QVERIFY(!set.pin(a));
        const TabId b = set.open(ref(u"b"_s)).tab;
        QVERIFY(set.pin(b));
        set.show(a);
        QVERIFY(set.open(ref(u"c"_s)).made);
        QCOMPARE(entries(set), (QStringList{u"a"_s, u"c"_s, u"b"_s}));
    }

    void anEntryHasOneTab()
    {
        TabSet set;
        const TabId a = set.open(ref(u"a"_s)).tab;
        set.pin(a);
        set.open(ref(u"b"_s));
        const TabSet::Opened again = set.open(ref(u"a"_s));
        QCOMPARE(again.tab, a);
        QVERIFY(!again.made && !again.reused);
        QCOMPARE(set.current(), a);
        QVERIFY(set.open(ref(u"a"_s, u"elsewhere"_s)).tab != a);
    }

    void closingGoesBackToTheLastUsedOfTheConnection()
    {
        TabSet set;
        const TabId a = set.add(ref(u"a"_s));
        const TabId b = set.add(ref(u"b"_s));
        const TabId c = set.add(ref(u"c"_s));
        const TabId other = set.add(ref(u"d"_s, u"elsewhere"_s));
        for (const TabId id : {b, a, other, c})
            set.show(id);
        QCOMPARE(set.close(c), a);
        QCOMPARE(set.close(b), a); // not the current one
        QCOMPARE(set.close(a), overviewTab);
        QCOMPARE(set.tabs().size(), 1);
    }

    void cyclingGoesThroughTheOrderOfUseAndCountsOnlyTheEnd()
    {
        TabSet set;
        const TabId a = set.add(ref(u"a"_s));
        const TabId b = set.add(ref(u"b"_s));
        const TabId c = set.add(ref(u"c"_s));
        for (const TabId id : {overviewTab, a, b, c})
            set.show(id);
        QCOMPARE(set.cycle(1), b);
        QCOMPARE(set.cycle(1), a);
        QCOMPARE(set.cycle(-1), b);
        set.endCycle();
        QCOMPARE(set.cycle(1), c); // used just before
        set.endCycle();
        QCOMPARE(set.cycle(-1), overviewTab);
    }

    void namesTellEqualFilesApart()
    {
        const auto names = tabNames({{1, u"notes/meeting.md"_s, u"alpha"_s, u"here"_s},
                                     {2, u"old/meeting.md"_s, u"alpha"_s, u"here"_s},
                                     {3, u"a/x/plan.md"_s, u"alpha"_s, u"here"_s},
                                     {4, u"b/x/plan.md"_s, u"alpha"_s, u"here"_s},
                                     {5, u"todo.md"_s, u"alpha"_s, u"here"_s},
                                     {6, u"todo.md"_s, u"beta"_s, u"here"_s},
                                     {7, u"todo.md"_s, u"beta"_s, u"there"_s},
                                     {8, u"deep/alone.md"_s, u"alpha"_s, u"here"_s},
                                     {9, u"meeting.md"_s, u"alpha"_s, u"here"_s}});
        QCOMPARE(names[1], u"notes/meeting.md"_s);
        QCOMPARE(names[2], u"old/meeting.md"_s);
        QCOMPARE(names[3], u"a/x/plan.md"_s);
        QCOMPARE(names[4], u"b/x/plan.md"_s);
        QCOMPARE(names[5], u"todo.md – alpha"_s);
        QCOMPARE(names[6], u"todo.md – beta – here"_s);
        QCOMPARE(names[7], u"todo.md – beta – there"_s);
        QCOMPARE(names[8], u"alone.md"_s);
        QCOMPARE(names[9], u"meeting.md"_s);
    }
};

QTEST_GUILESS_MAIN(TestTabSet)
#include "tst_tabset.moc"
