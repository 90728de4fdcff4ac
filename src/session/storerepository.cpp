// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/storerepository.h"

#include "api/walk.h"
#include "session/paging.h"

#include <algorithm>

namespace session {

namespace {

//! A pager that gives nothing to show must not keep us busy for ever (promise D2); the person can ask for more.
constexpr int maxEmptyPages = 100;

} // namespace

StoreRepository::Pass::Pass() : guard(std::make_unique<api::WalkGuard>(api::WalkOptions())) { }

core::Result<StoreRepository::Next> StoreRepository::Pass::take(const core::Page<core::Store> &page)
{
    api::WalkGuard::PageFacts facts{page.nextPage, page.lastId, page.hasMore, page.foreignItems > 0, 0};
    for (const core::Store &store : page.items) {
        facts.lastIdIsThere = facts.lastIdIsThere || store.id.value == page.lastId;
        if (seen.contains(store.id))
            continue;
        if (last && !api::isInOrder(*last, store))
            return api::notInOrder(store.id.value);
        seen.insert(store.id);
        last = store;
        ++facts.newItems;
    }
    ++pages;
    return guard->next(facts);
}

StoreRepository::StoreRepository(api::MemoryStores &service, QObject *parent) : QObject(parent), m_service(service) { }

StoreRepository::~StoreRepository()
{
    m_call.abandon();
}

const QList<core::Store> &StoreRepository::stores() const
{
    return m_stores;
}

const core::Store *StoreRepository::find(const core::StoreId &store) const
{
    const qsizetype row = rowOf(store);
    return row < 0 ? nullptr : &m_stores.at(row);
}

const core::Loading &StoreRepository::loading() const
{
    return m_loading;
}

bool StoreRepository::hasMore() const
{
    return m_next.has_value();
}

const api::StoreFilter &StoreRepository::filter() const
{
    return m_filter;
}

void StoreRepository::setFilter(const api::StoreFilter &filter)
{
    if (filter == m_filter)
        return;
    const bool wasLoaded = m_busy || m_loading.state != core::LoadState::NotLoaded;
    m_filter = filter;
    m_call.abandon();
    ++m_generation;
    m_busy = m_again = m_more = false;
    m_refresh.reset();
    m_stores.clear();
    m_pass = {};
    m_next.emplace();
    m_emptyPages = 0;
    m_loading = {};
    emit reset();
    if (wasLoaded)
        loadMore();
    else
        updateLoading(core::LoadState::NotLoaded);
}

void StoreRepository::loadMore()
{
    m_more = m_busy && m_refresh; // the view asks once; the answer must not be lost to a refresh
    if (m_busy || !m_next || m_loading.state == core::LoadState::Failed)
        return;
    m_emptyPages = 0;
    m_loading.stopped = false;
    request(*m_next);
    updateLoading(core::LoadState::Loading);
}

void StoreRepository::retry()
{
    if (m_busy || m_loading.state != core::LoadState::Failed)
        return;
    if (m_refresh || !m_next) {
        m_refresh.reset();
        refresh();
    } else {
        m_loading.state = core::LoadState::NotLoaded; // not announced: loadMore() does
        loadMore();
    }
}

void StoreRepository::refresh()
{
    if (m_busy) {
        m_again = true;
        return;
    }
    if (m_pass.pages == 0) {
        m_loading.state = core::LoadState::NotLoaded;
        loadMore();
        return;
    }
    m_refresh.emplace();
    request({});
    updateLoading(core::LoadState::Stale);
}

void StoreRepository::request(const core::Cursor &cursor)
{
    m_busy = true;
    m_newer.clear();
    m_gone.clear();
    const int generation = ++m_generation;
    m_call = m_service.listStores(m_filter, cursor);
    m_call.then(this, [this, generation](const core::Result<core::Page<core::Store>> &page) {
        if (generation != m_generation)
            return;
        m_busy = false;
        if (!page)
            fail(page.error());
        else if (m_refresh)
            takeRefreshed(*page);
        else
            takePage(*page);
        if (!m_busy && std::exchange(m_again, false))
            refresh();
        else if (!m_busy && std::exchange(m_more, false))
            loadMore();
    });
}

void StoreRepository::fail(const core::Error &error)
{
    m_again = m_more = false;
    updateLoading(core::LoadState::Failed, error);
}

void StoreRepository::takePage(const core::Page<core::Store> &page)
{
    const int generation = m_generation;
    const core::Result<Next> next = m_pass.take(page);
    if (!next) {
        fail(next.error());
        return;
    }
    m_next = *next;
    const qsizetype before = m_stores.size();
    append(page.items);
    if (generation != m_generation)
        return; // a slot has changed the filter
    m_loading.complete = !m_next;
    if (m_next && m_stores.size() == before) {
        if (++m_emptyPages < maxEmptyPages) {
            request(*m_next);
            updateLoading(core::LoadState::Loading);
            return;
        }
        m_loading.stopped = true;
    }
    updateLoading(core::LoadState::Ready);
}

void StoreRepository::append(const QList<core::Store> &page)
{
    const qsizetype first = m_stores.size();
    QList<core::Store> known;
    for (const core::Store &store : page) {
        if (m_gone.contains(store.id))
            continue;
        if (rowOf(store.id) >= 0)
            known.append(store);
        else if (passes(store))
            m_stores.append(store);
    }
    if (m_stores.size() > first)
        emit added(int(first), int(m_stores.size() - first));
    for (const core::Store &store : std::as_const(known)) {
        if (const qsizetype row = rowOf(store.id); row >= 0 && !m_newer.contains(store.id))
            update(row, store);
    }
}

//! Goes on until everything that was known has been passed, so that new stores on top push nothing out at the end.
void StoreRepository::takeRefreshed(const core::Page<core::Store> &page)
{
    const QSet<core::StoreId> before = m_refresh->pass.seen;
    const core::Result<Next> next = m_refresh->pass.take(page);
    if (!next) {
        fail(next.error());
        return;
    }
    for (const core::Store &store : page.items) {
        if (!m_gone.contains(store.id) && !before.contains(store.id) && passes(store))
            m_refresh->stores.append(store);
    }
    const Pass &fresh = m_refresh->pass;
    const bool passedAll = !m_pass.last || (fresh.last && !(m_pass.last->id < fresh.last->id)); // descending ids
    if (*next && !(passedAll && fresh.pages >= m_pass.pages) && fresh.pages < m_pass.pages + maxEmptyPages) {
        const QSet<core::StoreId> newer = m_newer;
        const QSet<core::StoreId> gone = m_gone;
        request(**next);
        m_newer = newer; // they hold for the whole refresh
        m_gone = gone;
        return;
    }
    m_next = *next;
    endRefresh(!m_next);
}

void StoreRepository::endRefresh(bool reachedEnd)
{
    Refresh fresh = *std::exchange(m_refresh, std::nullopt);
    m_pass = std::move(fresh.pass);
    const int generation = m_generation;
    QSet<core::StoreId> shown;
    for (const core::Store &store : std::as_const(fresh.stores))
        shown.insert(store.id);

    for (qsizetype row = m_stores.size() - 1; row >= 0; --row) {
        const core::StoreId id = m_stores.at(row).id;
        const bool beyond = !reachedEnd && m_pass.last && id < m_pass.last->id;
        if (!shown.contains(id) && !m_newer.contains(id) && !beyond) {
            removeRow(row);
            if (generation != m_generation)
                return;
        }
    }
    qsizetype after = -1; // row of the one before it in the service's order
    for (const core::Store &store : std::as_const(fresh.stores)) {
        if (m_gone.contains(store.id))
            continue;
        qsizetype row = rowOf(store.id);
        if (row < 0) {
            row = after + 1;
            insertAt(row, store);
        } else if (!m_newer.contains(store.id)) {
            update(row, store);
        }
        if (generation != m_generation)
            return;
        after = row;
    }
    m_loading.complete = !m_next;
    updateLoading(core::LoadState::Ready);
}

core::Call<core::Store> StoreRepository::reread(const core::StoreId &store)
{
    core::Promise<core::Store> promise;
    core::Call<core::Store> call = m_service.getStore(store);
    promise.onCancel([call]() mutable { call.cancel(); });
    call.then(this, [this, promise, store](const core::Result<core::Store> &result) {
        if (result)
            put(*result);
        else if (result.error().kind == core::ErrorKind::NotFound)
            drop(store);
        promise.resolve(result);
    });
    return promise.call();
}

void StoreRepository::put(const core::Store &store)
{
    m_newer.insert(store.id);
    m_gone.remove(store.id);
    const qsizetype row = rowOf(store.id);
    if (row < 0) {
        if (passes(store))
            insertAt(0, store);
    } else {
        update(row, store);
    }
    updateLoading(m_loading.state, m_loading.error);
}

void StoreRepository::drop(const core::StoreId &store)
{
    m_gone.insert(store);
    m_newer.remove(store);
    if (const qsizetype row = rowOf(store); row >= 0)
        removeRow(row);
    updateLoading(m_loading.state, m_loading.error);
}

bool StoreRepository::passes(const core::Store &store) const
{
    if (store.archived && !m_filter.includeArchived)
        return false;
    if (!store.name.startsWith(m_filter.namePrefix, Qt::CaseInsensitive))
        return false;
    const qint64 created = store.createdAt.microseconds();
    if (m_filter.createdFrom && created < m_filter.createdFrom->toMSecsSinceEpoch() * 1000)
        return false;
    // Inclusive, and a QDateTime ends at its millisecond: what comes within it belongs to it.
    return !m_filter.createdTo || created <= m_filter.createdTo->toMSecsSinceEpoch() * 1000 + 999;
}

qsizetype StoreRepository::rowOf(const core::StoreId &store) const
{
    const auto place = std::find_if(m_stores.cbegin(), m_stores.cend(),
                                    [&](const core::Store &known) { return known.id == store; });
    return place == m_stores.cend() ? -1 : place - m_stores.cbegin();
}

void StoreRepository::removeRow(qsizetype row)
{
    const core::StoreId id = m_stores.takeAt(row).id;
    emit removed(int(row), id);
}

void StoreRepository::insertAt(qsizetype row, const core::Store &store)
{
    row = std::min(row, m_stores.size());
    m_stores.insert(row, store);
    emit added(int(row), 1);
}

//! Also takes a store away that the filter hides by now, for example because it was archived.
void StoreRepository::update(qsizetype row, const core::Store &store)
{
    if (!passes(store)) {
        removeRow(row);
    } else if (m_stores.at(row) != store) {
        m_stores[row] = store;
        emit changed(store.id);
    }
}

void StoreRepository::updateLoading(core::LoadState state, std::optional<core::Error> error)
{
    m_loading.state = state;
    m_loading.error = std::move(error);
    m_loading.loaded = m_stores.size();
    if (looksSame(m_loading, m_announced))
        return;
    m_announced = m_loading;
    emit loadingChanged();
}

} // namespace session
