// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/activitymodel.h"

#include "models/noterole.h"

#include <algorithm>
#include <utility>

namespace models {

using history::Position;

ActivityModel::ActivityModel(QObject *parent) : QAbstractListModel(parent) { }

ActivityModel::~ActivityModel()
{
    m_call.abandon();
}

void ActivityModel::setSource(const core::StoreId &store, Feed feed, const history::Filter &filter)
{
    beginResetModel();
    m_store = store;
    m_feed = std::move(feed);
    m_filter = filter;
    reset();
    endResetModel();
    emit stateChanged();
}

void ActivityModel::setFilter(const history::Filter &filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    reset();
    endResetModel();
    emit stateChanged();
}

void ActivityModel::clear()
{
    m_noteOf = {};
    setSource({}, {});
}

void ActivityModel::setNotes(NoteOf noteOf)
{
    m_noteOf = std::move(noteOf);
    noteNotes();
}

void ActivityModel::noteNotes()
{
    if (m_rows > 0)
        emit dataChanged(index(0), index(m_rows - 1), {NoteRole});
}

//! Within a reset.
void ActivityModel::reset()
{
    ++m_generation;
    m_call.abandon();
    m_busy = false;
    m_blocks.clear();
    m_starts.clear();
    m_gathered.clear();
    m_gatherFrom.reset();
    m_noted.reset();
    m_taking = false;
    m_error.reset();
    m_kept = QPersistentModelIndex();
    m_rows = 0;
    m_firstVisible = 0;
    m_lastVisible = 0;
    m_growing = false;
    m_more = m_feed != nullptr;
}

bool ActivityModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_feed && m_more && !m_growing && !m_error;
}

void ActivityModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_growing = true;
    work();
    emit stateChanged();
}

void ActivityModel::retry()
{
    if (!std::exchange(m_error, std::nullopt))
        return;
    m_growing = m_growing || m_blocks.empty();
    work();
    emit stateChanged();
}

void ActivityModel::setVisibleRows(int first, int last)
{
    m_firstVisible = std::max(0, first);
    m_lastVisible = std::max(m_firstVisible, last);
    letGo();
    work();
}

void ActivityModel::keep(const QModelIndex &index)
{
    m_kept = index;
}

void ActivityModel::noteChanged(const Position &oldest, const Position &newest)
{
    if (!m_feed)
        return;
    if (m_busy)
        m_noted = m_noted ? std::pair(std::min(m_noted->first, oldest), std::max(m_noted->second, newest))
                          : std::pair(oldest, newest);
    for (size_t i = 0; i < m_blocks.size(); ++i) {
        const bool reaches = !(newest < m_blocks[i].oldest);
        const bool begins = i == 0 || oldest < m_blocks[i - 1].oldest;
        if (reaches && begins)
            m_blocks[i].stale = true;
    }
    if (m_blocks.empty() || oldest < m_blocks.back().oldest) {
        const bool grew = !std::exchange(m_more, true);
        if (grew && !m_growing && !m_error)
            emit stateChanged(); // there is something to fetch again
    }
    work();
}

//! One question at a time: the end that somebody scrolls to, then what is seen, then what has changed.
void ActivityModel::work()
{
    if (!m_feed || m_error || m_busy || m_taking)
        return;
    if (m_growing)
        ask(std::nullopt);
    else if (const auto wanted = nextWanted())
        ask(wanted);
}

std::optional<size_t> ActivityModel::nextWanted() const
{
    if (m_blocks.empty() || m_rows == 0)
        return std::nullopt;
    const size_t first = placeOf(std::min(m_firstVisible, m_rows - 1)).first;
    const size_t last = placeOf(std::min(m_lastVisible, m_rows - 1)).first;
    for (size_t i = first; i <= last; ++i) {
        if (!m_blocks[i].atHand() || m_blocks[i].stale)
            return i;
    }
    for (size_t i = 0; i < m_blocks.size(); ++i) {
        if (m_blocks[i].stale)
            return i;
    }
    return std::nullopt;
}

void ActivityModel::ask(std::optional<size_t> block)
{
    history::FeedQuery query;
    query.store = m_store;
    query.filter = m_filter;
    query.limit = blockSize;
    if (!block) {
        if (!m_blocks.empty())
            query.from = m_blocks.back().oldest;
    } else {
        m_blocks[*block].stale = false;
        query.from = m_gatherFrom;
        if (!query.from && *block > 0)
            query.from = m_blocks[*block - 1].oldest;
        query.limit = m_blocks[*block].count + blockSize / 4;
    }
    m_busy = true;
    m_call = m_feed(query);
    m_call.then(this, [this, block, generation = m_generation](const core::Result<history::Block> &answer) {
        if (generation == m_generation)
            take(answer, block);
    });
}

void ActivityModel::take(const core::Result<history::Block> &answer, std::optional<size_t> block)
{
    m_call = {};
    m_busy = false;
    if (!answer) {
        m_error = answer.error();
        m_gathered.clear();
        m_gatherFrom.reset();
        if (block)
            m_blocks[*block].stale = true;
        emit stateChanged();
        return;
    }
    m_taking = true;
    if (block)
        gather(*answer, *block);
    else
        append(*answer);
    m_taking = false;
    if (!m_gatherFrom) {
        if (const auto noted = std::exchange(m_noted, std::nullopt))
            noteChanged(noted->first, noted->second);
    }
    letGo();
    if (m_gatherFrom)
        ask(block);
    else
        work();
    emit stateChanged();
}

} // namespace models
