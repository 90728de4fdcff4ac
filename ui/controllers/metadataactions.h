// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/result.h"
#include "session/outcomes.h"
#include "ui/controllers/navigator.h"

#include <QObject>
#include <QPointer>

namespace dialogs {
class MetadataDialog;
}

namespace controllers {

class EntryTab;
class EntryTabs;

//! The change from one map to the other, made to a third: what the change does not name stays (promise B6).
core::Metadata withChange(const core::Metadata &before, const core::Metadata &after, core::Metadata present);

//! Edits the metadata of the current entry, where the service lets it be set. The service takes the map as a whole, so the
//! present one is read first and only the person's own changes are made to it; the text goes along as it is.
class MetadataActions : public QObject
{
    Q_OBJECT
public:
    MetadataActions(Navigator &navigator, EntryTabs &tabs, QWidget &window);

    void edit();

signals:
    //! A presentation::WayOut that is not about this entry.
    void wayOutRequested(int way);

private:
    void read(const core::Entry &base, const core::Metadata &wanted);
    void send(const core::Entry &now, const core::Metadata &metadata);
    void settle(const core::Result<session::SaveOutcome> &result);

    Navigator &m_navigator;
    EntryTabs &m_tabs;
    QWidget &m_window;
    QPointer<dialogs::MetadataDialog> m_dialog;
    QPointer<EntryTab> m_tab;
};

} // namespace controllers
