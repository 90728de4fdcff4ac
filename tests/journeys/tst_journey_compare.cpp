// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "models/roles.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/sessionhost.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/dialogs/pickentrydialog.h"
#include "ui/panels/changespage.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/mergeresult.h"
#include "ui/widgets/texteditor.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

using namespace Qt::StringLiterals;

//! Comparing any two texts, restoring an old one and taking one change back, as a person does it.
class TestJourneyCompare : public QObject
{
    Q_OBJECT

    std::unique_ptr<Journey> m_journey;

    panels::EntryPanel &panel() const { return m_journey->window().entry(); }
    panels::HistoryPanel &historyPanel() const { return m_journey->window().history(); }
    QListView *history() const { return historyPanel().view(); }
    widgets::DiffView *diff() const { return panel().changes()->diffView(); }
    const std::optional<core::Entry> &base() const { return m_journey->workbench().entryController().base(); }
    QAction *action(const char *id) const { return m_journey->action(id); }

    const core::Store *store(const QString &name) const
    {
        for (const core::Store &found : m_journey->session()->stores().stores()) {
            if (found.name == name)
                return &found;
        }
        return nullptr;
    }

    bool open(const QString &storeName, const QString &path, int versions)
    {
        session::EntryList &list = m_journey->session()->entries(store(storeName)->id);
        list.load();
        if (!support::eventually([&] { return list.findPath(path) != nullptr; }))
            return false;
        const core::Entry entry = *list.findPath(path);
        m_journey->workbench().navigator().go({entry.store, entry.id, {}});
        return support::eventually([&] {
            return base() && base()->id == entry.id && history()->model()->rowCount() == versions
                && m_journey->session()->versions(entry.store).isCompleteFor(entry.id);
        });
    }

    //! The version with that number of `of`.
    void clickVersion(int number, int of, Qt::KeyboardModifiers keys = {}) const
    {
        const QModelIndex row = history()->model()->index(of - number, 0);
        const core::VersionId id{row.data(models::VersionIdRole).toString()};
        Journey::click(history(), row, keys);
        QTRY_VERIFY(m_journey->workbench().navigator().subject().versions.contains(id));
    }

    QString left() const { return diff()->findChildren<QLabel *>().value(0)->text(); }

    QPushButton *button(const QString &text) const
    {
        for (QPushButton *button : m_journey->window().findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text().remove(u'&') == text)
                return button;
        }
        return nullptr;
    }

    //! All that is written on the panel now.
    QString words() const
    {
        QStringList all;
        for (QLabel *label : panel().findChildren<QLabel *>()) {
            if (label->isVisible())
                all.append(label->text());
        }
        return all.join(u'\n');
    }
    bool says(const QString &sentence) const { return words().contains(sentence); }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QApplication::setActiveWindow(&m_journey->window());
        QTRY_VERIFY(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }

    static QByteArray stores();

private slots:
    void init()
    {
        m_journey = std::make_unique<Journey>();
        QVERIFY(service::importStores(m_journey->dataFolder(), stores()));
        QVERIFY(m_journey->openLocal());
        QTRY_VERIFY(store(u"agent notes"_s) && store(u"archive"_s));
        QVERIFY(open(u"agent notes"_s, u"rules.md"_s, 4));
    }
    void cleanup() { m_journey.reset(); }

    void twoOldVersionsByMouse();
    void twoOldVersionsByKeys();
    void fromVersionToVersionWithinTheChanges();
    void aMarkSurvivesEntryAndStore();
    void aMarkSurvivesTheConnection();
    void aTwinIsOfferedFirst();
    void theEditorsText();
    void aPatchIsSaved();
    void restoreIsAnEditUntilSaved();
    void aDeletedEntryIsRecreated();
    void takeBackKeepsWhatCameLater();
    void takeBackWithConflictsMerges();
    void whatCannotBeTakenBackSaysWhy();
};

