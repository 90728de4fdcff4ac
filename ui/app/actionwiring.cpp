// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! What each action does, and when it can be done: the other part of the workbench's wiring.
#include "ui/app/actionrules.h"
#include "ui/app/workbench_p.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/texteditor.h"

#include <QApplication>
#include <QListView>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace app {

namespace {

using View = panels::EntryPanel::View;

//! Undo, cut, copy … go to whatever has the keyboard; text fields and editors know these slots.
void sendToFocus(const char *slot)
{
    if (QWidget *focus = QApplication::focusWidget())
        QMetaObject::invokeMethod(focus, slot);
}

} // namespace

void Workbench::on(const char *id, const std::function<void()> &function)
{
    connect(m->actions[QString::fromLatin1(id)], &QAction::triggered, this, [this, function] {
        hurry();
        function();
    });
}

void Workbench::wireActions()
{
    on("store.new", [this] { m->storeActions.create(); });
    on("store.edit", [this] { m->storeActions.edit(); });
    on("store.archive", [this] { m->storeActions.archive(); });
    on("store.delete", [this] { m->storeActions.remove(); });
    on("store.copyId", [this] { copyText(m->navigator.subject().store.value); });
    on("store.history", [this] {
        m->navigator.go({m->navigator.subject().store, {}, {}});
        m->window.history().focusView();
    });
    on("samples.remove", [this] { m->storeActions.removeSamples(); });
    on("entry.new", [this] {
        const controllers::TransferPlace place = transferPlace(); // a folder may be of another store than what is shown
        m->entryActions.create(place.store, place.folder);
    });
    on("entry.save", [this] { m->tabs.current().save().save(); });
    on("entry.delete", [this] {
        const QList<core::Entry> chosen = m->stores.chosenEntries();
        if (chosen.isEmpty() || (chosen.size() == 1 && chosen.first().id == m->navigator.subject().entry))
            m->entryActions.remove();
        else
            m->removal.remove(chosen);
    });
    on("entry.move", [this] { rename(); });
    on("entry.undoDelete", [this] { m->removal.undo(); });
    on("entry.metadata", [this] { m->metadata.edit(); });
    on("entry.copyId", [this] { copyText(m->navigator.subject().entry.value); });
    on("entry.copyPath", [this] {
        if (const auto &base = m->tabs.current().entry().base())
            copyText(base->path);
    });
    on("entry.copyCurl", [this] { copyText(m->tabs.current().details().curl()); });
    on("connection.add", [this] { m->connections.add(); });
    on("connection.manage", [this] { m->connections.manage(); });
    on("local.share", [this] { m->sharing.open(); });
    on("app.quit", [this] { m->window.close(); });

    wireExternal();
    wireViewActions();
    wireTabActions();
    wireVersionActions();
    wireComparing();
    wireHelpActions();
}

