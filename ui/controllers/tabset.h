// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace controllers {

using TabId = int;
constexpr TabId overviewTab = 0; //!< what is shown when no entry is: it is always there and never closed

//! The rules of tabs without a widget: one tab for an entry (A7), one preview at most, and which was used when. A value.
class TabSet
{
public:
    struct Tab
    {
        TabId id = overviewTab;
        core::EntryRef entry;
        bool preview = true;

        friend bool operator==(const Tab &, const Tab &) = default;
    };
    struct Opened
    {
        TabId tab = overviewTab;
        bool made = false;   //!< a tab that was not there
        bool reused = false; //!< the preview, which has let go of its entry
    };

    //! In the order in which they stand.
    [[nodiscard]] const QList<Tab> &tabs() const { return m_tabs; }
    [[nodiscard]] const Tab *find(TabId id) const;
    [[nodiscard]] const Tab *find(const core::EntryRef &entry) const;
    [[nodiscard]] TabId current() const { return m_current; }

    //! The entry's tab; else the preview, turned to it; else a new preview beside the current one. Makes it current.
    Opened open(const core::EntryRef &entry);
    //! A tab that stays, without showing it: one that was open in the last run.
    TabId add(const core::EntryRef &entry);
    void show(TabId id);
    //! Its entry goes on as another one, which no tab has.
    void retarget(TabId id, const core::EntryRef &entry);
    //! It stays when another entry is looked at; false when it did already.
    bool pin(TabId id);
    //! It is gone. Which one to show when it was the current: the last used one of the same connection, else the overview.
    TabId close(TabId id);
    void setOrder(const QList<TabId> &order);

    //! One step back (or forth) in the order of use. Nothing counts as used until endCycle().
    TabId cycle(int step);
    void endCycle();

private:
    void use(TabId id);

    QList<Tab> m_tabs;
    QList<TabId> m_used{overviewTab}; //!< the last used one first
    TabId m_current = overviewTab;
    TabId m_last = overviewTab;       //!< the last id given
    std::optional<qsizetype> m_cycle; //!< where in m_used the person is
};

//! What a tab is called by.
struct TabPlace
{
    TabId id = overviewTab;
    QString path;
    QString store;
    QString connection;

    friend bool operator==(const TabPlace &, const TabPlace &) = default;
};

//! The last part of each path, with as much before it as tells it from the others; equal paths with their store, equal
//! stores with their connection. Exact characters: for showing, they go through displayText().
[[nodiscard]] QHash<TabId, QString> tabNames(const QList<TabPlace> &places);

} // namespace controllers
