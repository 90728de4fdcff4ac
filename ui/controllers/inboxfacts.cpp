// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/session.h"
#include "ui/controllers/inboxcontroller.h"
#include "ui/controllers/scanmarks.h"
#include "ui/panels/inboxpanel.h"
#include "ui/widgets/rowlist.h"

#include <QTimeZone>

#include <algorithm>

// What stands out in the inbox: the rhythm of the store, and what the scan finds.
namespace controllers {

void InboxController::askRhythm()
{
    history::Reviews *source = reviews();
    if (!source || !m_attached)
        return;
    m_momentsCall.abandon();
    m_momentsCall = source->moments(m_store);
    m_momentsCall.then(this, [this](const core::Result<QList<qint64>> &moments) {
        if (!moments)
            return;
        m_rhythmCall.abandon();
        m_rhythmCall = core::inBackground<audit::Rhythm>(m_pool, [all = *moments](const core::CancelFlag &) {
            return audit::Rhythm(all, QTimeZone::systemTimeZone());
        });
        m_rhythmCall.then(this, [this](const core::Result<audit::Rhythm> &rhythm) {
            if (rhythm)
                m_rhythm = *rhythm;
            m_shown.noteFacts();
        });
    });
}

bool InboxController::isUnread(const core::VersionId &version) const
{
    return !m_reviewed.contains(version) && !m_leaving.contains(version);
}

presentation::InboxFacts InboxController::factsOf(const QModelIndex &shown) const
{
    presentation::InboxFacts facts;
    const auto record = m_model.recordAt(m_model.index(shown.row(), 0));
    if (!record)
        return facts;
    facts.reviewed = m_panel.showsAll() && !isUnread(record->version.id);
    const qint64 at = record->version.createdAt.microseconds();
    if (const audit::Burst *burst = m_rhythm.burstAt(at)) {
        facts.burst = burst->writes;
        facts.usualPace = m_rhythm.usualPace();
    }
    facts.unusualHour = m_rhythm.isUnusualHour(at);
    if (m_scanMarks.areShown() && presentation::PresentedInbox::hasText(shown)) {
        const auto scan = m_scanMarks.texts().known(record->version.sha256);
        facts.findings = scan ? int(scan->marks.size()) : 0;
    }
    return facts;
}

//! Of the rows that are seen those whose text is at hand; nothing is read for it.
void InboxController::scanInSight()
{
    if (!m_attached || !m_session || !m_panel.isVisible() || !m_scanMarks.areShown()) {
        m_shown.noteFacts();
        return;
    }
    (void)m_scanMarks.rules(); // those in force
    const int last = std::min(m_panel.view()->lastVisibleRow(), m_model.rowCount() - 1);
    for (int row = std::max(0, m_panel.view()->firstVisibleRow()); row <= last; ++row) {
        const auto record = m_model.recordAt(m_model.index(row, 0));
        if (!record || !presentation::PresentedInbox::hasText(m_shown.index(row, 0)) || m_scanMarks.texts().known(record->version.sha256))
            continue;
        if (const auto text = m_session->keptText(record->version.sha256))
            m_scanMarks.texts().look(*text).then(this, [this](const core::Result<session::TextScan> &) { m_shown.noteFacts(); });
    }
    m_shown.noteFacts();
}

} // namespace controllers
