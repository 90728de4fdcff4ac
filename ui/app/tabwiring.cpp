// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! What the window hears of its tabs, and what it does to each of them.
#include "ui/app/workbench_p.h"

#include "models/displaytext.h"
#include "ui/widgets/texteditor.h"

#include <QApplication>
#include <QStatusBar>

using namespace Qt::StringLiterals;

namespace app {

using View = panels::EntryPanel::View;

void Workbench::wireTabs()
{
    using controllers::EntryTabs;
    const QList<controllers::EntryTab *> tabs = m->tabs.all();
    for (controllers::EntryTab *tab : tabs)
        wireTab(*tab);
    connect(&m->tabs, &EntryTabs::tabMade, this, [this](controllers::EntryTab *tab) { wireTab(*tab); });
    connect(&m->tabs, &EntryTabs::currentChanged, this, &Workbench::updateViewActions);
    connect(&m->tabs, &EntryTabs::currentStateChanged, this, [this] {
        updateActions();
        updateStatus();
    });
    connect(&m->tabs, &EntryTabs::dirtyChanged, &m->stores, &controllers::StoresController::setDirty);
    connect(&m->tabs, &EntryTabs::integrityFound, &m->stores, &controllers::StoresController::setIntegrity);
    connect(&m->tabs, &EntryTabs::recreateRequested, &m->entryActions, &controllers::EntryActions::recreate);
    connect(&m->tabs, &EntryTabs::copyRequested, this, &Workbench::copyText);
    connect(&m->tabs, &EntryTabs::draftLeft, &m->draftList, &controllers::DraftsController::noteLeft);
    connect(&m->tabs, &EntryTabs::draftLeft, this, [this](const auto &, const auto &, const QString &path) {
        if (!m->window.stores().isVisible()) // the notice stands there
            m->window.statusBar()->showMessage(
                tr("The unsaved text of “%1” is kept on this computer.").arg(models::displayText(path)), 10'000);
    });
    m->tabs.setRemembered(m->settings.get(settings::openTabs));
}

//! What holds for every tab: how its text is shown, and what the window follows while it is the current one.
void Workbench::wireTab(controllers::EntryTab &tab)
{
    panels::EntryPanel &panel = tab.panel();
    QAction *wrap = m->actions[u"text.wrap"_s];
    QAction *sideBySide = m->actions[u"changes.sideBySide"_s];
    panel.editor()->setWordWrap(m->settings.get(settings::wrapLines));
    panel.changes()->setSideBySide(m->settings.get(settings::sideBySide));
    QAction *blanks = m->actions[u"text.blanks"_s];
    for (widgets::TextEditor *editor : {panel.editor(), panel.versionView()}) {
        m->scanMarks.follow(*editor);
        connect(editor, &widgets::TextEditor::marksChanged, this, [this, &tab] {
            if (&tab == &m->tabs.current())
                updateActions();
        });
    }
    for (widgets::TextEditor *editor : panel.findChildren<widgets::TextEditor *>()) {
        editor->setShowBlanks(blanks->isChecked());
        editor->setZoom(m->settings.get(settings::zoom));
        connect(blanks, &QAction::toggled, editor, &widgets::TextEditor::setShowBlanks);
        connect(this, &Workbench::zoomChanged, editor, &widgets::TextEditor::setZoom);
        connect(editor, &widgets::TextEditor::zoomRequested, this, &Workbench::zoomBy);
    }
    QAction *preview = m->actions[u"text.preview"_s];
    panel.setPreview(preview->isChecked());
    connect(preview, &QAction::toggled, &panel, &panels::EntryPanel::setPreview);
    connect(wrap, &QAction::toggled, panel.editor(), &widgets::TextEditor::setWordWrap);
    connect(sideBySide, &QAction::toggled, panel.changes(), &panels::ChangesPage::setSideBySide);
    connect(panel.changes(), &panels::ChangesPage::sideBySideChanged, sideBySide, &QAction::setChecked);
    wireChanges(tab);
    connect(&panel, &panels::EntryPanel::retryRequested, this, &Workbench::hurry);
    connect(&panel, &panels::EntryPanel::versionRetryRequested, this, &Workbench::hurry);
    connect(&panel, &panels::EntryPanel::linkActivated, &m->links, &controllers::LinkController::open);
    connect(&panel, &panels::EntryPanel::bytesChanged, this, &Workbench::updateStatus);
    connect(&tab.origin(), &controllers::LineOriginController::stateChanged, this, [this, &tab] {
        if (&tab == &m->tabs.current())
            updateActions();
    });
    connect(&tab.origin(), &controllers::LineOriginController::showRequested, this, [this](const controllers::Subject &subject) {
        m->navigator.go(subject);
        m->window.entry().setView(View::Changes);
    });
    connect(&tab.drafts(), &controllers::DraftKeeper::stateChanged, this, &Workbench::updateStatus);
    connect(&panel, &panels::EntryPanel::viewChanged, this, [this, &tab] {
        if (&tab == &m->tabs.current())
            updateViewActions();
    });
}

//! The page about a whole store beside them.
void Workbench::wireActivity()
{
    connect(&m->activity, &controllers::ActivityController::stateChanged, this, &Workbench::updateActions);
    connect(&m->activity, &controllers::ActivityController::wayOutRequested, this, &Workbench::takeWayOut);
    connect(&m->window.tabs(), &panels::TabsPanel::activityShownChanged, this, &Workbench::updateViewActions);
    // Whoever goes to an entry wants to see it; another store is shown in Activity.
    connect(&m->tabs, &controllers::EntryTabs::currentChanged, this, [this] {
        if (!m->navigator.subject().entry.isEmpty())
            m->window.tabs().showEntries();
    });
    wireStorePage(*m->window.activity().changes());
    on("view.activity", [this] {
        m->window.tabs().showActivity();
        m->window.activity().focusView();
    });
    connect(&m->window.activity(), &panels::ActivityPanel::contextMenuRequested, this, [this](const QPoint &position) {
        updateActions(); // the keyboard may have come from the history
        showMenu(m->actions.contextMenu(u"activity"_s), position);
    });
    connect(&m->window.activity(), &panels::ActivityPanel::evidenceRequested, this, &Workbench::exportEvidence);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *before, QWidget *now) {
        const panels::HistoryPanel &history = m->window.history();
        if (m->window.tabs().isActivityShown() && history.isAncestorOf(before) != history.isAncestorOf(now))
            updateActions();
    });
}

