// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/error.h"
#include "core/loading.h"
#include "core/timestamp.h"
#include "core/version.h"

#include <QMetaType>

//! The facts that models tell (rule R18): ids, names, moments, sizes, states; no word for people, no colour. One set of
//! roles for all models, so that delegates, panels and accessibility read them alike. An invalid QVariant means that the
//! fact is not known.
namespace models {

//! What a row of the tree is. The last five are no data but say something about the list they stand in.
enum class NodeKind {
    None,
    Store,
    Folder,
    Entry,
    Ghost,   //!< an entry that was deleted: EntryIdRole is its old id, UpdatedAtRole the moment of its deletion
    Loading, //!< shown only after a while; more rows are on their way
    Failed,  //!< ErrorRole says why; StoreTreeModel::retry() asks again
    More,    //!< stopped; StoreTreeModel::retry() goes on
    Empty,   //!< complete, and nothing is there
    NoMatch, //!< there are entries, but the filter hides them all
};

enum Role : int {
    NodeKindRole = Qt::UserRole + 1, //!< models::NodeKind
    StoreIdRole,        //!< QString, in full
    EntryIdRole,        //!< QString, in full
    VersionIdRole,      //!< QString, in full
    PathRole,           //!< QString, exact; of a folder without the last slash
    DisplayPathRole,    //!< QString with odd characters made visible
    NameRole,           //!< QString, exact: of a store its name, else the last segment of the path
    DisplayNameRole,    //!< QString with odd characters made visible
    DescriptionRole,    //!< QString, exact, of a store
    SizeRole,           //!< qint64 bytes; of stores and folders the total as far as known
    VersionRole,        //!< qint64
    UpdatedAtRole,      //!< core::Timestamp
    CreatedAtRole,      //!< core::Timestamp
    Sha256Role,         //!< QString, as the service says
    ArchivedRole,       //!< bool: the store of this row is archived
    CountRole,          //!< qint64: entries below, as far as known
    ShownCountRole,     //!< qint64: of these, how many pass the filter
    CountCompleteRole,  //!< bool: whether CountRole is all there is
    LoadStateRole,      //!< core::LoadState of the list below a store
    ErrorRole,          //!< core::Error, where something failed
    DirtyRole,          //!< bool: has an unsaved edit
    IntegrityRole,      //!< core::Integrity, as far as its text was read

    // Version records.
    ActionRole,              //!< core::Action
    ActionWordRole,          //!< QString as the service sent it; untrusted
    OrdinalRole,             //!< qint64, 1 for the first version
    OrdinalIsLowerBoundRole, //!< bool: "at least"
    SizeChangeRole,          //!< qint64 bytes against the version before it of the same entry
    RedactedRole,            //!< bool
    RedactedAtRole,          //!< core::Timestamp
    WrittenHereRole,         //!< bool: saved from this computer
    TwinVersionIdRole,       //!< QString: newest older version of the entry with the same content
    TwinOrdinalRole,         //!< qint64
    IsHeadRole,              //!< bool: the text that the entry has now

    // Find in store.
    LineRole,          //!< int, from 1
    LineTextRole,      //!< QString, untrusted
    MatchColumnRole,   //!< int, from 0, in LineTextRole
    MatchLengthRole,   //!< int
    FirstOfEntryRole,  //!< bool: this hit opens the group of its entry
    HitsOfEntryRole,   //!< int
    EndRole,           //!< where other models' own roles may begin
};

} // namespace models

Q_DECLARE_METATYPE(models::NodeKind)
Q_DECLARE_METATYPE(core::Timestamp)
Q_DECLARE_METATYPE(core::Error)
Q_DECLARE_METATYPE(core::LoadState)
Q_DECLARE_METATYPE(core::Integrity)
Q_DECLARE_METATYPE(core::Action)
