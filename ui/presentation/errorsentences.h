// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"

#include <QList>
#include <QString>

//! The one table that turns errors and outcomes into sentences with a way out (R22, R26). Where a sentence is shown is the
//! caller's business; everything in it is plain text, and the service's own words are kept apart from ours.
namespace presentation {

//! What was being done. Where one status means several things, this decides the sentence.
enum class Operation {
    TestConnection,
    ListStores, ReadStore, CreateStore, UpdateStore, ArchiveStore, DeleteStore,
    ListEntries, ReadEntry, CreateEntry, SaveEntry, DeleteEntry,
    ListVersions, ReadVersion, RedactVersion,
    FindInStore,
    ReadToken, WriteToken, RemoveToken,
    StartLocalService,
    ReadLocalFile, WriteLocalFile,
};

//! What a person can do about it; the caller joins these to actions. In the order in which to offer them.
enum class WayOut {
    Retry,
    NewToken,        //!< ask for another token for this connection
    OpenConnection,  //!< edit the connection: URL, service, token
    ReloadEntry,     //!< read the present state
    CompareTexts,    //!< show both texts and let the person choose
    ChooseOtherPath,
    ShowExisting,    //!< go to the entry that has the path
    KeepAsNewEntry,  //!< save the text as an entry again
    SaveCopy,        //!< the text as an entry of another store or connection
    RefreshList,
    LoadAll,
    UseTokenOnce,    //!< go on with a token for this run only
    EditAnyway,
    CheckAgain,      //!< read the state back once more
    CopyRequestId,
    CopyDetails,
};

enum class Severity { Information, Warning, Error };

struct Sentence
{
    QString text;         //!< one whole sentence: what happened
    QString hint;         //!< one whole sentence: what to do, or what stayed safe; may be empty
    QString serverWords;  //!< what the service said itself; untrusted, shown apart and as plain text; may be empty
    QString details;      //!< for *Copy details*: kind, status, operation, request id, technical words. English.
    QString requestId;    //!< empty when there is none
    QList<WayOut> ways;
    int pauseSeconds = 0; //!< that the service wants before *Retry*
    Severity severity = Severity::Error;

    [[nodiscard]] QString full() const; //!< text, hint and the service's words, for accessibility and logs of a banner
};

Sentence sentenceFor(const core::Error &error, Operation operation);

//! Outcomes of writes that are no errors, and states that a text can be in.
enum class Situation {
    LostRace,            //!< somebody else saved first
    SavedThenOvertaken,  //!< saved, and then changed by someone
    EntryGone,           //!< deleted meanwhile
    StoreArchived,
    PathTaken,
    NothingChanged,      //!< the bytes were equal, nothing was sent
    NotApplied,          //!< the reply was lost, nothing happened; may be sent again
    StillUnknown,        //!< the reply was lost and the state could not be read
    SavedAfterCheck,     //!< the reply was lost; reading showed that it was saved
    AnotherWriteBetween, //!< saved, but the version number jumped
    AlteredByService,    //!< saved, but the hash that came back is another
    ChangedBeforeDelete, //!< differs from what was seen: nothing was deleted
    UnseenVersionLost,   //!< a version was written between reading and deletion
    AlreadyDeleted,
    AlreadyRedacted,
    IntegrityHash,       //!< the text does not have the hash that the service tells
    IntegritySize,
    OtherAccount,        //!< with another token, store or entry are not found
    TokenRenewed,        //!< with another token, store and entry are the same; the save waits for the person
    ReadOnlyArchived,
    ReadOnlyUnsuitable,  //!< the editor cannot hold this text byte for byte
    OldVersionShown,
};
//! `cause`: the error behind it, where there is one: adds request id, details and the service's words.
Sentence sentenceFor(Situation situation, const core::Error *cause = nullptr);

QString wordsFor(WayOut way);     //!< the label of its button
QString wordsFor(Operation operation); //!< "Saving the entry"

} // namespace presentation
