// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/version.h"
#include "ui/app/launchoptions.h"

#include <QList>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>

class QAction;
class QApplication;

namespace controllers {
class ConnectionDialogs;
class Desktop;
class EntryActions;
class EntryController;
class EntryTab;
class EntryTabs;
class FindController;
class HeadWatch;
class HistoryController;
class LocalWorkspace;
class Navigator;
class RedactController;
class SaveController;
class SessionHost;
class StoreActions;
class StoresController;
struct TransferPlace;
}
namespace panels {
class ChangesPage;
}
namespace secrets {
class TokenStore;
}
namespace widgets {
class TextEditor;
}

namespace app {

class Actions;
class MainWindow;
class Settings;
struct WindowFacts;

//! The object graph of the program (rule R5): makes everything once, hands each what it needs, and ends it in the reverse
//! order. Tests make one of their own, on folders and a token store of their own.
class Workbench : public QObject
{
    Q_OBJECT
public:
    //! `keychain`: in place of the desktop's; outlives the workbench.
    Workbench(QApplication &application, const LaunchOptions &options, secrets::TokenStore *keychain = nullptr);
    ~Workbench() override;

    //! Shows the window, then opens the last connection. Returns at once.
    void start();
    //! Gives all that is typed to the disk, without a question: the program is being ended from outside (promise A10).
    void keepUnsavedText();

    [[nodiscard]] MainWindow &window();
    [[nodiscard]] Actions &actions();
    [[nodiscard]] controllers::Navigator &navigator();
    [[nodiscard]] controllers::SessionHost &sessions();
    [[nodiscard]] controllers::Desktop &desktop();
    [[nodiscard]] controllers::LocalWorkspace &localWorkspace();
    [[nodiscard]] controllers::StoresController &storesController();
    [[nodiscard]] controllers::EntryTabs &tabs();
    [[nodiscard]] controllers::EntryController &entryController(); //!< of the current tab
    [[nodiscard]] controllers::HeadWatch &headWatch();
    [[nodiscard]] controllers::HistoryController &historyController();
    [[nodiscard]] controllers::SaveController &saveController(); //!< of the current tab

signals:
    void zoomChanged(int percent);

private:
    struct Parts;

    void on(const char *action, const std::function<void()> &function);
    void wireActions();
    void wireViewActions();
    void wireVersionActions();
    void wireComparing();
    void wireChanges(controllers::EntryTab &tab);
    void wireChangesPage(panels::ChangesPage &page);
    void wireActivity();
    void wireMarks();
    void wireTimeMachine();
    void wireReview();
    [[nodiscard]] bool inboxLeads() const; //!< as activityLeads()
    void addReviewFacts(WindowFacts &facts) const;
    void takeBackInEntry(const core::Version &version);
    void wireStorePage(panels::ChangesPage &page);
    void savePatch();
    void wireHelpActions();
    void wireSelection();
    void wireTabs();
    void wireTab(controllers::EntryTab &tab);
    void wireConnections();
    void wireWindow();
    void wireDrafts();
    void wireWaysOut();
    void wireHurry();
    void hurry();
    void wireTransfer();
    void wireAudit();
    [[nodiscard]] bool areChangesShown() const;
    [[nodiscard]] widgets::TextEditor *shownText() const; //!< in front; null while something else is
    void goToFinding(bool next);
    [[nodiscard]] QString whyNoFinding() const;
    [[nodiscard]] controllers::TransferPlace transferPlace() const; //!< what is exported, or imported into, now
    void rename();
    void saveCopy();
    void wireExternal();
    void chooseExternalProgram();
    void showExternalProgram();
    void showLeftFiles();
    void takeWayOut(int way);
    void wireTabActions();
    [[nodiscard]] panels::ChangesPage &changesPage() const;
    //! Which list "the version" is chosen in: that of *Activity* while it is shown and nobody is in the history.
    [[nodiscard]] bool activityLeads() const;
    [[nodiscard]] QList<core::Version> chosenVersions() const;
    [[nodiscard]] std::optional<core::Version> chosenVersion() const;
    [[nodiscard]] QList<core::Version> comparedVersions() const; //!< newer first, or none
    void exportEvidence();
    void exportComparison();
    void updateMarked();
    void updateActions();
    void updateViewActions();
    void zoomBy(int steps);
    void updateStatus();
    void updateConnections();
    void setAppearance(const QString &name);
    void copyText(const QString &text);
    void showMenu(const QList<QAction *> &actions, const QPoint &position); //!< null makes a separator

    LaunchOptions m_options;
    std::unique_ptr<Parts> m;
};

} // namespace app
