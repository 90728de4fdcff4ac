// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/linecounts.h"

#include "core/background.h"
#include "session/versionreads.h"
#include "text/diff.h"

#include <QTimer>

namespace session {

LineCounts::LineCounts(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

LineCounts::~LineCounts()
{
    stop();
}

void LineCounts::stop()
{
    ++m_generation;
    m_kept.abandon();
    m_read.abandon();
    m_comparing.abandon();
    m_queue.clear();
    m_missing.clear();
    m_pairs.clear();
    m_texts = {};
    m_running = false;
    m_error.reset();
}

void LineCounts::start(Session &session, const core::StoreId &store, const QList<Pair> &pairs)
{
    stop();
    m_session = &session;
    m_store = store;
    m_pairs = pairs;
    m_reading = false;
    for (int pair = 0; pair < pairs.size(); ++pair)
        m_queue.append(pair);
    m_running = true;
    next();
}

void LineCounts::readMissing()
{
    if (m_running || m_missing.isEmpty())
        return;
    m_queue = std::exchange(m_missing, {});
    m_error.reset();
    m_reading = true;
    m_running = true;
    emit stateChanged();
    next();
}

//! By way of the event loop: thousands of pairs at hand must not hold the window.
void LineCounts::next()
{
    QTimer::singleShot(0, this, [this, generation = m_generation] {
        if (generation != m_generation)
            return;
        if (m_queue.isEmpty() || !m_session) {
            finish();
            return;
        }
        m_current = m_queue.takeFirst();
        m_texts = {};
        find(Side::Before);
    });
}

void LineCounts::find(Side side)
{
    const Pair &pair = m_pairs.at(m_current);
    const core::Version &version = side == Side::Before ? pair.before : pair.after;
    if (version.id.isEmpty()) {
        took(side, QByteArray());
        return;
    }
    if (version.redacted || version.sha256.isEmpty() || !m_session) {
        next(); // nobody can know any more
        return;
    }
    if (const auto text = m_session->keptText(version.sha256)) {
        took(side, text);
        return;
    }
    KeptTexts *kept = m_session->keptTexts();
    if (!kept) {
        fromService(side, version);
        return;
    }
    m_kept = kept->find(version.sha256);
    m_kept.then(this, [this, side, version](const core::Result<QByteArray> &text) {
        if (text)
            took(side, *text);
        else
            fromService(side, version);
    });
}

void LineCounts::fromService(Side side, const core::Version &version)
{
    if (!m_reading || !m_session) {
        giveUpPair();
        return;
    }
    m_read = m_session->readVersion(m_store, version.id);
    m_read.then(this, [this, side](const core::Result<core::Version> &read) {
        if (read) {
            if (read->content)
                took(side, read->content);
            else
                next(); // redacted meanwhile
            return;
        }
        if (!endsReading(read.error())) {
            next(); // asked for, and not to be had: whoever reads all that is missing would ask for ever
            return;
        }
        m_error = read.error();
        m_missing.append(m_current);
        m_missing += m_queue;
        m_queue.clear();
        finish();
    });
}

void LineCounts::giveUpPair()
{
    m_missing.append(m_current);
    next();
}

void LineCounts::took(Side side, const std::optional<QByteArray> &text)
{
    m_texts.at(size_t(side)) = *text;
    if (side == Side::Before)
        find(Side::After);
    else
        compare();
}

void LineCounts::compare()
{
    m_comparing = core::inBackground<std::optional<LineChange>>(m_pool, [texts = m_texts](const core::CancelFlag &cancel) {
        const text::Diff diff = text::diff(texts[0], texts[1], cancel);
        const bool ready = diff.state == text::DiffState::Ready;
        return core::Result<std::optional<LineChange>>(ready ? std::optional(LineChange{diff.added, diff.removed}) : std::nullopt);
    });
    m_texts = {};
    m_comparing.then(this, [this](const core::Result<std::optional<LineChange>> &lines) {
        if (lines && *lines)
            emit counted(m_current, **lines);
        next();
    });
}

void LineCounts::finish()
{
    m_running = false;
    m_texts = {}; // a text that is redacted does not stay in memory here
    emit stateChanged();
}

} // namespace session
