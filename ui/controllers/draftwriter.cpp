// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/draftwriter.h"

#include <utility>

namespace controllers {

namespace {

using namespace std::chrono_literals;

// Together with the disk's time less than the second that may be lost.
constexpr auto idleBefore = 200ms;
constexpr auto latestAfter = 500ms;
constexpr auto retryAfter = 2s;

bool isSame(const std::optional<journal::Draft> &kept, const journal::Draft &draft)
{
    return kept && kept->text == draft.text && kept->path == draft.path && kept->base == draft.base
        && kept->target == draft.target;
}

} // namespace

DraftWriter::DraftWriter(journal::Drafts &drafts, const core::Clock &clock, Source source, QObject *parent)
    : QObject(parent), m_drafts(drafts), m_clock(clock), m_source(std::move(source))
{
    for (QTimer *timer : {&m_idle, &m_latest, &m_retry}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, &DraftWriter::write);
    }
    m_idle.setInterval(idleBefore);
    m_latest.setInterval(latestAfter);
    m_latest.setTimerType(Qt::PreciseTimer);
    m_retry.setInterval(retryAfter);
}

void DraftWriter::touch()
{
    m_idle.start();
    if (!m_latest.isActive())
        m_latest.start();
}

void DraftWriter::flush()
{
    if (m_idle.isActive() || m_latest.isActive() || m_retry.isActive() || m_again) {
        m_again = m_writing = false; // the worker keeps the order
        write();
    }
}

//! One at a time: while the disk is slow, states in between are left out.
void DraftWriter::write()
{
    m_idle.stop();
    m_latest.stop();
    m_retry.stop();
    if (m_writing) {
        m_again = true;
        return;
    }
    std::optional<journal::Draft> draft = m_source();
    if (!draft) {
        discard();
        return;
    }
    if (isSame(m_kept, *draft) && m_state != State::Failed) {
        setState(State::Kept);
        return;
    }
    if (m_id.isEmpty())
        m_id = journal::newDraftId();
    draft->id = m_id;
    draft->at = m_clock.now();
    m_kept.reset(); // going back to it while this is on its way has to be written, too
    m_writing = true;
    if (m_state != State::Failed) // the message stays until it is over
        setState(State::Pending);
    m_drafts.keep(*draft).then(this, [this, draft = *draft, write = ++m_write](const core::Result<core::Done> &result) {
        written(draft, write, result);
    });
}

void DraftWriter::written(const journal::Draft &draft, int write, const core::Result<core::Done> &result)
{
    if (draft.id != m_id || write != m_write)
        return; // let go, discarded or overtaken meanwhile
    m_writing = false;
    if (result) {
        m_kept = draft;
        setState(State::Kept);
    } else if (result.error().kind == core::ErrorKind::Conflict) {
        m_id = {}; // another copy has it: this text gets a draft of its own
        m_kept.reset();
        m_again = true;
    } else {
        m_error = result.error();
        m_retry.start();
        setState(State::Failed);
    }
    if (std::exchange(m_again, false))
        this->write();
    emit answered();
}

bool DraftWriter::holds(const journal::Draft &draft) const
{
    return m_state == State::Kept && !m_writing && isSame(m_kept, draft);
}

void DraftWriter::discard()
{
    if (!m_id.isEmpty())
        m_drafts.discard({m_id}).then(this, [](const core::Result<core::Done> &discarded) {
            if (!discarded)
                qWarning("a draft stays: %s", qPrintable(discarded.error().detail));
        });
    letGo();
}

void DraftWriter::letGo()
{
    m_idle.stop();
    m_latest.stop();
    m_retry.stop();
    m_id = {};
    m_kept.reset();
    m_writing = m_again = false;
    setState(State::Nothing);
}

void DraftWriter::goOn(const journal::Draft &draft)
{
    letGo();
    m_id = draft.id;
    m_kept = draft;
    setState(State::Kept);
}

void DraftWriter::setState(State state)
{
    if (state == m_state && state != State::Failed)
        return;
    m_state = state;
    emit stateChanged();
}

} // namespace controllers
