// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/messagebanner.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using widgets::BannerMessage;
using widgets::MessageBanner;
using widgets::Severity;

class TestMessageBanner : public QObject
{
    Q_OBJECT

private slots:
    void takesNoRoomWhenEmpty();
    void stacksAndReplacesById();
    void actionsByKeyboard();
    void detailsAreShownAndCopied();
    void dismiss();
    void markupIsShown();
    void namesForScreenReaders();
    void aButtonThatWaitsCountsDown();
};

namespace {

QPushButton *buttonOf(const MessageBanner &banner, const QString &label)
{
    const auto buttons = banner.findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text() == label && !button->isHidden())
            return button;
    }
    return nullptr;
}

QStringList visibleTexts(const MessageBanner &banner)
{
    QStringList texts;
    const auto labels = banner.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible() && !label->text().isEmpty())
            texts.append(label->text());
    }
    return texts;
}

} // namespace

void TestMessageBanner::takesNoRoomWhenEmpty()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *banner = new MessageBanner(&window);
    layout->addWidget(banner);
    window.show();
    QVERIFY(!banner->isVisible());
    banner->show({u"a"_s, Severity::Info, u"text"_s});
    QVERIFY(banner->isVisible());
    banner->remove(u"a"_s);
    QVERIFY(!banner->isVisible());
}

void TestMessageBanner::stacksAndReplacesById()
{
    MessageBanner banner;
    banner.show({u"a"_s, Severity::Error, u"first"_s, {{u"retry"_s, u"Retry"_s}}});
    banner.show({u"b"_s, Severity::Info, u"second"_s});
    QCOMPARE(visibleTexts(banner), QStringList({u"first"_s, u"second"_s}));
    banner.show({u"a"_s, Severity::Warning, u"changed"_s, {{u"open"_s, u"Open"_s}}});
    QCOMPARE(visibleTexts(banner), QStringList({u"changed"_s, u"second"_s}));
    QVERIFY(!buttonOf(banner, u"Retry"_s));
    QVERIFY(buttonOf(banner, u"Open"_s));
    QCOMPARE(banner.messages().size(), 2);
    QVERIFY(banner.contains(u"a"_s));
    banner.clear();
    QVERIFY(!banner.contains(u"a"_s));
    QVERIFY(banner.messages().isEmpty());
}

void TestMessageBanner::actionsByKeyboard()
{
    MessageBanner banner;
    QSignalSpy spy(&banner, &MessageBanner::actionTriggered);
    banner.show({u"a"_s, Severity::Error, u"text"_s, {{u"retry"_s, u"Retry"_s}, {u"open"_s, u"Open"_s}}});
    QPushButton *open = buttonOf(banner, u"Open"_s);
    QVERIFY(open);
    QVERIFY(open->focusPolicy() & Qt::TabFocus);
    QTest::keyClick(open, Qt::Key_Space);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.at(0), QVariantList({u"a"_s, u"open"_s}));
    QVERIFY(banner.contains(u"a"_s));
    // An answer that removes or replaces the message while its button is still down must not crash.
    connect(&banner, &MessageBanner::actionTriggered, &banner, [&banner](const QString &id) { banner.remove(id); });
    QTest::mouseClick(open, Qt::LeftButton);
    QVERIFY(!banner.contains(u"a"_s));
}

void TestMessageBanner::detailsAreShownAndCopied()
{
    MessageBanner banner;
    banner.show({u"a"_s, Severity::Error, u"text"_s, {}, u"request id: req_<b>1</b>"_s});
    QCOMPARE(visibleTexts(banner), QStringList(u"text"_s));
    auto *details = banner.findChild<QPushButton *>(u"details"_s);
    QVERIFY(details);
    QTest::mouseClick(details, Qt::LeftButton);
    QCOMPARE(visibleTexts(banner), QStringList({u"text"_s, u"request id: req_<b>1</b>"_s}));
    QTest::mouseClick(banner.findChild<QPushButton *>(u"copyDetails"_s), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"request id: req_<b>1</b>"_s);
}

void TestMessageBanner::dismiss()
{
    MessageBanner banner;
    QSignalSpy spy(&banner, &MessageBanner::dismissed);
    BannerMessage message{u"a"_s, Severity::Info, u"text"_s};
    message.dismissible = false;
    banner.show(message);
    auto *close = banner.findChild<QToolButton *>();
    QVERIFY(!close->isVisible());
    message.dismissible = true;
    banner.show(message);
    QVERIFY(close->isVisible());
    QTest::keyClick(close, Qt::Key_Space);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.at(0).at(0).toString(), u"a"_s);
    QVERIFY(!banner.contains(u"a"_s));
    QVERIFY(!banner.isVisible());
}

void TestMessageBanner::markupIsShown()
{
    MessageBanner banner;
    const QString hostile = u"<img src=\"file:///etc/hosts\"> <b>bold</b>"_s;
    banner.show({u"a"_s, Severity::Error, hostile, {}, hostile});
    const auto labels = banner.findChildren<QLabel *>();
    int found = 0;
    for (const QLabel *label : labels) {
        if (label->text() != hostile)
            continue;
        ++found;
        QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    QCOMPARE(found, 2);
}

void TestMessageBanner::namesForScreenReaders()
{
    MessageBanner banner;
    banner.show({u"a"_s, Severity::Error, u"It failed."_s, {{u"x"_s, u"Retry"_s}}, u"details"_s});
    QVERIFY(!banner.accessibleName().isEmpty());
    QCOMPARE(banner.findChild<QFrame *>()->accessibleName(), u"Error: It failed."_s);
    const auto widgets = banner.findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            QVERIFY(!button->accessibleName().isEmpty() || !button->text().isEmpty());
    }
}

void TestMessageBanner::aButtonThatWaitsCountsDown()
{
    MessageBanner banner;
    banner.show({u"slow"_s, Severity::Warning, u"Not so fast."_s, {{u"again"_s, u"Retry"_s, 1}, {u"other"_s, u"Other"_s}}});
    QVERIFY(buttonOf(banner, u"Other"_s)->isEnabled());
    QPushButton *waiting = buttonOf(banner, u"Retry (in 1 s)"_s);
    QVERIFY(waiting && !waiting->isEnabled());
    QTRY_VERIFY(waiting->isEnabled());
    QCOMPARE(waiting->text(), u"Retry"_s);
}

QTEST_MAIN(TestMessageBanner)
#include "tst_messagebanner.moc"
