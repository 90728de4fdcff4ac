// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/activitymodel.h"

#include "models/displaytext.h"

#include <QSet>

#include <algorithm>
#include <utility>

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

QVariant known(const core::Timestamp &moment)
{
    return moment.isNull() ? QVariant() : QVariant::fromValue(moment);
}

} // namespace

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
    setSource({}, {});
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
    if (!m_feed || m_error || m_busy)
        return;
    if (m_growing)
        ask(std::nullopt);
    else if (const auto wanted = nextWanted())
        ask(wanted);
}

std::optional<size_t> ActivityModel::nextWanted() const
{
    if (m_blocks.empty())
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
    if (block)
        gather(*answer, *block);
    else
        append(*answer);
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

void ActivityModel::touch(size_t block)
{
    if (const int count = m_blocks[block].count; count > 0)
        emit dataChanged(index(startOf(block)), index(startOf(block) + count - 1));
}

//! The records of the blocks that are farthest from what is looked at.
void ActivityModel::letGo()
{
    int over = blocksAtHand() - mostBlocks;
    if (over <= 0)
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

const Record *ActivityModel::record(int row) const
{
    if (row < 0 || row >= m_rows)
        return nullptr;
    const auto [block, at] = placeOf(row);
    return m_blocks[block].atHand() && at < m_blocks[block].records.size() ? &m_blocks[block].records[at] : nullptr;
}

std::optional<Record> ActivityModel::recordAt(const QModelIndex &index) const
{
    const Record *found = index.model() == this ? record(index.row()) : nullptr;
    return found ? std::optional(*found) : std::nullopt;
}

QModelIndex ActivityModel::indexOf(const core::VersionId &version) const
{
    for (size_t i = 0; i < m_blocks.size(); ++i) {
        const QList<Record> &records = m_blocks[i].records;
        for (int at = 0; at < records.size(); ++at) {
            if (records[at].version.id == version)
                return index(startOf(i) + at);
        }
    }
    return {};
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Record *found = record(index.row());
    if (!found)
        return {};
    const core::Version &version = found->version;
    switch (role) {
    case Qt::DisplayRole: return version.id.value;
    case StoreIdRole: return version.store.value;
    case EntryIdRole: return version.entry.value;
    case VersionIdRole: return version.id.value;
    case PathRole: return version.path;
    case DisplayPathRole: return displayText(version.path);
    case ActionRole: return QVariant::fromValue(version.action);
    case ActionWordRole: return version.actionWord;
    case SizeRole: return version.size ? QVariant(*version.size) : QVariant();
    case SizeChangeRole: return found->change ? QVariant(*found->change) : QVariant();
    case Sha256Role: return version.sha256;
    case CreatedAtRole: return known(version.createdAt);
    case RedactedRole: return version.redacted;
    case RedactedAtRole: return version.redactedAt ? known(*version.redactedAt) : QVariant();
    case WrittenHereRole: return found->writtenHere;
    case IsHeadRole: return false;
    default: return {};
    }
}

} // namespace models
