// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/repeatsrun.h"

namespace session {

namespace {
constexpr int blockSize = 500; // a few milliseconds of the window's thread
}

RepeatsRun::RepeatsRun(history::Index &index, const core::StoreId &store, QObject *parent)
    : QObject(parent), m_index(index), m_store(store)
{
}

RepeatsRun::~RepeatsRun()
{
    m_call.abandon();
}

void RepeatsRun::start()
{
    next();
}

void RepeatsRun::cancel()
{
    m_stopped = true;
}

void RepeatsRun::next()
{
    history::FeedQuery query;
    query.store = m_store;
    query.from = m_from;
    query.direction = history::FeedQuery::Direction::Newer;
    query.limit = blockSize;
    m_call = m_index.feed(query);
    m_call.then(this, [this](const core::Result<history::Block> &block) {
        if (!block) {
            end(block.error());
            return;
        }
        for (auto record = block->records.crbegin(); record != block->records.crend(); ++record)
            m_finder.take(record->version);
        m_done += block->records.size();
        if (!block->records.isEmpty())
            m_from = history::positionOf(block->records.constFirst().version);
        emit progressChanged();
        if (block->more && !m_stopped)
            next();
        else
            end(m_finder.result());
    });
}

void RepeatsRun::end(const core::Result<audit::Repeats> &result)
{
    m_result.emplace(result);
    emit finished();
}

} // namespace session
