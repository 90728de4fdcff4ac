// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/costs.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using audit::CostTree;

//! Sizes added up by folders, and what would be left.
class TestCosts : public QObject
{
    Q_OBJECT

    static core::Entry entry(const QString &path, std::optional<qint64> size)
    {
        core::Entry entry;
        entry.id = {u"mem_"_s + path};
        entry.path = path;
        entry.size = size;
        return entry;
    }

    //! "notes/ 30 (a.md 20, b.md 10), top.md 5"
    static QString words(const CostTree &tree, int node = CostTree::root)
    {
        QStringList all;
        const CostTree::Node &folder = tree.at(node);
        for (int child = folder.first; child < folder.first + folder.count; ++child) {
            QString one = u"%1 %2"_s.arg(tree.at(child).name).arg(tree.at(child).bytes);
            if (tree.at(child).isFolder())
                one += u" (%1)"_s.arg(words(tree, child));
            all.append(one);
        }
        return all.join(u", "_s);
    }

private slots:
    void foldersAddUpAndTheLargestComeFirst()
    {
        const CostTree tree({entry(u"top.md"_s, 5), entry(u"notes/b.md"_s, 10), entry(u"notes/deep/x"_s, 1), entry(u"notes/a.md"_s, 20),
                             entry(u"also"_s, 5), entry(u"no size"_s, std::nullopt)});
        QCOMPARE(words(tree), u"notes/ 31 (a.md 20, b.md 10, deep/ 1 (x 1)), also 5, top.md 5, no size 0"_s);
        QCOMPARE(tree.at(CostTree::root).bytes, 41);
        QCOMPARE(tree.at(CostTree::root).entries, 6);
        QCOMPARE(tree.withoutSize(), 1);
        QCOMPARE(tree.at(1).path, u"notes/"_s);
        QCOMPARE(tree.at(tree.at(1).first).path, u"notes/a.md"_s);
        QCOMPARE(tree.at(tree.at(1).first).entry.value, u"mem_notes/a.md"_s);
        QCOMPARE(tree.row(tree.at(1).first + 1), 1);
    }

    void oddPathsStayWhatTheyAre()
    {
        // A folder and an entry of one name, empty segments, a slash at either end.
        const CostTree tree({entry(u"a"_s, 1), entry(u"a/b"_s, 2), entry(u"//x"_s, 3), entry(u"end/"_s, 4), entry(QString(), 5)});
        QCOMPARE(words(tree), u" 5, end/ 4, / 3 (/ 3 (x 3)), a/ 2 (b 2), a 1"_s);
        QString deep;
        for (int i = 0; i < 500; ++i)
            deep += u"d/"_s;
        const CostTree well({entry(deep + u"leaf"_s, 7)});
        QCOMPARE(well.size(), CostTree::maxDepth + 2);
        QCOMPARE(well.at(well.size() - 1).bytes, 7);
        QCOMPARE(well.at(well.size() - 1).path, deep + u"leaf"_s);
    }

    void nothingIsATreeToo()
    {
        const CostTree tree;
        QCOMPARE(tree.size(), 1);
        QCOMPARE(tree.at(CostTree::root).count, 0);
    }

    void whatIfTheseWereGone()
    {
        CostTree tree({entry(u"notes/a"_s, 20), entry(u"notes/b"_s, 10), entry(u"top"_s, 5)});
        const int notes = tree.at(CostTree::root).first;
        const int a = tree.at(notes).first;
        tree.setGone(a, true);
        QCOMPARE(tree.at(notes).gone, 1);
        QCOMPARE(tree.at(CostTree::root).goneBytes, 20);
        tree.setGone(notes, true); // one of them is already
        QCOMPARE(tree.at(CostTree::root).gone, 2);
        QCOMPARE(tree.at(CostTree::root).goneBytes, 30);
        tree.setGone(a, false);
        QCOMPARE(tree.at(notes).gone, 1);
        QCOMPARE(tree.at(CostTree::root).goneBytes, 10);
        tree.setGone(notes, false);
        QCOMPARE(tree.at(CostTree::root).gone, 0);
        QCOMPARE(tree.at(CostTree::root).goneBytes, 0);
    }

    //! Whatever is ticked in whatever order: each folder tells the sum of what is gone below it.
    void sumsHoldAfterAnyTicks()
    {
        QRandomGenerator random(5);
        QList<core::Entry> entries;
        for (int i = 0; i < 300; ++i)
            entries.append(entry(u"%1/%2/%3"_s.arg(random.bounded(5)).arg(random.bounded(6)).arg(i), random.bounded(1000)));
        CostTree tree(entries);
        for (int round = 0; round < 200; ++round) {
            tree.setGone(random.bounded(1, tree.size()), random.bounded(2) == 0);
            for (int node = 0; node < tree.size(); ++node) {
                const CostTree::Node &folder = tree.at(node);
                if (!folder.isFolder())
                    continue;
                qint64 gone = 0, goneBytes = 0;
                for (int child = folder.first; child < folder.first + folder.count; ++child) {
                    gone += tree.at(child).gone;
                    goneBytes += tree.at(child).goneBytes;
                }
                QCOMPARE(folder.gone, gone);
                QCOMPARE(folder.goneBytes, goneBytes);
            }
        }
    }

    void tokensAreFourBytes()
    {
        QCOMPARE(audit::estimatedTokens(0), 0);
        QCOMPARE(audit::estimatedTokens(1), 1);
        QCOMPARE(audit::estimatedTokens(4), 1);
        QCOMPARE(audit::estimatedTokens(102'400), 25'600);
        QCOMPARE(audit::estimatedTokens(-1), 0);
    }
};

QTEST_GUILESS_MAIN(TestCosts)
#include "tst_costs.moc"
