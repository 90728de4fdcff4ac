// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/memorystores.h"
#include "core/entry.h"
#include "core/loading.h"

#include <QObject>

namespace session {

//! The live entries of one store, without texts: the only cache and announcer of them. load() walks all pages in the
//! background; arriving entries are announced in batches. Application's thread.
class EntryList : public QObject
{
    Q_OBJECT
public:
    EntryList(api::MemoryStores &service, core::StoreId store, std::chrono::milliseconds pageGap,
              QObject *parent = nullptr);
    ~EntryList() override;

    [[nodiscard]] const core::StoreId &store() const;
    [[nodiscard]] const QList<core::Entry> &entries() const; //!< in order of arrival; `content` is never set
    [[nodiscard]] const core::Entry *find(const core::EntryId &entry) const; //!< valid until the next signal
    [[nodiscard]] const core::Entry *findPath(const QString &path) const;    //!< bytes decide, no normalisation
    [[nodiscard]] const core::Loading &loading() const;

    void load();    //!< starts the walk, or goes on where it was cancelled or failed; nothing when complete
    void cancel();  //!< keeps what is there
    void refresh(); //!< walks again in the background; rows stay, differences are announced as they are known
    void setExpected(std::optional<qint64> count); //!< the store's entry_count

    void put(const core::Entry &entry); //!< from a reply of get, create, update
    void drop(const core::EntryId &entry);

signals:
    void reset();
    void added(const QList<core::Entry> &entries);
    void changed(const core::Entry &entry);
    void removed(const core::EntryId &entry);
    void loadingChanged();
};

} // namespace session
