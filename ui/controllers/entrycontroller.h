// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/entry.h"
#include "core/version.h"
#include "models/roles.h" // its metatypes, for the signals
#include "ui/controllers/navigator.h"

#include <QObject>

#include <functional>

namespace journal {
struct Draft;
}
namespace panels {
class EntryPanel;
}

namespace controllers {

//! Brings the subject's text into the entry panel: the head to be edited, or an old version over it. Knows on which
//! state the editor stands (base()). Application's thread.
class EntryController : public QObject
{
    Q_OBJECT
public:
    EntryController(Navigator &navigator, panels::EntryPanel &panel, QObject *parent = nullptr);

    //! What the editor was loaded from, with its content; nothing while loading or when no entry is shown.
    [[nodiscard]] const std::optional<core::Entry> &base() const { return m_base; }
    [[nodiscard]] core::Integrity integrity() const { return m_integrity; }
    [[nodiscard]] bool isStoreArchived() const;
    [[nodiscard]] panels::EntryPanel &panel() { return m_panel; }
    //! Counts how often a text was put into the editor: whoever waits for a reply sees whether it is still the same one.
    [[nodiscard]] int loads() const { return m_loads; }

    //! Whether the token that is in use now has shown the store and the entry that the editor stands on.
    [[nodiscard]] bool isPlaceConfirmed() const;
    //! Reads both with it. Says so in a banner when they are not there: it may be another account's token.
    void confirmPlace(const std::function<void(bool same)> &then);
    //! Of the version that is shown of an entry that is gone; else empty.
    [[nodiscard]] QString gonePath() const { return m_version && !m_base ? m_version->path : QString(); }
    //! What is seen in the text view: the text being edited, or an old version.
    [[nodiscard]] std::optional<QByteArray> shownText() const;

    //! The editor's text is now what the service holds as `entry` (with content).
    void adopt(const core::Entry &entry);
    //! The service's present text, dropping what is in the editor (undo brings it back).
    void replaceWith(const core::Entry &entry);
    //! Text that was typed earlier, as an unsaved edit of the state that it was typed over: when the entry has moved on
    //! since, saving is a race and not an overwrite.
    void takeUp(const journal::Draft &draft);
    //! The open entry was moved and is `moved` (with content) from here on: text, unsaved or not, and undo stay. False when
    //! nothing is loaded.
    bool moveTo(const core::Entry &moved);
    void reload();
    //! What the service has by now: says so when it is another text, or none. Nothing is taken over by itself.
    void noteHead(const core::Result<core::Entry> &head);
    //! *Restore*: the text of the chosen version as an unsaved edit of the head; of a deleted entry, recreateRequested().
    void useVersionText();
    //! The text of a version of this entry as an unsaved edit; asks first where unsaved text would go.
    void takeText(const core::Version &version);
    //! Line of the text to go to once it is loaded; from 1.
    void goToLine(int line);

signals:
    void stateChanged(); //!< base, integrity, read-only, modified: for actions and status bar
    void integrityFound(const core::EntryRef &entry, core::Integrity integrity);
    //! A deleted entry's old text is wanted: a new entry has to be made for it.
    void recreateRequested(const core::StoreId &store, const QString &path, const QByteArray &text);
    //! useVersionText() of a version whose entry is not the one that is open here.
    void useElsewhereRequested(const core::Version &version);
    //! The unsaved text beside what the service has by now.
    void compareWithPresentRequested();
    //! A presentation::WayOut that is not about this text.
    void wayOutRequested(int way);

private:
    void follow(const Subject &now, const Subject &before);
    void load();
    void show(const core::Entry &entry);
    void showHeadState();
    void showVersion();
    void showVersionRecord(const core::Version &version);
    void showGone();
    void followVersion(const core::Version &version);
    void putIntoEditor(const core::Version &version);
    void restore(const core::Version &version);
    void sayRestored(const core::Version &version);
    void watchList();
    void headMoved(const core::Entry &entry);
    void headGone();
    void storeNoted();
    void refusePlace(const std::optional<core::Error> &error);

    static const QString placeBanner;
    static const QString reloadBanner;
    static const QString restoredBanner;
    Navigator &m_navigator;
    panels::EntryPanel &m_panel;
    std::optional<core::Entry> m_base;
    bool m_gone = false; //!< the service has no such entry
    core::Integrity m_integrity = core::Integrity::Unchecked;
    core::Call<core::Entry> m_load;
    core::Call<core::Version> m_versionLoad;
    std::optional<core::Version> m_version; //!< shown over the text, with content
    QMetaObject::Connection m_changedConnection;
    QMetaObject::Connection m_removedConnection;
    QMetaObject::Connection m_storeConnection;
    QMetaObject::Connection m_versionConnection;
    core::Call<core::Version> m_restoreLoad;
    core::Call<core::Entry> m_headCheck; //!< whether the entry of an old version still exists
    bool m_moving = false;
    int m_loadToken = 0;  //!< with which the load under way was begun
    int m_placeToken = 0; //!< with which store and entry were seen
    int m_loads = 0;
    int m_pendingLine = 0;
};

} // namespace controllers
