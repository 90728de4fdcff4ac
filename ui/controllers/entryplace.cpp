// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The part of EntryController about the place of its text: whether another token still shows the same store and entry
// (promise A5), whether it was archived, where it was moved.
#include "api/apiclient.h"
#include "session/session.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/errorbanner.h"
#include "ui/panels/entrypanel.h"
#include "ui/widgets/messagebanner.h"

#include <QScopedValueRollback>

#include <utility>

using namespace Qt::StringLiterals;
using presentation::Operation;
using presentation::Situation;

namespace controllers {

bool EntryController::isPlaceConfirmed() const
{
    const session::Session *session = m_navigator.session();
    return session && m_base && m_placeToken == m_navigator.session()->client().tokenNumber();
}

void EntryController::confirmPlace(const std::function<void(bool)> &then)
{
    session::Session *session = m_navigator.session();
    if (!session || !m_base) {
        then(false);
        return;
    }
    const core::Entry base = *m_base;
    const int token = session->client().tokenNumber();
    const auto stillHere = [this, base] { return m_base && m_base->id == base.id && m_base->store == base.store; };
    // Past the repositories: to them an entry that another account does not have would be a deleted one.
    session->service().getStore(base.store).then(
        this, [this, session = QPointer(session), base, token, then, stillHere](const core::Result<core::Store> &store) {
            if (!session || !stillHere() || session->client().tokenNumber() != token)
                return then(false);
            if (!store || store->id != base.store) {
                refusePlace(store ? std::nullopt : std::optional(store.error()));
                return then(false);
            }
            session->service().getEntry(base.store, base.id).then(
                this, [this, session, base, token, then, stillHere](const core::Result<core::Entry> &entry) {
                    const bool same = entry && entry->id == base.id && (entry->store.isEmpty() || entry->store == base.store);
                    if (!session || !stillHere() || session->client().tokenNumber() != token)
                        return then(false);
                    if (!same) {
                        refusePlace(entry ? std::nullopt : std::optional(entry.error()));
                        return then(false);
                    }
                    m_placeToken = token;
                    m_panel.dismissBanner(placeBanner);
                    then(true);
                });
        });
}

void EntryController::refusePlace(const std::optional<core::Error> &error)
{
    const bool absent = !error || error->kind == core::ErrorKind::NotFound || error->kind == core::ErrorKind::Forbidden;
    if (absent)
        m_panel.showBanner(banner(placeBanner, Situation::OtherAccount, error));
    else
        m_panel.showBanner(banner(placeBanner, *error, Operation::ReadEntry));
}

bool EntryController::moveTo(const core::Entry &moved)
{
    if (!m_base)
        return false;
    const core::Entry before = std::exchange(m_base, moved).value();
    const bool other = before.content != moved.content;
    if (other) { // the editor stands on an older text: what is unsaved there is a race and not an overwrite
        m_base->content = before.content;
        m_base->size = before.size;
        m_base->sha256 = before.sha256;
        m_base->version.reset();
        m_base->updatedAt = before.updatedAt;
    }
    {
        const QScopedValueRollback moving(m_moving, true);
        m_navigator.replace({moved.store, moved.id, {}});
    }
    if (other && !m_panel.isModified())
        replaceWith(moved);
    else if (other)
        headMoved(moved);
    showHeadState();
    emit stateChanged();
    return true;
}

std::optional<QByteArray> EntryController::shownText() const
{
    if (m_panel.showsVersion())
        return m_version ? m_version->content : std::nullopt;
    return m_base ? std::optional(m_panel.editedBytes()) : std::nullopt;
}

//! The entry is deleted, and one of its versions is wanted: that can be read all the same.
void EntryController::showGone()
{
    m_panel.showNothing({tr("This entry was deleted"), tr("Choose one of its versions in the history to read it.")});
    if (m_version)
        showVersionRecord(*m_version);
    else
        showVersion();
}

//! Archived while it is edited: the text stays, and can go elsewhere.
void EntryController::storeNoted()
{
    if (isStoreArchived() && m_base && m_panel.isModified())
        m_panel.showBanner(banner(placeBanner, presentation::Situation::StoreArchived));
}

} // namespace controllers
