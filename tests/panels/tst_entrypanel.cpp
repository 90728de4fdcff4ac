// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/entrypanel.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/markdownpreview.h"
#include "ui/widgets/messagebanner.h"
#include "ui/widgets/texteditor.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace Qt::StringLiterals;
using panels::EntryPanel;

class TestEntryPanel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_panel.reset(); }
    void startsEmpty();
    void bytesComeBackExactly();
    void typingMarksAndCounts();
    void savingClearsTheMark();
    void loadingIsNotFlickering();
    void failureOffersRetryAndDetails();
    void archivedIsReadOnlyWithReason();
    void suspectTextWaitsForEditAnyway();
    void longLineIsEditable();
    void versionIsShownOverUnsavedText();
    void versionGapCannotBeUsed();
    void useTextIsAnUnsavedEdit();
    void tabsSwitchByKeys();
    void changesAndGaps();
    void hiddenCharactersInThePath();
    void foreignBannersGoToTheController();
    void findWorksFromEveryView();
    void previewIsForMarkdown();

private:
    template <typename T>
    T *child(const char *name)
    {
        return m_panel->findChild<T *>(QLatin1String(name));
    }
    QAbstractButton *button(const QString &text)
    {
        for (auto *candidate : m_panel->findChildren<QAbstractButton *>()) {
            if (candidate->text() == text && candidate->isVisible())
                return candidate;
        }
        return nullptr;
    }
    widgets::MessageBanner *banner() { return child<widgets::MessageBanner>("banner"); }

    std::unique_ptr<EntryPanel> m_panel;
};

