// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/versionlog.h"

#include "api/walk.h"
#include "session/paging.h"

#include <algorithm>
#include <limits>

namespace session {

namespace {

bool isNewer(const core::Version &a, const core::Version &b)
{
    return b.id < a.id;
}

} // namespace

VersionLog::VersionLog(api::MemoryStores &service, core::StoreId store, std::chrono::milliseconds pageGap,
                       QObject *parent)
    : QObject(parent), m_service(service), m_store(std::move(store)), m_pageGap(pageGap)
{
}

VersionLog::~VersionLog()
{
    m_remembered.abandon();
    m_walk.call.abandon();
    m_refresh.call.abandon();
    m_filtered.call.abandon();
}

const core::StoreId &VersionLog::store() const
{
    return m_store;
}

const QList<core::Version> &VersionLog::versions() const
{
    return m_versions;
}

const core::Version *VersionLog::find(const core::VersionId &version) const
{
    const auto place = std::lower_bound(
        m_versions.cbegin(), m_versions.cend(), version,
        [](const core::Version &known, const core::VersionId &wanted) { return wanted < known.id; });
    return place == m_versions.cend() || !(place->id == version) ? nullptr : &*place;
}

QList<core::Version> VersionLog::ofEntry(const core::EntryId &entry) const
{
    QList<core::Version> result;
    for (const core::VersionId &id : m_ofEntry.value(entry)) {
        if (const core::Version *version = find(id))
            result.append(*version);
    }
    return result;
}

const core::Loading &VersionLog::loading() const
{
    return m_loading;
}

bool VersionLog::isCompleteFor(const core::EntryId &entry) const
{
    return m_complete || m_completeEntries.contains(entry);
}

void VersionLog::load()
{
    walk(firstLimit);
}

void VersionLog::loadAll()
{
    walk(m_index ? mostRecords : std::numeric_limits<int>::max());
}

bool VersionLog::isFull() const
{
    return m_complete || (m_index && m_walked >= mostRecords);
}

void VersionLog::loadAllOf(const core::EntryId &entry)
{
    m_wanted = entry;
    if (isCompleteFor(entry))
        return;
    m_wantAll = true;
    if (m_index)
        askIndex(entry);
    else
        loadAll();
}

void VersionLog::cancel()
{
    if (!m_walk.running && !m_filtered.running)
        return;
    for (Pass *pass : {&m_walk, &m_filtered}) {
        m_stopped |= pass->running;
        pass->running = false;
        ++pass->generation;
        pass->call.abandon();
    }
    updateLoading();
}

void VersionLog::walk(int limit)
{
    if (m_error && !m_top.isEmpty() && !m_refresh.running)
        startRefresh(); // it may have been that which failed
    m_limit = std::max<qint64>(m_limit, limit);
    if (m_walk.running || m_complete || m_walked >= m_limit)
        return;

    m_error.reset();
    m_stopped = false;
    m_walk.running = true;
    m_stretch = {m_store, m_next.isStart() ? std::nullopt : m_bottom, {}, false, {}, false, {}};
    const int generation = ++m_walk.generation;
    api::WalkOptions options;
    options.gap = m_pageGap;
    options.start = m_next;
    m_walk.call = api::walkPages<core::Version>(
        this,
        [this, generation](const core::Cursor &cursor) {
            if (generation == m_walk.generation)
                m_next = cursor;
            return m_service.listVersions(m_store, {}, cursor);
        },
        [this, generation](const QList<core::Version> &page) {
            return generation == m_walk.generation && takeWalked(page) && generation == m_walk.generation;
        },
        options);
    m_walk.call.then(this, [this, generation](const core::Result<api::WalkSummary> &result) {
        if (generation != m_walk.generation)
            return;
        m_walk.running = false;
        m_stretch.next = m_next;
        if (!result) {
            m_error = result.error();
            if (m_error->kind == core::ErrorKind::Invalid || m_error->kind == core::ErrorKind::NotFound)
                m_next = {}; // a cursor that is no longer good: from page one (contract 5 #3)
        } else if (result->stopped && !result->next.isStart()) {
            m_next = result->next;
            m_stretch.next = m_next;
            m_stopped = true;
        } else {
            m_complete = true;
            m_stretch.end = true;
        }
        if (m_index && (m_stretch.end || !m_stretch.items.isEmpty()))
            emit stretchRead(std::exchange(m_stretch, {}));
        updateLoading();
        if (result && !m_refresh.running && std::exchange(m_again, false))
            startRefresh();
    });
    updateLoading();
}

//! Answers whether to go on.
bool VersionLog::takeWalked(const QList<core::Version> &page)
{
    const bool first = m_top.isEmpty();
    for (const core::Version &version : page) {
        if (m_top < version.id)
            m_top = version.id; // only the first page has newer ones; empty is before everything
        if (version.action == core::Action::Created)
            m_completeEntries.insert(version.entry);
    }
    m_walked += page.size();
    m_bottom = history::positionOf(page.constLast());
    if (m_index)
        m_stretch.items += page;
    const QList<core::Version> arrived = merge(page);
    if (!arrived.isEmpty())
        emit added(arrived);
    updateLoading();
    if (first && std::exchange(m_again, false))
        startRefresh();
    return m_walked < m_limit;
}

void VersionLog::refresh()
{
    if (m_refresh.running || (m_top.isEmpty() && m_walk.running))
        m_again = true;
    else if (m_top.isEmpty() && !m_complete)
        load();
    else
        startRefresh();
}

void VersionLog::startRefresh()
{
    m_error.reset();
    m_appeared.clear();
    m_newest = {m_store, std::nullopt, {}, false, {}, false, {}};
    m_refresh.running = true;
    const int generation = ++m_refresh.generation;
    api::WalkOptions options;
    options.gap = m_pageGap;
    m_refresh.call = api::walkPages<core::Version>(
        this, [this](const core::Cursor &cursor) { return m_service.listVersions(m_store, {}, cursor); },
        [this, generation](const QList<core::Version> &page) {
            return generation == m_refresh.generation && takeNewest(page);
        },
        options);
    m_refresh.call.then(this, [this, generation](const core::Result<api::WalkSummary> &result) {
        if (generation == m_refresh.generation)
            finishRefresh(result);
    });
    updateLoading();
}

//! Answers whether to go on: until the part without gaps is reached.
bool VersionLog::takeNewest(const QList<core::Version> &page)
{
    bool reached = false;
    for (const core::Version &version : page) {
        if (m_top < version.id)
            m_appeared.append(version);
        else
            reached = true;
    }
    if (m_index)
        m_newest.items += page;
    const QList<core::Version> arrived = merge(page);
    if (!arrived.isEmpty())
        emit added(arrived);
    return !reached;
}

void VersionLog::finishRefresh(const core::Result<api::WalkSummary> &result)
{
    m_refresh.running = false;
    const QList<core::Version> appearedNow = std::exchange(m_appeared, {});
    if (!result) {
        m_again = false;
        m_error = result.error(); // m_top stays: what came is above a gap until the next refresh closes it
        updateLoading();
        return;
    }
    for (const core::Version &version : appearedNow) {
        if (m_top < version.id)
            m_top = version.id;
        if (version.action == core::Action::Created)
            m_completeEntries.insert(version.entry);
    }
    if (m_index) {
        m_newest.end = !result->stopped;
        m_newest.next = result->next;
        emit stretchRead(std::exchange(m_newest, {}));
    }
    if (std::exchange(m_again, false))
        startRefresh();
    else
        updateLoading();
    if (!appearedNow.isEmpty())
        emit appeared(appearedNow);
    trim();
}

void VersionLog::loadEntry(const core::EntryId &entry)
{
    if (std::exchange(m_wanted, entry) != entry)
        m_wantAll = false;
    QMetaObject::invokeMethod(this, &VersionLog::trim, Qt::QueuedConnection); // nobody expects a reset here
    if (isCompleteFor(entry))
        return;
    askIndex(entry);
    if (!m_service.dialect().versionEntryFilter) {
        load();
        return;
    }
    m_filtered.call.abandon();
    m_filtered.running = true;
    m_error.reset();
    const int generation = ++m_filtered.generation;
    api::WalkOptions options;
    options.gap = m_pageGap;
    m_filtered.call = api::walkPages<core::Version>(
        this,
        [this, entry](const core::Cursor &cursor) { return m_service.listVersions(m_store, {entry}, cursor); },
        [this, entry, generation](const QList<core::Version> &page) {
            return generation == m_filtered.generation && takeFiltered(entry, page);
        },
        options);
    m_filtered.call.then(this, [this, entry, generation](const core::Result<api::WalkSummary> &result) {
        if (generation != m_filtered.generation)
            return;
        m_filtered.running = false;
        if (!result)
            m_error = result.error();
        else if (!result->stopped)
            m_completeEntries.insert(entry);
        updateLoading(true);
        if (result && result->stopped)
            load();
        trim();
    });
    updateLoading();
}

void VersionLog::setIndex(history::Index &index, std::function<bool()> isComplete)
{
    m_index = &index;
    m_indexIsComplete = std::move(isComplete);
}

void VersionLog::noteIndexGrew()
{
    if (!m_wanted.isEmpty() && !isCompleteFor(m_wanted) && !m_remembered.isPending() && m_index && m_indexIsComplete())
        askIndex(m_wanted);
}

//! What is remembered is there at once; what the service says goes over it.
void VersionLog::askIndex(const core::EntryId &entry, const std::optional<history::Position> &before, int known)
{
    if (!m_index)
        return;
    m_remembered.abandon();
    const bool whole = m_indexIsComplete();
    m_remembered = m_index->history(m_store, entry, before, firstLimit);
    m_remembered.then(this, [this, entry, whole, known](const core::Result<history::Block> &block) {
        if (block) // otherwise the service is asked anyway
            takeRemembered(entry, *block, whole, known);
    });
}

void VersionLog::takeRemembered(const core::EntryId &entry, const history::Block &block, bool whole, int known)
{
    QList<core::Version> unknown;
    for (const history::Record &record : block.records) {
        if (!find(record.version.id))
            unknown.append(record.version);
    }
    const QList<core::Version> arrived = merge(unknown);
    if (!arrived.isEmpty())
        emit added(arrived);
    const int all = known + int(block.records.size());
    const bool complete = whole && !block.more && all > 0;
    if (complete)
        m_completeEntries.insert(entry);
    updateLoading(complete);
    if (block.more && m_wantAll && entry == m_wanted && all < mostRecords)
        askIndex(entry, history::positionOf(block.records.constLast().version), all);
}

//! Beyond what anybody looks at: the newest ones and those of the wanted entry stay. A later walk begins at the top again.
void VersionLog::trim()
{
    if (!m_index || m_walk.running || m_filtered.running || m_refresh.running)
        return;
    if (m_versions.size() - m_ofEntry.value(m_wanted).size() <= mostRecords)
        return;
    QList<core::Version> kept = m_versions.mid(0, firstLimit);
    for (const core::Version &version : ofEntry(m_wanted)) {
        if (version.id < kept.constLast().id)
            kept.append(version);
    }
    const bool wantedComplete = m_completeEntries.contains(m_wanted);
    m_versions = kept;
    m_ofEntry.clear();
    m_completeEntries.clear();
    for (const core::Version &version : std::as_const(m_versions)) { // newest first
        m_ofEntry[version.entry].append(version.id);
        if (version.action == core::Action::Created)
            m_completeEntries.insert(version.entry);
    }
    if (wantedComplete)
        m_completeEntries.insert(m_wanted);
    m_complete = false;
    m_next = {};
    m_walked = std::min<qint64>(m_walked, firstLimit);
    m_limit = m_walked;
    m_bottom.reset();
    emit reset();
    updateLoading(true);
}

//! Answers whether to go on: not when the service does not know the filter after all, which looks like other entries.
bool VersionLog::takeFiltered(const core::EntryId &entry, const QList<core::Version> &page)
{
    const QList<core::Version> arrived = merge(page);
    if (!arrived.isEmpty())
        emit added(arrived);
    if (m_index)
        emit recordsRead(page);
    updateLoading();
    return std::all_of(page.cbegin(), page.cend(), [&](const core::Version &version) { return version.entry == entry; });
}

void VersionLog::put(const core::Version &version)
{
    const QList<core::Version> arrived = merge({version});
    if (!arrived.isEmpty())
        emit added(arrived);
    updateLoading();
}

//! Puts what is new in its place and announces what is different; answers the new ones, newest first. One page costs
//! one step at either end of the list and one pass in the middle.
QList<core::Version> VersionLog::merge(const QList<core::Version> &page)
{
    QList<core::Version> arrived;
    QList<core::Version> different;
    for (const core::Version &item : page) {
        core::Version record = item;
        record.content.reset();
        if (const core::Version *known = find(record.id)) {
            if (update(m_versions[known - m_versions.constData()], record))
                different.append(record);
        } else if (!record.id.isEmpty()) {
            arrived.append(record);
        }
    }
    std::sort(arrived.begin(), arrived.end(), isNewer);
    arrived.erase(std::unique(arrived.begin(), arrived.end(),
                              [](const core::Version &a, const core::Version &b) { return a.id == b.id; }),
                  arrived.end());

    for (const core::Version &record : std::as_const(arrived)) {
        QList<core::VersionId> &ids = m_ofEntry[record.entry];
        const auto place = std::upper_bound(ids.begin(), ids.end(), record.id,
                                            [](const core::VersionId &a, const core::VersionId &b) { return b < a; });
        ids.insert(place, record.id);
    }
    if (!arrived.isEmpty()) {
        if (m_versions.isEmpty() || isNewer(m_versions.constLast(), arrived.constFirst())) {
            m_versions.append(arrived);
        } else if (isNewer(arrived.constLast(), m_versions.constFirst())) {
            for (auto record = arrived.crbegin(); record != arrived.crend(); ++record)
                m_versions.prepend(*record);
        } else {
            const auto before = m_versions.size();
            m_versions.append(arrived);
            std::inplace_merge(m_versions.begin(), m_versions.begin() + before, m_versions.end(), isNewer);
        }
    }
    for (const core::Version &record : std::as_const(different))
        emit changed(record);
    return arrived;
}

//! False when nothing changes. A redaction is for ever: a reply that was on its way before it changes nothing.
bool VersionLog::update(core::Version &known, const core::Version &version)
{
    if (known == version || (known.redacted && !version.redacted))
        return false;
    known = version;
    return true;
}

void VersionLog::updateLoading(bool coverageChanged)
{
    core::Loading next;
    next.loaded = m_versions.size();
    next.complete = m_complete;
    next.stopped = m_stopped && !m_walk.running;
    next.error = m_error;
    if (m_walk.running || m_filtered.running)
        next.state = core::LoadState::Loading;
    else if (m_refresh.running)
        next.state = core::LoadState::Stale;
    else if (m_error)
        next.state = core::LoadState::Failed;
    else if (m_complete || !m_top.isEmpty() || !m_versions.isEmpty())
        next.state = core::LoadState::Ready;
    const bool same = looksSame(m_loading, next);
    m_loading = next;
    if (!same || coverageChanged)
        emit loadingChanged();
}

} // namespace session
