// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/presentedsince.h"

#include <QTest>

using namespace Qt::StringLiterals;
using models::SinceModel;
using presentation::PresentedSince;

//! What *Changed Since* says of each kind of change, in the table, to a pointer and to a listener.
class TestPresentedSince : public QObject
{
    Q_OBJECT

    static history::Record record(const QString &hash, qint64 size)
    {
        history::Record record;
        record.version.sha256 = hash;
        record.version.size = size;
        return record;
    }

private slots:
    void rows_data()
    {
        QTest::addColumn<history::EntryChange>("change");
        QTest::addColumn<QStringList>("cells");
        QTest::addColumn<QString>("toolTip");
        QTest::addColumn<QString>("read");
        const auto a = record(u"aa"_s, 100);
        const auto b = record(u"bb"_s, 1'330);
        const auto row = [](const char *name, const std::optional<history::Record> &before, const std::optional<history::Record> &after,
                            int versions, int here, bool known, const QStringList &cells, const QString &toolTip, const QString &read) {
            QTest::newRow(name) << history::EntryChange{{u"mem_1"_s}, u"notes/a.md"_s, before, after, versions, here, known}
                                << (QStringList{u"notes/a.md"_s} + cells) << (u"notes/a.md\n"_s + toolTip) << read;
        };
        row("created", {}, b, 2, 2, true, {u"created"_s, u"2"_s, u"here"_s, u"+1,330 B"_s}, u"Was not there then."_s,
            u"notes/a.md, created, 2 versions, written by: here"_s);
        row("changed", a, b, 3, 1, true, {u"changed"_s, u"3"_s, u"here and others"_s, u"+1,230 B"_s}, u"Has another text now."_s,
            u"notes/a.md, changed, 3 versions, written by: here and others"_s);
        row("deleted", a, {}, 1, 0, true, {u"deleted"_s, u"1"_s, u"others"_s, u"−100 B"_s}, u"Was there then, and is deleted now."_s,
            u"notes/a.md, deleted, 1 version, written by: others"_s);
        row("came and went", {}, {}, 2, 0, true, {u"came and went"_s, u"2"_s, u"others"_s, u"±0 B"_s}, u"Was neither there then nor is it now."_s,
            u"notes/a.md, came and went, 2 versions, written by: others"_s);
        row("same", a, a, 2, 0, true, {u"same as then"_s, u"2"_s, u"others"_s, u"±0 B"_s}, u"Was written to, and has the same text as then."_s,
            u"notes/a.md, same as then, 2 versions, written by: others"_s);
        row("not known", {}, b, 1, 0, false, {u"written to"_s, u"1"_s, u"others"_s, QString()},
            u"Was written to. What it was then is older than what was read so far."_s, u"notes/a.md, written to, 1 version, written by: others"_s);
    }
    void rows()
    {
        QFETCH(history::EntryChange, change);
        QFETCH(QStringList, cells);
        QFETCH(QString, toolTip);
        QFETCH(QString, read);
        SinceModel model;
        PresentedSince shown;
        shown.setSourceModel(&model);
        model.setChanges({change});
        QStringList said;
        for (int column = 0; column < shown.columnCount(); ++column)
            said.append(shown.index(0, column).data().toString());
        QCOMPARE(said, cells);
        QCOMPARE(shown.index(0, 0).data(Qt::ToolTipRole).toString(), toolTip);
        QCOMPARE(shown.index(0, 0).data(Qt::AccessibleTextRole).toString(), read);
    }

    void totals()
    {
        SinceModel::Totals totals;
        totals.kinds[size_t(models::SinceKind::Created)] = 1;
        totals.entries = 1;
        totals.versions = 1;
        QCOMPARE(presentation::sinceTotalsText(totals), u"1 entry was written to: 1 created. 1 version, none of them written here."_s);
        totals.kinds[size_t(models::SinceKind::Changed)] = 29'999;
        totals.entries = 30'000;
        totals.versions = 31'000;
        totals.writtenHere = 4;
        QCOMPARE(presentation::sinceTotalsText(totals),
                 u"30,000 entries were written to: 1 created, 29,999 changed. 31,000 versions, 4 of them written here. The first 20,000 are listed."_s);
        totals.writtenHere = totals.versions;
        QVERIFY(presentation::sinceTotalsText(totals).contains(u"31,000 versions, all written here."_s));
    }
};

QTEST_MAIN(TestPresentedSince)
#include "tst_presentedsince.moc"
