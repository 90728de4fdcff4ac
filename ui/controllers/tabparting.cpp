// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/tabparting.h"

#include "ui/controllers/entrytab.h"

#include <utility>

namespace controllers {

namespace {

using namespace std::chrono_literals;

// Nobody waits longer for a window to close; whoever has to is asked.
constexpr auto patience = 3s;

} // namespace

TabParting::TabParting(const QList<EntryTab *> &tabs, std::function<bool(const EntryTab &)> comesBack, QObject *parent)
    : QObject(parent), m_tabs(tabs.cbegin(), tabs.cend()), m_comesBack(std::move(comesBack))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &TabParting::look);
}

void TabParting::begin()
{
    for (const QPointer<EntryTab> &tab : std::as_const(m_tabs)) {
        if (tab->save().isSaving())
            m_saving.insert(tab);
        tab->external().look();
        tab->drafts().flush();
        // Their outcome is settled when a queued call comes.
        connect(&tab->save(), &SaveController::stateChanged, this, &TabParting::look, Qt::QueuedConnection);
        connect(&tab->drafts(), &DraftKeeper::checked, this, &TabParting::look, Qt::QueuedConnection);
        connect(tab, &QObject::destroyed, this, &TabParting::look, Qt::QueuedConnection);
    }
    m_patience.start();
    look();
}

TabParting::State TabParting::stateOf(EntryTab &tab)
{
    if (tab.save().isSaving())
        return State::Waiting;
    if (!tab.isDirty())
        return State::Ready;
    if (m_saving.contains(&tab) && tab.save().hasNews())
        return State::Stay;
    if (tab.save().isMergeBegun() || !m_comesBack(tab))
        return State::Lost;
    switch (tab.drafts().safety()) {
    case DraftKeeper::Safety::Safe:
        return State::Ready;
    case DraftKeeper::Safety::Unsafe:
        return State::Lost;
    case DraftKeeper::Safety::Waiting:
        tab.drafts().flush(); // typed on meanwhile
        break;
    }
    return State::Waiting;
}

void TabParting::look()
{
    if (m_ended)
        return;
    Outcome outcome;
    bool waiting = false;
    for (const QPointer<EntryTab> &tab : std::as_const(m_tabs)) {
        if (!tab)
            continue;
        const State state = stateOf(*tab);
        waiting |= state == State::Waiting;
        if (state == State::Stay && !outcome.stay)
            outcome.stay = tab;
        else if (state == State::Lost || state == State::Waiting)
            outcome.lost.append(tab);
    }
    if (waiting && m_patience.isActive())
        return;
    m_ended = true;
    emit ended(outcome);
    deleteLater();
}

} // namespace controllers
