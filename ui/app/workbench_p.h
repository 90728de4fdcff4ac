// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/drafts.h"
#include "journal/intents.h"
#include "journal/writtenhere.h"
#include "models/activitymodel.h"
#include "models/historymodel.h"
#include "secrets/keychaintokenstore.h"
#include "secrets/tokenvault.h"
#include "session/connectionbook.h"
#include "session/session.h"
#include "ui/app/actions.h"
#include "ui/app/folders.h"
#include "ui/app/mainwindow.h"
#include "ui/app/settings.h"
#include "ui/app/sharing.h"
#include "ui/app/workbench.h"
#include "ui/controllers/activitycontroller.h"
#include "ui/controllers/comparecontroller.h"
#include "ui/controllers/connectiondialogs.h"
#include "ui/controllers/copycontroller.h"
#include "ui/controllers/costcontroller.h"
#include "ui/controllers/desktop.h"
#include "ui/controllers/draftscontroller.h"
#include "ui/controllers/entryactions.h"
#include "ui/controllers/entrydrag.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/evidencecontroller.h"
#include "ui/controllers/exportcontroller.h"
#include "ui/controllers/externalfiles.h"
#include "ui/controllers/findcontroller.h"
#include "ui/controllers/ghosts.h"
#include "ui/controllers/gotocontroller.h"
#include "ui/controllers/headwatch.h"
#include "ui/controllers/historycontroller.h"
#include "ui/controllers/importcontroller.h"
#include "ui/controllers/inboxcontroller.h"
#include "ui/controllers/lastlooks.h"
#include "ui/controllers/lifecontroller.h"
#include "ui/controllers/linkcontroller.h"
#include "ui/controllers/listedfindings.h"
#include "ui/controllers/localworkspace.h"
#include "ui/controllers/markscontroller.h"
#include "ui/controllers/metadataactions.h"
#include "ui/controllers/moveactions.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/newentrydrafts.h"
#include "ui/controllers/notecontroller.h"
#include "ui/controllers/redactcontroller.h"
#include "ui/controllers/removalactions.h"
#include "ui/controllers/restorecontroller.h"
#include "ui/controllers/repeatscontroller.h"
#include "ui/controllers/savecopycontroller.h"
#include "ui/controllers/scancontroller.h"
#include "ui/controllers/scanmarks.h"
#include "ui/controllers/sessionhost.h"
#include "ui/controllers/settlements.h"
#include "ui/controllers/storeactions.h"
#include "ui/controllers/storescontroller.h"
#include "ui/controllers/timemachine.h"
#include "ui/controllers/verifycontroller.h"
#include "ui/controllers/witnesscontroller.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/findpanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/inboxpanel.h"
#include "ui/panels/markspanel.h"
#include "ui/panels/pastpanel.h"
#include "ui/panels/storespanel.h"
#include "ui/panels/tabspanel.h"
#include "ui/presentation/presentedhistory.h"
#include "ui/presentation/theme.h"
#include "ui/widgets/messagebanner.h"

#include <QTimer>

namespace app {

//! In the order of making; ended in reverse. Everything is a member, so that nothing outlives what it refers to.
struct Workbench::Parts
{
    Parts(QApplication &application, const Folders &folders, secrets::TokenStore *keychain);
    ~Parts();

    core::SystemClock clock;
    Settings settings;
    presentation::Theme theme;
    std::unique_ptr<secrets::TokenStore> ownKeychain;
    secrets::TokenVault vault;
    session::ConnectionBook book;
    journal::WrittenHere marks;
    journal::Drafts drafts;
    journal::Intents intents;
    controllers::LocalWorkspace local;
    Actions actions;
    controllers::ScanMarks scanMarks; //!< outlives the views that show them
    controllers::Navigator navigator;
    models::HistoryModel historyModel;
    models::ActivityModel activityModel;
    MainWindow window;
    controllers::Desktop desktop;
    controllers::ExternalFiles externalFiles{desktop, [this] { return settings.get(settings::externalProgram); }};
    controllers::SessionHost host;
    controllers::ConnectionDialogs connections;
    controllers::StoresController stores;
    controllers::EntryTabs tabs;
    presentation::PresentedHistory shownHistory;
    controllers::HistoryController history;
    presentation::PresentedHistory shownActivity;
    controllers::ActivityController activity;
    controllers::FindController find;
    controllers::RedactController redact;
    controllers::EntryActions entryActions;
    controllers::NewEntryDrafts newEntryDrafts;
    controllers::DraftsController draftList;
    controllers::Settlements settlements;
    controllers::RemovalActions removal{navigator, tabs, window.stores(), window};
    controllers::RestoreController restore{navigator, removal, window};
    controllers::MarksController marksPage{navigator, window.marks(), window.stores(), clock};
    controllers::TimeMachine timeMachine{navigator, window.past(), clock};
    controllers::InboxController inbox{navigator, window.inbox(), window, clock, scanMarks};
    controllers::LastLooks lastLooks{navigator, clock};
    controllers::ListedFindings listedFindings{navigator, scanMarks};
    controllers::Ghosts ghosts{navigator, stores, window.stores()};
    controllers::MoveActions moving{navigator, tabs, window.stores(), drafts, window};
    controllers::MetadataActions metadata{navigator, tabs, window};
    controllers::StoreActions storeActions;
    controllers::GoToController goTo;
    controllers::ImportController importer{navigator, window};
    controllers::ExportController exporter{navigator, window};
    controllers::CopyController copier{navigator, host, window};
    controllers::SaveCopyController copySaver{host, window.stores(), window};
    controllers::EvidenceController evidence{navigator, window, clock};
    controllers::VerifyController verify{navigator, window, clock};
    controllers::ScanController scan{navigator, window, clock, scanMarks};
    controllers::LifeController life{navigator, window, clock};
    controllers::RepeatsController repeats{navigator, window, clock};
    controllers::CostController costs{navigator, window};
    controllers::WitnessController witness{navigator, window.stores(), window, clock};
    controllers::NoteController notes{navigator, window};
    controllers::EntryDrag entryDrag{navigator, window};
    controllers::LinkController links{desktop, window};
    controllers::HeadWatch headWatch{tabs, window};
    controllers::CompareController compare{{navigator, host, tabs, window.history(), window}};
    Sharing sharing{local, settings, window};
    std::unique_ptr<QObject> takeBackWaits; //!< for the text of an entry that was just opened
    QTimer ages;
};

} // namespace app