void TestEntryPanel::init()
{
    m_panel = std::make_unique<EntryPanel>();
    m_panel->resize(700, 500);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestEntryPanel::startsEmpty()
{
    QVERIFY(!m_panel->hasEntry());
    QVERIFY(m_panel->isReadOnly());
    QVERIFY(!m_panel->editor()->isVisible());
    QSignalSpy action(m_panel.get(), &EntryPanel::emptyActionRequested);
    m_panel->showNothing({u"No entries yet"_s, u"Create the first one."_s, u"New Entry…"_s});
    QTest::mouseClick(button(u"New Entry…"_s), Qt::LeftButton);
    QCOMPARE(action.count(), 1);
}

void TestEntryPanel::bytesComeBackExactly()
{
    const QByteArray text = "\xEF\xBB\xBFone\r\ntwo\xC2\xA0three\rfour\xE2\x80\xA8"
                            "five";
    m_panel->showEntry(text, {u"a.md"_s});
    QCOMPARE(m_panel->editedBytes(), text);
    m_panel->focusText();
    QTest::keyClick(m_panel->editor(), Qt::Key_End, Qt::ControlModifier);
    QTest::keyClick(m_panel->editor(), Qt::Key_X);
    QCOMPARE(m_panel->editedBytes(), text + "x");
}

void TestEntryPanel::typingMarksAndCounts()
{
    QSignalSpy modified(m_panel.get(), &EntryPanel::modifiedChanged);
    QSignalSpy bytes(m_panel.get(), &EntryPanel::bytesChanged);
    m_panel->showEntry("abc", {u"a.md"_s, u"v1, created 18 May"_s});
    QCOMPARE(bytes.last().at(0).toLongLong(), 3);
    QVERIFY(!child<QLabel>("modifiedLabel")->isVisible());
    m_panel->focusText();
    QKeyEvent letter(QEvent::KeyPress, 0, Qt::NoModifier, u"é"_s);
    QApplication::sendEvent(m_panel->editor(), &letter);
    QVERIFY(m_panel->isModified());
    QVERIFY(child<QLabel>("modifiedLabel")->isVisible());
    QCOMPARE(modified.last().at(0).toBool(), true);
    QTRY_COMPARE(bytes.last().at(0).toLongLong(), 5); // UTF-8
    QTest::keyClick(m_panel->editor(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!m_panel->isModified());
    QCOMPARE(modified.last().at(0).toBool(), false);
}

void TestEntryPanel::savingClearsTheMark()
{
    m_panel->showEntry("abc", {u"a.md"_s, u"v1"_s});
    QTest::keyClick(m_panel->editor(), Qt::Key_X);
    m_panel->markSaved();
    m_panel->setEntryState({u"a.md"_s, u"v2, just now"_s});
    QVERIFY(!m_panel->isModified());
    QCOMPARE(m_panel->editedBytes(), QByteArray("xabc"));
    QCOMPARE(child<QLabel>("wordsLabel")->text(), u"v2, just now"_s);
}

void TestEntryPanel::loadingIsNotFlickering()
{
    m_panel->showEntry("abc", {u"a.md"_s});
    m_panel->showLoading(u"b.md"_s);
    QVERIFY(!m_panel->hasEntry());
    QCOMPARE(child<QLineEdit>("pathEdit")->text(), u"b.md"_s);
    const auto busy = [this] {
        const auto bars = m_panel->findChildren<QWidget *>(u"busyBar"_s);
        return std::any_of(bars.begin(), bars.end(), [](const QWidget *bar) { return bar->isVisible(); });
    };
    QVERIFY(!busy());
    QTRY_VERIFY(busy());
    m_panel->showEntry("b", {u"b.md"_s});
    QVERIFY(m_panel->editor()->isVisible());
    QVERIFY(!busy());
}

void TestEntryPanel::failureOffersRetryAndDetails()
{
    QSignalSpy retry(m_panel.get(), &EntryPanel::retryRequested);
    m_panel->showFailure(u"a.md"_s, {u"Could not be read"_s, u"The service is busy."_s, u"request id: 4711"_s});
    QVERIFY(!m_panel->editor()->isVisible());
    QTest::mouseClick(button(u"Copy details"_s), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"request id: 4711"_s);
    QTest::mouseClick(button(u"&Retry"_s), Qt::LeftButton);
    QCOMPARE(retry.count(), 1);
}

void TestEntryPanel::archivedIsReadOnlyWithReason()
{
    m_panel->showEntry("abc", {u"a.md"_s, {}, u"The store is archived."_s});
    QVERIFY(m_panel->isReadOnly());
    QCOMPARE(m_panel->readOnlyReason(), u"The store is archived."_s);
    QCOMPARE(banner()->messages().value(0).text, u"The store is archived."_s);
    m_panel->focusText();
    QTest::keyClick(m_panel->editor(), Qt::Key_X);
    QCOMPARE(m_panel->editedBytes(), QByteArray("abc"));
    m_panel->setEntryState({u"a.md"_s});
    QVERIFY(!m_panel->isReadOnly());
    QVERIFY(banner()->messages().isEmpty());
}

void TestEntryPanel::suspectTextWaitsForEditAnyway()
{
    QSignalSpy asked(m_panel.get(), &EntryPanel::editAnywayRequested);
    m_panel->showEntry("abc", {u"a.md"_s, {}, {}, u"The text does not have the hash that the service tells."_s});
    QVERIFY(m_panel->isReadOnly());
    QVERIFY(button(u"Edit anyway"_s));
    QTest::mouseClick(button(u"Edit anyway"_s), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    QVERIFY(m_panel->isReadOnly()); // the controller decides
    m_panel->allowEditing();
    QVERIFY(!m_panel->isReadOnly());
    QCOMPARE(banner()->messages().size(), 1); // the warning stays
    QVERIFY(!button(u"Edit anyway"_s));
    m_panel->showEntry("abd", {u"b.md"_s, {}, {}, u"Another one."_s});
    QVERIFY(m_panel->isReadOnly()); // the permission was for the other text
}

void TestEntryPanel::longLineIsEditable()
{
    m_panel->showEntry(QByteArray(50'000, 'a'), {u"a.md"_s});
    QVERIFY(!m_panel->isReadOnly());
    QVERIFY(m_panel->readOnlyReason().isEmpty());
    QTest::keyClick(m_panel->editor(), Qt::Key_X);
    QCOMPARE(m_panel->editedBytes(), 'x' + QByteArray(50'000, 'a'));
}

void TestEntryPanel::versionIsShownOverUnsavedText()
{
    QSignalSpy compare(m_panel.get(), &EntryPanel::compareWithCurrentRequested);
    QSignalSpy use(m_panel.get(), &EntryPanel::useThisTextRequested);
    QSignalSpy back(m_panel.get(), &EntryPanel::backToCurrentRequested);
    m_panel->showEntry("head", {u"a.md"_s});
    QTest::keyClick(m_panel->editor(), Qt::Key_X);
    m_panel->showVersionText("old text", {u"v2, 18 May 15:35"_s});
    QVERIFY(m_panel->showsVersion());
    auto *view = child<widgets::TextEditor>("versionView");
    QVERIFY(view->isVisible() && view->isReadOnly());
    QCOMPARE(view->bytes(), QByteArray("old text"));
    QVERIFY(!m_panel->editor()->isVisible());
    QTest::mouseClick(button(u"Compare with current"_s), Qt::LeftButton);
    QTest::mouseClick(button(u"Restore…"_s), Qt::LeftButton);
    QTest::mouseClick(button(u"Back to current"_s), Qt::LeftButton);
    QCOMPARE(compare.count(), 1);
    QCOMPARE(use.count(), 1);
    QCOMPARE(back.count(), 1);
    m_panel->leaveVersion();
    QVERIFY(m_panel->editor()->isVisible());
    QCOMPARE(m_panel->editedBytes(), QByteArray("xhead"));
    QVERIFY(m_panel->isModified());
}

void TestEntryPanel::versionGapCannotBeUsed()
{
    m_panel->showEntry("head", {u"a.md"_s});
    m_panel->showVersionGap({u"v1, 17 May"_s}, {u"Redacted on 18 May"_s, u"Its text was erased."_s});
    QVERIFY(m_panel->showsVersion());
    QVERIFY(!button(u"Restore…"_s));
    QVERIFY(button(u"Back to current"_s));
    QVERIFY(!child<widgets::TextEditor>("versionView")->isVisible());
    QSignalSpy retry(m_panel.get(), &EntryPanel::versionRetryRequested);
    m_panel->showVersionFailure({u"v1, 17 May"_s}, {u"Could not be read"_s, u"No connection."_s});
    QTest::mouseClick(button(u"&Retry"_s), Qt::LeftButton);
    QCOMPARE(retry.count(), 1);
}

void TestEntryPanel::useTextIsAnUnsavedEdit()
{
    m_panel->showEntry("head\r\n", {u"a.md"_s});
    m_panel->showVersionText("old\n", {u"v2"_s});
    m_panel->useText("old\n");
    QVERIFY(!m_panel->showsVersion());
    QVERIFY(m_panel->isModified());
    QCOMPARE(m_panel->editedBytes(), QByteArray("old\n"));
    QVERIFY(child<QLabel>("modifiedLabel")->isVisible());
}

void TestEntryPanel::tabsSwitchByKeys()
{
    QSignalSpy views(m_panel.get(), &EntryPanel::viewChanged);
    m_panel->showEntry("a", {u"a.md"_s});
    auto *tabs = child<QTabBar>("tabs");
    tabs->setFocus();
    QTest::keyClick(tabs, Qt::Key_Right);
    QCOMPARE(m_panel->view(), EntryPanel::View::Changes);
    QVERIFY(m_panel->changes()->isVisible());
    QTest::keyClick(tabs, Qt::Key_Right);
    QCOMPARE(m_panel->view(), EntryPanel::View::Details);
    QVERIFY(m_panel->details()->isVisible());
    QCOMPARE(views.count(), 2);
}

void TestEntryPanel::changesAndGaps()
{
    m_panel->setView(EntryPanel::View::Changes);
    auto *changes = m_panel->changes();
    changes->showChanges({u"v1"_s, "one\ntwo\nthree\n"}, {u"v2"_s, "one\n2\nthree\n"});
    QTRY_COMPARE(changes->diffView()->changeCount(), 1);
    QVERIFY(child<QAbstractButton>("nextButton")->isEnabled());
    QVERIFY(!child<QLabel>("countsLabel")->text().isEmpty());
    QTest::mouseClick(child<QAbstractButton>("nextButton"), Qt::LeftButton);
    QCOMPARE(changes->diffView()->currentChange(), 0);

    QSignalSpy side(changes, &panels::ChangesPage::sideBySideChanged);
    const bool before = changes->isSideBySide();
    QTest::mouseClick(child<QAbstractButton>("sideButton"), Qt::LeftButton);
    QCOMPARE(changes->isSideBySide(), !before);
    QCOMPARE(side.count(), 1);
    changes->setSideBySide(true);
    side.clear();
    m_panel->resize(2'400, m_panel->height());
    QTRY_VERIFY(!changes->diffView()->isInline());
    m_panel->resize(400, m_panel->height()); // no room for two: inline, but that was nobody's choice
    QTRY_VERIFY(changes->diffView()->isInline());
    QVERIFY(changes->isSideBySide());
    QCOMPARE(side.count(), 0);

    changes->showChanges({u"v1"_s, {}, u"Redacted on 18 May"_s}, {u"v2"_s, "text\n"});
    QVERIFY(changes->diffView()->isVisible()); // a labelled gap, not an error
    QTRY_VERIFY(!child<QAbstractButton>("nextButton")->isEnabled());

    QSignalSpy retry(changes, &panels::ChangesPage::retryRequested);
    changes->showFailure(u"v1"_s, u"v2"_s, {{}, u"No connection."_s});
    QTest::mouseClick(button(u"&Retry"_s), Qt::LeftButton);
    QCOMPARE(retry.count(), 1);
}

void TestEntryPanel::hiddenCharactersInThePath()
{
    m_panel->showEntry("a", {u"no\u202Etes/<img src=x>.md"_s});
    QCOMPARE(child<QLineEdit>("pathEdit")->text(), u"no‹U+202E›tes/<img src=x>.md"_s);
}

void TestEntryPanel::foreignBannersGoToTheController()
{
    QSignalSpy action(m_panel.get(), &EntryPanel::bannerActionTriggered);
    m_panel->showBanner(
        {u"save"_s, widgets::Severity::Error, u"The entry was deleted."_s, {{u"keep"_s, u"Keep as new"_s}}});
    QTest::mouseClick(button(u"Keep as new"_s), Qt::LeftButton);
    QCOMPARE(action.count(), 1);
    QCOMPARE(action.first().at(0).toString(), u"save"_s);
    QCOMPARE(action.first().at(1).toString(), u"keep"_s);
    m_panel->dismissBanner(u"save"_s);
    QVERIFY(banner()->messages().isEmpty());
}

void TestEntryPanel::findWorksFromEveryView()
{
    m_panel->find(); // nothing there: nothing happens
    m_panel->showEntry("one two one", {u"a.md"_s});
    m_panel->setView(EntryPanel::View::Details);
    m_panel->find();
    QCOMPARE(m_panel->view(), EntryPanel::View::Text);
    auto *field = qobject_cast<QLineEdit *>(m_panel->focusWidget());
    QVERIFY(field);
    QTest::keyClicks(field, u"one"_s);
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(m_panel->editor()->hasFocus());
}

void TestEntryPanel::previewIsForMarkdown()
{
    const auto preview = [this] { return m_panel->findChild<widgets::MarkdownPreview *>(); };
    m_panel->show();
    m_panel->setPreview(true);
    QVERIFY(!m_panel->canPreview());
    QVERIFY(!preview());
    m_panel->showEntry("# Title", {u"/notes/a.md"_s});
    QVERIFY(m_panel->canPreview());
    QVERIFY(preview()->isVisible());
    m_panel->showEntry("{}", {u"/notes/a.json"_s});
    QVERIFY(!m_panel->canPreview());
    QVERIFY(!preview()->isVisible());
    m_panel->showEntry("# Title", {u"/notes/a.md"_s});
    QVERIFY(preview()->isVisible());
    m_panel->setPreview(false);
    QVERIFY(!preview()->isVisible());
}

QTEST_MAIN(TestEntryPanel)
#include "tst_entrypanel.moc"
