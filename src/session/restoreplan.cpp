// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/restoreplan.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace session {

namespace {

using transfer::PastGap;
using transfer::PlanItem;
using transfer::PlanKind;

class Planner
{
public:
    Planner(const RestoreBasis &basis, const RestoreScope &scope) : m_basis(basis), m_scope(scope)
    {
        for (const core::Entry &entry : basis.now) {
            m_nowById.insert(entry.id, &entry);
            m_nowByPath.insert(entry.path, &entry);
        }
        for (const history::EntryChange &change : basis.since)
            m_since.insert(change.entry, &change);
    }

    QList<PlanItem> plan()
    {
        for (const history::Record &record : m_basis.then)
            takeThen(record.version);
        for (const history::EntryChange &change : m_basis.since)
            takeUnknown(change);
        for (const core::Entry &entry : m_basis.now)
            takeNow(entry);
        std::sort(m_items.begin(), m_items.end(), [](const PlanItem &a, const PlanItem &b) {
            return std::pair(a.kind == PlanKind::Delete, a.path) < std::pair(b.kind == PlanKind::Delete, b.path);
        });
        return m_items;
    }

private:
    PlanItem &add(PlanKind kind, const QString &path)
    {
        PlanItem item;
        item.kind = kind;
        item.path = path;
        item.origin = path;
        item.chosen = item.isDoable();
        m_paths.insert(path);
        m_items.append(item);
        return m_items.last();
    }

    void lose(const QString &path, PastGap gap) { add(PlanKind::Lost, path).gap = gap; }

    //! It was there.
    void takeThen(const core::Version &then)
    {
        const core::Entry *here = m_nowById.value(then.entry);
        const QString path = here ? here->path : then.path;
        if (!m_scope.contains(path))
            return;
        if (!here)
            here = m_nowByPath.value(path);
        const bool same = here && !then.sha256.isEmpty() && here->sha256 == then.sha256;
        if (same) {
            add(PlanKind::Same, path).size = here->size.value_or(0);
        } else if (then.redacted) {
            lose(path, PastGap::Redacted);
            m_items.last().size = then.size.value_or(0);
        } else {
            PlanItem &item = add(here ? PlanKind::PutBack : PlanKind::Recreate, path);
            item.version = then.id;
            item.sha256 = then.sha256;
            item.size = then.size.value_or(0);
            if (here)
                item.base = *here;
        }
    }

    //! It was written to since, and nothing older is known: it may have been there, with any text.
    void takeUnknown(const history::EntryChange &change)
    {
        const core::Entry *here = m_nowById.value(change.entry);
        const QString path = here ? here->path : change.path;
        if (!change.beforeKnown && m_scope.contains(path) && !m_paths.contains(path))
            lose(path, PastGap::NotKnown);
    }

    //! It is there, and what it was then has not been said.
    void takeNow(const core::Entry &entry)
    {
        if (!m_scope.contains(entry.path) || m_paths.contains(entry.path))
            return;
        const history::EntryChange *change = m_since.value(entry.id);
        if (change) { // all that is left was created since
            PlanItem &item = add(PlanKind::Delete, entry.path);
            item.base = entry;
            item.size = entry.size.value_or(0);
        } else if (!entry.createdAt.isNull() && m_basis.moment < entry.createdAt) {
            lose(entry.path, PastGap::NotKnown); // it came while the records were read
        } else {
            add(PlanKind::Same, entry.path).size = entry.size.value_or(0);
        }
    }

    const RestoreBasis &m_basis;
    const RestoreScope &m_scope;
    QHash<core::EntryId, const core::Entry *> m_nowById;
    QHash<QString, const core::Entry *> m_nowByPath;
    QHash<core::EntryId, const history::EntryChange *> m_since;
    QSet<QString> m_paths; //!< that have an item
    QList<PlanItem> m_items;
};

} // namespace

bool RestoreScope::contains(const QString &path) const
{
    if (!paths.isEmpty())
        return paths.contains(path);
    return path.startsWith(folder);
}

QList<PlanItem> planRestore(const RestoreBasis &basis, const RestoreScope &scope)
{
    return Planner(basis, scope).plan();
}

bool wantsMorePast(const RestoreBasis &basis, const RestoreScope &scope)
{
    return std::any_of(basis.since.cbegin(), basis.since.cend(), [&scope](const history::EntryChange &change) {
        return !change.beforeKnown && scope.contains(change.path);
    });
}

} // namespace session