//! rules.md: v2 changes the first line, v3 the last, v4 moves a block. The archive has a twin of it.
QByteArray TestJourneyCompare::stores()
{
    return R"({"format": 1, "stores": [
      {"name": "agent notes", "description": "d", "metadata": {}, "created_at": "2026-10-01T08:00:00.000000Z", "entries": [
        {"path": "rules.md", "versions": [
          {"action": "created", "at": "2026-10-02T08:00:00.000000Z",
           "content": "theme: dark\nfont: large\n\nalpha is the first of the rules\nbeta is the second of the rules\n\nmiddle one\nmiddle two\nmiddle three\nmiddle four\n\nowner: Ada\n"},
          {"action": "updated", "at": "2026-10-03T08:00:00.000000Z",
           "content": "theme: light\nfont: large\n\nalpha is the first of the rules\nbeta is the second of the rules\n\nmiddle one\nmiddle two\nmiddle three\nmiddle four\n\nowner: Ada\n"},
          {"action": "updated", "at": "2026-10-04T08:00:00.000000Z",
           "content": "theme: light\nfont: large\n\nalpha is the first of the rules\nbeta is the second of the rules\n\nmiddle one\nmiddle two\nmiddle three\nmiddle four\n\nowner: Bob\n"},
          {"action": "updated", "at": "2026-10-05T08:00:00.000000Z",
           "content": "theme: light\nfont: large\n\nmiddle one\nmiddle two\nmiddle three\nmiddle four\n\nalpha is the first of the rules\nbeta is the second of the rules\n\nowner: Bob\n"}]},
        {"path": "gone.md", "versions": [
          {"action": "created", "at": "2026-10-06T08:00:00.000000Z", "content": "worth keeping\n"},
          {"action": "deleted", "at": "2026-10-07T08:00:00.000000Z"}]}]},
      {"name": "archive", "description": "d", "metadata": {}, "created_at": "2026-09-01T08:00:00.000000Z", "entries": [
        {"path": "rules.md", "versions": [
          {"action": "created", "at": "2026-09-02T08:00:00.000000Z", "content": "theme: none\n"},
          {"action": "updated", "at": "2026-09-03T08:00:00.000000Z", "content": "theme: dim\n"}]},
        {"path": "other.md", "versions": [
          {"action": "created", "at": "2026-09-04T08:00:00.000000Z", "content": "theme: other\n"}]}]}]})";
}

void TestJourneyCompare::twoOldVersionsByMouse()
{
    clickVersion(3, 4);
    clickVersion(1, 4, Qt::ControlModifier); // the older one last: it stands left all the same
    QTRY_VERIFY(button(u"Compare"_s) && button(u"Compare"_s)->isEnabled());
    QTest::mouseClick(button(u"Compare"_s), Qt::LeftButton);
    QTRY_COMPARE(panel().view(), panels::EntryPanel::View::Changes);
    QTRY_COMPARE(diff()->sentences(), (QStringList{u"Line 1: “dark” became “light”."_s, u"Line 12: “Ada” became “Bob”."_s}));
    QVERIFY(left().contains(u"v1"_s));
}

void TestJourneyCompare::twoOldVersionsByKeys()
{
    press(Qt::Key_3, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget(), history());
    press(Qt::Key_Home);
    press(Qt::Key_Down); // v3
    press(Qt::Key_M);
    QTRY_VERIFY(m_journey->visible<QLabel>("baseLabel"));
    press(Qt::Key_Down);
    press(Qt::Key_Down); // v1
    press(Qt::Key_Return);
    QTRY_COMPARE(panel().view(), panels::EntryPanel::View::Changes);
    QTRY_COMPARE(diff()->changeCount(), 2);
    QVERIFY(left().contains(u"v1"_s));
    press(Qt::Key_F7);
    QTRY_COMPARE(diff()->currentChange(), 1);
    press(Qt::Key_F7, Qt::ShiftModifier);
    QTRY_COMPARE(diff()->currentChange(), 0);
    QVERIFY(m_journey->visible<QLabel>("baseLabel")); // for the next one
    press(Qt::Key_Escape);
    QTRY_VERIFY(!m_journey->visible<QLabel>("baseLabel"));
}

