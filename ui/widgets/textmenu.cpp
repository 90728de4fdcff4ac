// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/textmenu.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMenu>
#include <QPlainTextEdit>

namespace widgets {

namespace {

struct TextMenu
{
    Q_DECLARE_TR_FUNCTIONS(TextMenu)
};

struct Item
{
    QLatin1String name; //!< that Qt gives the action
    QKeySequence::StandardKey key;
    QString whyNot;
};

QList<Item> items()
{
    const QString nothingSelected = TextMenu::tr("No text is selected.");
    return {
        {QLatin1String("edit-undo"), QKeySequence::Undo, TextMenu::tr("There is nothing to undo.")},
        {QLatin1String("edit-redo"), QKeySequence::Redo, TextMenu::tr("There is nothing to redo.")},
        {QLatin1String("edit-cut"), QKeySequence::Cut, nothingSelected},
        {QLatin1String("edit-copy"), QKeySequence::Copy, nothingSelected},
        {QLatin1String("edit-paste"), QKeySequence::Paste, TextMenu::tr("There is no text on the clipboard.")},
        {QLatin1String("edit-delete"), QKeySequence::Delete, nothingSelected},
        {QLatin1String("select-all"), QKeySequence::SelectAll, TextMenu::tr("There is no text.")},
    };
}

void popUp(QPlainTextEdit &field, const QPoint &place)
{
    QMenu *menu = field.createStandardContextMenu(place);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (const Item &item : items()) {
        auto *action = menu->findChild<QAction *>(item.name);
        if (!action)
            continue;
        if (!action->text().contains(u'\t'))
            action->setText(action->text() + u'\t' + QKeySequence(item.key).toString(QKeySequence::NativeText));
        if (!action->isEnabled())
            action->setToolTip(item.whyNot);
    }
    menu->popup(field.viewport()->mapToGlobal(place));
}

} // namespace

void installTextMenu(QPlainTextEdit &field)
{
    field.setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(&field, &QWidget::customContextMenuRequested, &field, [&field](const QPoint &place) { popUp(field, place); });
}

} // namespace widgets
