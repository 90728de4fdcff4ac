// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"

#include <QModelIndex>
#include <QString>

namespace session {
class Session;
}

namespace controllers {

//! What is exported or copied, or where an import goes: a store, a folder of it, or one entry.
struct TransferPlace
{
    core::StoreId store;
    QString folder;      //!< with its slash; the one above `entry`, if there is one
    core::EntryId entry;
    QString path;        //!< of the entry

    [[nodiscard]] bool isEmpty() const { return store.isEmpty(); }
    friend bool operator==(const TransferPlace &, const TransferPlace &) = default;
};

//! Of a row of the tree or the list; empty for rows that are no data.
TransferPlace placeOf(const QModelIndex &row);
//! The innermost folder that holds all of them; they are of one store.
TransferPlace placeAround(const QList<core::Entry> &entries);
//! "The folder “notes/” of the store “x”", without a full stop.
QString placeText(session::Session &session, const TransferPlace &place);
//! A proposal for the name of a file or folder, safe on every system.
QString proposedName(session::Session &session, const TransferPlace &place);

} // namespace controllers