void TestJourneyCompare::fromVersionToVersionWithinTheChanges()
{
    clickVersion(4, 4);
    panel().setView(panels::EntryPanel::View::Changes);
    QTRY_COMPARE(diff()->movedBlocks().list().size(), 1);
    diff()->setFocus();
    press(Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(diff()->sentences(), QStringList{u"Line 12: “Ada” became “Bob”."_s});
    QCOMPARE(QApplication::focusWidget(), diff());
    press(Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(diff()->sentences(), QStringList{u"Line 1: “dark” became “light”."_s});
    press(Qt::Key_Up, Qt::AltModifier);
    QTRY_COMPARE(diff()->sentences(), QStringList{u"Line 12: “Ada” became “Bob”."_s});
}

void TestJourneyCompare::aMarkSurvivesEntryAndStore()
{
    clickVersion(2, 4);
    QTRY_VERIFY(action("version.mark")->isEnabled());
    action("version.mark")->trigger();
    QVERIFY(!action("version.compareMarked")->isEnabled()); // with itself
    QVERIFY(open(u"archive"_s, u"rules.md"_s, 2));
    QTRY_VERIFY(m_journey->visible<QLabel>("baseLabel"));
    QVERIFY(m_journey->visible<QLabel>("baseLabel")->text().contains(u"agent notes: v2"_s));
    clickVersion(1, 2);
    QTRY_VERIFY(action("version.compareMarked")->isEnabled());
    action("version.compareMarked")->trigger();
    QTRY_VERIFY(diff()->diff().afterText.startsWith("theme: light\n"));
    QCOMPARE(diff()->diff().beforeText, "theme: none\n"_ba); // a month older: left
    QVERIFY2(left().contains(u"archive: v1"_s), qPrintable(left()));
    QVERIFY(!left().contains(u"rules.md"_s)); // only where they differ

    QVERIFY(open(u"archive"_s, u"other.md"_s, 1));
    action("version.compareMarked")->trigger(); // nothing chosen: the present text
    QTRY_COMPARE(left(), u"\u2212 archive · other.md: Stored text, v1"_s);
    QCOMPARE(diff()->diff().beforeText, "theme: other\n"_ba);
    QVERIFY(diff()->diff().afterText.startsWith("theme: light\n"));
}

void TestJourneyCompare::aMarkSurvivesTheConnection()
{
    QTemporaryDir folder;
    QVERIFY(service::importStores(folder.path(), stores()));
    service::Options options;
    options.dataDirectory = folder.path();
    options.token = "journey-token";
    const auto running = service::Service::start(options);
    QVERIFY(running);
    clickVersion(2, 4);
    m_journey->action("version.mark")->trigger();
    const session::Session *local = m_journey->session();
    m_journey->workbench().sessions().openForThisRun(u"Elsewhere"_s, (*running)->baseUrl(),
                                                     *api::Token::make(options.token));
    QTRY_VERIFY(m_journey->session() && m_journey->session() != local);
    QTRY_VERIFY(store(u"agent notes"_s));
    QVERIFY(open(u"agent notes"_s, u"rules.md"_s, 4));
    QTRY_VERIFY(m_journey->visible<QLabel>("baseLabel"));
    QVERIFY(m_journey->visible<QLabel>("baseLabel")->text().contains(u"Local workspace · agent notes: v2"_s));
    clickVersion(3, 4);
    history()->setFocus();
    press(Qt::Key_Return);
    QTRY_COMPARE(diff()->sentences(), QStringList{u"Line 12: “Ada” became “Bob”."_s});
    QVERIFY2(left().startsWith(u"\u2212 Local workspace · agent notes: v2"_s), qPrintable(left()));

    const core::ConnectionId elsewhere = m_journey->session()->connection().id;
    clickVersion(1, 4);
    m_journey->action("version.mark")->trigger();
    m_journey->workbench().sessions().bringForward(local->connection().id);
    QTRY_VERIFY(m_journey->session() == local);
    QVERIFY(open(u"agent notes"_s, u"rules.md"_s, 4));
    QTRY_VERIFY(m_journey->visible<QLabel>("baseLabel"));
    m_journey->workbench().sessions().close(elsewhere); // what is marked there goes with it
    QTRY_VERIFY(!m_journey->visible<QLabel>("baseLabel"));
    QVERIFY(!action("version.compareMarked")->isEnabled());
}

void TestJourneyCompare::aTwinIsOfferedFirst()
{
    QTRY_VERIFY(action("entry.compareOther")->isEnabled());
    action("entry.compareOther")->trigger();
    QTRY_VERIFY(m_journey->dialog<dialogs::PickEntryDialog>());
    auto *dialog = m_journey->dialog<dialogs::PickEntryDialog>();
    auto *list = dialog->findChild<QListView *>(u"entriesView"_s);
    QTRY_COMPARE(Journey::texts(list), QStringList{u"Same path in archive: rules.md"_s}); // alone in its own store
    auto *filter = dialog->findChild<QLineEdit *>(u"filterEdit"_s);
    filter->setText(u"nothing like it"_s);
    QTRY_COMPARE(list->model()->rowCount(), 0);
    QVERIFY(!button(u"Compare"_s) || !dialog->isAncestorOf(button(u"Compare"_s)) || !button(u"Compare"_s)->isEnabled());
    filter->clear();
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_VERIFY(!m_journey->dialog<dialogs::PickEntryDialog>());
    QTRY_COMPARE(diff()->diff().beforeText, "theme: dim\n"_ba);
    QVERIFY2(left().contains(u"archive: Current text, v2"_s), qPrintable(left()));
}

void TestJourneyCompare::theEditorsText()
{
    QTest::keyClicks(panel().editor(), u"unsaved "_s);
    clickVersion(1, 4);
    QTRY_VERIFY(action("version.compareEditor")->isEnabled());
    action("version.compareEditor")->trigger();
    QTRY_VERIFY(diff()->diff().afterText.startsWith("unsaved theme: light"));
    QVERIFY(diff()->diff().beforeText.startsWith("theme: dark"));
    action("version.compareCurrent")->trigger(); // what the service holds
    QTRY_VERIFY(diff()->diff().afterText.startsWith("theme: light"));
}

void TestJourneyCompare::aPatchIsSaved()
{
    clickVersion(2, 4);
    panel().setView(panels::EntryPanel::View::Changes);
    QTRY_VERIFY(action("changes.savePatch")->isEnabled());
    action("changes.copyPatch")->trigger();
    const QByteArray copied = QGuiApplication::clipboard()->text().toUtf8();
    QVERIFY2(copied.startsWith("--- a/rules.md\n+++ b/rules.md\n@@ -1,4 +1,4 @@\n-theme: dark\n+theme: light\n"), copied.constData());
    action("changes.savePatch")->trigger();
    QTRY_VERIFY(m_journey->dialog<QFileDialog>());
    auto *chooser = m_journey->dialog<QFileDialog>();
    QVERIFY(chooser->selectedFiles().value(0).endsWith(u"/rules.md.patch"_s));
    QTemporaryDir folder;
    const QString name = folder.filePath(u"x.patch"_s);
    emit chooser->fileSelected(name);
    chooser->reject();
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), copied);
}

