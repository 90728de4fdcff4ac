// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/metadataactions.h"

#include "session/session.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/controllers/writeending.h"
#include "ui/dialogs/metadatadialog.h"

using presentation::Operation;

namespace controllers {

core::Metadata withChange(const core::Metadata &before, const core::Metadata &after, core::Metadata present)
{
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        if (!after.contains(it.key()))
            present.remove(it.key());
    }
    for (auto it = after.cbegin(); it != after.cend(); ++it) {
        const auto old = before.constFind(it.key());
        if (old == before.cend() || *old != *it)
            present.insert(it.key(), *it);
    }
    return present;
}

MetadataActions::MetadataActions(Navigator &navigator, EntryTabs &tabs, QWidget &window)
    : QObject(&window), m_navigator(navigator), m_tabs(tabs), m_window(window)
{
    connect(&navigator, &Navigator::sessionChanged, this, [this] {
        if (m_dialog)
            m_dialog->reject();
    });
}

void MetadataActions::edit()
{
    session::Session *session = m_navigator.session();
    m_tab = &m_tabs.current();
    const std::optional<core::Entry> base = m_tab->entry().base();
    if (!session || !base)
        return;
    if (m_dialog)
        m_dialog->reject();
    m_dialog = new dialogs::MetadataDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    const wire::Limits &limits = session->dialect().limits;
    m_dialog->setFacts({targetOf(*session, base->store), base->path, base->metadata, limits.metadataPairs,
                        limits.metadataKey, limits.metadataValue});
    connect(m_dialog, &dialogs::MetadataDialog::saveRequested, this,
            [this, base](const core::Metadata &wanted) { read(*base, wanted); });
    connect(m_dialog, &dialogs::Sheet::wayOutRequested, this, [this](auto way) { emit wayOutRequested(int(way)); });
    m_dialog->open();
}

void MetadataActions::read(const core::Entry &base, const core::Metadata &wanted)
{
    session::Session *session = m_navigator.session();
    if (!session || !m_dialog)
        return;
    m_dialog->setBusy(tr("Saving the metadata…"));
    session->readEntry(base.store, base.id).then(m_dialog, [this, base, wanted](const core::Result<core::Entry> &now) {
        if (!now) {
            showFailure(*m_dialog, now.error(), Operation::ReadEntry);
            return;
        }
        const core::Metadata merged = withChange(base.metadata, wanted, now->metadata);
        if (merged.size() > m_navigator.session()->dialect().limits.metadataPairs)
            m_dialog->showFailure(tr("Others have set pairs meanwhile, and together there would be too many."));
        else
            send(*now, merged);
    });
}

void MetadataActions::send(const core::Entry &now, const core::Metadata &metadata)
{
    m_navigator.session()->commands().save(now, now.content.value_or(QByteArray()), metadata).then(
        m_dialog, [this](const core::Result<session::SaveOutcome> &result) { settle(result); });
}

void MetadataActions::settle(const core::Result<session::SaveOutcome> &result)
{
    using Kind = session::SaveOutcome::Kind;
    if (!result) {
        showFailure(*m_dialog, result.error(), Operation::SaveEntry);
        return;
    }
    if (const auto situation = commonEnding(result->kind)) {
        showFailure(*m_dialog, *situation, result->cause);
        return;
    }
    switch (result->kind) {
    case Kind::Saved:
    case Kind::Unchanged:
        // The text did not change, so an unsaved edit now stands on the new version.
        if (m_tab && m_tab->entry().base() && m_tab->entry().base()->id == result->entry.id
            && m_tab->entry().base()->content == result->entry.content)
            m_tab->entry().adopt(result->entry);
        m_dialog->accept();
        break;
    case Kind::SavedThenOvertaken:
        m_dialog->accept();
        break;
    case Kind::LostRace: // between our reading and the write: once more shows what there is by now
        m_dialog->showFailure(tr("Somebody else changed this entry just now. Nothing was overwritten. Save once more."));
        break;
    case Kind::EntryGone:
        m_dialog->showFailure(tr("This entry was deleted meanwhile."));
        break;
    case Kind::StoreArchived:
    case Kind::NotApplied:
    case Kind::StillUnknown: break; // said above
    }
}

} // namespace controllers