//! A comparison that belongs to no tab.
void Workbench::wireStorePage(panels::ChangesPage &page)
{
    QAction *sideBySide = m->actions[u"changes.sideBySide"_s];
    page.setSideBySide(m->settings.get(settings::sideBySide));
    connect(sideBySide, &QAction::toggled, &page, &panels::ChangesPage::setSideBySide);
    connect(&page, &panels::ChangesPage::sideBySideChanged, sideBySide, &QAction::setChecked);
    connect(&page, &panels::ChangesPage::shownChanged, this, &Workbench::updateActions);
    wireChangesPage(page);
}

//! The other page about a whole store.
void Workbench::wireMarks()
{
    using controllers::MarksController;
    wireStorePage(*m->window.marks().changes());
    connect(&m->window.tabs(), &panels::TabsPanel::marksShownChanged, this, &Workbench::updateViewActions);
    connect(&m->marksPage, &MarksController::stateChanged, this, &Workbench::updateActions);
    connect(&m->marksPage, &MarksController::wayOutRequested, this, &Workbench::takeWayOut);
    connect(&m->marksPage, &MarksController::showRequested, m->actions[u"mark.changes"_s], &QAction::trigger);
    connect(&m->marksPage, &MarksController::openRequested, this, [this] {
        m->window.tabs().showEntries();
        m->window.entry().setView(m->navigator.subject().versions.size() > 1 ? View::Changes : View::Text);
        m->stores.reveal();
    });
    connect(&m->marksPage, &MarksController::restoreRequested, this,
            [this](const core::StoreId &store, const core::Timestamp &moment, const QSet<QString> &paths) {
                session::Session *session = m->navigator.session();
                if (!session)
                    return;
                const QString what = paths.isEmpty()  ? controllers::placeText(*session, {store, {}, {}, {}})
                    : paths.size() == 1 ? controllers::placeText(*session, {store, {}, {*paths.cbegin()}, *paths.cbegin()})
                                        : tr("%n chosen entries", nullptr, int(paths.size()));
                m->restore.plan(store, moment, {{}, paths}, what);
            });
    QAction *ghosts = m->actions[u"stores.ghosts"_s];
    connect(ghosts, &QAction::toggled, this, [this](bool on) {
        m->settings.set(settings::deletedEntries, on);
        m->ghosts.setShown(on);
    });
    ghosts->setChecked(m->settings.get(settings::deletedEntries));
    on("entry.recreate", [this] {
        if (const auto gone = m->stores.chosenGhost())
            m->ghosts.recreate(gone->store, gone->entry);
    });
    connect(&m->ghosts, &controllers::Ghosts::recreateRequested, &m->entryActions, &controllers::EntryActions::recreate);
    on("mark.now", [this] { m->marksPage.markNow(); });
    on("mark.changes", [this] {
        m->window.tabs().showMarks();
        m->window.marks().focusView();
    });
}