void TestJourneyCompare::restoreIsAnEditUntilSaved()
{
    clickVersion(1, 4);
    QTRY_VERIFY(button(u"Restore…"_s) && button(u"Restore…"_s)->isEnabled());
    QTest::mouseClick(button(u"Restore…"_s), Qt::LeftButton);
    QTRY_VERIFY(panel().editedBytes().startsWith("theme: dark"));
    QVERIFY(panel().isModified());
    QTRY_VERIFY(says(u"Restored v1 as an edit; saving makes v5."_s));
    QCOMPARE(base()->version, 4); // nothing by itself
    action("entry.save")->trigger();
    QTRY_COMPARE(base()->version, 5);
    QTRY_VERIFY(!says(u"Restored v1"_s));
}

void TestJourneyCompare::aDeletedEntryIsRecreated()
{
    m_journey->workbench().navigator().go({store(u"agent notes"_s)->id, {}, {}});
    QTRY_VERIFY(history()->model()->rowCount() == 6);
    Journey::click(history(), history()->model()->index(1, 0)); // gone.md, before its deletion
    QTRY_VERIFY(action("version.use")->isEnabled());
    action("version.use")->trigger();
    QTRY_VERIFY(m_journey->dialog<dialogs::NewEntryDialog>());
    auto *dialog = m_journey->dialog<dialogs::NewEntryDialog>();
    QCOMPARE(dialog->path(), u"gone.md"_s);
    QCOMPARE(dialog->text(), "worth keeping\n"_ba);
    QVERIFY(dialog->findChild<QLabel *>(u"noteLabel"_s)->isVisible());
    QVERIFY(dialog->findChild<QLabel *>(u"noteLabel"_s)->text().contains(u"new history"_s));
    QTest::mouseClick(button(u"Create"_s), Qt::LeftButton);
    QTRY_VERIFY(base() && base()->path == u"gone.md");
    QCOMPARE(panel().editedBytes(), "worth keeping\n"_ba);
}

