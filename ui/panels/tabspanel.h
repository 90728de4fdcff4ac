// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/entrytabbar.h"

#include <QHash>
#include <QWidget>

class QStackedWidget;
class QToolButton;

namespace panels {

class EntryPanel;

//! The middle of the window: the open entries, of which one is shown. The row of tabs hides while only the overview is
//! there. Pages belong to whoever made them; a page that dies leaves by itself.
class TabsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit TabsPanel(QWidget *parent = nullptr);

    void addPage(int id, EntryPanel *page);
    //! Shows the page of `current` and the tabs as given.
    void setTabs(const QList<EntryTabLook> &tabs, int current);
    [[nodiscard]] QList<int> order() const { return m_bar->order(); }
    [[nodiscard]] EntryPanel *currentPage() const; //!< null before the first page was added
    [[nodiscard]] EntryTabBar *bar() const { return m_bar; }

signals:
    void tabChosen(int id);
    void closeRequested(int id);
    void closeOthersRequested(int id);
    void pinRequested(int id);
    void orderChanged();

private:
    void fillList();
    void showMenu(const QPoint &position);

    EntryTabBar *m_bar;
    QToolButton *m_list;
    QWidget *m_row;
    QStackedWidget *m_pages;
    QHash<int, EntryPanel *> m_pageOf;
    QList<EntryTabLook> m_looks;
};

} // namespace panels
