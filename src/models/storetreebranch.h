// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "models/storetreemodel.h"
#include "session/entrylist.h"

#include <QHash>
#include <QPointer>

namespace models {

//! One store in the tree and the list of its entries. For the files of StoreTreeModel alone.
struct StoreTreeModel::Branch
{
    core::StoreId id;
    NodeTree::Id node = NodeTree::none;
    QPointer<session::EntryList> list;         // null until the store is opened
    QHash<QString, NodeTree::Id> nodes;        // by entry id
    QHash<QString, NodeTree::Id> ghostNodes;   // by the id that the entry had
    bool asked = false;                        // fetchMore asks once; retry() and refresh() ask again
    bool slow = false;                         // the present load takes longer than the delay
    int load = 0;                              // counts loads, so that a timer knows its own
    bool loading = false;
    bool wasComplete = false;
};

} // namespace models
