// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/errorsentences.h"
#include "ui/presentation/sentencecause.h"

#include <QCoreApplication>

// Sentences for outcomes and states, and the words of buttons and operations.
namespace presentation {

using namespace Qt::StringLiterals;

namespace {

struct Situations
{
    Q_DECLARE_TR_FUNCTIONS(Situations)
};

Sentence make(Severity severity, const QString &text, const QString &hint, const QList<WayOut> &ways = {})
{
    Sentence sentence;
    sentence.text = text;
    sentence.hint = hint;
    sentence.ways = ways;
    sentence.severity = severity;
    return sentence;
}

Sentence ofSaving(Situation situation)
{
    switch (situation) {
    case Situation::LostRace:
        return make(Severity::Warning, Situations::tr("Somebody else changed this entry while you were editing."),
                    Situations::tr("Nothing was overwritten. Compare both texts and choose, or edit on."),
                    {WayOut::CompareTexts, WayOut::ReloadEntry});
    case Situation::SavedThenOvertaken:
        return make(Severity::Warning, Situations::tr("Your text was saved, and then somebody else changed the entry."),
                    Situations::tr("Your version is in the history; the entry shows the newer text."),
                    {WayOut::CompareTexts});
    case Situation::EntryGone:
        return make(Severity::Warning, Situations::tr("This entry was deleted while you were editing."),
                    Situations::tr("Your text is still here and can be saved as an entry again."),
                    {WayOut::KeepAsNewEntry, WayOut::SaveCopy});
    case Situation::StoreArchived:
        return make(Severity::Warning, Situations::tr("This store was archived, so nothing can be written to it."),
                    Situations::tr("Your text is still here; it can be saved as a copy in another store."),
                    {WayOut::SaveCopy, WayOut::RefreshList});
    case Situation::PathTaken:
        return make(Severity::Warning, Situations::tr("There is already an entry with this path."), {},
                    {WayOut::ShowExisting, WayOut::ChooseOtherPath});
    case Situation::NothingChanged:
        return make(Severity::Information, Situations::tr("Nothing to save: the text is what the service has."), {});
    case Situation::NotApplied:
        return make(Severity::Warning, Situations::tr("The answer was lost, and nothing was changed on the service."),
                    Situations::tr("It is safe to do it again."), {WayOut::Retry});
    case Situation::StillUnknown:
        return make(Severity::Error, Situations::tr("The answer was lost, and the present state could not be read."),
                    Situations::tr("It is not certain whether it was done. Nothing is sent again without you."),
                    {WayOut::CheckAgain});
    case Situation::SavedAfterCheck:
        return make(Severity::Information,
                    Situations::tr("The answer was lost, but reading the entry again shows that it was saved."), {});
    case Situation::AnotherWriteBetween:
        return make(Severity::Warning, Situations::tr("Saved, but somebody else wrote to this entry just before."),
                    Situations::tr("The service did not notice the clash. The other text is in the history."),
                    {WayOut::CompareTexts});
    case Situation::AlteredByService:
        return make(Severity::Warning, Situations::tr("Saved, but the service reports a hash that is not that of your text."),
                    Situations::tr("It may have changed the text. Read it again before you rely on it."),
                    {WayOut::ReloadEntry});
    default: return {};
    }
}

} // namespace

Sentence sentenceFor(Situation situation, const core::Error *cause)
{
    Sentence sentence = ofSaving(situation);
    switch (situation) {
    case Situation::ChangedBeforeDelete:
        sentence = make(Severity::Warning, Situations::tr("This entry changed since you saw it, so it was not deleted."),
                        Situations::tr("Read the present text first, then decide again."), {WayOut::ReloadEntry});
        break;
    case Situation::UnseenVersionLost:
        sentence = make(Severity::Warning,
                        Situations::tr("The entry was deleted, but somebody changed it just before, and you did not see that text."),
                        Situations::tr("It is in the history and can be saved as an entry again."),
                        {WayOut::KeepAsNewEntry});
        break;
    case Situation::AlreadyDeleted:
        sentence = make(Severity::Information, Situations::tr("This entry was already deleted."),
                        Situations::tr("Its old versions are in the history of the store."), {WayOut::RefreshList});
        break;
    case Situation::AlreadyRedacted:
        sentence = make(Severity::Information, Situations::tr("This version was already redacted."), {});
        break;
    case Situation::IntegrityHash:
        sentence = make(Severity::Warning, Situations::tr("This text does not fit the hash that the service tells."),
                        Situations::tr("It may have been changed on its way or in the store, so it is read-only for now."),
                        {WayOut::ReloadEntry, WayOut::EditAnyway});
        break;
    case Situation::IntegritySize:
        sentence = make(Severity::Warning, Situations::tr("This text does not have the size that the service tells."),
                        Situations::tr("It may have been changed on its way or in the store, so it is read-only for now."),
                        {WayOut::ReloadEntry, WayOut::EditAnyway});
        break;
    case Situation::OtherAccount:
        sentence = make(Severity::Error, Situations::tr("With the new token this entry is not found."),
                        Situations::tr("The token may belong to another account, or somebody deleted the entry or its store "
                                       "meanwhile. Nothing was sent, and your text is still here."),
                        {WayOut::NewToken, WayOut::SaveCopy});
        break;
    case Situation::TokenRenewed:
        sentence = make(Severity::Information,
                        Situations::tr("The service takes the new token, and store and entry are the same."),
                        Situations::tr("Your text is not saved yet."));
        break;
    case Situation::ReadOnlyArchived:
        sentence = make(Severity::Information, Situations::tr("This store is archived: its entries can be read but not changed."), {});
        break;
    case Situation::ReadOnlyUnsuitable:
        sentence = make(Severity::Information,
                        Situations::tr("This text has characters that the editor cannot keep byte for byte."),
                        Situations::tr("It is shown read-only, so that nothing is changed by accident."));
        break;
    case Situation::OldVersionShown:
        sentence = make(Severity::Information, Situations::tr("This is an old version. It can be read but not changed."), {},
                        {WayOut::CompareTexts});
        break;
    default: break;
    }
    if (cause)
        addCause(sentence, *cause, u"Outcome %1"_s.arg(int(situation)));
    return sentence;
}

QString wordsFor(WayOut way)
{
    switch (way) {
    //: labels of buttons
    case WayOut::Retry: return Situations::tr("Retry");
    case WayOut::NewToken: return Situations::tr("New Token…");
    case WayOut::OpenConnection: return Situations::tr("Edit Connection…");
    case WayOut::ReloadEntry: return Situations::tr("Read Again");
    case WayOut::CompareTexts: return Situations::tr("Compare Texts");
    case WayOut::ChooseOtherPath: return Situations::tr("Choose Another Path");
    case WayOut::ShowExisting: return Situations::tr("Show the Existing Entry");
    case WayOut::KeepAsNewEntry: return Situations::tr("Save as New Entry…");
    case WayOut::SaveCopy: return Situations::tr("Save a Copy Elsewhere…");
    case WayOut::RefreshList: return Situations::tr("Refresh");
    case WayOut::LoadAll: return Situations::tr("Load All");
    case WayOut::UseTokenOnce: return Situations::tr("Use a Token for This Run…");
    case WayOut::EditAnyway: return Situations::tr("Edit Anyway");
    case WayOut::CheckAgain: return Situations::tr("Check Again");
    case WayOut::CopyRequestId: return Situations::tr("Copy Request ID");
    case WayOut::CopyDetails: return Situations::tr("Copy Details");
    }
    return {};
}

QString wordsFor(Operation operation)
{
    switch (operation) {
    //: what was being done, as the title of a report
    case Operation::TestConnection: return Situations::tr("Testing the connection");
    case Operation::ListStores: return Situations::tr("Reading the list of stores");
    case Operation::ReadStore: return Situations::tr("Reading the store");
    case Operation::CreateStore: return Situations::tr("Creating the store");
    case Operation::UpdateStore: return Situations::tr("Changing the store");
    case Operation::ArchiveStore: return Situations::tr("Archiving the store");
    case Operation::DeleteStore: return Situations::tr("Deleting the store");
    case Operation::ListEntries: return Situations::tr("Reading the list of entries");
    case Operation::ReadEntry: return Situations::tr("Reading the entry");
    case Operation::CreateEntry: return Situations::tr("Creating the entry");
    case Operation::SaveEntry: return Situations::tr("Saving the entry");
    case Operation::DeleteEntry: return Situations::tr("Deleting the entry");
    case Operation::ListVersions: return Situations::tr("Reading the history");
    case Operation::ReadVersion: return Situations::tr("Reading the version");
    case Operation::RedactVersion: return Situations::tr("Redacting the version");
    case Operation::FindInStore: return Situations::tr("Searching the store");
    case Operation::ReadToken: return Situations::tr("Reading the token");
    case Operation::WriteToken: return Situations::tr("Keeping the token");
    case Operation::RemoveToken: return Situations::tr("Removing the token");
    case Operation::StartLocalService: return Situations::tr("Starting the Local workspace");
    case Operation::ReadLocalFile: return Situations::tr("Reading a local file");
    case Operation::WriteLocalFile: return Situations::tr("Writing a local file");
    }
    return {};
}

} // namespace presentation
