// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/entrylistmodel.h"
#include "models/storetreemodel.h"
#include "ui/controllers/navigator.h"
#include "ui/presentation/presentedentries.h"
#include "ui/presentation/presentedtree.h"

#include <QObject>
#include <QTimer>

namespace panels {
class StoresPanel;
struct StoreFilterValues;
}

namespace controllers {

//! Joins the stores panel to the session: tree and flat list, filters, coverage, and what the person chose.
class StoresController : public QObject
{
    Q_OBJECT
public:
    StoresController(Navigator &navigator, panels::StoresPanel &panel, const core::Clock &clock,
                     QObject *parent = nullptr);

    [[nodiscard]] models::StoreTreeModel &tree() { return m_tree; }
    [[nodiscard]] presentation::PresentedTree &presentedTree() { return m_presentedTree; }
    [[nodiscard]] presentation::PresentedEntries &presentedEntries() { return m_presentedEntries; }

    //! Opens the folders above the subject and makes its row current, as soon as it is there.
    void reveal();
    //! Takes back what of the list's filters hides this store, and reveals it.
    void unhide(const core::Store &store);
    //! The entries of the rows that are chosen, by path; those below a folder as far as they are known.
    [[nodiscard]] QList<core::Entry> chosenEntries() const;
    //! Whether there are any, without collecting them: asked at every key.
    [[nodiscard]] bool hasChosenEntries() const;
    //! A deleted entry whose row is chosen; nothing when another one is.
    [[nodiscard]] std::optional<core::EntryRef> chosenGhost() const;
    //! Beside how far the entries are known: what is said of deleted ones.
    void setGhostWords(const core::StoreId &store, const QString &words);
    //! "store", "folder", "entry", "ghost" or "": which context menu a row has.
    [[nodiscard]] static QString menuOf(const QModelIndex &index);
    //! Marks of open texts, in the tree and in the list.
    void setDirty(const core::EntryRef &entry, bool dirty);
    void setIntegrity(const core::EntryRef &entry, core::Integrity integrity);
    void refreshAges();

signals:
    void contextMenuRequested(const QPoint &globalPosition, const QString &menu);
    void newStoreRequested();
    void selectionChanged();
    void entryActivated(); //!< Enter on an entry: to the text
    void ghostChosen(const core::StoreId &store, const core::EntryId &entry);
    void coverageTextChanged(const QString &text);
    //! A presentation::WayOut that is not about one list.
    void wayOutRequested(int way);

private:
    void openSession(session::Session *session);
    void choose(const QModelIndex &index);
    void activate(const QModelIndex &index);
    void setStoreFilter(const panels::StoreFilterValues &values);
    void setPathFilter(const QString &text);
    void followSubject();
    void showList();
    void showCoverage();
    void showStoreListState();
    void showListFailure();
    void retry(const QModelIndex &index);
    void showFailedMenu(const QPoint &globalPosition, const QModelIndex &index);
    void walkChosen();
    [[nodiscard]] core::StoreId storeOf(const QModelIndex &row) const;
    [[nodiscard]] core::StoreId listedStore() const;

    Navigator &m_navigator;
    panels::StoresPanel &m_panel;
    models::StoreTreeModel m_tree;
    models::EntryListModel m_list;
    presentation::PresentedTree m_presentedTree;
    presentation::PresentedEntries m_presentedEntries;
    QMetaObject::Connection m_storesLoading;
    QMetaObject::Connection m_listLoading;
    QHash<core::StoreId, QString> m_ghostWords;
    QTimer m_walkDelay; //!< who only passes by with the arrow keys starts no walk
    bool m_following = false;
    bool m_revealPending = false;
};

} // namespace controllers
