// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/costmodel.h"
#include "models/roles.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::CostModel;

class TestCostModel : public QObject
{
    Q_OBJECT

    static core::Entry entry(const QString &path, qint64 size)
    {
        core::Entry entry;
        entry.id = {u"mem_"_s + path};
        entry.path = path;
        entry.size = size;
        return entry;
    }

private slots:
    void rowsAndTicks()
    {
        CostModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(model.rowCount(), 0);
        model.setTree(audit::CostTree({entry(u"notes/a\u202E.md"_s, 20), entry(u"notes/b"_s, 10), entry(u"top"_s, 5)}));
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex notes = model.index(0, 0), a = model.index(0, 0, notes);
        QCOMPARE(a.parent(), notes);
        QCOMPARE(model.index(0, 1, notes).parent(), notes);
        QCOMPARE(a.data(models::PathRole).toString(), u"notes/a\u202E.md"_s);
        QVERIFY(!a.data(models::DisplayNameRole).toString().contains(QChar(0x202E)));
        QCOMPARE(notes.data(models::SizeRole).toLongLong(), 30);
        QVERIFY(!notes.data(models::EntryIdRole).toString().size());

        QSignalSpy gone(&model, &CostModel::goneChanged), changed(&model, &CostModel::dataChanged);
        QVERIFY(model.setData(a, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(gone.size(), 1);
        QCOMPARE(changed.size(), 2); // itself and its folder
        QCOMPARE(notes.data(Qt::CheckStateRole).value<Qt::CheckState>(), Qt::PartiallyChecked);
        QVERIFY(model.setData(notes, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(model.index(1, 0, notes).data(Qt::CheckStateRole).value<Qt::CheckState>(), Qt::Checked);
        QCOMPARE(model.tree().at(0).goneBytes, 30);
        QVERIFY(!model.setData(model.index(0, 1), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(!(model.flags(model.index(0, 1)) & Qt::ItemIsUserCheckable));
    }
};

QTEST_GUILESS_MAIN(TestCostModel)
#include "tst_costmodel.moc"
