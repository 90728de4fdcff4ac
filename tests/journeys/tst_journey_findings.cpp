// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "service/import.h"
#include "ui/app/actions.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/changespage.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/pastpanel.h"
#include "ui/panels/tabspanel.h"
#include "ui/presentation/presentedhistory.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/texteditor.h"

#include <QLabel>
#include <QListView>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace {

// The key is not written whole here, so that no other scanner takes it for the real thing.
const QByteArray key = QByteArray("ghp") + "_0123456789abcdefghijABCDEFGHIJ012345";

constexpr auto past = R"({"format": 1, "stores": [{"name": "agent notes", "description": "What the agent learned.",
    "metadata": {}, "created_at": "2026-10-01T08:00:00.000000Z", "entries": [
    {"path": "deploy.md", "versions": [
      {"action": "created", "at": "2026-10-02T08:00:00.000000Z", "content": "# Deploying\n\nmail: anna@example.org\nhost: web-1\n"},
      {"action": "updated", "at": "2026-10-03T08:00:00.000000Z", "content": "# Deploying\n\nmail: anna@example.org\nhost: web-1\ntoken: KEY\n"},
      {"action": "updated", "at": "2026-10-04T08:00:00.000000Z", "content": "# Deploying to production\n\nmail: anna@example.org\nhost: web-2\ntoken: KEY\n"}]},
    {"path": "plain.md", "versions": [
      {"action": "created", "at": "2026-10-05T08:00:00.000000Z", "content": "Nothing to see here.\n"}]}]}]})";

} // namespace

//! A key stands in an entry: a person sees it in the text, in the change with which it came in, and by keys.
class TestJourneyFindings : public QObject
{
    Q_OBJECT

    Journey m_journey;

    panels::EntryPanel &panel() { return m_journey.window().entry(); }
    widgets::TextEditor &editor() { return *panel().editor(); }
    widgets::DiffView &diff() { return *panel().changes()->diffView(); }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&m_journey.window(), key, modifiers); }

    void chooseVersion(int row)
    {
        QListView *list = m_journey.window().history().view();
        list->setCurrentIndex(list->model()->index(row, 0));
    }

