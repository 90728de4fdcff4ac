// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/entrylist.h"

#include "api/walk.h"
#include "session/paging.h"

#include <algorithm>

namespace session {

namespace {

//! Version numbers only grow, so the smaller one is the older state; where a service has none, its times decide.
bool isOlder(const core::Entry &entry, const core::Entry &known)
{
    if (entry.version && known.version)
        return *entry.version < *known.version;
    return entry.updatedAt < known.updatedAt;
}

core::Entry withoutContent(core::Entry entry)
{
    entry.content.reset();
    return entry;
}

} // namespace

EntryList::EntryList(api::MemoryStores &service, core::StoreId store, std::chrono::milliseconds pageGap, QObject *parent)
    : QObject(parent), m_service(service), m_store(std::move(store)), m_pageGap(pageGap)
{
}

EntryList::~EntryList()
{
    m_call.abandon();
}

const core::StoreId &EntryList::store() const
{
    return m_store;
}

const QList<core::Entry> &EntryList::entries() const
{
    return m_entries;
}

const core::Entry *EntryList::find(const core::EntryId &entry) const
{
    const auto row = m_rows.constFind(entry);
    return row == m_rows.constEnd() ? nullptr : &m_entries.at(*row);
}

const core::Entry *EntryList::findPath(const QString &path) const
{
    const auto entry = m_paths.constFind(path);
    return entry == m_paths.constEnd() ? nullptr : find(*entry);
}

const core::Loading &EntryList::loading() const
{
    return m_loading;
}

void EntryList::load()
{
    if (m_walking)
        return;
    if (m_walk)
        continueWalk();
    else if (!m_loading.complete)
        startWalk();
}

void EntryList::cancel()
{
    if (!m_walking)
        return;
    m_walking = false;
    m_again = false;
    ++m_generation;
    m_call.abandon();
    m_loading.stopped = true;
    const bool nothingYet = m_entries.isEmpty() && !m_loading.complete;
    updateLoading(nothingYet              ? core::LoadState::NotLoaded
                      : m_loading.complete ? core::LoadState::Stale
                                           : core::LoadState::Ready);
}

void EntryList::refresh()
{
    if (m_walking)
        m_again = true;
    else
        startWalk();
}

void EntryList::setExpected(std::optional<qint64> count)
{
    if (m_loading.expected == count)
        return;
    m_loading.expected = count;
    updateLoading(m_loading.state, m_loading.error);
}

void EntryList::put(const core::Entry &entry)
{
    if (m_walk) {
        m_walk->put.insert(entry.id);
        m_walk->dropped.remove(entry.id);
    }
    const core::Entry row = withoutContent(entry);
    if (const auto known = m_rows.constFind(entry.id); known != m_rows.constEnd()) {
        if (update(*known, row))
            emit changed(row);
        return;
    }
    append(row);
    emit added({row});
    updateLoading(m_loading.state, m_loading.error);
}

void EntryList::drop(const core::EntryId &entry)
{
    if (m_walk) {
        m_walk->dropped.insert(entry);
        m_walk->put.remove(entry);
    }
    if (m_rows.contains(entry))
        removeAll({entry});
    updateLoading(m_loading.state, m_loading.error);
}

void EntryList::startWalk()
{
    m_walk.emplace();
    continueWalk();
}

void EntryList::continueWalk()
{
    m_walking = true;
    m_loading.stopped = false;
    const int generation = ++m_generation;
    api::WalkOptions options;
    options.gap = m_pageGap;
    options.start = m_walk->next;
    m_call = api::walkPages<core::Entry>(
        this,
        [this, generation](const core::Cursor &cursor) {
            if (generation == m_generation)
                m_walk->next = cursor;
            return m_service.listEntries(m_store, cursor);
        },
        [this, generation](const QList<core::Entry> &page) { return generation == m_generation && takePage(page); },
        options);
    m_call.then(this, [this, generation](const core::Result<api::WalkSummary> &result) {
        if (generation == m_generation)
            finishWalk(result);
    });
    updateLoading(m_loading.complete ? core::LoadState::Stale : core::LoadState::Loading);
}

bool EntryList::takePage(const QList<core::Entry> &page)
{
    const int generation = m_generation;
    QList<core::Entry> arrived;
    QList<core::Entry> different;
    for (const core::Entry &item : page) {
        if (item.id.isEmpty() || m_walk->dropped.contains(item.id))
            continue;
        m_walk->seen.insert(item.id);
        const core::Entry row = withoutContent(item);
        if (const auto known = m_rows.constFind(row.id); known != m_rows.constEnd()) {
            if (update(*known, row))
                different.append(row);
        } else {
            append(row);
            arrived.append(row);
        }
    }
    if (!arrived.isEmpty())
        emit added(arrived);
    for (const core::Entry &row : std::as_const(different))
        emit changed(row);
    updateLoading(m_loading.state);
    return generation == m_generation; // a slot may have cancelled
}

void EntryList::finishWalk(const core::Result<api::WalkSummary> &result)
{
    m_walking = false;
    if (!result) {
        m_again = false;
        const core::ErrorKind kind = result.error().kind;
        if (kind == core::ErrorKind::Invalid || kind == core::ErrorKind::NotFound)
            m_walk->next = {}; // a cursor that is no longer good: from page one (contract 5 #3)
        updateLoading(core::LoadState::Failed, result.error());
        return;
    }
    endPass();
    m_loading.complete = true;
    if (std::exchange(m_again, false))
        startWalk();
    else
        updateLoading(core::LoadState::Ready);
}

//! The walk saw everything that existed throughout; what it did not see and nobody else vouched for is gone.
void EntryList::endPass()
{
    const Walk walk = *std::exchange(m_walk, std::nullopt);
    QSet<core::EntryId> gone;
    for (const core::Entry &entry : std::as_const(m_entries)) {
        if (!walk.seen.contains(entry.id) && !walk.put.contains(entry.id))
            gone.insert(entry.id);
    }
    if (!gone.isEmpty())
        removeAll(gone);
}

//! False when nothing changes.
bool EntryList::update(int row, const core::Entry &entry)
{
    core::Entry &known = m_entries[row];
    if (isOlder(entry, known) || entry == known)
        return false;
    if (entry.path != known.path) {
        if (m_paths.value(known.path) == known.id)
            m_paths.remove(known.path);
        m_paths.insert(entry.path, entry.id);
    }
    known = entry;
    return true;
}

void EntryList::append(const core::Entry &entry)
{
    m_rows.insert(entry.id, int(m_entries.size()));
    m_paths.insert(entry.path, entry.id);
    m_entries.append(entry);
}

//! One pass however many go: a refresh after a mass deletion must not take a second.
void EntryList::removeAll(const QSet<core::EntryId> &gone)
{
    QList<core::EntryId> inOrder;
    for (const core::Entry &entry : std::as_const(m_entries)) {
        if (!gone.contains(entry.id))
            continue;
        inOrder.append(entry.id);
        m_rows.remove(entry.id);
        if (m_paths.value(entry.path) == entry.id) // a new entry may have the path by now
            m_paths.remove(entry.path);
    }
    m_entries.removeIf([&gone](const core::Entry &entry) { return gone.contains(entry.id); });
    for (int row = 0; row < int(m_entries.size()); ++row)
        m_rows[m_entries.at(row).id] = row;
    for (const core::EntryId &entry : std::as_const(inOrder))
        emit removed(entry);
}

void EntryList::updateLoading(core::LoadState state, std::optional<core::Error> error)
{
    core::Loading next = m_loading;
    next.state = state;
    next.error = std::move(error);
    next.loaded = m_entries.size();
    // `stopped` and `complete` are written directly before, so the last announcement is what is compared with.
    const bool same = looksSame(next, m_announced);
    m_loading = next;
    m_announced = next;
    if (!same)
        emit loadingChanged();
}

} // namespace session
