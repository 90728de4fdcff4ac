// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The part of EntryController that knows whether another token still shows the same store and entry (promise A5).
#include "api/apiclient.h"
#include "session/session.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/errorbanner.h"
#include "ui/panels/entrypanel.h"

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

} // namespace controllers
