// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! Who hears of what: the part of the workbench that joins actions, panels and controllers.
#include "ui/app/workbench_p.h"

#include "api/apiclient.h"
#include "models/displaytext.h"
#include "ui/presentation/sizes.h"
#include "ui/presentation/words.h"
#include "ui/widgets/texteditor.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QMenu>
#include <QTreeView>

#include <utility>

using namespace Qt::StringLiterals;

namespace app {

using View = panels::EntryPanel::View;

void Workbench::showMenu(const QList<QAction *> &actions, const QPoint &position)
{
    auto *menu = new QMenu(&m->window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (QAction *action : actions) {
        if (action)
            menu->addAction(action);
        else
            menu->addSeparator();
    }
    menu->popup(position);
}

void Workbench::wireWindow()
{
    connect(&m->window, &MainWindow::closeRequested, this, [this] {
        m->tabs.askToCloseAll([this](bool go) {
            if (!go)
                return;
            keepUnsavedText(); // of sheets, too
            m->settings.set(settings::openTabs, m->tabs.remembered());
            m->window.allowClose();
            m->window.close();
        });
    });
    connect(&m->theme, &presentation::Theme::changed, this, [this] {
        // The window itself hears of it later.
        const QPalette palette = QApplication::palette();
        m->actions.setIcons(palette);
        m->stores.presentedTree().setPalette(palette);
        m->shownHistory.setPalette(palette);
        m->shownActivity.setPalette(palette);
    });
}

void Workbench::wireSelection()
{
    const auto refresh = [this] {
        updateActions();
        updateStatus();
    };
    connect(&m->navigator, &controllers::Navigator::subjectChanged, this, refresh);
    connect(&m->navigator, &controllers::Navigator::sessionChanged, this, refresh);
    connect(&m->history, &controllers::HistoryController::stateChanged, this, refresh);
    connect(&m->stores, &controllers::StoresController::coverageTextChanged, this, &Workbench::updateStatus);
    connect(&m->stores, &controllers::StoresController::contextMenuRequested, this,
            [this](const QPoint &position, const QString &menu) {
                showMenu(m->actions.contextMenu(menu), position);
            });
    connect(&m->stores, &controllers::StoresController::newStoreRequested, &m->storeActions,
            &controllers::StoreActions::create);
    connect(&m->stores, &controllers::StoresController::entryActivated, this, [this] {
        m->tabs.pin(m->tabs.current());
        m->window.entry().setView(View::Text);
        m->window.entry().focusText();
    });
    connect(&m->window.history(), &panels::HistoryPanel::contextMenuRequested, this, [this](const QPoint &position) {
        showMenu(m->actions.contextMenu(u"version"_s), position);
    });
    connect(&m->history, &controllers::HistoryController::compareRequested, m->actions[u"version.compare"_s],
            &QAction::trigger);
    connect(&m->history, &controllers::HistoryController::redactRequested, m->actions[u"version.redact"_s],
            &QAction::trigger);
    connect(&m->history, &controllers::HistoryController::textRequested, this,
            [this] { m->window.entry().setView(View::Text); });
    connect(&m->find, &controllers::FindController::hitOpened, this, [this](int line) {
        m->window.entry().setView(View::Text);
        m->tabs.current().entry().goToLine(line);
        m->stores.reveal();
    });
    connect(&m->entryActions, &controllers::EntryActions::entryCreated, this, [this] { m->stores.reveal(); });
    connect(&m->stores, &controllers::StoresController::selectionChanged, this, &Workbench::updateActions);
    connect(&m->entryActions, &controllers::EntryActions::entryDeleted, &m->removal,
            qOverload<const core::Entry &>(&controllers::RemovalActions::noteRemoved));
    connect(&m->removal, &controllers::RemovalActions::stateChanged, this, &Workbench::updateActions);
    connect(&m->removal, &controllers::RemovalActions::exportRequested, this, [this](const QList<core::Entry> &entries) {
        m->exporter.open(controllers::placeAround(entries));
    });
    connect(&m->storeActions, &controllers::StoreActions::storeDeleted, this, [this](const core::StoreId &store) {
        if (m->navigator.session())
            m->tabs.storeDeleted(m->navigator.session()->connection().id, store);
    });
}

void Workbench::wireConnections()
{
    QComboBox &box = m->window.connectionBox();
    connect(&m->host, &controllers::SessionHost::connectionsChanged, this, &Workbench::updateConnections);
    connect(&box, &QComboBox::activated, this, [this, &box](int index) {
        m->host.open({box.itemData(index).toString()});
    });
    connect(&m->host, &controllers::SessionHost::opening, this, [this](const session::Connection &connection) {
        m->window.stores().dismissBanner(u"token"_s);
        m->window.stores().showLoading(tr("Opening %1…").arg(models::displayText(connection.name)));
        updateConnections();
    });
    connect(&m->host, &controllers::SessionHost::opened, this, [this] {
        m->window.stores().dismissBanner(u"token"_s);
        updateStatus();
    });
    connect(&m->host, &controllers::SessionHost::failed, this,
            [this](const session::Connection &connection, const core::Error &error) {
                m->window.stores().showFailure(
                    controllers::failureState(error, connection.kind == session::ConnectionKind::Local
                                                  ? presentation::Operation::StartLocalService
                                                  : presentation::Operation::TestConnection));
            });
    connect(&m->host, &controllers::SessionHost::tokenWanted, this,
            [this](const session::Connection &connection, const std::optional<core::Error> &error) {
                const QString reason = error
                    ? controllers::sentence(*error, presentation::Operation::ReadToken)
                    : tr("No token is kept for this connection. Enter one to go on.");
                m->window.stores().showEmpty({tr("No token"), reason, tr("Enter a token…")});
                m->connections.askForToken(connection, reason);
            });
    connect(&m->host, &controllers::SessionHost::unauthorized, this, [this](const session::Connection &connection) {
        m->window.stores().showBanner(
            {u"token"_s, widgets::Severity::Error,
             tr("The service refuses the token of “%1”. Nothing that you typed is lost.")
                 .arg(models::displayText(connection.name)),
             connection.kind == session::ConnectionKind::Local
                 ? QList<widgets::BannerAction>{}
                 : QList<widgets::BannerAction>{{u"enter"_s, tr("Enter another token…")}}});
    });
    connect(&m->sharing, &Sharing::failed, this, [this](const core::Error &error) {
        m->window.stores().showBanner(
            controllers::banner(u"sharing"_s, error, presentation::Operation::StartLocalService));
    });
    connect(&m->host, &controllers::SessionHost::activityChanged, this, &Workbench::updateStatus);
    connect(&m->window.stores(), &panels::StoresPanel::bannerActionTriggered, this,
            [this](const QString &id, const QString &) {
                if (id == u"token")
                    m->connections.enterToken(m->host.current());
                else if (id == u"token.found")
                    m->connections.add();
                else if (id == u"sharing")
                    m->sharing.resume();
                if (id == u"token.found" || id == u"sharing")
                    m->window.stores().dismissBanner(id);
            });
    connect(&m->window.stores(), &panels::StoresPanel::emptyActionRequested, this, [this] {
        if (!m->navigator.session())
            m->connections.edit(m->host.current());
    });
    connect(&m->window.stores(), &panels::StoresPanel::retryRequested, this, [this] {
        if (!m->navigator.session())
            m->host.open(m->host.current());
    });
}

void Workbench::wireDrafts()
{
    connect(&m->draftList, &controllers::DraftsController::restoreRequested, this,
            [this](const journal::DraftId &id) { m->tabs.current().drafts().restore(id); });
    const auto look = [this] {
        for (controllers::EntryTab *tab : m->tabs.all())
            tab->drafts().look();
    };
    connect(&m->draftList, &controllers::DraftsController::listChanged, this, look);
    connect(&m->redact, &controllers::RedactController::draftsDiscarded, this, look);
    // Logging out does not wait for answers.
    connect(qApp, &QGuiApplication::commitDataRequest, this, &Workbench::keepUnsavedText);
}

//! Buttons of banners that are not about the thing under the banner.
void Workbench::wireWaysOut()
{
    connect(&m->tabs, &controllers::EntryTabs::wayOutRequested, this, &Workbench::takeWayOut);
    connect(&m->entryActions, &controllers::EntryActions::wayOutRequested, this, &Workbench::takeWayOut);
    connect(&m->metadata, &controllers::MetadataActions::wayOutRequested, this, &Workbench::takeWayOut);
    connect(&m->storeActions, &controllers::StoreActions::wayOutRequested, this, &Workbench::takeWayOut);
    connect(&m->redact, &controllers::RedactController::wayOutRequested, this, &Workbench::takeWayOut);
    connect(&m->stores, &controllers::StoresController::wayOutRequested, this, &Workbench::takeWayOut);
    connect(&m->history, &controllers::HistoryController::wayOutRequested, this, &Workbench::takeWayOut);
    connect(&m->goTo, &controllers::GoToController::wayOutRequested, this, &Workbench::takeWayOut);
    connect(&m->goTo, &controllers::GoToController::arrived, &m->stores, &controllers::StoresController::reveal);
    connect(&m->goTo, &controllers::GoToController::storeHidden, &m->stores, &controllers::StoresController::unhide);
    connect(&m->storeActions, &controllers::StoreActions::samplesKnown, this, &Workbench::updateActions);
}

//! A person who clicks after some failures wants to know how it is now, and not at the end of a pause.
void Workbench::hurry()
{
    if (session::Session *session = m->navigator.session())
        session->client().hurry();
}

void Workbench::wireHurry()
{
    connect(&m->navigator, &controllers::Navigator::subjectChanged, this, &Workbench::hurry);
    connect(&m->window.stores(), &panels::StoresPanel::retryRequested, this, &Workbench::hurry);
    connect(m->window.stores().treeView(), &QTreeView::expanded, this, &Workbench::hurry);
    connect(&m->window.history(), &panels::HistoryPanel::retryRequested, this, &Workbench::hurry);
    connect(&m->window.activity(), &panels::ActivityPanel::retryRequested, this, &Workbench::hurry);
}

void Workbench::takeWayOut(int way)
{
    using presentation::WayOut;
    switch (WayOut(way)) {
    case WayOut::NewToken:
    case WayOut::UseTokenOnce:
        m->connections.enterToken(m->host.current(), WayOut(way) == WayOut::UseTokenOnce);
        break;
    case WayOut::SaveCopy:
        saveCopy();
        break;
    case WayOut::OpenConnection:
        m->connections.edit(m->host.current());
        break;
    default:
        hurry();
        if (m->navigator.session())
            m->navigator.session()->refresh();
        break;
    }
}

void Workbench::copyText(const QString &text)
{
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

void Workbench::updateConnections()
{
    QComboBox &box = m->window.connectionBox();
    const QSignalBlocker quiet(box);
    box.clear();
    for (const session::Connection &connection : m->host.connections()) {
        box.addItem(models::displayText(connection.name), connection.id.value);
        if (connection.id == m->host.current())
            box.setCurrentIndex(box.count() - 1);
    }
}

void Workbench::updateStatus()
{
    session::Session *session = m->navigator.session();
    const controllers::Subject &subject = m->navigator.subject();
    StatusFacts facts;
    QString connection;
    QString store;
    if (session) {
        connection = models::displayText(session->connection().name);
        facts.connection = connection;
        if (const core::Store *known = session->store(subject.store))
            store = models::displayText(known->name);
        if (session->hasEntries(subject.store)
            && session->entries(subject.store).loading().state != core::LoadState::NotLoaded)
            facts.coverage = presentation::entriesCoverage(session->entries(subject.store).loading());
        const int requests = session->client().inFlight();
        facts.activity = requests == 0 ? tr("idle")
            : requests == 1            ? tr("1 request")
                                       : tr("%n requests", nullptr, requests);
    }
    QString path;
    controllers::EntryTab &tab = m->tabs.current();
    if (const auto &base = tab.entry().base(); base && session) {
        path = models::displayText(base->path);
        const int limit = session->dialect().limits.contentBytes;
        const qint64 bytes = tab.panel().editor()->byteCount();
        facts.size = presentation::sizeOfLimit(bytes, limit);
        facts.sizeIsBad = bytes > limit;
        facts.draft = tab.drafts().stateWords();
        const QString sign = presentation::integritySign(tab.entry().integrity());
        facts.integrity = base->version ? u"v%1 %2"_s.arg(*base->version).arg(sign) : sign;
    }
    m->window.setStatus(facts);
    m->window.setPlace(connection, store, path);
    m->window.setWindowModified(tab.isDirty());
}

} // namespace app
