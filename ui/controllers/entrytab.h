// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/controllers/changescontroller.h"
#include "ui/controllers/detailscontroller.h"
#include "ui/controllers/draftkeeper.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/externaledit.h"
#include "ui/controllers/lineorigincontroller.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/savecontroller.h"
#include "ui/controllers/tabset.h"
#include "ui/controllers/takeback.h"

#include <QObject>

#include <memory>

namespace panels {
class EntryPanel;
}

namespace controllers {

//! What every tab is given; all of it outlives the tabs.
struct TabContext
{
    journal::Drafts &drafts;
    const core::Clock &clock;
    ExternalFiles &files;
    QWidget &window; //!< the parent of dialogs
};

//! One open text with everything that is about this text alone: its panel, its place, what loads, saves, compares and
//! describes it. Whatever else concerns one text becomes a member here. Also the overview, which has no entry.
class EntryTab : public QObject
{
    Q_OBJECT
public:
    EntryTab(TabId id, const TabContext &context, QObject *parent = nullptr);
    ~EntryTab() override;

    [[nodiscard]] TabId id() const { return m_id; }
    [[nodiscard]] bool isOverview() const { return m_id == overviewTab; }
    //! Its own session and subject; a tab that has not been looked at since the start has none yet.
    [[nodiscard]] Navigator &navigator() { return m_navigator; }
    [[nodiscard]] panels::EntryPanel &panel() { return *m_panel; }
    [[nodiscard]] EntryController &entry() { return m_entry; }
    [[nodiscard]] SaveController &save() { return m_save; }
    //! Its unsaved text on this computer.
    [[nodiscard]] DraftKeeper &drafts() { return m_drafts; }
    [[nodiscard]] ChangesController &changes() { return m_changes; }
    [[nodiscard]] TakeBack &takeBack() { return m_takeBack; }
    [[nodiscard]] DetailsController &details() { return m_details; }
    //! Beside its lines, when they came in.
    [[nodiscard]] LineOriginController &origin() { return m_origin; }
    //! The same text in another program.
    [[nodiscard]] ExternalEdit &external() { return m_external; }
    [[nodiscard]] bool isDirty() const;

    //! Goes to its subject over the session, whichever it had before. Unsaved text is not asked about: a tab with such
    //! text is never turned to another entry.
    void go(session::Session *session, const Subject &subject);

private:
    const TabId m_id;
    Navigator m_navigator;
    std::unique_ptr<panels::EntryPanel> m_panel;
    EntryController m_entry;
    SaveController m_save;
    DraftKeeper m_drafts;
    ChangesController m_changes;
    TakeBack m_takeBack;
    DetailsController m_details;
    LineOriginController m_origin;
    ExternalEdit m_external;
};

} // namespace controllers
