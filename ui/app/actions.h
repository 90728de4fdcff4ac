// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>

class QMenu;
class QMenuBar;

namespace app {

//! A row of the sheet of shortcuts.
struct ShortcutRow
{
    QString group;
    QString text;
    QString keys;
};

//! Every action of the window, from one table (rule R23): menus, toolbar, context menus and the sheet of shortcuts are
//! built from it. An action that cannot be done now is disabled and tells why. Owns its QActions.
class Actions : public QObject
{
    Q_OBJECT
public:
    explicit Actions(QObject *parent = nullptr);

    //! Ends the program when the id is not in the table: a typing mistake, found by the first test.
    [[nodiscard]] QAction *get(const QString &id) const;
    [[nodiscard]] QAction *operator[](const QString &id) const { return get(id); }
    [[nodiscard]] QStringList ids() const;

    void fillMenuBar(QMenuBar &bar);
    //! The context menu of "stores", "entry", "version" or "folder".
    [[nodiscard]] QList<QAction *> contextMenu(const QString &of) const;
    [[nodiscard]] QList<ShortcutRow> shortcuts() const;

    //! Enabled without a reason, else disabled with the reason in tooltip and status tip.
    void setReason(const QString &id, const QString &whyNot);
    void setIcons(const QPalette &palette);

private:
    QHash<QString, QAction *> m_actions;
    QHash<QString, QMenu *> m_menus;
};

} // namespace app
