// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/diffitems.h"

#include <QTest>

using widgets::DiffItem;

namespace {

QByteArray dump(const widgets::DiffItems &items)
{
    QByteArrayList parts;
    for (const DiffItem &item : items) {
        const QByteArray row = QByteArray::number(item.row);
        switch (item.kind) {
        case DiffItem::Kind::Both:
            parts.append(row);
            break;
        case DiffItem::Kind::Before:
            parts.append('-' + row);
            break;
        case DiffItem::Kind::After:
            parts.append('+' + row);
            break;
        case DiffItem::Kind::Fold:
            parts.append('(' + row + ',' + QByteArray::number(item.count) + ')');
            break;
        case DiffItem::Kind::MovedAway:
            parts.append('>' + row);
            break;
        case DiffItem::Kind::MovedHere:
            parts.append('<' + row);
            break;
        }
    }
    return parts.join(' ');
}

} // namespace

class TestDiffItems : public QObject
{
    Q_OBJECT

private slots:
    void sideBySide();
    void inlineHasOldLinesFirst();
    void foldsAndExpands();
    void findsRows();
    void movedBlocksAreLabelled();
};

void TestDiffItems::sideBySide()
{
    const text::Diff diff = text::diff("a\nx 1\nx 2\nb\n", "a\nx 3\nx 4\ny\nb\n");
    QCOMPARE(dump(widgets::layOut(diff, {})), QByteArray("0 1 2 3 4"));
}

void TestDiffItems::inlineHasOldLinesFirst()
{
    const text::Diff diff = text::diff("a\nx 1\nx 2\nb\n", "a\nx 3\nx 4\ny\nb\n");
    widgets::DiffItemOptions options;
    options.isInline = true;
    QCOMPARE(dump(widgets::layOut(diff, options)), QByteArray("0 -1 -2 +1 +2 +3 4"));
}

void TestDiffItems::foldsAndExpands()
{
    QByteArray before;
    for (int i = 0; i < 20; ++i)
        before += "line " + QByteArray::number(i) + '\n';
    const text::Diff diff = text::diff(before, before + "more\n");
    widgets::DiffItemOptions options;
    QCOMPARE(dump(widgets::layOut(diff, options)), QByteArray("(0,17) 17 18 19 20"));
    options.expanded = {0};
    QCOMPARE(widgets::layOut(diff, options).size(), 21);
    options.expanded = {5};
    QCOMPARE(widgets::layOut(diff, options).size(), 5);
    options.fold = false;
    QCOMPARE(widgets::layOut(diff, options).size(), 21);
}

void TestDiffItems::findsRows()
{
    const widgets::DiffItems items = {{DiffItem::Kind::Fold, 0, 17}, {DiffItem::Kind::Both, 17, 1}};
    QCOMPARE(widgets::itemOfRow(items, 16), 0);
    QCOMPARE(widgets::itemOfRow(items, 17), 1);
    QCOMPARE(widgets::itemOfRow(items, 18), -1);
}

//! Both ends have a line of their own, which stands for no row.
void TestDiffItems::movedBlocksAreLabelled()
{
    const text::Diff diff = text::diff("the first of the block\nthe second of the block\n1\n2\n3\n",
                                       "1\n2\n3\nthe first of the block\nthe second of the block\n");
    const widgets::MovedBlocks moved(diff, text::moves(diff));
    QCOMPARE(moved.list().size(), 1);
    QCOMPARE(dump(widgets::layOut(diff, {}, moved)), QByteArray(">0 0 1 2 3 4 <5 5 6"));
    widgets::DiffItemOptions options;
    options.isInline = true;
    const widgets::DiffItems items = widgets::layOut(diff, options, moved);
    QCOMPARE(dump(items), QByteArray(">0 -0 -1 2 3 4 <5 +5 +6"));
    QCOMPARE(widgets::itemOfRow(items, 5), 7);
    QVERIFY(moved.ofBefore(2) && moved.ofBefore(2)->wentDown());
    QVERIFY(!moved.ofBefore(3) && !moved.ofAfter(3));
    QCOMPARE(moved.ofAfter(5)->beforeRow, 0);
}

QTEST_APPLESS_MAIN(TestDiffItems)
#include "tst_diffitems.moc"
