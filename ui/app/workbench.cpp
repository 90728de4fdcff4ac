// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/app/workbench.h"

#include "api/environment.h"
#include "journal/writtenhere.h"
#include "secrets/keychaintokenstore.h"
#include "secrets/tokenvault.h"
#include "service/service.h"
#include "session/connectionbook.h"
#include "ui/app/folders.h"
#include "ui/app/screenshot.h"
#include "ui/app/workbench_p.h"

#include <QApplication>
#include <QIcon>
#include <QUrl>

#include <utility>

using namespace Qt::StringLiterals;

//! Resources of a static library have to be asked for, outside of any namespace.
static void initResources()
{
    Q_INIT_RESOURCE(resources);
    Q_INIT_RESOURCE(samples);
}

namespace app {

namespace {

constexpr auto agesEvery = std::chrono::seconds(30);

QStringList sampleFiles()
{
    // In the order of their times: ids rise with time.
    return {u":/samples/user-prefs-2025.json"_s, u":/samples/project-alpha.json"_s};
}

} // namespace

Workbench::Parts::Parts(QApplication &application, const Folders &folders, secrets::TokenStore *keychain)
    : settings((initResources(), folders.config) + u"/palimpsest.ini"_s)
    , theme(application)
    , ownKeychain(keychain ? nullptr : std::make_unique<secrets::KeychainTokenStore>())
    , vault(keychain ? *keychain : *ownKeychain)
    , book(folders.config, Workbench::tr("Local workspace"), clock)
    , marks(folders.data + u"/journal.sqlite"_s)
    , drafts(folders.data + u"/drafts.sqlite"_s)
    , intents(folders.data + u"/intents.sqlite"_s)
    , local(folders.data, sampleFiles())
    , scanMarks(folders.config + u"/rules"_s)
    , window(actions, settings)
    , host(navigator, {book, vault, local, &marks, clock, &intents, folders.data})
    , connections({navigator, host, book, vault}, window)
    , stores(navigator, window.stores(), clock)
    , tabs(navigator, host, {drafts, clock, externalFiles, window}, window.tabs())
    , shownHistory(clock)
    , history(navigator, window.history(), shownHistory, historyModel)
    , shownActivity(clock)
    , activity(navigator, window.activity(), shownActivity, activityModel, clock)
    , find(navigator, window.find())
    , redact(navigator, window.history(), window)
    , entryActions(navigator, tabs, window.stores(), window)
    , newEntryDrafts(entryActions, drafts, clock, window.stores())
    , draftList({navigator, host, drafts, newEntryDrafts, clock, [this] { return tabs.draftsBeingTyped(); }}, window.stores(), window)
    , settlements(host, navigator, window.stores())
    , storeActions(navigator, window.stores(), window)
    , goTo(navigator, window)
{
}

Workbench::Parts::~Parts()
{
    // Sessions end before the window that shows them; what is on its way has nobody to go to.
    navigator.setSession(nullptr);
}

Workbench::Workbench(QApplication &application, const LaunchOptions &options, secrets::TokenStore *keychain)
    : m_options(options), m(std::make_unique<Parts>(application, foldersFor(options), keychain))
{
    QApplication::setWindowIcon(QIcon(u":/palimpsest.svg"_s));
    m->shownHistory.setSourceModel(&m->historyModel);
    m->shownActivity.setSourceModel(&m->activityModel);
    wireWindow();
    wireTabs();
    wireActivity();
    wireMarks();
    wireTimeMachine();
    wireReview();
    wireSelection();
    wireConnections();
    m->redact.lookThrough(m->drafts);
    wireDrafts();
    wireWaysOut();
    wireHurry();
    wireTransfer();
    wireAudit();
    wireActions();
    m->ages.setInterval(agesEvery);
    connect(&m->ages, &QTimer::timeout, this, [this] {
        m->stores.refreshAges();
        m->shownHistory.refreshAges();
        m->shownActivity.refreshAges();
        m->inbox.refreshAges();
    });
    m->ages.start();
    setAppearance(options.appearance.isEmpty() ? m->settings.get(settings::appearance) : options.appearance);
    updateActions();
    updateStatus();
}

Workbench::~Workbench()
{
    // The parts end one after the other. What they and the widgets still say on the way (a session that is given up tells
    // of its activity) must not come here, where others are gone already.
    QObjectList senders = m->window.findChildren<QObject *>();
    senders << qApp << &m->window << &m->theme << &m->navigator << &m->host << &m->stores << &m->tabs << &m->draftList
            << &m->history << &m->activity << &m->marksPage << &m->timeMachine << &m->inbox << &m->ghosts << &m->find << &m->redact << &m->entryActions
            << &m->removal << &m->moving << &m->storeActions << &m->sharing << &m->ages;
    for (QObject *sender : std::as_const(senders))
        sender->disconnect(this);
}

void Workbench::start()
{
    m->window.show();
    showLeftFiles();
    const auto loaded = m->book.load();
    if (!loaded)
        m->window.stores().showBanner(
            controllers::banner(u"connections"_s, loaded.error(), presentation::Operation::ReadLocalFile));
    else if (!loaded->damagedFile.isEmpty())
        m->window.stores().showBanner({u"connections"_s, widgets::Severity::Warning,
                                       tr("The file with your connections was damaged. It is kept as %1; what could be "
                                          "read of it is in use.")
                                           .arg(loaded->damagedFile)});
    updateConnections();

    const api::EnvironmentSettings environment = api::takeEnvironment();
    const bool hasToken = environment.token && *environment.token;
    if (!m_options.baseUrl.isEmpty() || (!environment.baseUrl.isEmpty() && hasToken)) {
        const QString url = m_options.baseUrl.isEmpty() ? environment.baseUrl : m_options.baseUrl;
        m->host.openForThisRun(QUrl(url).host(), url, hasToken ? **environment.token : api::Token());
    } else {
        m->host.open(m->book.lastOpened().id);
    }
    if (hasToken) {
        m->connections.offerToken(environment.tokenVariable, environment.tokenText);
        if (m->book.connections().size() == 1 && m_options.baseUrl.isEmpty() && environment.baseUrl.isEmpty())
            m->window.stores().showBanner({u"token.found"_s,
                                           widgets::Severity::Info,
                                           tr("A token was found in %1.").arg(environment.tokenVariable),
                                           {{u"connect"_s, tr("Connect to the cloud service…")}}});
    }
    m->sharing.resume();
    m->draftList.tellWhatWasFound();
    if (!m_options.screenshotFile.isEmpty())
        new Screenshot(*this, m_options.screenshotFile, this);
}

void Workbench::keepUnsavedText()
{
    for (controllers::EntryTab *tab : m->tabs.all())
        tab->drafts().flush();
    m->newEntryDrafts.flush();
}

void Workbench::setAppearance(const QString &name)
{
    using presentation::Appearance;
    m->theme.setAppearance(name == u"light" ? Appearance::Light
                               : name == u"dark" ? Appearance::Dark
                                                 : Appearance::System);
    m->actions[u"appearance."_s + (name.isEmpty() ? u"system"_s : name)]->setChecked(true);
}

MainWindow &Workbench::window() { return m->window; }
Actions &Workbench::actions() { return m->actions; }
controllers::Navigator &Workbench::navigator() { return m->navigator; }
controllers::SessionHost &Workbench::sessions() { return m->host; }
controllers::LocalWorkspace &Workbench::localWorkspace() { return m->local; }
controllers::StoresController &Workbench::storesController() { return m->stores; }
controllers::EntryController &Workbench::entryController() { return m->tabs.current().entry(); }
controllers::EntryTabs &Workbench::tabs() { return m->tabs; }
controllers::HeadWatch &Workbench::headWatch() { return m->headWatch; }
controllers::HistoryController &Workbench::historyController() { return m->history; }
controllers::SaveController &Workbench::saveController() { return m->tabs.current().save(); }

} // namespace app
