// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The part of EntryController about old versions: one shown over the text, and its text taken into the editor.
#include "session/session.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/versionwords.h"
#include "ui/panels/entrypanel.h"
#include "ui/widgets/messagebanner.h"

#include <memory>

namespace controllers {

void EntryController::showVersion()
{
    m_versionLoad.abandon();
    m_version.reset();
    disconnect(m_versionConnection);
    session::Session *session = m_navigator.session();
    const Subject &subject = m_navigator.subject();
    if (!session || subject.versions.size() != 1) {
        m_panel.leaveVersion();
        emit stateChanged();
        return;
    }
    const session::VersionLog &log = session->versions(subject.store);
    m_versionConnection = connect(&log, &session::VersionLog::changed, this, &EntryController::followVersion);
    const core::Version *record = log.find(subject.versions.first());
    if (record)
        m_panel.showVersionLoading({versionTitle(*session, *record, !subject.entry.isEmpty())});
    m_versionLoad = session->readVersion(subject.store, subject.versions.first());
    m_versionLoad.then(this, [this, known = record ? std::optional(*record) : std::nullopt](
                                 const core::Result<core::Version> &result) {
        if (result) {
            showVersionRecord(*result);
            return;
        }
        panels::VersionViewState state;
        if (known && m_navigator.session())
            state.title = versionTitle(*m_navigator.session(), *known, !m_navigator.subject().entry.isEmpty());
        state.canCompare = state.canUse = false;
        state.gone = m_gone;
        m_panel.showVersionFailure(state, failureState(result.error(), presentation::Operation::ReadVersion));
    });
    emit stateChanged();
}

void EntryController::showVersionRecord(const core::Version &version)
{
    m_version = version;
    if (!gonePath().isEmpty() && !m_load.isPending())
        m_panel.setEntryState({version.path, tr("Deleted")});
    panels::VersionViewState state;
    state.title = versionTitle(*m_navigator.session(), version, !m_navigator.subject().entry.isEmpty());
    state.canCompare = m_base.has_value();
    state.canUse = !isStoreArchived();
    state.gone = m_gone;
    if (!version.content) {
        state.canCompare = state.canUse = false;
        m_panel.showVersionGap(state, versionGap(version));
        emit stateChanged();
        return;
    }
    const core::Integrity integrity = core::integrityOf(*version.content, version.sha256, version.size);
    if (integrity == core::Integrity::HashMismatch)
        state.integrityWarning = presentation::sentenceFor(presentation::Situation::IntegrityHash).full();
    else if (integrity == core::Integrity::SizeMismatch)
        state.integrityWarning = presentation::sentenceFor(presentation::Situation::IntegritySize).full();
    m_panel.showVersionText(*version.content, state);
    emit stateChanged();
}

//! Redacted while it is shown: its text goes from the window at once (K3).
void EntryController::followVersion(const core::Version &version)
{
    const Subject &subject = m_navigator.subject();
    const bool shown = subject.versions.size() == 1 && subject.versions.first() == version.id;
    if (shown && version.redacted && m_version && m_version->content)
        showVersion();
}

void EntryController::useVersionText()
{
    session::Session *session = m_navigator.session();
    const Subject &subject = m_navigator.subject();
    if (!session || subject.versions.size() != 1)
        return;
    if (m_version && m_version->id == subject.versions.first()) {
        restore(*m_version);
        return;
    }
    // Chosen, but its text is still on its way.
    m_restoreLoad = session->readVersion(subject.store, subject.versions.first());
    m_restoreLoad.then(this, [this](const core::Result<core::Version> &version) {
        if (version)
            restore(*version);
        else
            m_panel.showBanner(banner(reloadBanner, version.error(), presentation::Operation::ReadVersion));
    });
}

void EntryController::restore(const core::Version &version)
{
    session::Session *session = m_navigator.session();
    if (!session || !version.content)
        return;
    if (session->entries(version.store).find(version.entry)) {
        takeText(version);
        return;
    }
    // Not listed is not gone: the list may not be loaded.
    m_headCheck.abandon();
    m_headCheck = session->readEntry(version.store, version.entry);
    m_headCheck.then(this, [this, version](const core::Result<core::Entry> &head) {
        if (head)
            takeText(version);
        else if (head.error().kind == core::ErrorKind::NotFound)
            emit recreateRequested(version.store, version.path, *version.content);
        else
            m_panel.showBanner(banner(reloadBanner, head.error(), presentation::Operation::ReadEntry));
    });
}

void EntryController::takeText(const core::Version &version)
{
    const Subject head{version.store, version.entry, {}};
    if (!m_navigator.subject().sameHead(head)) {
        emit useElsewhereRequested(version);
        return;
    }
    // Its text takes the place of what is in the editor, so unsaved text is asked about on the same entry too.
    m_navigator.askToLeave([this, head, version](bool go) {
        if (!go)
            return;
        m_navigator.go(head);
        putIntoEditor(version);
    });
}

void EntryController::putIntoEditor(const core::Version &version)
{
    m_panel.setView(panels::EntryPanel::View::Text);
    if (m_base) {
        m_panel.useText(*version.content);
        sayRestored(version);
        return;
    }
    // The head is still on its way: the text goes in when it has come, unless the person went elsewhere.
    auto once = std::make_shared<QMetaObject::Connection>();
    *once = connect(this, &EntryController::stateChanged, this, [this, version, once] {
        const bool here = m_navigator.subject().entry == version.entry;
        if (here && !m_base)
            return;
        disconnect(*once);
        if (!here)
            return;
        m_panel.useText(*version.content);
        sayRestored(version);
    });
}

void EntryController::sayRestored(const core::Version &version)
{
    const QString which = ordinalWords(*m_navigator.session(), version);
    QString words = tr("The entry has the text of %1 already.").arg(which);
    if (m_panel.isModified())
        words = m_base->version ? tr("Restored %1 as an edit; saving makes v%2.").arg(which).arg(*m_base->version + 1)
                                : tr("Restored %1 as an edit; saving makes a new version.").arg(which);
    m_panel.showBanner({restoredBanner, widgets::Severity::Info, words});
}

} // namespace controllers
