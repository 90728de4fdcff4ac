// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "support/loopwatch.h"
#include "ui/widgets/rowlist.h"

#include <QAbstractListModel>
#include <QAccessible>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using widgets::RowList;

namespace {

//! As many rows as wanted; no data of its own.
class Numbers : public QAbstractListModel
{
public:
    int rows = 0;
    int beyond = 0; //!< more that can be fetched
    int page = 200;
    mutable int asked = 0; //!< for what a row says

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : rows; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role == Qt::DisplayRole)
            ++asked;
        return role == Qt::DisplayRole ? QVariant(u"row %1"_s.arg(index.row())) : QVariant();
    }
    bool canFetchMore(const QModelIndex &) const override { return beyond > 0; }
    void fetchMore(const QModelIndex &) override
    {
        const int count = std::min(page, beyond);
        beginInsertRows({}, rows, rows + count - 1);
        rows += count;
        beyond -= count;
        endInsertRows();
    }
    void insert(int at, int count)
    {
        beginInsertRows({}, at, at + count - 1);
        rows += count;
        endInsertRows();
    }
    void remove(int at, int count)
    {
        beginRemoveRows({}, at, at + count - 1);
        rows -= count;
        endRemoveRows();
    }
};

} // namespace

class TestRowList : public QObject
{
    Q_OBJECT

    std::unique_ptr<Numbers> m_model;
    std::unique_ptr<RowList> m_list;

    void show(int rows, int beyond = 0)
    {
        m_model = std::make_unique<Numbers>();
        m_model->rows = rows;
        m_model->beyond = beyond;
        m_list = std::make_unique<RowList>();
        m_list->setModel(m_model.get());
        m_list->resize(300, 400);
        m_list->show();
        QVERIFY(QTest::qWaitForWindowActive(m_list.get()));
        m_list->setFocus();
    }

private slots:
    void cleanup()
    {
        m_list.reset();
        m_model.reset();
    }

    void aMillionRowsCostOnlyWhatIsSeen()
    {
        show(1'000'000);
        const double before = support::threadCpuMs();
        m_model->asked = 0;
        QTest::keyClick(m_list.get(), Qt::Key_End);
        for (int i = 0; i < 50; ++i) { // as while somebody scrolls
            m_model->insert(500'000, 200);
            m_list->doItemsLayout();
        }
        m_model->insert(0, 1);
        m_list->grab();
        QVERIFY2(support::threadCpuMs() - before < 100 * support::slowness(), "a list that goes through all rows takes longer");
        QVERIFY2(m_model->asked < 200, qPrintable(QString::number(m_model->asked)));
        QCOMPARE(m_list->currentIndex().row(), 1'010'000); // the last one, pushed down
    }
    void keysMoveAndScroll()
    {
        show(1000);
        QTest::keyClick(m_list.get(), Qt::Key_Home);
        QTest::keyClick(m_list.get(), Qt::Key_Down);
        QCOMPARE(m_list->currentIndex().row(), 1);
        QTest::keyClick(m_list.get(), Qt::Key_PageDown);
        QVERIFY(m_list->currentIndex().row() > 5);
        QTest::keyClick(m_list.get(), Qt::Key_End);
        QCOMPARE(m_list->currentIndex().row(), 999);
        QVERIFY(m_list->viewport()->rect().contains(m_list->visualRect(m_list->currentIndex())));
        QCOMPARE(m_list->selectionModel()->selectedIndexes().size(), 1);
    }
    void whatIsClickedIsWhatIsPainted()
    {
        show(1000);
        m_list->verticalScrollBar()->setValue(3333);
        const QModelIndex under = m_list->indexAt({50, 100});
        QVERIFY(m_list->visualRect(under).contains(50, 100));
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, {50, 100});
        QCOMPARE(m_list->currentIndex(), under);
        QVERIFY(m_list->selectionModel()->isSelected(under));
        QVERIFY(!m_list->indexAt({50, -4000}).isValid());
    }
    void whatArrivesAboveMovesNothing()
    {
        show(1000);
        m_list->setCurrentIndex(m_model->index(30));
        m_list->verticalScrollBar()->setValue(200);
        const int y = m_list->visualRect(m_list->currentIndex()).y();
        m_model->insert(0, 7);
        QCOMPARE(m_list->currentIndex().row(), 37);
        QCOMPARE(m_list->visualRect(m_list->currentIndex()).y(), y);
        m_model->remove(0, 3);
        QCOMPARE(m_list->currentIndex().row(), 34);
        QCOMPARE(m_list->visualRect(m_list->currentIndex()).y(), y);
        m_model->insert(900, 5); // below
        QCOMPARE(m_list->visualRect(m_list->currentIndex()).y(), y);
    }
    void atTheTopTheNewestIsSeenUnlessSomethingIsLookedAt()
    {
        show(1000);
        m_list->setCurrentIndex({});
        m_model->insert(0, 2);
        QCOMPARE(m_list->firstVisibleRow(), 0);
        m_list->setCurrentIndex(m_model->index(0));
        m_model->insert(0, 2);
        QCOMPARE(m_list->currentIndex().row(), 2);
        QCOMPARE(m_list->firstVisibleRow(), 2);
    }
    void moreIsFetchedBeforeTheEndIsSeen()
    {
        show(200, 100'000);
        const int fetched = m_model->rows;
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(m_list.get(), Qt::Key_PageDown);
            QVERIFY(m_list->lastVisibleRow() + 15 < m_model->rows); // a page ahead at least: it takes time to come
        }
        QVERIFY(m_model->rows > fetched);
        QVERIFY(m_model->rows < 3000); // and not all of it
    }
    void screenReadersHearTheRow()
    {
        show(1000);
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_list.get());
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 1000);
        QAccessibleInterface *row = list->child(400);
        QVERIFY(row);
        QCOMPARE(row->text(QAccessible::Name), u"row 400"_s);
    }
    void anEmptyListDoesNoHarm()
    {
        show(0);
        m_list->grab();
        QTest::keyClick(m_list.get(), Qt::Key_Down);
        QVERIFY(!m_list->currentIndex().isValid());
        QCOMPARE(m_list->lastVisibleRow(), -1);
        m_list->setModel(nullptr);
        m_list->grab();
    }
};

QTEST_MAIN(TestRowList)
#include "tst_rowlist.moc"