//! The third one.
void Workbench::wireTimeMachine()
{
    using controllers::TimeMachine;
    wireStorePage(*m->window.past().changes());
    connect(&m->window.tabs(), &panels::TabsPanel::pastShownChanged, this, &Workbench::updateViewActions);
    connect(&m->marksPage, &controllers::MarksController::stateChanged, &m->timeMachine, &TimeMachine::refreshMarks);
    connect(&m->timeMachine, &TimeMachine::stateChanged, this, &Workbench::updateActions);
    connect(&m->timeMachine, &TimeMachine::wayOutRequested, this, &Workbench::takeWayOut);
    connect(&m->timeMachine, &TimeMachine::evidenceRequested, &m->evidence, &controllers::EvidenceController::open);
    connect(&m->timeMachine, &TimeMachine::restoreRequested, this, [this](const core::StoreId &store, const core::Timestamp &moment) {
        if (session::Session *session = m->navigator.session())
            m->restore.plan(store, moment, {}, controllers::placeText(*session, {store, {}, {}, {}}));
    });
    connect(&m->timeMachine, &TimeMachine::openRequested, this,
            [this](const controllers::Subject &subject, const controllers::ComparedText &other) {
                m->navigator.go(subject, [this, subject, other](bool went) {
                    if (!went)
                        return;
                    m->window.tabs().showEntries();
                    m->window.entry().setView(subject.versions.size() > 1 || other.session ? View::Changes : View::Text);
                    if (other.session)
                        m->tabs.current().changes().compareWith(other);
                    m->stores.reveal();
                });
            });
    on("store.moment", [this] {
        const controllers::TransferPlace place = transferPlace();
        if (!place.isEmpty() && place.store != m->navigator.subject().store)
            m->navigator.go({place.store, {}, {}});
        m->window.tabs().showPast();
        m->window.past().focusSlider();
    });
}

void Workbench::wireTabActions()
{
    on("tab.next", [this] { m->tabs.cycle(1); });
    on("tab.previous", [this] { m->tabs.cycle(-1); });
    on("tab.close", [this] { m->tabs.close(m->tabs.current()); });
    on("tab.closeOthers", [this] { m->tabs.closeOthers(m->tabs.current()); });
    on("tab.pin", [this] { m->tabs.pin(m->tabs.current()); });
}

//! In steps of 10 %; 0 is back to the usual size.
void Workbench::zoomBy(int steps)
{
    const int wanted = steps == 0 ? 100 : m->settings.get(settings::zoom) + 10 * steps;
    const int zoom = std::clamp(wanted, widgets::TextEditor::LeastZoom, widgets::TextEditor::MostZoom);
    m->settings.set(settings::zoom, zoom);
    emit zoomChanged(zoom);
}

void Workbench::updateViewActions()
{
    const View view = m->window.entry().view();
    m->actions[view == View::Text          ? u"view.text"_s
                   : view == View::Changes ? u"view.changes"_s
                                           : u"view.details"_s]
        ->setChecked(true);
    updateActions();
}

} // namespace app
