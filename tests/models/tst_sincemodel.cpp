// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/sincemodel.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QTest>

using namespace Qt::StringLiterals;
using history::EntryChange;
using models::SinceKind;
using models::SinceModel;
using models::SinceWho;

//! What became of entries between two moments, as rows.
class TestSinceModel : public QObject
{
    Q_OBJECT

    static history::Record record(const QString &hash, qint64 size)
    {
        history::Record record;
        record.version.sha256 = hash;
        record.version.size = size;
        return record;
    }
    static EntryChange change(const QString &path, const std::optional<history::Record> &before, const std::optional<history::Record> &after,
                              int versions = 1, int here = 0, bool beforeKnown = true)
    {
        return {{u"mem_"_s + path}, path, before, after, versions, here, beforeKnown};
    }
    static SinceKind kind(const SinceModel &model, int row)
    {
        return SinceKind(model.index(row, 0).data(SinceModel::SinceKindRole).toInt());
    }

private slots:
    void kinds()
    {
        SinceModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const auto a = record(u"aa"_s, 100);
        const auto b = record(u"bb"_s, 130);
        model.setChanges({change(u"1"_s, {}, b, 2, 2), change(u"2"_s, a, b, 3, 1), change(u"3"_s, a, {}), change(u"4"_s, {}, {}, 2),
                          change(u"5"_s, a, a, 2), change(u"6"_s, {}, b, 1, 0, false), change(u"7"_s, {}, {}, 1, 0, false)});
        const QList<SinceKind> wanted{SinceKind::Created, SinceKind::Changed, SinceKind::Deleted, SinceKind::CameAndWent,
                                      SinceKind::Unchanged, SinceKind::NotKnown, SinceKind::Deleted};
        for (int row = 0; row < wanted.size(); ++row)
            QCOMPARE(kind(model, row), wanted[row]);
        QCOMPARE(model.index(0, 0).data(models::SizeChangeRole).toLongLong(), 130);
        QCOMPARE(model.index(1, 0).data(models::SizeChangeRole).toLongLong(), 30);
        QCOMPARE(model.index(2, 0).data(models::SizeChangeRole).toLongLong(), -100);
        QVERIFY(!model.index(5, 0).data(models::SizeChangeRole).isValid());
        QCOMPARE(SinceWho(model.index(0, 0).data(SinceModel::SinceWhoRole).toInt()), SinceWho::Here);
        QCOMPARE(SinceWho(model.index(1, 0).data(SinceModel::SinceWhoRole).toInt()), SinceWho::Both);
        QCOMPARE(SinceWho(model.index(2, 0).data(SinceModel::SinceWhoRole).toInt()), SinceWho::Others);
        QCOMPARE(model.totals().entries, 7);
        QCOMPARE(model.totals().versions, 12);
        QCOMPARE(model.totals().writtenHere, 3);
        QCOMPARE(model.totals().kinds[size_t(SinceKind::Deleted)], 2);
    }

    void rowsStayWhenOthersComeAndGo()
    {
        SinceModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const auto text = record(u"aa"_s, 1);
        model.setChanges({change(u"b"_s, {}, text), change(u"d"_s, {}, text), change(u"f"_s, {}, text)});
        const QPersistentModelIndex kept = model.index(1, 0);
        model.setChanges({change(u"a"_s, {}, text), change(u"c"_s, {}, text), change(u"d"_s, {}, text, 5), change(u"g"_s, {}, text)});
        QCOMPARE(kept.row(), 2);
        QCOMPARE(kept.data(SinceModel::SinceVersionsRole).toInt(), 5);
        QStringList paths;
        for (int row = 0; row < model.rowCount(); ++row)
            paths.append(model.index(row, 0).data(models::PathRole).toString());
        QCOMPARE(paths, QStringList({u"a"_s, u"c"_s, u"d"_s, u"g"_s}));
        model.setChanges({});
        QVERIFY(!kept.isValid());
        QCOMPARE(model.rowCount(), 0);
    }

    void isBounded()
    {
        SinceModel model;
        QList<EntryChange> many;
        for (int i = 0; i < SinceModel::mostRows + 7; ++i)
            many.append(change(u"%1"_s.arg(i, 6, 10, QChar(u'0')), {}, record(u"aa"_s, 1)));
        model.setChanges(many);
        QCOMPARE(model.rowCount(), SinceModel::mostRows);
        QCOMPARE(model.totals().entries, SinceModel::mostRows + 7);
    }
};

QTEST_GUILESS_MAIN(TestSinceModel)
#include "tst_sincemodel.moc"
