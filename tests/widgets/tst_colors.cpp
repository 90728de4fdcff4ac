// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/colors.h"

#include <QTest>

class TestColors : public QObject
{
    Q_OBJECT

private slots:
    void contrastIsThatOfWcag();
    void everyInkIsReadable_data();
    void everyInkIsReadable();
    void sidesAreToldApart();
};

namespace {

QPalette paletteOf(const QColor &base, const QColor &text, const QColor &highlight)
{
    QPalette palette;
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Highlight, highlight);
    return palette;
}

} // namespace

void TestColors::contrastIsThatOfWcag()
{
    QCOMPARE(widgets::contrast(Qt::black, Qt::white), 21.0);
    QCOMPARE(widgets::contrast(Qt::white, Qt::white), 1.0);
    QVERIFY(std::abs(widgets::contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
}

void TestColors::everyInkIsReadable_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << paletteOf(Qt::white, Qt::black, QColor(0x30, 0x8c, 0xc6)) << false;
    QTest::newRow("dark") << paletteOf(QColor(0x1e, 0x1e, 0x1e), QColor(0xdd, 0xdd, 0xdd), QColor(0x2a, 0x82, 0xda)) << true;
    QTest::newRow("black") << paletteOf(Qt::black, Qt::white, Qt::yellow) << true;
    QTest::newRow("sepia") << paletteOf(QColor(0xfd, 0xf6, 0xe3), QColor(0x58, 0x6e, 0x75), QColor(0x26, 0x8b, 0xd2)) << false;
    QTest::newRow("pale text") << paletteOf(QColor(0x30, 0x30, 0x30), QColor(0x80, 0x80, 0x80), QColor(0x40, 0x40, 0x40)) << true;
}

void TestColors::everyInkIsReadable()
{
    QFETCH(QPalette, palette);
    QTEST(widgets::isDark(palette), "dark");
    const widgets::Colors colors = widgets::colorsFor(palette);
    const QList<std::pair<QColor, QColor>> pairs = {
        {colors.ink, colors.ground}, {colors.ink, colors.gutter}, {colors.ink, colors.currentLine},
        {colors.ink, colors.added}, {colors.ink, colors.addedStrong}, {colors.ink, colors.removed},
        {colors.ink, colors.removedStrong}, {colors.ink, colors.match}, {colors.muted, colors.gutter},
        {colors.muted, colors.ground}, {colors.addedInk, colors.added}, {colors.removedInk, colors.removed},
        {colors.ink, colors.moved}, {colors.movedInk, colors.moved},
        {colors.accent, colors.ground}, {colors.positive, colors.ground}, {colors.warning, colors.ground},
        {colors.error, colors.ground}};
    for (qsizetype i = 0; i < pairs.size(); ++i)
        QVERIFY2(widgets::contrast(pairs[i].first, pairs[i].second) >= 4.5, QByteArray::number(i).constData());
}

void TestColors::sidesAreToldApart()
{
    const widgets::Colors colors = widgets::colorsFor(paletteOf(Qt::white, Qt::black, Qt::blue));
    QVERIFY(colors.added != colors.removed);
    QVERIFY(colors.added.blue() > colors.added.red());     // blue
    QVERIFY(colors.removed.red() > colors.removed.blue()); // orange
}

QTEST_APPLESS_MAIN(TestColors)
#include "tst_colors.moc"
