// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/errorsentences.h"

#include "models/displaytext.h"
#include "ui/presentation/sentencecause.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace presentation {

using namespace Qt::StringLiterals;

namespace {

struct Errors
{
    Q_DECLARE_TR_FUNCTIONS(Errors)
};

constexpr qint64 longestPause = 3600; // seconds; who wants more is asked again after an hour

bool isStoreOperation(Operation operation)
{
    return operation == Operation::ReadStore || operation == Operation::UpdateStore
        || operation == Operation::ArchiveStore || operation == Operation::DeleteStore;
}

bool isWrite(Operation operation)
{
    switch (operation) {
    case Operation::CreateStore:
    case Operation::UpdateStore:
    case Operation::ArchiveStore:
    case Operation::DeleteStore:
    case Operation::CreateEntry:
    case Operation::SaveEntry:
    case Operation::DeleteEntry:
    case Operation::RedactVersion: return true;
    default: return false;
    }
}

//! What stayed safe when a write did not come through.
QString nothingChanged(const core::Error &error, Operation operation)
{
    if (!isWrite(operation) || error.delivery == core::Delivery::Unknown)
        return {};
    return operation == Operation::SaveEntry || operation == Operation::CreateEntry
        ? Errors::tr("Nothing was changed on the service, and your text is still here.")
        : Errors::tr("Nothing was changed on the service.");
}

void notFound(Sentence &sentence, Operation operation)
{
    switch (operation) {
    case Operation::ReadEntry:
    case Operation::SaveEntry:
    case Operation::DeleteEntry:
        sentence.text = Errors::tr("This entry does not exist any more, or this token may not see it.");
        sentence.hint = operation == Operation::SaveEntry
            ? Errors::tr("Your text is still here and can be saved as a new entry; the old versions are in the history.")
            : Errors::tr("If it was deleted, its old versions are in the history of the store.");
        sentence.ways = operation == Operation::SaveEntry ? QList{WayOut::KeepAsNewEntry, WayOut::RefreshList}
                                                          : QList{WayOut::RefreshList};
        break;
    case Operation::ReadVersion:
    case Operation::RedactVersion:
        sentence.text = Errors::tr("This version does not exist any more, or this token may not see it.");
        sentence.hint = Errors::tr("Services may keep versions for a limited time only.");
        sentence.ways = {WayOut::RefreshList};
        break;
    case Operation::TestConnection:
    case Operation::ListStores:
        sentence.text = Errors::tr("There is no memory service at this address.");
        sentence.hint = Errors::tr("Check the address of the connection; it usually ends with /api/v1/cloud.");
        sentence.ways = {WayOut::OpenConnection};
        break;
    default:
        sentence.text = Errors::tr("This store does not exist any more, or this token may not see it.");
        sentence.hint = Errors::tr("Refresh the list to see the stores that there are.");
        sentence.ways = {WayOut::RefreshList};
    }
}

void conflict(Sentence &sentence, Operation operation)
{
    switch (operation) {
    case Operation::CreateEntry:
        // Who has the path, or an archived store, is found by reading, and told as such.
        sentence.text = Errors::tr("The service refused this entry, though no other one with this path can be seen.");
        sentence.ways = {WayOut::ChooseOtherPath, WayOut::Retry};
        break;
    case Operation::SaveEntry:
        // A lost race or an archived store is found by reading, and told as such; this is what is left.
        sentence.text = Errors::tr("The service refused this save, though no other change of the entry can be seen.");
        sentence.ways = {WayOut::Retry};
        break;
    case Operation::DeleteEntry:
        sentence.text = Errors::tr("The service refuses to delete this entry, probably because its store is archived.");
        sentence.ways = {WayOut::RefreshList};
        break;
    case Operation::RedactVersion:
        sentence.text = Errors::tr("The service refuses to redact this version; it may be redacted already.");
        sentence.ways = {WayOut::RefreshList};
        break;
    case Operation::ArchiveStore:
        sentence.text = Errors::tr("The service refuses to archive this store; it may be archived already or in use.");
        sentence.ways = {WayOut::RefreshList};
        break;
    case Operation::DeleteStore:
        sentence.text = Errors::tr("The service refuses to delete this store; it may be archived or in use by an agent.");
        sentence.ways = {WayOut::RefreshList};
        break;
    case Operation::UpdateStore:
        sentence.text = Errors::tr("The service refuses this change of the store; it may be archived.");
        sentence.ways = {WayOut::RefreshList};
        break;
    default:
        sentence.text = Errors::tr("The service refuses this in its present state.");
        sentence.ways = {WayOut::RefreshList};
    }
}

void unauthorized(Sentence &sentence, Operation)
{
    sentence.text = Errors::tr("The service does not accept this token.");
    sentence.hint = Errors::tr("It may be mistyped, expired or revoked, or belong to another region.");
    sentence.ways = {WayOut::NewToken, WayOut::OpenConnection};
}

void forbidden(Sentence &sentence, Operation operation)
{
    sentence.text = isStoreOperation(operation) || operation == Operation::ListStores
        ? Errors::tr("This token is valid but may not use these memory stores.")
        : Errors::tr("This token is valid but may not do this.");
    sentence.hint = Errors::tr("A token with other permissions can be made in the service's settings.");
    sentence.ways = {WayOut::NewToken, WayOut::OpenConnection};
}

void rateLimited(Sentence &sentence, const core::Error &error)
{
    sentence.text = Errors::tr("The service asks for fewer requests.");
    if (error.retryAfter && error.retryAfter->count() > 0) {
        const int seconds = int((error.retryAfter->count() + 999) / 1000);
        sentence.hint = seconds == 1 ? Errors::tr("It wants a pause of one second.")
                                     : Errors::tr("It wants a pause of %n seconds.", nullptr, seconds);
    } else {
        sentence.hint = Errors::tr("Try again in a minute.");
    }
    sentence.ways = {WayOut::Retry};
    sentence.severity = Severity::Warning;
}

void invalid(Sentence &sentence, const core::Error &error, Operation operation)
{
    const bool named = !error.field.isEmpty();
    //: %1 is the name of a field, like "path"
    sentence.text = named ? Errors::tr("The service does not accept the field “%1”.")
                                .arg(models::displayText(QStringView(error.field).left(60)))
                          : Errors::tr("The service does not accept this request.");
    if (error.delivery == core::Delivery::NotSent)
        sentence.text = named ? Errors::tr("The field “%1” cannot be sent like this.")
                                    .arg(models::displayText(QStringView(error.field).left(60)))
                              : Errors::tr("This cannot be sent like this.");
    if (error.field == "base_url"_L1) {
        sentence.text = Errors::tr("This address cannot be that of a memory service.");
        sentence.hint = Errors::tr("It begins with https://, or on this computer with http://, and usually ends with /api/v1/cloud.");
    }
    if (operation == Operation::TestConnection)
        sentence.ways = {WayOut::OpenConnection};
    else if (operation == Operation::CreateEntry)
        sentence.ways = {WayOut::ChooseOtherPath};
}

void unreachable(Sentence &sentence, const core::Error &error, Operation operation)
{
    sentence.text = error.kind == core::ErrorKind::Timeout
        ? Errors::tr("The service did not answer in time.")
        : Errors::tr("The service cannot be reached.");
    sentence.hint = isWrite(operation) && error.delivery == core::Delivery::Unknown
        ? Errors::tr("It is not certain whether it was done. Check the present state before you do it again.")
        : isWrite(operation) ? nothingChanged(error, operation)
        : error.kind == core::ErrorKind::Timeout ? Errors::tr("It may be busy; what was read before is still shown.")
                                                 : Errors::tr("Check the network and the address of the connection.");
    sentence.ways = isWrite(operation) && error.delivery == core::Delivery::Unknown ? QList{WayOut::CheckAgain}
                                                                                     : QList{WayOut::Retry};
    if (!isWrite(operation))
        sentence.ways.append(WayOut::OpenConnection);
}

//! The state's word is in `detail` (secrets/keychainstate.h).
void keychain(Sentence &sentence, const core::Error &error, Operation operation)
{
    const QString &state = error.detail;
    if (state == "locked"_L1) {
        sentence.text = Errors::tr("The keychain is locked.");
        sentence.hint = Errors::tr("Unlock it and try again, or go on with a token for this run only.");
    } else if (state == "refused"_L1) {
        sentence.text = Errors::tr("The keychain refused access.");
        sentence.hint = Errors::tr("Allow access and try again, or go on with a token for this run only.");
    } else if (state == "frozen"_L1) {
        sentence.text = Errors::tr("The keychain does not answer.");
        sentence.hint = Errors::tr("Try again later, or go on with a token for this run only.");
    } else if (state == "noBus"_L1 || state == "noService"_L1) {
        sentence.text = Errors::tr("There is no keychain in this session.");
        sentence.hint = Errors::tr("A token is never kept in a plain file, so it can be used for this run only.");
    } else {
        sentence.text = operation == Operation::WriteToken ? Errors::tr("The keychain could not keep the token.")
                                                           : Errors::tr("The keychain could not be used.");
        sentence.hint = Errors::tr("Try again, or go on with a token for this run only.");
    }
    sentence.ways = {WayOut::Retry, WayOut::UseTokenOnce};
    sentence.severity = Severity::Warning;
}

void byKind(Sentence &sentence, const core::Error &error, Operation operation)
{
    switch (error.kind) {
    case core::ErrorKind::Offline:
    case core::ErrorKind::Timeout: unreachable(sentence, error, operation); break;
    case core::ErrorKind::Cancelled:
        sentence.text = Errors::tr("This was stopped.");
        sentence.ways = {WayOut::Retry};
        sentence.severity = Severity::Information;
        break;
    case core::ErrorKind::Tls:
        sentence.text = Errors::tr("The connection is not safe: the certificate of the service could not be checked.");
        sentence.hint = Errors::tr("No token was sent. A wrong clock of this computer or a proxy can cause this.");
        sentence.ways = {WayOut::OpenConnection, WayOut::Retry};
        break;
    case core::ErrorKind::Redirected:
        sentence.text = Errors::tr("The service wants to send the request to another address, which is not followed.");
        sentence.hint = error.detail.isEmpty()
            ? Errors::tr("The token stays with the address that you entered. Check the connection.")
            : Errors::tr("The token stays with the address that you entered. The other address is %1.")
                  .arg(models::displayText(QStringView(error.detail).left(200)));
        sentence.ways = {WayOut::OpenConnection};
        break;
    case core::ErrorKind::Unauthorized: unauthorized(sentence, operation); break;
    case core::ErrorKind::Forbidden: forbidden(sentence, operation); break;
    case core::ErrorKind::NotFound: notFound(sentence, operation); break;
    case core::ErrorKind::Conflict: conflict(sentence, operation); break;
    case core::ErrorKind::RateLimited: rateLimited(sentence, error); break;
    case core::ErrorKind::Invalid: invalid(sentence, error, operation); break;
    case core::ErrorKind::Server:
        sentence.text = Errors::tr("The service has a problem of its own.");
        sentence.hint = isWrite(operation) && error.delivery == core::Delivery::Unknown
            ? Errors::tr("It is not certain whether it was done. Check the present state before you do it again.")
            : Errors::tr("It is not your doing. Try again later, and quote the request id when you ask for help.");
        sentence.ways = isWrite(operation) && error.delivery == core::Delivery::Unknown ? QList{WayOut::CheckAgain}
                                                                                         : QList{WayOut::Retry};
        break;
    case core::ErrorKind::Protocol:
        sentence.text = Errors::tr("The answer is not what a memory service sends.");
        sentence.hint = Errors::tr("The address may belong to something else, or the service speaks another dialect.");
        sentence.ways = {WayOut::OpenConnection, WayOut::Retry, WayOut::CopyDetails};
        break;
    case core::ErrorKind::TooLarge:
        sentence.text = Errors::tr("The answer is larger than anything that a memory service should send.");
        sentence.hint = Errors::tr("Reading was stopped to protect this computer.");
        sentence.ways = {WayOut::OpenConnection, WayOut::CopyDetails};
        break;
    case core::ErrorKind::Keychain: keychain(sentence, error, operation); break;
    case core::ErrorKind::LocalServer:
        sentence.text = Errors::tr("The Local workspace could not be started.");
        sentence.hint = Errors::tr("Another program may use its port, or its folder cannot be written to.");
        sentence.ways = {WayOut::Retry, WayOut::CopyDetails};
        break;
    case core::ErrorKind::Storage:
        sentence.text = operation == Operation::WriteLocalFile ? Errors::tr("A file could not be written.")
                                                               : Errors::tr("A local file could not be used.");
        sentence.hint = Errors::tr("The disk may be full, or the folder may not be writable.");
        sentence.ways = {WayOut::Retry, WayOut::CopyDetails};
        break;
    }
}

} // namespace

Sentence sentenceFor(const core::Error &error, Operation operation)
{
    Sentence sentence;
    byKind(sentence, error, operation);
    if (sentence.hint.isEmpty())
        sentence.hint = nothingChanged(error, operation);
    if (error.retryAfter && sentence.ways.contains(WayOut::Retry))
        sentence.pauseSeconds = int(std::clamp<qint64>((error.retryAfter->count() + 999) / 1000, 0, longestPause));
    addCause(sentence, error, wordsFor(operation));
    if (sentence.ways.isEmpty())
        sentence.ways = {WayOut::CopyDetails};
    return sentence;
}

QString Sentence::full() const
{
    QStringList parts = {text};
    if (!hint.isEmpty())
        parts.append(hint);
    if (!serverWords.isEmpty())
        //: %1 are words of a service, as they came
        parts.append(Errors::tr("The service says: %1").arg(serverWords));
    return parts.join(u' ');
}

} // namespace presentation
