// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/app/actions.h"

#include <QMenu>
#include <QMenuBar>
#include <QTest>

using namespace Qt::StringLiterals;

class TestActions : public QObject
{
    Q_OBJECT

    static QSet<QAction *> inMenus(const QList<QAction *> &actions)
    {
        QSet<QAction *> found;
        for (QAction *action : actions) {
            found.insert(action);
            if (action->menu())
                found.unite(inMenus(action->menu()->actions()));
        }
        return found;
    }

private slots:
    void everyActionHasATextAndIsInTheMenus()
    {
        app::Actions actions;
        QMenuBar bar;
        actions.fillMenuBar(bar);
        const QSet<QAction *> reachable = inMenus(bar.actions());
        QVERIFY(actions.ids().size() > 40);
        for (const QString &id : actions.ids()) {
            QVERIFY2(!actions[id]->text().isEmpty(), qPrintable(id));
            QVERIFY2(reachable.contains(actions[id]), qPrintable(id));
        }
    }

    void noKeyIsGivenTwice()
    {
        app::Actions actions;
        QHash<QString, QString> taken;
        for (const QString &id : actions.ids()) {
            for (const QKeySequence &key : actions[id]->shortcuts()) {
                const QString keys = key.toString(QKeySequence::PortableText);
                QVERIFY2(!taken.contains(keys), qPrintable(keys + u": "_s + id + u" and "_s + taken.value(keys)));
                taken.insert(keys, id);
            }
        }
    }

    void noMnemonicIsGivenTwiceInAMenu()
    {
        app::Actions actions;
        QMenuBar bar;
        actions.fillMenuBar(bar);
        for (QAction *top : bar.actions()) {
            QHash<QChar, QString> taken;
            for (QAction *action : top->menu()->actions()) {
                const qsizetype at = action->text().indexOf(u'&');
                if (at < 0 || at + 1 >= action->text().size())
                    continue;
                const QChar letter = action->text().at(at + 1).toLower();
                QVERIFY2(!taken.contains(letter), qPrintable(action->text() + u" / "_s + taken.value(letter)));
                taken.insert(letter, action->text());
            }
        }
    }

    void redactHasNoKey()
    {
        app::Actions actions;
        QVERIFY(actions[u"version.redact"_s]->shortcuts().isEmpty());
        QVERIFY(actions[u"store.delete"_s]->shortcuts().isEmpty());
    }

    void aReasonDisablesAndIsTold()
    {
        app::Actions actions;
        actions.setReason(u"entry.save"_s, u"Nothing has changed since the last save."_s);
        QVERIFY(!actions[u"entry.save"_s]->isEnabled());
        QCOMPARE(actions[u"entry.save"_s]->toolTip(), u"Nothing has changed since the last save."_s);
        actions.setReason(u"entry.save"_s, {});
        QVERIFY(actions[u"entry.save"_s]->isEnabled());
        QCOMPARE(actions[u"entry.save"_s]->toolTip(), u"Save (Ctrl+S)"_s);
    }

    void contextMenusNameKnownActions()
    {
        app::Actions actions;
        for (const QString &menu : {u"store"_s, u"folder"_s, u"entry"_s, u"version"_s, QString()})
            QVERIFY(!actions.contextMenu(menu).isEmpty());
    }

    void theSheetOfShortcutsHasEveryKey()
    {
        app::Actions actions;
        int withKeys = 0;
        for (const QString &id : actions.ids())
            withKeys += actions[id]->shortcuts().isEmpty() ? 0 : 1;
        QCOMPARE(actions.shortcuts().size(), withKeys);
        for (const app::ShortcutRow &row : actions.shortcuts())
            QVERIFY2(!row.group.isEmpty() && !row.text.contains(u'&'), qPrintable(row.text));
    }
};

QTEST_MAIN(TestActions)
#include "tst_actions.moc"
