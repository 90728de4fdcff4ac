// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "journal/drafts.h"
#include "ui/controllers/navigator.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>
#include <utility>

namespace dialogs {
class DraftDialog;
class DraftsDialog;
struct DraftListRow;
}
namespace panels {
class StoresPanel;
}

namespace controllers {

class NewEntryDrafts;
class SessionHost;

//! All unsaved texts on this computer: the notice at the start, and the list to open, compare and discard them.
class DraftsController : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        Navigator &navigator;
        SessionHost &host;
        journal::Drafts &drafts;
        NewEntryDrafts &newEntries;
        const core::Clock &clock;
        //! Those that are being typed in this window.
        std::function<QList<journal::DraftId>()> open;
    };
    //! `stores`: where the notice is shown; `window` is the parent of the list.
    DraftsController(const Parts &parts, panels::StoresPanel &stores, QWidget &window);

    //! Tells how many texts earlier runs left behind, if any.
    void tellWhatWasFound();
    void showList();
    //! A tab was closed over this one: told, with the way back to it.
    void noteLeft(const journal::DraftId &id, const core::EntryRef &entry, const QString &path);

signals:
    //! Its entry is shown and its text is to be taken up.
    void restoreRequested(const journal::DraftId &id);
    void listChanged(); //!< something was discarded here: who offers drafts looks again

private:
    struct Left //!< by a closed tab
    {
        journal::DraftId id;
        core::EntryRef entry;
        QString path;
    };

    void refresh();
    void showLeft();
    void forgetLeft(const std::function<bool(const Left &)> &which);
    void actOnLeft(const QString &action);
    void open(const journal::DraftId &id);
    void goTo(const journal::DraftRow &row);
    void reopen(const journal::DraftId &id);
    void compare(const journal::DraftId &id);
    void showComparison(const journal::Draft &draft, const QString &label, const QByteArray &present);
    void discard(const QList<journal::DraftId> &ids);
    [[nodiscard]] dialogs::DraftListRow wordsOf(const journal::DraftRow &row) const;
    //! Names of connection and store, as they are.
    [[nodiscard]] std::pair<QString, QString> placeOf(const core::EntryRef &target) const;

    Parts m_parts;
    panels::StoresPanel &m_stores;
    QWidget &m_window;
    QPointer<dialogs::DraftsDialog> m_list;
    QPointer<dialogs::DraftDialog> m_comparison;
    QList<journal::DraftRow> m_rows;
    std::optional<journal::DraftRow> m_waiting; //!< for its connection to be opened
    QList<Left> m_left; //!< what the notice is about
};

} // namespace controllers
