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
    [[nodiscard]] QList<int> order() const; //!< of the entries
    //! Of the entry that is looked at, also while *Activity* is in front of it; null before the first page was added.
    [[nodiscard]] EntryPanel *currentPage() const;
    //! Pages about the whole store, each with a tab of its own beside the overview while it is open.
    void setActivity(QWidget *page); //!< taken over
    void setMarks(QWidget *page);    //!< taken over
    void setPast(QWidget *page);     //!< taken over
    void setInbox(QWidget *page);    //!< taken over
    void showActivity();
    void showMarks();
    void showPast();
    void showInbox();
    void showEntries();   //!< pages about the store go behind them
    void closeActivity();
    [[nodiscard]] bool isActivityShown() const;
    [[nodiscard]] bool areMarksShown() const;
    [[nodiscard]] bool isPastShown() const;
    [[nodiscard]] bool isInboxShown() const;
    [[nodiscard]] EntryTabBar *bar() const { return m_bar; }

signals:
    void tabChosen(int id);
    void closeRequested(int id);
    void closeOthersRequested(int id);
    void pinRequested(int id);
    void orderChanged();
    void activityShownChanged(bool shown);
    void marksShownChanged(bool shown);
    void pastShownChanged(bool shown);
    void inboxShownChanged(bool shown);

private:
    //! A page about the whole store.
    struct StorePage
    {
        EntryTabLook look;
        QWidget *page = nullptr;
        bool open = false;
    };

    void addStorePage(const EntryTabLook &look, QWidget *page);
    void bring(int id);      //!< to the front; 0: the entries
    void closeStorePage(int id);
    void announceFront(int before);
    [[nodiscard]] StorePage *storePage(int id);
    void choose(int id);
    void apply();
    void fillList();
    void showMenu(const QPoint &position);

    EntryTabBar *m_bar;
    QToolButton *m_list;
    QWidget *m_row;
    QStackedWidget *m_pages;
    QHash<int, EntryPanel *> m_pageOf;
    QList<EntryTabLook> m_looks;     //!< of the entries
    int m_current = 0;
    QList<StorePage> m_storePages; //!< in the order of their tabs
    int m_front = 0;               //!< of them; 0: an entry is in front
};

} // namespace panels