void Workbench::wireViewActions()
{
    const auto entry = [this]() -> panels::EntryPanel & { return m->window.entry(); }; // changes with the tab
    // In the stores there is nothing to undo but a deletion.
    on("edit.undo", [this] {
        if (m->window.stores().currentView()->hasFocus())
            m->removal.undo();
        else
            sendToFocus("undo");
    });
    for (const char *id : {"redo", "cut", "copy", "paste", "selectAll"})
        connect(m->actions[u"edit."_s + QLatin1String(id)], &QAction::triggered, this, [id] { sendToFocus(id); });
    on("edit.find", [entry] { entry().find(); });
    on("edit.findNext", [entry] { entry().findNext(); });
    on("edit.findPrevious", [entry] { entry().findPrevious(); });
    on("edit.replace", [entry] { entry().replace(); });
    on("edit.indent", [entry] { entry().editor()->indent(); });
    on("edit.outdent", [entry] { entry().editor()->outdent(); });
    on("go.line", [entry] { entry().askForLine(); });
    on("find.store", [this] { m->window.showFind(true); });
    on("go.to", [this] { m->goTo.open(); });

    on("drafts.show", [this] { m->draftList.showList(); });
    on("view.refresh", [this] {
        if (m->navigator.session())
            m->navigator.session()->refresh();
        m->headWatch.look();
    });
    const auto view = [this, entry](View wanted) { // in front of Activity, too
        m->window.tabs().showEntries();
        entry().setView(wanted);
    };
    on("view.text", [view] { view(View::Text); });
    on("view.changes", [this, view, entry] { // a second time: back to the text
        const bool shown = !m->window.tabs().isActivityShown() && !m->window.tabs().areMarksShown() && !m->window.tabs().isPastShown()
            && !m->window.tabs().isInboxShown() && entry().view() == View::Changes;
        view(shown ? View::Text : View::Changes);
    });
    on("view.details", [view] { view(View::Details); });
    on("changes.next", [this] { changesPage().nextChange(); });
    on("changes.previous", [this] { changesPage().previousChange(); });
    connect(m->actions[u"changes.sideBySide"_s], &QAction::toggled, this,
            [this](bool on) { m->settings.set(settings::sideBySide, on); });
    m->actions[u"changes.sideBySide"_s]->setChecked(m->settings.get(settings::sideBySide));
    connect(m->actions[u"text.preview"_s], &QAction::toggled, this,
            [this](bool on) { m->settings.set(settings::preview, on); });
    m->actions[u"text.preview"_s]->setChecked(m->settings.get(settings::preview));
    connect(m->actions[u"text.wrap"_s], &QAction::toggled, this,
            [this](bool on) { m->settings.set(settings::wrapLines, on); });
    m->actions[u"text.wrap"_s]->setChecked(m->settings.get(settings::wrapLines));
    connect(m->actions[u"text.blanks"_s], &QAction::toggled, this,
            [this](bool on) { m->settings.set(settings::showBlanks, on); });
    m->actions[u"text.blanks"_s]->setChecked(m->settings.get(settings::showBlanks));
    on("text.origin", [this, view] {
        const bool wanted = m->actions[u"text.origin"_s]->isChecked();
        m->tabs.current().origin().setShown(wanted);
        if (wanted)
            view(View::Text);
    });
    on("origin.change", [this] { m->tabs.current().origin().goToChange(); });
    on("zoom.in", [this] { zoomBy(1); });
    on("zoom.out", [this] { zoomBy(-1); });
    on("zoom.reset", [this] { zoomBy(0); });
    connect(m->actions[u"stores.flat"_s], &QAction::toggled, &m->window.stores(), &panels::StoresPanel::setFlat);
    m->actions[u"stores.flat"_s]->setChecked(m->window.stores().isFlat());
    connect(&m->window.stores(), &panels::StoresPanel::flatChanged, m->actions[u"stores.flat"_s],
            &QAction::setChecked);
    on("focus.stores", [this] {
        m->actions[u"pane.stores"_s]->setChecked(true);
        m->window.stores().focusView();
    });
    on("focus.text", [this, entry] {
        m->window.tabs().showEntries();
        entry().focusText();
    });
    on("focus.history", [this] {
        m->actions[u"pane.history"_s]->setChecked(true);
        m->window.history().focusView();
    });
    on("focus.pathFilter", [this] {
        m->actions[u"pane.stores"_s]->setChecked(true);
        m->window.stores().focusPathFilter();
    });
    for (const char *name : {"system", "light", "dark"}) {
        connect(m->actions[u"appearance."_s + QLatin1String(name)], &QAction::triggered, this, [this, name] {
            setAppearance(QLatin1String(name));
            m->settings.set(settings::appearance, QString::fromLatin1(name));
        });
    }

}

void Workbench::wireVersionActions()
{
    // These keys mean something only in their panel (ux, keys): elsewhere Delete deletes a letter.
    const auto only = [this](const char *id, QWidget &widget) {
        QAction *action = m->actions[QString::fromLatin1(id)];
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        widget.addAction(action);
    };
    only("entry.delete", *m->window.stores().treeView());
    m->window.stores().listView()->addAction(m->actions[u"entry.delete"_s]);
    only("version.mark", *m->window.history().view()); // elsewhere M is a letter
    m->window.activity().view()->addAction(m->actions[u"version.mark"_s]);
    only("version.older", m->window.history());
    only("version.newer", m->window.history());
    on("version.older", [this] { m->window.history().selectOlder(); });
    on("version.newer", [this] { m->window.history().selectNewer(); });
    on("version.open", [this] {
        if (activityLeads())
            m->activity.openChosen();
        else if (inboxLeads())
            m->inbox.openChosen();
        else
            m->window.entry().setView(View::Text);
    });
    on("version.compare", [this] {
        if (activityLeads())
            m->activity.compareWithBefore();
        else
            m->window.entry().setView(View::Changes);
    });
    on("version.compareCurrent", [this] { m->tabs.current().changes().compareWithCurrent(); });
    on("version.use", [this] { m->tabs.current().entry().useVersionText(); });
    const auto onVersion = [this](const char *id, const std::function<void(const core::Version &)> &function) {
        on(id, [this, function] {
            if (const auto version = chosenVersion())
                function(*version);
        });
    };
    onVersion("version.copyId", [this](const core::Version &version) { copyText(version.id.value); });
    onVersion("version.copyHash", [this](const core::Version &version) { copyText(version.sha256); });
    onVersion("version.copyPath", [this](const core::Version &version) { copyText(version.path); });
    onVersion("version.redact", [this](const core::Version &version) { m->redact.open(version); });
    onVersion("version.note", [this](const core::Version &version) { m->notes.open(version); });
}

bool Workbench::activityLeads() const
{
    return m->window.tabs().isActivityShown() && !m->window.history().isAncestorOf(QApplication::focusWidget());
}

