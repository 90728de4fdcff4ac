// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/activitymodel.h"

#include <QSet>

#include <algorithm>
#include <utility>

// What an answer of the index does to the rows: blocks grow, are filled again, are divided and let go.
namespace models {

using history::Position;
using history::Record;

namespace {

Position positionIn(const Record &record)
{
    return history::positionOf(record.version);
}

QSet<QString> idsOf(const QList<Record> &records)
{
    QSet<QString> ids;
    for (const Record &record : records)
        ids.insert(record.version.id.value);
    return ids;
}

} // namespace

void ActivityModel::append(const history::Block &answer)
{
    m_growing = false;
    m_more = answer.more;
    if (answer.records.isEmpty())
        return;
    const int count = int(answer.records.size());
    beginInsertRows({}, m_rows, m_rows + count - 1);
    m_blocks.push_back({positionIn(answer.records.first()), positionIn(answer.records.last()), count, answer.records});
    m_starts.clear();
    m_rows += count;
    endInsertRows();
}

//! The block's stretch may have more records than one answer has.
void ActivityModel::gather(const history::Block &answer, size_t block)
{
    const Position oldest = m_blocks[block].oldest;
    bool reached = !answer.more;
    for (const Record &record : answer.records) {
        const Position at = positionIn(record);
        reached = reached || !(oldest < at);
        if (!(at < oldest))
            m_gathered.append(record);
    }
    if (!reached && !answer.records.isEmpty()) {
        m_gatherFrom = positionIn(answer.records.last());
        return;
    }
    m_gatherFrom.reset();
    refill(block, std::exchange(m_gathered, {}));
}

void ActivityModel::refill(size_t block, const QList<Record> &records)
{
    if (!m_blocks[block].atHand()) {
        refillBlind(block, records);
    } else {
        removeMissing(block, records);
        if (!insertNew(block, records)) { // moved about: a service that changed its times
            m_blocks[block].records = records;
            m_blocks[block].count = int(records.size());
        }
        touch(block);
    }
    finishBlock(block);
}

//! The records that were here are not known any more, only how many.
void ActivityModel::refillBlind(size_t block, const QList<Record> &records)
{
    Block &filled = m_blocks[block];
    const int more = int(records.size()) - filled.count;
    const int end = startOf(block) + filled.count;
    if (more > 0)
        beginInsertRows({}, end, end + more - 1);
    else if (more < 0)
        beginRemoveRows({}, end + more, end - 1);
    filled.records = records;
    filled.count = int(records.size());
    m_rows += more;
    m_starts.clear();
    if (more > 0)
        endInsertRows();
    else if (more < 0)
        endRemoveRows();
    touch(block);
}

void ActivityModel::removeMissing(size_t block, const QList<Record> &records)
{
    const QSet<QString> ids = idsOf(records);
    for (int last = m_blocks[block].count - 1; last >= 0; --last) {
        int first = last;
        while (first >= 0 && !ids.contains(m_blocks[block].records[first].version.id.value))
            --first;
        if (first == last)
            continue;
        const int start = startOf(block);
        beginRemoveRows({}, start + first + 1, start + last);
        m_blocks[block].records.remove(first + 1, last - first);
        m_blocks[block].count -= last - first;
        m_rows -= last - first;
        m_starts.clear();
        endRemoveRows();
        last = first;
    }
}

//! What is left of the old ones is among the new ones. False when the order is another.
bool ActivityModel::insertNew(size_t block, const QList<Record> &records)
{
    const QSet<QString> ids = idsOf(m_blocks[block].records);
    for (int at = 0; at < records.size(); ++at) {
        int end = at;
        while (end < records.size() && !ids.contains(records[end].version.id.value))
            ++end;
        if (end > at) {
            const int start = startOf(block);
            beginInsertRows({}, start + at, start + end - 1);
            for (int i = at; i < end; ++i)
                m_blocks[block].records.insert(i, records[i]);
            m_blocks[block].count += end - at;
            m_rows += end - at;
            m_starts.clear();
            endInsertRows();
            at = end;
        }
        if (at >= records.size())
            break;
        if (m_blocks[block].records[at].version.id != records[at].version.id)
            return false;
        m_blocks[block].records[at] = records[at];
    }
    return true;
}

//! Its new ends; nothing left, or too much.
void ActivityModel::finishBlock(size_t block)
{
    Block &filled = m_blocks[block];
    m_starts.clear();
    if (filled.records.isEmpty()) {
        m_blocks.erase(m_blocks.begin() + qsizetype(block));
        return;
    }
    filled.newest = positionIn(filled.records.first());
    filled.oldest = positionIn(filled.records.last());
    while (m_blocks[block].count > 2 * blockSize) {
        Block &large = m_blocks[block];
        Block rest;
        rest.records = large.records.mid(blockSize);
        rest.count = int(rest.records.size());
        rest.newest = positionIn(rest.records.first());
        rest.oldest = large.oldest;
        rest.stale = large.stale;
        large.records.resize(blockSize);
        large.count = blockSize;
        large.oldest = positionIn(large.records.last());
        m_blocks.insert(m_blocks.begin() + qsizetype(block) + 1, rest);
        ++block;
    }
}

//! The records of the blocks that are farthest from what is looked at.
void ActivityModel::letGo()
{
    int over = blocksAtHand() - mostBlocks;
    if (over <= 0 || m_rows == 0 || m_taking) // not what is being filled
        return;
    const auto middle = qsizetype(placeOf(std::clamp((m_firstVisible + m_lastVisible) / 2, 0, m_rows - 1)).first);
    const qsizetype kept = m_kept.isValid() ? qsizetype(placeOf(m_kept.row()).first) : -1;
    qsizetype low = 0;
    auto high = qsizetype(m_blocks.size()) - 1;
    while (over > 0 && low <= high) {
        const qsizetype far = middle - low >= high - middle ? low++ : high--;
        Block &block = m_blocks[size_t(far)];
        if (!block.atHand() || far == kept || far == middle)
            continue;
        block.records = {};
        --over;
    }
}

int ActivityModel::blocksAtHand() const
{
    return int(std::count_if(m_blocks.begin(), m_blocks.end(), [](const Block &block) { return block.atHand(); }));
}

int ActivityModel::startOf(size_t block) const
{
    if (m_starts.size() != m_blocks.size()) {
        m_starts.clear();
        int row = 0;
        for (const Block &one : m_blocks) {
            m_starts.push_back(row);
            row += one.count;
        }
    }
    return m_starts[block];
}

std::pair<size_t, int> ActivityModel::placeOf(int row) const
{
    (void)startOf(0);
    const auto above = std::upper_bound(m_starts.begin(), m_starts.end(), row);
    const auto block = size_t(above - m_starts.begin()) - 1;
    return {block, row - m_starts[block]};
}

} // namespace models
