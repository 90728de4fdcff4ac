// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/copyablefield.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>
#include <QToolButton>

using namespace Qt::StringLiterals;

class TestLabels : public QObject
{
    Q_OBJECT

private slots:
    void labelsNeverInterpret();
    void elidedLabelTellsTheRest();
    void toolTips_data();
    void toolTips();
    void fieldCopiesTheExactValue();
    void flowWraps();
};

void TestLabels::labelsNeverInterpret()
{
    widgets::PlainLabel label;
    label.showName(u"<img src=x>\u202E.md"_s);
    QCOMPARE(label.textFormat(), Qt::PlainText);
    QCOMPARE(label.text(), u"<img src=x>‹U+202E›.md"_s);
}

void TestLabels::elidedLabelTellsTheRest()
{
    widgets::PlainLabel label;
    label.setElideMode(Qt::ElideMiddle);
    const QString name = u"/<b>a</b>/very/long/path/that/does/not/fit.md"_s;
    label.showName(name);
    label.resize(label.minimumSizeHint());
    label.show();
    QVERIFY(label.minimumSizeHint().width() < label.sizeHint().width());
    QCOMPARE(label.toolTip(), widgets::plainToolTip(name));
    label.resize(label.sizeHint() + QSize(10, 0));
    QCoreApplication::processEvents();
    QVERIFY(label.toolTip().isEmpty());
}

void TestLabels::toolTips_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"a < b"_s;
    QTest::newRow("markup") << u"<b>bold</b>\nand <img src='file:///x'>"_s;
    QTest::newRow("entities") << u"<i>&amp;</i>"_s;
}

//! What a tooltip, which guesses the format, will show.
void TestLabels::toolTips()
{
    QFETCH(QString, text);
    const QString tip = widgets::plainToolTip(text);
    QTextDocument document;
    if (Qt::mightBeRichText(tip))
        document.setHtml(tip);
    else
        document.setPlainText(tip);
    QString shown = document.toRawText();
    shown.replace(QChar::ParagraphSeparator, u'\n').replace(QChar::LineSeparator, u'\n');
    QCOMPARE(shown, text);
}

void TestLabels::fieldCopiesTheExactValue()
{
    widgets::CopyableField field(u"Path"_s);
    const QString value = u"/a\u200Bb\n"_s;
    field.setValue(value);
    QCOMPARE(field.shownValue(), u"/a‹U+200B›b‹U+000A›"_s);
    QSignalSpy spy(&field, &widgets::CopyableField::copied);
    auto *button = field.findChild<QToolButton *>();
    QVERIFY(button->focusPolicy() & Qt::TabFocus);
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text(), value);
    QCOMPARE(button->accessibleName(), u"Copy Path"_s);
    QCOMPARE(field.findChild<QLineEdit *>()->accessibleName(), u"Path"_s);
    field.setValue(u"1779118500"_s, u"18 May, 15:35"_s);
    QCOMPARE(field.shownValue(), u"18 May, 15:35"_s);
    QCOMPARE(field.value(), u"1779118500"_s);
    field.setValue({});
    QVERIFY(!button->isEnabled());
}

void TestLabels::flowWraps()
{
    QWidget window;
    auto *flow = new widgets::FlowLayout(&window);
    flow->setSpacing(4);
    for (int i = 0; i < 3; ++i) {
        auto *item = new QPushButton(&window);
        item->setFixedSize(100, 20);
        flow->addWidget(item);
    }
    QCOMPARE(flow->heightForWidth(400), 20);
    QCOMPARE(flow->heightForWidth(210), 44);
    QCOMPARE(flow->heightForWidth(110), 68);
    window.resize(210, 60);
    window.show();
    QCOMPARE(flow->itemAt(2)->geometry(), QRect(0, 24, 100, 20));
}

QTEST_MAIN(TestLabels)
#include "tst_labels.moc"
