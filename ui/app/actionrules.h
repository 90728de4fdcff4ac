// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

namespace app {

//! What the actions depend on, as plain facts.
struct WindowFacts
{
    bool session = false;
    bool localSession = false;
    bool store = false;           //!< a store is chosen, or one of its entries
    bool storeArchived = false;
    bool place = false;           //!< something is chosen that can be exported: a store, a folder, an entry
    bool placeArchived = false;   //!< its store is
    bool storeUpdate = false;     //!< the service can change stores
    bool deleteInArchived = false;
    bool entry = false;           //!< an entry is chosen
    bool entriesChosen = false;   //!< in the tree or the list, or a folder of them
    bool canUndoDeletion = false;
    bool entryMetadata = false;   //!< the service lets it be set
    bool textShown = false;       //!< one that can be copied: being edited, or an old version
    bool tab = false; //!< an entry's tab is in front
    bool markdown = false;        //!< the entry in front may be Markdown
    bool changesShown = false;
    bool movedLines = false;      //!< some lines moved in what is compared
    QString patchReason;          //!< why there is no patch of what is compared
    bool ghost = false;           //!< a deleted entry is chosen
    bool canMark = false;         //!< a store is looked at whose history is kept
    bool versionUsable = false;   //!< it has a text, and the entry can be changed
    int versionsChosen = 0;
    bool activity = false;        //!< they are chosen in *Activity*, not in the history
    bool comparedVersions = false; //!< two versions of the session stand beside each other
    bool hasSamples = false;
    QString externalReason;       //!< why the text cannot be edited by another program
    QString findingReason;        //!< why there is no finding of the scan to go to
    QString originReason;         //!< why there are no lines whose origin could be shown
    QString originChangeReason;   //!< why there is no change of the line to go to
    QString saveReason;           //!< why saving would do nothing
    QString redactReason;
    QString markReason;           //!< why nothing can be compared with the marked version
    QString takeBackReason;
    // In the review inbox.
    QString reviewReason;
    QString reviewAllReason;
    QString reviewUnreadReason;
    QString reviewUndoReason;
    QString reviewTakeBackReason;
    QString reviewNextReason;
};

//! For each action that cannot be done now the reason, as a sentence. An action that is not named can be done. Pure.
QHash<QString, QString> reasonsWhyNot(const WindowFacts &facts);

} // namespace app
