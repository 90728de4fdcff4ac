// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/pasttext.h"

#include "models/displaytext.h"
#include "session/historykeeper.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/versionwords.h"
#include "ui/panels/pastpanel.h"
#include "ui/presentation/errorsentences.h"
#include "ui/presentation/relativetime.h"
#include "ui/presentation/words.h"

using presentation::Operation;

namespace controllers {

namespace {

constexpr int settleMs = 60; // whoever drags stops at some moment

} // namespace

PastText::PastText(panels::PastPanel &panel, QObject *parent) : QObject(parent), m_panel(panel)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &PastText::find);
}

PastText::~PastText()
{
    m_find.abandon();
    m_read.abandon();
}

void PastText::show(session::Session *session, const std::optional<PastTextWish> &wish)
{
    using Presence = PastTextWish::Presence;
    if (session == m_session && wish == m_wish)
        return;
    const bool sameEntry = session == m_session && wish && m_wish && wish->entry == m_wish->entry;
    m_session = session;
    m_wish = wish;
    m_find.abandon();
    m_settle.stop();
    if (session && wish && wish->presence == Presence::There) {
        if (!sameEntry) { // else the text stays until it is known whether it is the same one
            m_read.abandon();
            m_version.reset();
            m_isShown = false;
            m_panel.showTextLoading(models::displayText(wish->path));
        }
        m_settle.start();
        return;
    }
    m_read.abandon();
    m_version.reset();
    m_isShown = false;
    if (!session || !wish)
        m_panel.showGap({}, {tr("No text"), tr("Choose an entry to read it as it was.")});
    else if (wish->presence == Presence::NotThere)
        m_panel.showGap(models::displayText(wish->path),
                        {tr("It was not there"), tr("At this moment the store had no entry at this path.")});
    else
        m_panel.showGap(models::displayText(wish->path),
                        {tr("Not known yet"), tr("It was written before the oldest version that was read so far. Load all to see it.")});
}

//! The newest write of the entry up to the moment, whichever of one moment comes last in the list.
void PastText::find()
{
    if (!m_session || !m_session->history() || !m_wish)
        return;
    const history::Position below{core::Timestamp::fromMicroseconds(m_wish->moment.microseconds() + 1), {}};
    m_find = m_session->history()->index().history(m_wish->store, m_wish->entry, below, 1);
    m_find.then(this, [this](const core::Result<history::Block> &block) {
        if (!m_session || !m_wish)
            return;
        if (!block) {
            // Which version it is at this moment is not known: what was shown at another one is not what Retry reads.
            m_read.abandon();
            m_version.reset();
            m_isShown = false;
            m_panel.showTextFailure(models::displayText(m_wish->path), failureState(block.error(), Operation::ReadLocalFile));
        } else if (!block->records.isEmpty())
            take(block->records.constFirst().version);
    });
}

QString PastText::title() const
{
    if (!m_version || !m_wish)
        return {};
    const QString which = m_wish->ordinal > 0 ? presentation::ordinalText(m_wish->ordinal, false) : tr("a version");
    //: %1 is a path, %2 "v3", %3 a moment to the second
    return tr("%1: %2, written %3").arg(models::displayText(m_version->path), which, presentation::exactLocal(m_version->createdAt));
}

void PastText::take(const core::Version &version)
{
    const bool same = m_version && m_version->id == version.id && m_isShown && !version.redacted;
    m_version = version;
    if (same)
        return;
    m_read.abandon();
    m_isShown = false;
    if (version.redacted || version.action == core::Action::Deleted) {
        m_panel.showGap(title(), versionGap(version));
        return;
    }
    const bool atHand = m_session->keptText(version.sha256) || m_session->keptTexts() || m_session->pageGap().count() == 0;
    if (atHand)
        read();
    else
        m_panel.showGap(title(), {tr("Not on this computer"), tr("This text was not read yet. The service may still have it."), tr("Read It")});
}

void PastText::readNow()
{
    if (m_version && m_session)
        read();
    else if (m_wish)
        find();
}

void PastText::read()
{
    m_panel.showTextLoading(title());
    m_read = m_session->readVersion(m_version->store, m_version->id);
    m_read.then(this, [this](const core::Result<core::Version> &version) {
        if (!m_version)
            return;
        if (version)
            showContent(*version);
        else
            m_panel.showTextFailure(title(), failureState(version.error(), Operation::ReadVersion));
    });
}

void PastText::showContent(const core::Version &version)
{
    if (!version.content) {
        m_panel.showGap(title(), versionGap(version));
        return;
    }
    QString warning;
    const core::Integrity integrity = core::integrityOf(*version.content, version.sha256, version.size);
    if (integrity == core::Integrity::HashMismatch)
        warning = presentation::sentenceFor(presentation::Situation::IntegrityHash).full();
    else if (integrity == core::Integrity::SizeMismatch)
        warning = presentation::sentenceFor(presentation::Situation::IntegritySize).full();
    m_isShown = true;
    m_panel.showText(title(), version.path, *version.content, warning);
}

void PastText::takeRedacted(const QList<core::Version> &versions)
{
    for (const core::Version &version : versions) {
        if (!m_version || version.id != m_version->id)
            continue;
        m_read.abandon();
        m_isShown = false;
        m_version->redacted = true;
        m_version->redactedAt = version.redactedAt;
        m_panel.showGap(title(), versionGap(*m_version));
    }
}

} // namespace controllers
