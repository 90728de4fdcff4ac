// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "support/pictures.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/entrytabbar.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/panels/tabspanel.h"
#include "ui/widgets/texteditor.h"

#include <QApplication>
#include <QListView>
#include <QMenu>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! The menus that the right button opens, in the real window: what they hold is about the thing under the pointer, keys
//! are shown, what cannot be done now says why.
class TestJourneyMenus : public QObject
{
    Q_OBJECT

    std::unique_ptr<Journey> m_journey;

    QTreeView *tree() const { return m_journey->window().stores().treeView(); }

    static QMenu *openMenu(const QWidget &window)
    {
        for (QMenu *menu : window.findChildren<QMenu *>()) {
            if (menu->isVisible())
                return menu;
        }
        return nullptr;
    }

    //! What a right click there opens.
    QMenu *menuAt(QWidget *widget, const QPoint &place)
    {
        QTest::mouseClick(widget, Qt::RightButton, {}, place); // chooses the row, as it does for a person
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, widget->mapToGlobal(place));
        QApplication::sendEvent(widget, &event);
        return openMenu(m_journey->window());
    }

    static QStringList words(const QMenu &menu)
    {
        QStringList all;
        for (const QAction *action : menu.actions()) {
            if (!action->isSeparator())
                all.append(action->text().remove(u'&').section(u'\t', 0, 0));
        }
        return all;
    }

    static void check(const QMenu &menu)
    {
        QVERIFY(menu.toolTipsVisible());
        for (const QAction *action : menu.actions()) {
            if (action->isSeparator())
                continue;
            QVERIFY2(action->isEnabled() || action->toolTip() != action->text().remove(u'&'), qPrintable(action->text()));
            QVERIFY2(action->shortcut().isEmpty() || action->isShortcutVisibleInContextMenu(), qPrintable(action->text()));
        }
        QVERIFY(!menu.actions().first()->isSeparator() && !menu.actions().last()->isSeparator());
    }

private slots:
    void init()
    {
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openSample());
        tree()->expand(Journey::row(tree(), u"agent notes"_s));
        QTRY_VERIFY(Journey::row(tree(), u"notes"_s).isValid());
        tree()->expandAll();
    }
    void cleanup() { m_journey.reset(); }

    void ofTheTree_data()
    {
        QTest::addColumn<QString>("row");
        QTest::addColumn<QStringList>("has");
        QTest::newRow("store") << u"agent notes"_s
                               << QStringList{u"New Entry…"_s, u"Find in Store…"_s, u"Archive Store…"_s, u"Delete Store…"_s,
                                              u"Import Files…"_s, u"Export…"_s, u"Copy to…"_s, u"Copy Store Id"_s};
        QTest::newRow("folder") << u"notes"_s << QStringList{u"New Entry…"_s, u"Import Files…"_s, u"Export…"_s, u"Copy to…"_s};
        QTest::newRow("entry") << u"plan.md"_s
                               << QStringList{u"Delete…"_s, u"Copy Path"_s, u"Copy Entry Id"_s, u"Copy as curl"_s, u"Export…"_s,
                                              u"Edit Metadata…"_s};
    }
    void ofTheTree()
    {
        QFETCH(QString, row);
        QFETCH(QStringList, has);
        const QModelIndex index = Journey::row(tree(), row);
        QVERIFY(index.isValid());
        const QRect rect = tree()->visualRect(index);
        QMenu *menu = menuAt(tree()->viewport(), QPoint(rect.left() + 30, rect.center().y()));
        QVERIFY(menu);
        support::picture(*menu, u"menu of a "_s + QString::fromLatin1(QTest::currentDataTag()));
        check(*menu);
        for (const QString &word : has)
            QVERIFY2(words(*menu).contains(word), qPrintable(word + u" is not in "_s + words(*menu).join(u", "_s)));
        QTRY_COMPARE(tree()->currentIndex(), index); // about what is under the pointer
        for (QAction *action : menu->actions()) {
            if (action->text().remove(u'&') != u"New Entry…"_s)
                continue;
            QVERIFY2(action->isEnabled(), qPrintable(action->toolTip()));
            action->trigger();
            auto *sheet = m_journey->dialog<dialogs::NewEntryDialog>();
            QVERIFY(sheet);
            QCOMPARE(sheet->path(), row == u"notes"_s ? u"notes/"_s : QString());
            QVERIFY(Journey::says(*sheet, u"agent notes"_s));
            sheet->reject();
        }
        menu->close();
    }

    void ofNothing()
    {
        QMenu *menu = menuAt(tree()->viewport(), tree()->viewport()->rect().bottomLeft() + QPoint(20, -10));
        QVERIFY(menu);
        check(*menu);
        QVERIFY(words(*menu).contains(u"New Store…"_s));
        menu->close();
    }

    void ofTheHistory()
    {
        QVERIFY(m_journey->openEntry(u"notes/meeting.md"_s));
        QListView *history = m_journey->window().history().view();
        QTRY_COMPARE(history->model()->rowCount(), 3);
        QMenu *menu = menuAt(history->viewport(), history->visualRect(history->model()->index(1, 0)).center());
        QVERIFY(menu);
        support::picture(*menu, u"menu of a version"_s);
        check(*menu);
        for (const QString &word : {u"Compare"_s, u"Restore…"_s, u"Copy Version Id"_s, u"Redact…"_s})
            QVERIFY2(words(*menu).contains(word), qPrintable(word));
        menu->close();
    }

    void ofATab()
    {
        QVERIFY(m_journey->openEntry(u"notes/plan.md"_s));
        auto *bar = m_journey->window().findChild<panels::EntryTabBar *>();
        QVERIFY(bar && bar->isVisible());
        QMenu *menu = menuAt(bar, bar->tabRect(bar->currentIndex()).center());
        QVERIFY(menu);
        support::picture(*menu, u"menu of a tab"_s);
        check(*menu);
        QCOMPARE(words(*menu).mid(0, 3), (QStringList{u"Keep Open"_s, u"Close"_s, u"Close Others"_s}));
        QVERIFY(menu->actions().at(1)->text().contains(u"Ctrl+W"_s));
        menu->actions().at(1)->trigger();
        QTRY_VERIFY(m_journey->workbench().tabs().current().isOverview());
    }

    void ofTheEditor()
    {
        QVERIFY(m_journey->openEntry(u"notes/plan.md"_s));
        widgets::TextEditor *editor = m_journey->window().entry().editor();
        QTest::keyClicks(editor, u"x"_s);
        QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(60, 5), editor->viewport()->mapToGlobal(QPoint(60, 5)));
        QApplication::sendEvent(editor->viewport(), &event);
        QMenu *menu = nullptr;
        QTRY_VERIFY((menu = openMenu(m_journey->window())) || (menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())));
        support::picture(*menu, u"menu of the editor"_s);
        for (const QString &word : {u"Undo"_s, u"Cut"_s, u"Copy"_s, u"Paste"_s, u"Select All"_s})
            QVERIFY2(words(*menu).contains(word), qPrintable(word + u" is not in "_s + words(*menu).join(u", "_s)));
        check(*menu);
        for (const QAction *action : menu->actions())
            QVERIFY2(action->isSeparator() || action->text().contains(u'\t'), qPrintable(action->text())); // its key
        menu->close();
    }
};

QTEST_MAIN(TestJourneyMenus)
#include "tst_journey_menus.moc"
