// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! What can be done with a comparison, and what can be compared.
#include "transfer/filenames.h"
#include "ui/app/workbench_p.h"
#include "ui/widgets/diffview.h"

#include <QFileDialog>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace app {

namespace {

const QString patchBanner = u"changes.patch"_s;

} // namespace

void Workbench::wireComparing()
{
    using controllers::CompareController;
    using controllers::HistoryController;
    connect(&m->history, &HistoryController::markRequested, &m->compare, &CompareController::mark);
    connect(&m->history, &HistoryController::markReleased, &m->compare, &CompareController::release);
    connect(&m->history, &HistoryController::compareWithMarkRequested, &m->compare, &CompareController::compareWithMarked);
    connect(&m->history, &HistoryController::restoreRequested, m->actions[u"version.use"_s], &QAction::trigger);
    connect(&m->compare, &CompareController::stateChanged, this, &Workbench::updateMarked);
    connect(&m->navigator, &controllers::Navigator::sessionChanged, this, &Workbench::updateMarked);
    on("version.mark", [this] {
        if (const auto version = chosenVersion())
            m->compare.mark(*version);
    });
    on("version.compareMarked", [this] {
        if (!activityLeads() && !inboxLeads())
            m->compare.compareWithMarked();
        else if (m->compare.whyNotMarked(chosenVersion()).isEmpty())
            activityLeads() ? m->activity.compareWith(*m->compare.marked()) : m->inbox.compareWith(*m->compare.marked());
    });
    on("version.compareEditor", [this] { m->tabs.current().changes().compareWithEditor(); });
    on("version.takeBack", [this] {
        if (const auto version = m->history.chosen())
            m->tabs.current().takeBack().start(*version);
    });
    on("entry.compareOther", [this] { m->compare.chooseOther(); });
    const auto changes = [this]() -> panels::ChangesPage & { return changesPage(); };
    on("changes.otherEnd", [changes] { changes().diffView()->goToOtherEnd(); });
    on("changes.copyText", [changes] { changes().copyAsText(); });
    on("changes.copyPatch", [changes] { changes().copyAsPatch(); });
    on("changes.savePatch", [this] { savePatch(); });
    on("changes.evidence", [this] { exportComparison(); });
    const auto remember = [this](const char *id, const Setting<bool> &setting) {
        QAction *action = m->actions[QString::fromLatin1(id)];
        action->setChecked(m->settings.get(setting));
        connect(action, &QAction::toggled, this, [this, &setting](bool on) { m->settings.set(setting, on); });
    };
    remember("changes.ignoreBlanks", settings::ignoreBlanks);
    remember("changes.asList", settings::changesAsList);
}

//! The sign of the marked version in the lists.
void Workbench::updateMarked()
{
    const core::VersionId marked = m->compare.markedHere();
    m->shownHistory.setMarked(marked);
    m->shownActivity.setMarked(marked);
    m->inbox.setMarked(marked);
    updateActions();
}

QList<core::Version> Workbench::comparedVersions() const
{
    if (m->window.tabs().areMarksShown())
        return {};
    if (m->window.tabs().isPastShown())
        return m->timeMachine.compared();
    if (m->window.tabs().isActivityShown())
        return m->activity.compared();
    if (m->window.tabs().isInboxShown())
        return m->inbox.compared();
    return m->window.entry().view() == panels::EntryPanel::View::Changes ? m->tabs.current().changes().compared()
                                                                          : QList<core::Version>();
}

//! How the changes are shown holds for every page of them.
void Workbench::wireChangesPage(panels::ChangesPage &page)
{
    QAction *ignore = m->actions[u"changes.ignoreBlanks"_s];
    QAction *asList = m->actions[u"changes.asList"_s];
    m->scanMarks.follow(*page.diffView());
    page.setIgnoreBlanks(m->settings.get(settings::ignoreBlanks));
    page.setList(m->settings.get(settings::changesAsList));
    connect(ignore, &QAction::toggled, &page, &panels::ChangesPage::setIgnoreBlanks);
    connect(asList, &QAction::toggled, &page, &panels::ChangesPage::setList);
    connect(&page, &panels::ChangesPage::listChanged, asList, &QAction::setChecked);
    page.setMenuActions({ignore, asList, m->actions[u"changes.otherEnd"_s], nullptr, m->actions[u"changes.copyText"_s],
                         m->actions[u"changes.copyPatch"_s], m->actions[u"changes.savePatch"_s],
                         m->actions[u"changes.evidence"_s]});
}

void Workbench::wireChanges(controllers::EntryTab &tab)
{
    panels::ChangesPage &page = *tab.panel().changes();
    wireChangesPage(page);
    // From version to version without leaving the texts.
    page.addAction(m->actions[u"version.older"_s]);
    page.addAction(m->actions[u"version.newer"_s]);
    connect(&page, &panels::ChangesPage::shownChanged, this, [this, &tab] {
        if (&tab == &m->tabs.current())
            updateActions();
    });
}

void Workbench::savePatch()
{
    panels::EntryPanel &panel = m->window.entry();
    const QByteArray patch = changesPage().patch();
    if (patch.isEmpty())
        return;
    auto *chooser = new QFileDialog(&m->window, tr("Save Patch As"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setNameFilters({tr("Patches (*.patch *.diff)"), tr("All files (*)")});
    chooser->setDefaultSuffix(u"patch"_s);
    chooser->selectFile(transfer::safeFileName(changesPage().patchSubject()) + u".patch"_s);
    // The panel may have gone with its tab by then; the patch is what was asked for.
    connect(chooser, &QFileDialog::fileSelected, this, [patch, panel = QPointer(&panel)](const QString &name) {
        QSaveFile file(name);
        const bool saved = file.open(QIODevice::WriteOnly) && file.write(patch) == patch.size() && file.commit();
        if (!panel)
            return;
        panel->dismissBanner(patchBanner);
        if (!saved)
            panel->showBanner({patchBanner, widgets::Severity::Error,
                               tr("The patch could not be saved: %1").arg(file.errorString())});
    });
    chooser->open();
}

} // namespace app
