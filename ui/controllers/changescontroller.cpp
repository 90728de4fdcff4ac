// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/changescontroller.h"

#include "session/session.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/versionwords.h"
#include "ui/panels/entrypanel.h"

using namespace Qt::StringLiterals;

namespace controllers {

ChangesController::ChangesController(Navigator &navigator, EntryController &entry, QObject *parent)
    : QObject(parent), m_navigator(navigator), m_entry(entry), m_page(*entry.panel().changes())
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(0);
    connect(&m_settle, &QTimer::timeout, this, &ChangesController::update);
    const auto later = [this] { m_settle.start(); };
    connect(&navigator, &Navigator::subjectChanged, this, [this](const Subject &now, const Subject &before) {
        m_current = false;
        if (now.store != before.store) {
            disconnect(m_logConnection);
            disconnect(m_redactConnection);
            if (m_navigator.session() && !now.store.isEmpty()) {
                const session::VersionLog &log = m_navigator.session()->versions(now.store);
                const auto again = [this] { m_settle.start(); };
                m_logConnection = connect(&log, &session::VersionLog::loadingChanged, this, again);
                // A redacted text goes from the window at once.
                m_redactConnection = connect(&log, &session::VersionLog::changed, this, again);
            }
        }
        m_settle.start();
    });
    connect(&entry, &EntryController::stateChanged, this, later);
    connect(&entry.panel(), &panels::EntryPanel::viewChanged, this, later);
    connect(&entry.panel(), &panels::EntryPanel::compareWithCurrentRequested, this,
            &ChangesController::compareWithCurrent);
    connect(&m_page, &panels::ChangesPage::retryRequested, this, later);
}

void ChangesController::compareWithCurrent()
{
    m_current = true;
    m_entry.panel().setView(panels::EntryPanel::View::Changes);
    m_settle.start();
}

void ChangesController::update()
{
    ++m_generation;
    m_leftCall.abandon();
    m_rightCall.abandon();
    session::Session *session = m_navigator.session();
    if (m_entry.panel().view() != panels::EntryPanel::View::Changes || !session)
        return;
    const Subject &subject = m_navigator.subject();
    if (subject.isEmpty()) {
        m_page.showNothing({tr("Nothing to compare"), tr("Choose an entry, or versions in the history.")});
        return;
    }
    const session::VersionLog &log = session->versions(subject.store);
    QList<core::Version> chosen;
    for (const core::VersionId &id : subject.versions) {
        if (const core::Version *version = log.find(id))
            chosen.append(*version);
    }
    if (chosen.size() == 2) {
        const bool inOrder = chosen[0].createdAt < chosen[1].createdAt
            || (chosen[0].createdAt == chosen[1].createdAt && chosen[0].id < chosen[1].id);
        compare(inOrder ? chosen[0] : chosen[1], inOrder ? chosen[1] : chosen[0]);
    } else if (chosen.size() == 1 && !(m_current && m_entry.base())) {
        compareWithPrevious(chosen.first());
    } else if (chosen.size() == 1) {
        m_missing = 1;
        m_left = label(chosen.first());
        m_right = {tr("Current text"), m_entry.panel().editedBytes(), {}};
        readSide(chosen.first(), m_generation, true);
    } else if (subject.entry.isEmpty()) {
        m_page.showNothing({tr("Nothing to compare"), tr("Choose one or two versions in the history.")});
    } else if (m_entry.base() && m_entry.panel().isModified()) {
        compareEditor();
    } else {
        compareNewest();
    }
}

void ChangesController::compareEditor()
{
    panels::ChangesSide stored{tr("Stored text"), m_entry.base()->content, {}};
    if (const std::optional<qint64> version = m_entry.base()->version)
        stored.label = tr("Stored text, v%1").arg(*version);
    m_page.showChanges(stored, {tr("Your unsaved text"), m_entry.panel().editedBytes(), {}});
}

void ChangesController::compareNewest()
{
    session::VersionLog &log = m_navigator.session()->versions(m_navigator.subject().store);
    const QList<core::Version> track = log.ofEntry(m_navigator.subject().entry);
    if (!track.isEmpty()) {
        compareWithPrevious(track.first());
    } else if (log.loading().error) {
        m_page.showFailure({}, {}, failureState(*log.loading().error, presentation::Operation::ListVersions));
    } else if (log.loading().complete) {
        m_page.showNothing({tr("Nothing to compare"), tr("The service keeps no versions of this entry.")});
    } else {
        m_page.showLoading(tr("Previous version"), tr("Newest version"));
        log.loadEntry(m_navigator.subject().entry);
    }
}

void ChangesController::compareWithPrevious(const core::Version &version)
{
    session::VersionLog &log = m_navigator.session()->versions(version.store);
    const QList<core::Version> track = log.ofEntry(version.entry);
    for (qsizetype i = 0; i + 1 < track.size(); ++i) {
        if (track[i].id == version.id) {
            compare(track[i + 1], version);
            return;
        }
    }
    if (version.action == core::Action::Created || log.isCompleteFor(version.entry)) {
        m_missing = 1;
        m_left = {tr("Before"), std::nullopt, tr("The entry did not exist before this version.")};
        m_right = label(version);
        readSide(version, m_generation, false);
    } else if (log.loading().error) {
        m_page.showFailure(tr("Previous version"), label(version).label,
                           failureState(*log.loading().error, presentation::Operation::ListVersions));
    } else if (log.loading().isWorking()) {
        m_page.showLoading(tr("Previous version"), label(version).label);
    } else {
        m_page.showNothing({tr("The version before is not loaded yet"),
                            tr("Load the whole history, below the list of versions, to compare with it.")});
    }
}

void ChangesController::compare(const core::Version &older, const core::Version &newer)
{
    m_missing = 2;
    m_left = label(older);
    m_right = label(newer);
    m_page.showLoading(m_left.label, m_right.label);
    readSide(older, m_generation, true);
    readSide(newer, m_generation, false);
}

void ChangesController::readSide(const core::Version &version, int generation, bool left)
{
    core::Call<core::Version> &call = left ? m_leftCall : m_rightCall;
    call = m_navigator.session()->readVersion(version.store, version.id);
    call.then(this, [this, generation, left](const core::Result<core::Version> &result) {
        if (generation != m_generation)
            return;
        if (!result) {
            ++m_generation;
            m_page.showFailure(m_left.label, m_right.label,
                               failureState(result.error(), presentation::Operation::ReadVersion));
            return;
        }
        panels::ChangesSide &side = left ? m_left : m_right;
        side = label(*result);
        side.text = result->content;
        sideIsKnown(generation);
    });
}

void ChangesController::sideIsKnown(int generation)
{
    if (generation == m_generation && --m_missing == 0)
        m_page.showChanges(m_left, m_right);
}

panels::ChangesSide ChangesController::label(const core::Version &version) const
{
    panels::ChangesSide side;
    side.label = versionTitle(*m_navigator.session(), version, !m_navigator.subject().entry.isEmpty());
    if (version.redacted || version.action == core::Action::Deleted)
        side.gap = versionGap(version).text;
    return side;
}

} // namespace controllers
