// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/ids.h"

#include <QHash>
#include <QSet>
#include <QString>

namespace models {

//! What open texts say about entries, for the rows that show them: kept for all connections, so that a row that comes
//! back has its marks. Setters tell whether something changed.
class EntryMarks
{
public:
    bool setDirty(const core::EntryRef &entry, bool dirty)
    {
        const bool before = isDirty(entry);
        if (dirty)
            m_dirty.insert(key(entry));
        else
            m_dirty.remove(key(entry));
        return before != dirty;
    }

    bool setIntegrity(const core::EntryRef &entry, core::Integrity integrity)
    {
        const core::Integrity before = this->integrity(entry);
        if (integrity == core::Integrity::Unchecked)
            m_integrity.remove(key(entry));
        else
            m_integrity.insert(key(entry), integrity);
        return before != integrity;
    }

    [[nodiscard]] bool isDirty(const core::EntryRef &entry) const
    {
        return !m_dirty.isEmpty() && m_dirty.contains(key(entry));
    }

    [[nodiscard]] core::Integrity integrity(const core::EntryRef &entry) const
    {
        return m_integrity.isEmpty() ? core::Integrity::Unchecked
                                     : m_integrity.value(key(entry), core::Integrity::Unchecked);
    }

private:
    static QString key(const core::EntryRef &entry)
    {
        return entry.connection.value + u'/' + entry.store.value + u'/' + entry.entry.value;
    }

    QSet<QString> m_dirty;
    QHash<QString, core::Integrity> m_integrity;
};

} // namespace models
