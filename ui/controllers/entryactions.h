// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/result.h"
#include "session/outcomes.h"
#include "ui/controllers/navigator.h"
#include "ui/presentation/errorsentences.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace dialogs {
class DeleteEntryDialog;
class NewEntryDialog;
}
namespace panels {
class StoresPanel;
}

namespace session {
class Session;
}

namespace controllers {

class EntryTab;
class EntryTabs;

//! Creating and deleting entries: dialogs, checks while typing, and what came of it.
class EntryActions : public QObject
{
    Q_OBJECT
public:
    EntryActions(Navigator &navigator, EntryTabs &tabs, panels::StoresPanel &stores, QWidget &window);

    void create(const core::StoreId &store, const QString &folder);
    //! For a deleted entry: path and text are given. A tab that holds just this text goes when it is created.
    void recreate(const core::StoreId &store, const QString &path, const QByteArray &text);
    void remove();

signals:
    //! The sheet for a new entry of this store (the ref has no entry), filled and about to be shown.
    void sheetOpened(dialogs::NewEntryDialog *dialog, const core::EntryRef &target);
    void entryCreated(const core::StoreId &store, const QString &path);
    //! As it was just before, with its text.
    void entryDeleted(const core::Entry &entry);
    //! A presentation::WayOut that is not about this entry.
    void wayOutRequested(int way);

private:
    void open(const core::StoreId &store, const QString &path, const QByteArray &text);
    void send(const core::StoreId &store, const QString &path, const QByteArray &text);
    void sendRemoval(const core::Entry &seen);
    void settleRemoval(const core::Entry &seen, const core::Result<session::DeleteOutcome> &result);
    void act(presentation::WayOut way);
    void recreateUnseen();
    void checkRemoval();
    [[nodiscard]] QString pathProblem(const core::StoreId &store, const QString &path) const;
    [[nodiscard]] QString textProblem(const QByteArray &text) const;

    Navigator &m_navigator;
    EntryTabs &m_tabs;
    panels::StoresPanel &m_stores;
    QWidget &m_window;
    QPointer<dialogs::NewEntryDialog> m_newDialog;
    QPointer<dialogs::DeleteEntryDialog> m_deleteDialog;
    QPointer<session::Session> m_removalSession; //!< what the banner about a deletion is about
    core::Entry m_removal;
    QPointer<EntryTab> m_replaced;               //!< whose text becomes a new entry
    std::optional<core::Version> m_unseen;
};

} // namespace controllers
