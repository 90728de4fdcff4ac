// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/tabset.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

//! The last `parts` parts of a path.
QString tail(const QString &path, qsizetype parts)
{
    qsizetype from = path.size();
    for (; parts > 0 && from > 0; --parts)
        from = path.lastIndexOf(u'/', from - 1);
    return path.mid(from + 1);
}

} // namespace

const TabSet::Tab *TabSet::find(TabId id) const
{
    const auto at = std::find_if(m_tabs.begin(), m_tabs.end(), [id](const Tab &tab) { return tab.id == id; });
    return at == m_tabs.end() ? nullptr : &*at;
}

const TabSet::Tab *TabSet::find(const core::EntryRef &entry) const
{
    const auto at = std::find_if(m_tabs.begin(), m_tabs.end(), [&](const Tab &tab) { return tab.entry == entry; });
    return at == m_tabs.end() ? nullptr : &*at;
}

TabSet::Opened TabSet::open(const core::EntryRef &entry)
{
    Opened opened;
    const auto preview = std::find_if(m_tabs.begin(), m_tabs.end(), [](const Tab &tab) { return tab.preview; });
    if (const Tab *known = find(entry)) {
        opened.tab = known->id;
    } else if (preview != m_tabs.end()) {
        preview->entry = entry;
        opened = {preview->id, false, true};
    } else {
        const auto current = std::find_if(m_tabs.begin(), m_tabs.end(),
                                          [this](const Tab &tab) { return tab.id == m_current; });
        opened = {++m_last, true, false};
        m_tabs.insert(current == m_tabs.end() ? m_tabs.end() : current + 1, {opened.tab, entry, true});
    }
    show(opened.tab);
    return opened;
}

TabId TabSet::add(const core::EntryRef &entry)
{
    if (const Tab *known = find(entry))
        return known->id;
    m_tabs.append({++m_last, entry, false});
    m_used.append(m_last);
    return m_last;
}

void TabSet::show(TabId id)
{
    if (m_cycle && id == m_current)
        return; // somebody follows what cycling shows
    m_current = id;
    m_cycle.reset();
    use(id);
}

void TabSet::use(TabId id)
{
    m_used.removeOne(id);
    m_used.prepend(id);
}

void TabSet::retarget(TabId id, const core::EntryRef &entry)
{
    const auto at = std::find_if(m_tabs.begin(), m_tabs.end(), [id](const Tab &tab) { return tab.id == id; });
    if (at != m_tabs.end() && !find(entry))
        at->entry = entry;
}

bool TabSet::pin(TabId id)
{
    const auto at = std::find_if(m_tabs.begin(), m_tabs.end(), [id](const Tab &tab) { return tab.id == id; });
    if (at == m_tabs.end() || !at->preview)
        return false;
    at->preview = false;
    return true;
}

TabId TabSet::close(TabId id)
{
    endCycle();
    const Tab *closed = find(id);
    if (!closed)
        return m_current;
    const core::ConnectionId connection = closed->entry.connection;
    m_used.removeOne(id);
    m_tabs.removeIf([id](const Tab &tab) { return tab.id == id; });
    if (m_current != id)
        return m_current;
    m_current = overviewTab;
    for (const TabId used : std::as_const(m_used)) {
        // Another connection never comes to the front because a tab was closed (K1).
        if (const Tab *tab = find(used); tab && tab->entry.connection == connection) {
            m_current = used;
            break;
        }
    }
    return m_current;
}

void TabSet::setOrder(const QList<TabId> &order)
{
    std::stable_sort(m_tabs.begin(), m_tabs.end(), [&order](const Tab &a, const Tab &b) {
        return order.indexOf(a.id) < order.indexOf(b.id);
    });
}

TabId TabSet::cycle(int step)
{
    const qsizetype count = m_used.size();
    const qsizetype at = m_cycle.value_or(m_used.indexOf(m_current));
    m_cycle = (at + step % count + count) % count;
    m_current = m_used[*m_cycle];
    return m_current;
}

void TabSet::endCycle()
{
    if (std::exchange(m_cycle, std::nullopt))
        use(m_current);
}

QHash<TabId, QString> tabNames(const QList<TabPlace> &places)
{
    QHash<TabId, QString> names;
    for (const TabPlace &place : places) {
        const qsizetype parts = place.path.count(u'/') + 1;
        qsizetype shown = 1;
        bool samePath = false;
        bool sameStore = false;
        for (const TabPlace &other : places) {
            if (other.id == place.id)
                continue;
            samePath = samePath || other.path == place.path;
            sameStore = sameStore || (other.path == place.path && other.store == place.store);
            while (other.path != place.path && shown < parts && tail(other.path, shown) == tail(place.path, shown))
                ++shown;
        }
        QString name = tail(place.path, shown);
        if (samePath)
            name += u" – "_s + place.store;
        if (sameStore)
            name += u" – "_s + place.connection;
        names.insert(place.id, name);
    }
    return names;
}

} // namespace controllers