void TestJourneyCompare::takeBackKeepsWhatCameLater()
{
    clickVersion(2, 4);
    QTRY_VERIFY(action("version.takeBack")->isEnabled());
    action("version.takeBack")->trigger();
    QByteArray expected = base()->content.value();
    expected.replace("theme: light", "theme: dark");
    QTRY_COMPARE(panel().editedBytes(), expected);
    QVERIFY(panel().isModified());
    QTRY_VERIFY(says(u"What v2 changed is taken back as an edit. What 2 later versions changed stays. Saving makes v5."_s));
    QCOMPARE(base()->version, 4);

    clickVersion(2, 4); // nothing of it is left
    QTRY_VERIFY(action("version.takeBack")->isEnabled());
    action("version.takeBack")->trigger();
    QTRY_VERIFY2(says(u"Nothing of what v2 changed is left"_s), qPrintable(words()));
    QCOMPARE(panel().editedBytes(), expected);
    action("entry.save")->trigger();
    if (panel().showsVersion()) // saving is about the text, not about an old version
        m_journey->workbench().navigator().go({base()->store, base()->id, {}});
    action("entry.save")->trigger();
    QTRY_COMPARE(base()->version, 5);
    QCOMPARE(base()->content, expected);
}

void TestJourneyCompare::takeBackWithConflictsMerges()
{
    QTest::keyClick(panel().editor(), Qt::Key_Home, Qt::ControlModifier);
    QTest::keyClicks(panel().editor(), u"my "_s); // the line that v2 changed
    clickVersion(2, 4);
    QTRY_VERIFY(action("version.takeBack")->isEnabled());
    action("version.takeBack")->trigger();
    QTRY_VERIFY(m_journey->dialog<dialogs::MergeDialog>());
    auto *dialog = m_journey->dialog<dialogs::MergeDialog>();
    QCOMPARE(dialog->resultEditor()->conflictCount(), 1);
    QVERIFY(!button(u"Drop Mine, Take Theirs"_s));
    dialog->resultEditor()->take(0, text::Take::Theirs);
    QTRY_VERIFY(button(u"Use Merged Text"_s)->isEnabled());
    QTest::mouseClick(button(u"Use Merged Text"_s), Qt::LeftButton);
    QTRY_VERIFY(!m_journey->dialog<dialogs::MergeDialog>());
    QTRY_VERIFY2(panel().editedBytes().startsWith("theme: dark\n"), panel().editedBytes().constData());
    QVERIFY(panel().isModified());
    QCOMPARE(base()->version, 4); // nothing was saved
}

void TestJourneyCompare::whatCannotBeTakenBackSaysWhy()
{
    clickVersion(1, 4);
    QTRY_VERIFY(action("version.takeBack")->toolTip().contains(u"This version made the entry"_s));
    QVERIFY(!action("version.takeBack")->isEnabled());
    const core::Version second = m_journey->session()->versions(base()->store).ofEntry(base()->id)[2];
    bool done = false;
    m_journey->session()->service().redactVersion(second.store, second.id).then(
        this, [&](const core::Result<core::Version> &redacted) {
            if (redacted)
                m_journey->session()->noteVersion(*redacted);
            done = true;
        });
    QTRY_VERIFY(done);
    clickVersion(2, 4);
    QTRY_VERIFY(action("version.takeBack")->toolTip().contains(u"This version is redacted"_s));
    clickVersion(3, 4);
    QTRY_VERIFY(action("version.takeBack")->toolTip().contains(u"The version before this one is redacted"_s));
    panel().setView(panels::EntryPanel::View::Changes);
    QTRY_COMPARE(diff()->summary(), u"Only one of the texts is there."_s); // a labelled gap
    QVERIFY(!action("changes.savePatch")->isEnabled());
}

QTEST_MAIN(TestJourneyCompare)
#include "tst_journey_compare.moc"
