// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/icons.h"
#include "ui/presentation/theme.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using presentation::Appearance;

namespace {

//! The colour of the most opaque pixel.
QColor inkOf(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    QRgb found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) > qAlpha(found))
                found = image.pixel(x, y);
        }
    }
    return QColor::fromRgb(qRed(found), qGreen(found), qBlue(found));
}

bool near(const QColor &a, const QColor &b)
{
    return qAbs(a.red() - b.red()) < 8 && qAbs(a.green() - b.green()) < 8 && qAbs(a.blue() - b.blue()) < 8;
}

} // namespace

class tst_Theme : public QObject
{
    Q_OBJECT

private slots:
    void contrastIsThatOfWcag()
    {
        QCOMPARE(presentation::contrast(Qt::white, Qt::black), 21.0);
        QCOMPARE(presentation::contrast(Qt::red, Qt::red), 1.0);
        QVERIFY(qAbs(presentation::contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

    void everythingCanBeRead_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << presentation::lightPalette();
        QTest::newRow("dark") << presentation::darkPalette();
        QPalette desktop(QColor(0xee, 0xee, 0xcc), QColor(0xdd, 0xdd, 0xbb));
        QTest::newRow("somebody's desktop") << desktop;
        QTest::newRow("somebody's dark desktop") << QPalette(QColor(0x30, 0x20, 0x40), QColor(0x30, 0x20, 0x40));
    }
    void everythingCanBeRead()
    {
        QFETCH(QPalette, palette);
        const auto colour = [&](QPalette::ColorRole role) { return palette.color(QPalette::Active, role); };
        const auto readable = [](const char *what, const QColor &ink, const QColor &ground) {
            const double ratio = presentation::contrast(ink, ground);
            QVERIFY2(ratio >= 4.5, (QByteArray(what) + ' ' + QByteArray::number(ratio)).constData());
        };
        using P = QPalette;
        if (QByteArray(QTest::currentDataTag()) == "light" || QByteArray(QTest::currentDataTag()) == "dark") {
            readable("text on base", colour(P::Text), colour(P::Base));
            readable("text on alternate", colour(P::Text), colour(P::AlternateBase));
            readable("text on window", colour(P::WindowText), colour(P::Window));
            readable("button", colour(P::ButtonText), colour(P::Button));
            readable("selection", colour(P::HighlightedText), colour(P::Highlight));
            readable("tooltip", colour(P::ToolTipText), colour(P::ToolTipBase));
            readable("placeholder", colour(P::PlaceholderText), colour(P::Base));
            readable("link", colour(P::Link), colour(P::Base));
        }
        const presentation::Colours colours = presentation::coloursFor(palette);
        for (const QColor &ground : {colour(P::Base), colour(P::Window)}) {
            readable("accent", colours.accent, ground);
            readable("quiet", colours.quiet, ground);
            readable("added", colours.added, ground);
            readable("removed", colours.removed, ground);
            readable("warning", colours.warning, ground);
            readable("error", colours.error, ground);
        }
        for (const QColor &ground : {colours.addedBack, colours.removedBack, colours.warningBack, colours.errorBack,
                                     colours.informationBack, colours.hatch})
            readable("text on a wash", colour(P::Text), ground);
        readable("quiet on the hatch of redacted rows", colours.quiet, colours.hatch);
    }

    void darkIsDark()
    {
        QVERIFY(presentation::isDark(presentation::darkPalette()));
        QVERIFY(!presentation::isDark(presentation::lightPalette()));
    }

    void switchingIsLive()
    {
        presentation::Theme theme(*qobject_cast<QApplication *>(QCoreApplication::instance()));
        QSignalSpy changed(&theme, &presentation::Theme::changed);
        theme.setAppearance(Appearance::Dark);
        QVERIFY(theme.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Base), presentation::darkPalette().color(QPalette::Base));
        theme.setAppearance(Appearance::Light);
        QVERIFY(!theme.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Base), presentation::lightPalette().color(QPalette::Base));
        QCOMPARE(changed.count(), 2);
    }

    void iconsHaveThePalettesColours_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"store", "store-archived", "folder", "entry", "entry-modified", "created", "updated",
                                 "deleted", "redacted", "refresh", "warning", "info", "more"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void iconsHaveThePalettesColours()
    {
        QFETCH(QString, name);
        for (const QPalette &palette : {presentation::lightPalette(), presentation::darkPalette()}) {
            const QIcon icon = presentation::icon(name, palette);
            QVERIFY(!icon.isNull());
            QVERIFY(near(inkOf(icon.pixmap(32, 32)), palette.color(QPalette::Active, QPalette::WindowText)));
            QVERIFY(near(inkOf(icon.pixmap(32, 32, QIcon::Disabled)), palette.color(QPalette::Disabled, QPalette::WindowText)));
            QVERIFY(near(inkOf(icon.pixmap(32, 32, QIcon::Selected)), palette.color(QPalette::Active, QPalette::HighlightedText)));
        }
    }
    void iconsAreSharpAtAnyScale()
    {
        const QIcon icon = presentation::icon(u"store"_s, presentation::lightPalette());
        const QPixmap twice = icon.pixmap(QSize(16, 16), 2.0);
        QCOMPARE(twice.size(), QSize(32, 32));
        QCOMPARE(twice.devicePixelRatio(), 2.0);
        QImage canvas(40, 40, QImage::Format_ARGB32_Premultiplied);
        canvas.setDevicePixelRatio(2.0);
        canvas.fill(Qt::transparent);
        QPainter painter(&canvas);
        icon.paint(&painter, QRect(0, 0, 20, 20));
        painter.end();
        bool drawn = false;
        for (int x = 0; x < 40; ++x)
            drawn = drawn || qAlpha(canvas.pixel(x, 28)) > 0; // beyond the first quarter: it fills the rectangle
        QVERIFY(drawn);
    }
    void anUnknownIconIsNull() { QVERIFY(presentation::icon(u"no-such"_s, QPalette()).isNull()); }
};

QTEST_MAIN(tst_Theme)
#include "tst_theme.moc"
