// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/settlements.h"

#include "models/displaytext.h"
#include "session/session.h"
#include "ui/controllers/sessionhost.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/messagebanner.h"

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

using Verdict = session::Settlement::Verdict;
using Kind = journal::WriteKind;

constexpr int maxTold = 5; // a window full of old news helps nobody

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Settlements)
};

bool isAboutEntry(Kind kind)
{
    return kind == Kind::SaveEntry || kind == Kind::CreateEntry || kind == Kind::DeleteEntry;
}

QString wanted(Kind kind, const QString &name)
{
    switch (kind) {
    case Kind::SaveEntry: return Words::tr("Saving “%1”").arg(name);
    case Kind::CreateEntry: return Words::tr("Creating “%1”").arg(name);
    case Kind::DeleteEntry: return Words::tr("Deleting “%1”").arg(name);
    case Kind::Redact: return Words::tr("Redacting a version of “%1”").arg(name);
    case Kind::CreateStore: return Words::tr("Creating the store “%1”").arg(name);
    case Kind::UpdateStore: return Words::tr("Changing the store “%1”").arg(name);
    case Kind::ArchiveStore: return Words::tr("Archiving the store “%1”").arg(name);
    case Kind::DeleteStore: return Words::tr("Deleting the store “%1”").arg(name);
    }
    return name;
}

QString ending(const session::Settlement &settlement)
{
    const Kind kind = settlement.intent.kind;
    switch (settlement.verdict) {
    case Verdict::Done:
        return kind == Kind::SaveEntry ? Words::tr("It was saved.") : Words::tr("It was done.");
    case Verdict::NotDone:
        return kind == Kind::SaveEntry ? Words::tr("It was not saved; nothing was changed. Open the entry to send it again.")
                                       : Words::tr("It was not done; nothing was changed. You can do it again.");
    case Verdict::ChangedSince:
        return settlement.gone ? Words::tr("It was saved, and then deleted by someone.")
                               : Words::tr("It was saved, and then changed by someone.");
    case Verdict::SomeoneElseFirst:
        return settlement.gone ? Words::tr("Someone else was first and deleted the entry; nothing was saved.")
                               : Words::tr("Someone else was first; nothing was overwritten.");
    case Verdict::StillUnknown:
        break;
    }
    return Words::tr("Whether it was done can no longer be found out.");
}

} // namespace

Settlements::Settlements(SessionHost &host, Navigator &navigator, panels::StoresPanel &stores)
    : m_navigator(navigator), m_stores(stores)
{
    connect(&host, &SessionHost::writeSettled, this, &Settlements::tell);
    connect(&stores, &panels::StoresPanel::bannerActionTriggered, this, [this](const QString &id, const QString &) {
        const auto told = m_told.constFind(id);
        if (told == m_told.constEnd())
            return;
        const journal::Intent intent = *told;
        m_stores.dismissBanner(id);
        if (const session::Session *session = m_navigator.session(); session && session->connection().id == intent.connection)
            m_navigator.go({intent.store, intent.kind == Kind::CreateEntry ? core::EntryId{} : core::EntryId{intent.target}, {}});
    });
}

QString Settlements::words(const session::Settlement &settlement)
{
    const QString what = wanted(settlement.intent.kind, models::displayText(settlement.intent.name));
    return Words::tr("%1: its answer never came. %2", "what was wanted, what is true").arg(what, ending(settlement));
}

void Settlements::tell(const session::Connection &connection, const session::Settlement &settlement)
{
    if (m_told.size() >= maxTold && settlement.verdict == Verdict::Done)
        return;
    widgets::BannerMessage message;
    message.id = u"settled."_s + settlement.intent.id;
    message.severity = settlement.verdict == Verdict::Done ? widgets::Severity::Positive : widgets::Severity::Warning;
    message.text = words(settlement);
    const session::Session *shown = m_navigator.session();
    if (!shown || shown->connection().id != connection.id)
        message.text += u' ' + Words::tr("(Connection “%1”)").arg(models::displayText(connection.name));
    message.details = u"x-request-id: "_s + settlement.intent.id;
    if (isAboutEntry(settlement.intent.kind) && !settlement.gone)
        message.actions = {{u"open"_s, Words::tr("Open")}};
    m_told.insert(message.id, settlement.intent);
    m_stores.showBanner(message);
}

} // namespace controllers
