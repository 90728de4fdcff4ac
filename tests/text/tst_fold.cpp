// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/fold.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

//! '=' unchanged, '~' changed.
QList<text::Row> rowsOf(const QByteArray &pattern)
{
    QList<text::Row> rows;
    for (const char c : pattern) {
        text::Row row;
        row.kind = c == '=' ? text::RowKind::Same : text::RowKind::Changed;
        rows.append(row);
    }
    return rows;
}

//! "3 (5) 2": shown and (folded) rows.
QByteArray dump(const QList<text::Section> &sections)
{
    QByteArrayList parts;
    qsizetype next = 0;
    for (const text::Section &section : sections) {
        if (section.first != next)
            return "gap";
        next += section.count;
        const QByteArray count = QByteArray::number(section.count);
        parts.append(section.folded ? '(' + count + ')' : count);
    }
    return parts.join(' ');
}

} // namespace

class TestFold : public QObject
{
    Q_OBJECT

private slots:
    void fold_data();
    void fold();
    void changeStarts();
};

void TestFold::fold_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("empty") << ""_ba << ""_ba;
    QTest::newRow("all unchanged stays") << "===================="_ba << "20"_ba;
    QTest::newRow("all changed") << "~~~~"_ba << "4"_ba;
    QTest::newRow("head and tail") << "==========~=========="_ba << "(7) 7 (7)"_ba;
    QTest::newRow("middle") << "~==========~"_ba << "4 (4) 4"_ba;
    QTest::newRow("too short a middle") << "~=========~"_ba << "11"_ba;
    QTest::newRow("too short a head") << "======~"_ba << "7"_ba;
    QTest::newRow("just long enough a head") << "=======~"_ba << "(4) 4"_ba;
}

void TestFold::fold()
{
    QFETCH(QByteArray, pattern);
    QTEST(dump(text::fold(rowsOf(pattern))), "expected");
}

void TestFold::changeStarts()
{
    const QList<qsizetype> expected = {0, 3, 6};
    QCOMPARE(text::changeStarts(rowsOf("~==~~=~")), expected);
    QVERIFY(text::changeStarts(rowsOf("===")).isEmpty());
}

QTEST_APPLESS_MAIN(TestFold)
#include "tst_fold.moc"
