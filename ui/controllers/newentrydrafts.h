// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "journal/drafts.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace dialogs {
class NewEntryDialog;
}
namespace panels {
class StoresPanel;
}

namespace controllers {

class DraftWriter;
class EntryActions;

//! What is typed into the sheet for a new entry, kept like any unsaved text: path and text. A sheet that is closed without
//! an entry leaves its draft, and says so.
class NewEntryDrafts : public QObject
{
    Q_OBJECT
public:
    //! `stores`: where it is told what was kept.
    NewEntryDrafts(EntryActions &actions, journal::Drafts &drafts, const core::Clock &clock, panels::StoresPanel &stores);

    //! Opens the sheet again with this draft, which is ours; its connection is the one that is shown.
    void reopen(const journal::Draft &draft);
    void flush();

private:
    void follow(dialogs::NewEntryDialog *dialog, const core::EntryRef &target);
    void closed(bool created);

    EntryActions &m_actions;
    journal::Drafts &m_drafts;
    const core::Clock &m_clock;
    panels::StoresPanel &m_stores;
    QPointer<DraftWriter> m_writer; //!< as long as its sheet
    std::optional<journal::Draft> m_next; //!< for the sheet that opens now
    journal::DraftId m_left;              //!< of the sheet that was closed last
};

} // namespace controllers
