// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMainWindow>

class QComboBox;
class QSplitter;
class QToolBar;

namespace panels {
class ActivityPanel;
class EntryPanel;
class FindPanel;
class HistoryPanel;
class InboxPanel;
class MarksPanel;
class PastPanel;
class StoresPanel;
class TabsPanel;
}
namespace widgets {
class PlainLabel;
}

namespace app {

class Actions;
class Settings;

//! What the foot of the window says; empty parts take no room.
struct StatusFacts
{
    QString connection;
    QString size;       //!< "1,204 of 102,400 bytes"
    bool sizeIsBad = false;
    QString draft;      //!< "Kept on this computer"
    QString integrity;  //!< "v3 sha256 ✓"
    QString coverage;   //!< "12 of 12 entries"
    QString activity;   //!< "idle", "3 requests"
};

//! Three panes with a tool bar and a status bar: stores, the entry, its history. Only layout; who does what is in the
//! workbench.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(Actions &actions, Settings &settings);
    ~MainWindow() override;

    [[nodiscard]] panels::StoresPanel &stores() { return *m_stores; }
    [[nodiscard]] panels::TabsPanel &tabs() { return *m_tabs; }
    [[nodiscard]] panels::EntryPanel &entry(); //!< of the current tab
    [[nodiscard]] panels::ActivityPanel &activity() { return *m_activity; } //!< a page of tabs()
    [[nodiscard]] panels::MarksPanel &marks() { return *m_marks; }          //!< another one
    [[nodiscard]] panels::PastPanel &past() { return *m_past; }             //!< another one
    [[nodiscard]] panels::InboxPanel &inbox() { return *m_inbox; }          //!< another one
    [[nodiscard]] panels::HistoryPanel &history() { return *m_history; }
    [[nodiscard]] panels::FindPanel &find() { return *m_find; }
    [[nodiscard]] QComboBox &connectionBox() { return *m_connections; }

    void setStatus(const StatusFacts &facts);
    //! Where the window stands, for the title (promise K1) and the line in the tool bar. Untrusted parts come escaped.
    void setPlace(const QString &connection, const QString &store, const QString &path);
    void showFind(bool shown);
    //! Lets the next close() through.
    void allowClose() { m_mayClose = true; }

signals:
    void closeRequested();
    void activated();
    void paletteChanged();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildToolBar();
    void buildPanes();
    void buildStatusBar();
    void restore();
    void store();

    Actions &m_actions;
    Settings &m_settings;
    QComboBox *m_connections;
    widgets::PlainLabel *m_place;
    QSplitter *m_panes;
    QSplitter *m_middle;
    panels::StoresPanel *m_stores;
    panels::TabsPanel *m_tabs;
    panels::ActivityPanel *m_activity;
    panels::MarksPanel *m_marks;
    panels::PastPanel *m_past;
    panels::InboxPanel *m_inbox;
    panels::HistoryPanel *m_history;
    panels::FindPanel *m_find;
    widgets::PlainLabel *m_connectionStatus;
    widgets::PlainLabel *m_sizeStatus;
    widgets::PlainLabel *m_draftStatus;
    widgets::PlainLabel *m_integrityStatus;
    widgets::PlainLabel *m_coverageStatus;
    widgets::PlainLabel *m_activityStatus;
    bool m_mayClose = false;
};

} // namespace app
