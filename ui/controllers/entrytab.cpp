// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/entrytab.h"

#include "ui/panels/entrypanel.h"

namespace controllers {

EntryTab::EntryTab(TabId id, const TabContext &context, QObject *parent)
    : QObject(parent)
    , m_id(id)
    , m_panel(std::make_unique<panels::EntryPanel>())
    , m_entry(m_navigator, *m_panel)
    , m_save(m_navigator, m_entry, context.window)
    , m_drafts(m_navigator, m_entry, context.drafts, context.clock, context.window)
    , m_changes(m_navigator, m_entry)
    , m_takeBack(m_navigator, m_entry, context.window)
    , m_details(m_navigator, m_entry)
    , m_origin(m_navigator, m_entry, context.clock)
    , m_external(m_navigator, m_entry, m_drafts, context.files)
{
    connect(&m_save, &SaveController::discarded, &m_drafts, &DraftKeeper::discard);
    // What is sent is what is kept: should the end of this save not be seen, the two can be told to be the same.
    connect(&m_save, &SaveController::sending, &m_drafts, &DraftKeeper::noteSent);
    connect(&m_save, &SaveController::settled, &m_drafts, &DraftKeeper::noteSettled);
    connect(&m_save, &SaveController::stateChanged, this, [this] {
        if (m_save.isSaving())
            m_drafts.flush();
    });
}

EntryTab::~EntryTab() = default;

bool EntryTab::isDirty() const
{
    return m_panel->isModified();
}

void EntryTab::go(session::Session *session, const Subject &subject)
{
    if (session != m_navigator.session())
        m_navigator.setSession(session);
    m_navigator.go(subject);
}

} // namespace controllers
