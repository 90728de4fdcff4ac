// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! The answers of the audit, and the way from what they found to the version itself.
#include "ui/app/workbench_p.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/texteditor.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace app {

void Workbench::wireAudit()
{
    on("store.verify", [this] { m->verify.open(transferPlace()); });
    on("store.scan", [this] { m->scan.open(transferPlace()); });
    on("store.search", [this] { m->life.open(transferPlace()); });
    on("store.repeats", [this] { m->repeats.open(transferPlace().store); });
    on("store.costs", [this] { m->costs.open(transferPlace().store); });
    on("store.witness", [this] { m->witness.open(transferPlace().store); });
    const auto show = [this](const core::ConnectionId &connection, const controllers::Subject &subject) {
        if (m->host.current() != connection)
            m->host.bringForward(connection);
        m->navigator.go(subject);
    };
    QAction *findings = m->actions[u"marks.show"_s];
    connect(findings, &QAction::toggled, this, [this](bool on) {
        m->settings.set(settings::scanMarks, on);
        m->scanMarks.setShown(on);
        updateActions();
    });
    findings->setChecked(m->settings.get(settings::scanMarks));
    m->scanMarks.setShown(findings->isChecked());
    // Queued: a view tells of its text in the middle of its change.
    connect(&m->scanMarks, &controllers::ScanMarks::stateChanged, this, &Workbench::updateActions, Qt::QueuedConnection);
    widgets::TextEditor *past = m->window.past().text();
    m->scanMarks.follow(*past);
    connect(past, &widgets::TextEditor::marksChanged, this, &Workbench::updateActions);
    for (presentation::PresentedHistory *list : {&m->shownHistory, &m->shownActivity}) {
        list->setFindings([found = QPointer(&m->listedFindings)](const QString &sha256) { return found ? found->words(sha256) : QString(); });
        connect(&m->listedFindings, &controllers::ListedFindings::changed, list, &presentation::PresentedHistory::noteFindings);
    }
    on("marks.next", [this] { goToFinding(true); });
    on("marks.previous", [this] { goToFinding(false); });
    connect(&m->verify, &controllers::VerifyController::showRequested, this, show);
    connect(&m->scan, &controllers::ScanController::showRequested, this, show);
    connect(&m->life, &controllers::LifeController::showRequested, this,
            [this, show](const core::ConnectionId &connection, const controllers::Subject &subject) {
                show(connection, subject);
                m->window.tabs().showEntries();
                m->window.entry().setView(panels::EntryPanel::View::Changes);
            });
    connect(&m->repeats, &controllers::RepeatsController::showRequested, this, show);
    connect(&m->repeats, &controllers::RepeatsController::compareRequested, this,
            [this, show](const core::ConnectionId &connection, const controllers::Subject &subject, const controllers::ComparedText &other) {
                show(connection, subject);
                m->window.tabs().showEntries();
                m->tabs.current().changes().compareWith(other);
            });
    connect(&m->costs, &controllers::CostController::showRequested, this, show);
    connect(&m->witness, &controllers::WitnessController::showRequested, this, show);
}

bool Workbench::areChangesShown() const
{
    if (m->window.tabs().isPastShown())
        return m->window.past().isComparing();
    return m->window.tabs().isActivityShown() || m->window.tabs().areMarksShown() || m->window.tabs().isInboxShown()
        || m->window.entry().view() == panels::EntryPanel::View::Changes;
}

widgets::TextEditor *Workbench::shownText() const
{
    const panels::EntryPanel &panel = m->window.entry();
    const bool isPast = m->window.tabs().isPastShown();
    if (areChangesShown() || (!isPast && panel.view() != panels::EntryPanel::View::Text))
        return nullptr;
    widgets::TextEditor *text = isPast ? m->window.past().text() : panel.showsVersion() ? panel.versionView() : panel.editor();
    return text->isHidden() ? nullptr : text; // a page that says why there is none stands in its place
}

//! What the scan found in what is looked at.
void Workbench::goToFinding(bool next)
{
    if (widgets::TextEditor *text = shownText())
        next ? text->nextMark() : text->previousMark();
    else if (areChangesShown())
        next ? changesPage().nextMark() : changesPage().previousMark();
}

QString Workbench::whyNoFinding() const
{
    const widgets::TextEditor *text = shownText();
    if (!m->scanMarks.areShown())
        return tr("The findings of the scan are not shown; the View menu shows them.");
    if (!text && !areChangesShown())
        return tr("Show the text or the changes first.");
    if (text)
        return text->markCount() > 0 ? QString() : m->scanMarks.whyNone(*text);
    const widgets::DiffView &diff = *changesPage().diffView();
    return diff.marks().isEmpty() ? m->scanMarks.whyNone(diff) : QString();
}

} // namespace app