QList<core::Version> Workbench::chosenVersions() const
{
    if (!activityLeads() && !inboxLeads())
        return m->history.chosenVersions();
    const auto record = activityLeads() ? m->activity.chosen() : m->inbox.chosen();
    return record ? QList<core::Version>{record->version} : QList<core::Version>();
}

std::optional<core::Version> Workbench::chosenVersion() const
{
    const QList<core::Version> chosen = chosenVersions();
    return chosen.size() == 1 ? std::optional(chosen.first()) : std::nullopt;
}

void Workbench::wireHelpActions()
{
    on("help.about", [this] {
        auto *dialog = new dialogs::AboutDialog(&m->window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    on("help.shortcuts", [this] {
        auto *dialog = new dialogs::ShortcutsDialog(&m->window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        QList<dialogs::ShortcutRow> rows;
        for (const ShortcutRow &row : m->actions.shortcuts())
            rows.append({row.group, row.text, row.keys});
        dialog->setShortcuts(rows);
        dialog->open();
    });
}

//! The comparison that is in sight.
panels::ChangesPage &Workbench::changesPage() const
{
    if (m->window.tabs().areMarksShown())
        return *m->window.marks().changes();
    if (m->window.tabs().isPastShown())
        return *m->window.past().changes();
    if (m->window.tabs().isInboxShown())
        return *m->window.inbox().changes();
    return m->window.tabs().isActivityShown() ? *m->window.activity().changes() : *m->window.entry().changes();
}

void Workbench::updateActions()
{
    session::Session *session = m->navigator.session();
    const controllers::Subject &subject = m->navigator.subject();
    WindowFacts facts;
    facts.session = session != nullptr;
    facts.store = !subject.isEmpty();
    facts.entry = !subject.entry.isEmpty();
    facts.entriesChosen = m->stores.hasChosenEntries();
    facts.ghost = m->stores.chosenGhost().has_value();
    facts.canUndoDeletion = m->removal.canUndo();
    if (session) {
        facts.localSession = session->connection().kind == session::ConnectionKind::Local;
        facts.entryMetadata = session->dialect().entryMetadata;
        facts.storeUpdate = session->dialect().storeUpdate;
        facts.deleteInArchived = session->dialect().archived.deleteEntry;
        const core::Store *store = session->store(subject.store);
        facts.storeArchived = store && store->archived;
        facts.hasSamples = m->storeActions.hasSamples();
        const controllers::TransferPlace place = transferPlace();
        const core::Store *placed = session->store(place.store);
        facts.place = !place.isEmpty();
        facts.placeArchived = placed && placed->archived;
    }
    const QList<core::Version> chosen = chosenVersions();
    facts.versionsChosen = int(chosen.size());
    facts.activity = activityLeads() || inboxLeads();
    facts.comparedVersions = comparedVersions().size() == 2;
    facts.tab = !m->tabs.current().isOverview();
    facts.textShown = m->window.entry().showsVersion() || m->tabs.current().entry().base().has_value();
    facts.markdown = m->window.entry().canPreview();
    facts.changesShown = areChangesShown();
    facts.findingReason = whyNoFinding();
    facts.movedLines = !changesPage().diffView()->movedBlocks().list().isEmpty();
    facts.patchReason = changesPage().whyNoPatch();
    facts.canMark = m->marksPage.canMark();
    facts.versionUsable = chosen.size() == 1 && !chosen.first().redacted
        && chosen.first().action != core::Action::Deleted && !facts.storeArchived;
    facts.externalReason = m->tabs.current().external().whyNot();
    facts.originReason = m->tabs.current().origin().whyNot();
    facts.originChangeReason = m->tabs.current().origin().whyNoChange();
    m->actions[u"text.origin"_s]->setChecked(m->tabs.current().origin().isShown());
    facts.saveReason = m->tabs.current().save().whyNot();
    facts.redactReason = controllers::RedactController::whyNot(chosen);
    if (chosen.size() == 1 && !facts.activity)
        facts.takeBackReason = m->tabs.current().takeBack().whyNot(chosen.first());
    facts.markReason = facts.activity ? m->compare.whyNotMarked(chosenVersion()) : m->compare.whyNotMarked();
    addReviewFacts(facts);

    const QHash<QString, QString> reasons = reasonsWhyNot(facts);
    for (const QString &id : m->actions.ids())
        m->actions.setReason(id, reasons.value(id));
    using Command = panels::HistoryPanel::Command;
    const QString compare = reasons.value(u"version.compare"_s);
    m->window.history().setActionState(Command::Compare, compare.isEmpty(), compare);
    const QString restore = reasons.value(u"version.use"_s);
    m->window.history().setActionState(Command::Restore, restore.isEmpty(), restore);
    m->window.history().setActionState(Command::Redact, facts.redactReason.isEmpty(), facts.redactReason);
}

} // namespace app
