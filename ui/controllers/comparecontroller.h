// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "ui/controllers/comparedtext.h"
#include "ui/dialogs/pickentrydialog.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace panels {
class HistoryPanel;
}

namespace controllers {

class EntryTabs;
class Navigator;
class SessionHost;

//! Comparisons that reach beyond one entry: a version that is marked and stays so while the person goes to other entries,
//! stores and connections, and the picker for another entry. The current tab shows them. Application's thread.
class CompareController : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        Navigator &navigator;
        SessionHost &host;
        EntryTabs &tabs;
        panels::HistoryPanel &history;
        QWidget &window;
    };

    explicit CompareController(const Parts &parts);

    [[nodiscard]] const std::optional<ComparedText> &marked() const { return m_marked; }
    //! Marks the version as the one to compare with; the marked one again lets go.
    void mark(const core::Version &version);
    void release();
    //! The chosen version, or without one the text in the editor, against the marked one.
    void compareWithMarked();
    //! Why that would do nothing, in words.
    [[nodiscard]] QString whyNotMarked() const;
    //! The same for one version of the navigator's session.
    [[nodiscard]] QString whyNotMarked(const std::optional<core::Version> &chosen) const;
    //! The marked version, when it is one of the session that is looked at; else empty.
    [[nodiscard]] core::VersionId markedHere() const;
    //! Asks for another entry and compares with its present text.
    void chooseOther();

signals:
    void stateChanged();

private:
    void showMark();
    void chooseConnection(const core::ConnectionId &connection);
    void chooseStore(const core::StoreId &store);
    void lookForTwins();
    void showTwins();
    void take(const dialogs::PickEntryDialog::Pick &pick);
    [[nodiscard]] ComparedText own() const;

    Parts m_parts;
    std::optional<ComparedText> m_marked;
    QString m_markedTitle; //!< "v2, 18 May 15:35"
    QPointer<dialogs::PickEntryDialog> m_dialog;
    ComparedText m_own;    //!< what the dialog was opened for
    QPointer<session::Session> m_source; //!< of the connection that is chosen in the dialog
    QMetaObject::Connection m_listConnection;
    int m_choosing = 0;    //!< an answer for a connection chosen before does not count
};

} // namespace controllers
