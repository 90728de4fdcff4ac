// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/lastlooks.h"

#include "session/historykeeper.h"
#include "session/session.h"
#include "ui/controllers/marknow.h"

namespace controllers {

LastLooks::LastLooks(Navigator &navigator, const core::Clock &clock, QObject *parent)
    : QObject(parent), m_navigator(navigator), m_clock(clock)
{
    connect(&navigator, &Navigator::subjectChanged, this, &LastLooks::follow);
    connect(&navigator, &Navigator::sessionChanged, this, &LastLooks::follow);
}

void LastLooks::follow()
{
    session::Session *session = m_navigator.session();
    const core::StoreId store = session ? m_navigator.subject().store : core::StoreId();
    if (session == m_session && store == m_store)
        return;
    keep();
    m_session = session;
    m_store = store;
}

void LastLooks::keep()
{
    if (!m_session || !m_session->history() || m_store.isEmpty())
        return;
    history::Mark mark = markOfNow(*m_session, m_store, m_clock);
    if (mark.newest.isEmpty())
        return; // nothing of it was seen
    mark.automatic = true;
    m_session->history()->index().keepMark(mark).then(this, [](const core::Result<history::Mark> &) {});
}

} // namespace controllers