private slots:
    void initTestCase()
    {
        QVERIFY(service::importStores(m_journey.dataFolder(), QByteArray(past).replace("KEY", key)));
        QVERIFY(m_journey.openLocal());
        m_journey.window().resize(1300, 800);
    }

    void inTheText()
    {
        QVERIFY(m_journey.openEntry(u"deploy.md"_s));
        QTRY_COMPARE(editor().markCount(), 2); // the address and the key
        QTRY_VERIFY(m_journey.action("marks.next")->isEnabled());
        press(Qt::Key_F8);
        QTRY_COMPARE(editor().selectedText(), u"anna@example.org"_s);
        press(Qt::Key_F8);
        QTRY_COMPARE(editor().selectedText(), QString::fromLatin1(key));
        QVERIFY2(editor().accessibleDescription().contains(u"GitHub personal access token (github-pat)"_s),
                 qPrintable(editor().accessibleDescription()));
        press(Qt::Key_F8, Qt::ShiftModifier);
        QTRY_COMPARE(editor().selectedText(), u"anna@example.org"_s);
    }

    //! After a pause, never while a key is on its way.
    void whatIsTypedIsLookedAt()
    {
        editor().moveCursor(QTextCursor::End);
        QTest::keyClicks(&editor(), u"card 4111 1111 1111 1111"_s);
        QTRY_COMPARE(editor().markCount(), 3);
        QTRY_VERIFY(m_journey.visible<QToolButton>("findings") && m_journey.visible<QToolButton>("findings")->text() == u"3 findings"_s);
        editor().undo();
        QTRY_COMPARE(editor().markCount(), 2);
        QVERIFY(!editor().isModified());
    }

    void inTheChangeWithWhichItCameIn()
    {
        QTRY_COMPARE(m_journey.window().history().view()->model()->rowCount(), 3);
        chooseVersion(1);
        QTRY_VERIFY(panel().showsVersion());
        QTRY_COMPARE(panel().versionView()->markCount(), 2); // the text of the old version has them, too
        press(Qt::Key_D, Qt::ControlModifier);
        QTRY_COMPARE(diff().marks().came(), 1);
        QCOMPARE(diff().marks().lines().size(), 2);
        QVERIFY2(panel().changes()->findChild<QLabel *>(u"countsLabel"_s)->text().contains(u"1 finding of the scan came in"_s),
                 qPrintable(panel().changes()->findChild<QLabel *>(u"countsLabel"_s)->text()));
        QTRY_VERIFY(m_journey.action("marks.next")->isEnabled());
        press(Qt::Key_F8);
        QTRY_VERIFY2(diff().accessibleDescription().contains(u"came in with this change: GitHub personal access token (github-pat)"_s),
                     qPrintable(diff().accessibleDescription()));
        // In the next version it was there before.
        chooseVersion(0);
        QTRY_VERIFY(diff().changeCount() == 2 && diff().marks().lines().size() == 2);
        QCOMPARE(diff().marks().came(), 0);
        // With the first version, all of it came in.
        chooseVersion(2);
        QTRY_COMPARE(diff().marks().came(), 1);
        press(Qt::Key_D, Qt::ControlModifier);
    }

    //! In the lists a sign, for texts that are on this computer already; with words for who listens.
    void inTheLists()
    {
        using Shown = presentation::PresentedHistory;
        const auto signs = [](const QModelIndex &index) { return index.data(Shown::SignsRole).value<QList<QIcon>>().size(); };
        QAbstractItemModel *history = m_journey.window().history().view()->model();
        QTRY_COMPARE(signs(history->index(1, 0)), 1);
        QVERIFY2(history->index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u"found by the scan: e-mail address"_s),
                 qPrintable(history->index(1, 0).data(Qt::AccessibleTextRole).toString()));
        QVERIFY(history->index(1, 0).data(Qt::ToolTipRole).toString().contains(u"GitHub personal access token (github-pat)"_s));
        QVERIFY(m_journey.openEntry(u"plain.md"_s));
        QTRY_COMPARE(history->rowCount(), 1);
        QCOMPARE(signs(history->index(0, 0)), 0);

        press(Qt::Key_4, Qt::ControlModifier);
        QAbstractItemView *feed = m_journey.window().activity().view();
        QTRY_COMPARE(feed->model()->rowCount(), 4);
        const auto words = [feed](int row) { return feed->model()->index(row, 0).data(Qt::AccessibleTextRole).toString(); };
        QTRY_VERIFY2(words(1).contains(u"found by the scan"_s), qPrintable(words(1))); // newest first
        QVERIFY(!words(0).contains(u"found by the scan"_s));
        QTRY_VERIFY(words(2).contains(u"GitHub personal access token"_s));
        QTRY_VERIFY(words(3).contains(u"e-mail address"_s));
        QVERIFY(!words(3).contains(u"GitHub"_s));
    }

    //! A text as it was is looked through as well, before it is said that nothing was found in it.
    void inTheTimeMachine()
    {
        panels::PastPanel &page = m_journey.window().past();
        m_journey.action("store.moment")->trigger();
        QTRY_VERIFY(page.isVisible() && Journey::row(page.tree(), u"plain.md"_s).isValid());
        Journey::click(page.tree(), Journey::row(page.tree(), u"deploy.md"_s));
        QTRY_COMPARE(page.text()->markCount(), 2);
        QTRY_VERIFY(m_journey.action("marks.next")->isEnabled());
        press(Qt::Key_F8);
        press(Qt::Key_F8);
        QCOMPARE(page.text()->selectedText(), QString::fromLatin1(key));
        Journey::click(page.tree(), Journey::row(page.tree(), u"plain.md"_s));
        QTRY_COMPARE(page.text()->bytes(), QByteArray("Nothing to see here.\n"));
        QTRY_COMPARE(m_journey.action("marks.next")->toolTip(), u"The scan found nothing in this text."_s);
        QVERIFY(!m_journey.action("marks.next")->isEnabled());
        m_journey.window().tabs().showEntries();
    }

    void theyCanBePutAway()
    {
        QVERIFY(m_journey.openEntry(u"deploy.md"_s));
        QTRY_COMPARE(editor().markCount(), 2);
        m_journey.action("marks.show")->trigger();
        QTRY_COMPARE(editor().markCount(), 0);
        QVERIFY(!m_journey.action("marks.next")->isEnabled());
        QAbstractItemModel *history = m_journey.window().history().view()->model();
        QTRY_VERIFY(!history->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"scan"_s));
        m_journey.startAnew(); // kept
        QVERIFY(m_journey.openLocal());
        QVERIFY(!m_journey.action("marks.show")->isChecked());
        m_journey.action("marks.show")->trigger();
        QVERIFY(m_journey.openEntry(u"deploy.md"_s));
        QTRY_COMPARE(editor().markCount(), 2);
        QVERIFY(m_journey.openEntry(u"plain.md"_s));
        QTRY_COMPARE(m_journey.action("marks.next")->toolTip(), u"The scan found nothing in this text."_s);
    }
};

QTEST_MAIN(TestJourneyFindings)
#include "tst_journey_findings.moc"
