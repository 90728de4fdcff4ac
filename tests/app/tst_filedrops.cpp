// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/roles.h"
#include "ui/controllers/filedrops.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QTreeView>
#include <QUrl>

using namespace Qt::StringLiterals;
using controllers::FileDrops;
using controllers::TransferPlace;

//! Where files land, and what is pulled out.
class TestFileDrops : public QObject
{
    Q_OBJECT

    QStandardItemModel m_model;
    std::unique_ptr<QTreeView> m_view;
    FileDrops *m_drops = nullptr;

    static QStandardItem *item(models::NodeKind kind, const QString &path, const QString &entry = {})
    {
        auto *item = new QStandardItem(path);
        item->setData(QVariant::fromValue(kind), models::NodeKindRole);
        item->setData(path, models::PathRole);
        item->setData(u"memstore_1"_s, models::StoreIdRole);
        item->setData(entry, models::EntryIdRole);
        return item;
    }

    [[nodiscard]] QPoint at(int row) const { return m_view->visualRect(m_model.index(row, 0)).center(); }

    bool drop(const QPoint &place, const QList<QUrl> &urls)
    {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter(place, Qt::MoveAction | Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_view->viewport(), &enter);
        QDropEvent event(place, Qt::MoveAction | Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_view->viewport(), &event);
        return event.isAccepted() && event.dropAction() == Qt::CopyAction; // never moved away
    }

private slots:
    void initTestCase()
    {
        qRegisterMetaType<TransferPlace>();
        m_model.appendRow(item(models::NodeKind::Store, {}));
        m_model.appendRow(item(models::NodeKind::Folder, u"notes/deep"_s));
        m_model.appendRow(item(models::NodeKind::Entry, u"notes/a.md"_s, u"mem_1"_s));
        m_model.appendRow(item(models::NodeKind::Loading, {}));
        m_view = std::make_unique<QTreeView>();
        m_view->setModel(&m_model);
        m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
        m_drops = new FileDrops(m_view.get(), controllers::placeOf, this);
        m_view->show();
    }

    void filesLandInStoresAndFolders_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<bool>("taken");
        QTest::addColumn<QString>("folder");
        QTest::newRow("store") << 0 << true << QString();
        QTest::newRow("folder") << 1 << true << u"notes/deep/"_s;
        QTest::newRow("entry: beside it") << 2 << true << u"notes/"_s;
        QTest::newRow("a row that is no data") << 3 << false << QString();
        QTest::newRow("nowhere") << 9 << false << QString();
    }

    void filesLandInStoresAndFolders()
    {
        QFETCH(int, row);
        QFETCH(bool, taken);
        QSignalSpy dropped(m_drops, &FileDrops::dropped);
        const QPoint place = row < 4 ? at(row) : m_view->viewport()->rect().bottomRight();
        QCOMPARE(drop(place, {QUrl::fromLocalFile(u"/tmp/a.md"_s), QUrl(u"https://example.org/b"_s)}), taken);
        QCOMPARE(dropped.size(), taken ? 1 : 0);
        if (taken) {
            QTEST(dropped.first().at(0).value<TransferPlace>().folder, "folder");
            QCOMPARE(dropped.first().at(1).toStringList(), QStringList{u"/tmp/a.md"_s});
        }
    }

    void whatIsNotOfThisComputerIsNotTaken()
    {
        QSignalSpy dropped(m_drops, &FileDrops::dropped);
        QVERIFY(!drop(at(0), {QUrl(u"https://example.org/b"_s)}));
        QVERIFY(!drop(at(0), {}));
        QCOMPARE(dropped.size(), 0);
    }

    void anEntryIsPulledOutOnce()
    {
        QSignalSpy pulled(m_drops, &FileDrops::dragStarted);
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, at(2));
        for (int step = 1; step <= 40; ++step)
            QTest::mouseMove(m_view->viewport(), at(2) + QPoint(step, -step));
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, at(0));
        QCOMPARE(pulled.size(), 1);
        QCOMPARE(pulled.first().first().value<TransferPlace>().entry.value, u"mem_1"_s);
        QCOMPARE(pulled.first().first().value<TransferPlace>().path, u"notes/a.md"_s);
        QCOMPARE(m_view->selectionModel()->selectedRows().size(), 1); // what the pointer passed is not chosen
    }

    void aClickAndAStoreAreNotPulled()
    {
        QSignalSpy pulled(m_drops, &FileDrops::dragStarted);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, at(2));
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, at(0));
        for (int step = 1; step <= 40; ++step)
            QTest::mouseMove(m_view->viewport(), at(0) + QPoint(step, 0));
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, at(0));
        QCOMPARE(pulled.size(), 0);
        QCOMPARE(m_view->currentIndex(), m_model.index(0, 0));
    }
};

QTEST_MAIN(TestFileDrops)
#include "tst_filedrops.moc"
