// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/historymodel.h"

#include "session/entrylist.h"
#include "session/session.h"
#include "session/versionlog.h"

#include <algorithm>
#include <utility>

namespace models {

namespace {

// The log's order: newest first, which is descending id (contract 2.1).
bool isNewer(const core::VersionId &a, const core::VersionId &b)
{
    return b < a;
}

qsizetype placeIn(const QList<core::Version> &track, const core::VersionId &id)
{
    const auto at = std::lower_bound(track.begin(), track.end(), id, [](const core::Version &known, const core::VersionId &wanted) {
        return isNewer(known.id, wanted);
    });
    return at - track.begin();
}

} // namespace

HistoryModel::HistoryModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

HistoryModel::~HistoryModel() = default;

void HistoryModel::setEntry(session::Session *session, const core::StoreId &store, const core::EntryId &entry)
{
    setSubject(session, store, entry);
}

void HistoryModel::setStore(session::Session *session, const core::StoreId &store)
{
    setSubject(session, store, {});
}

void HistoryModel::clear()
{
    setSubject(nullptr, {}, {});
}

void HistoryModel::setSubject(session::Session *session, const core::StoreId &store, const core::EntryId &entry)
{
    if (session == m_session && store == m_store && entry == m_entry && (m_log || !session))
        return;
    beginResetModel();
    if (m_session)
        m_session->disconnect(this);
    if (m_log)
        m_log->disconnect(this);
    if (m_entries)
        m_entries->disconnect(this);
    m_session = session;
    m_store = session ? store : core::StoreId();
    m_entry = session ? entry : core::EntryId();
    m_earlier.clear();
    m_log = session ? &session->versions(store) : nullptr;
    m_entries = session ? &session->entries(store) : nullptr;
    m_asked = false;
    m_logState = core::LoadState::NotLoaded;
    m_listComplete = false;
    if (session)
        connectSources(*session);
    fill();
    endResetModel();
    emit coverageChanged();
}

void HistoryModel::connectSources(session::Session &session)
{
    using session::EntryList;
    using session::VersionLog;
    connect(m_log, &VersionLog::added, this, &HistoryModel::add);
    connect(m_log, &VersionLog::changed, this, &HistoryModel::change);
    connect(m_log, &VersionLog::loadingChanged, this, &HistoryModel::logMoved);
    connect(m_log, &VersionLog::reset, this, [this] {
        beginResetModel();
        m_asked = false;
        fill();
        endResetModel();
        emit coverageChanged();
    });
    // Which version is the head, and its number, comes from the live entry.
    connect(m_entries, &EntryList::changed, this, [this](const core::Entry &entry) { touchEntry(entry.id); });
    connect(m_entries, &EntryList::removed, this, &HistoryModel::touchEntry);
    connect(m_entries, &EntryList::added, this, [this](const QList<core::Entry> &entries) {
        for (const core::Entry &entry : entries)
            touchEntry(entry.id);
    });
    connect(m_entries, &EntryList::loadingChanged, this, [this] {
        if (std::exchange(m_listComplete, m_entries->loading().complete) != m_entries->loading().complete)
            touchAll();
    });
    connect(&session, &session::Session::writtenHereChanged, this, [this](const core::StoreId &store) {
        if (store == m_store)
            touchAll();
    });
    if (session.notes()) {
        connect(session.notes(), &session::Notes::changed, this, [this](const core::StoreId &store) {
            if (store == m_store)
                touchAll();
        });
    }
    const auto forget = [this] { clear(); };
    connect(&session, &QObject::destroyed, this, forget);
    connect(m_log, &QObject::destroyed, this, forget);
}

void HistoryModel::logMoved()
{
    const core::LoadState state = m_log->loading().state;
    // With its end the log may know that an entry's history is complete, and "at least 3" becomes 3.
    if (std::exchange(m_logState, state) != state)
        touchAll();
    emit coverageChanged();
}

bool HistoryModel::belongs(const core::Version &version) const
{
    return m_entry.isEmpty() || version.entry == m_entry || m_earlier.contains(version.entry);
}

bool HistoryModel::passes(const core::Version &version) const
{
    if (m_filter.action && version.action != *m_filter.action)
        return false;
    if (m_filter.redactedOnly && !version.redacted)
        return false;
    const qint64 at = version.createdAt.microseconds();
    if (m_filter.from && at < m_filter.from->toMSecsSinceEpoch() * 1000)
        return false;
    return !m_filter.to || at <= m_filter.to->toMSecsSinceEpoch() * 1000 + 999; // a QDateTime ends at its millisecond
}

//! Within a reset.
void HistoryModel::fill()
{
    m_tracks.clear();
    m_entryOf.clear();
    m_rows.clear();
    if (!m_log)
        return;
    QList<core::Version> all = m_entry.isEmpty() ? m_log->versions() : m_log->ofEntry(m_entry);
    for (const core::EntryId &earlier : std::as_const(m_earlier))
        all.append(m_log->ofEntry(earlier));
    if (!m_earlier.isEmpty())
        std::sort(all.begin(), all.end(), [](const core::Version &a, const core::Version &b) { return isNewer(a.id, b.id); });
    for (const core::Version &version : all) { // newest first, so each track is in order
        m_tracks[version.entry.value].append(version);
        m_entryOf.insert(version.id.value, version.entry.value);
        if (passes(version))
            m_rows.push_back(version.id);
    }
}

void HistoryModel::add(const QList<core::Version> &versions)
{
    QList<core::Version> fresh;
    QSet<QString> entries;
    for (const core::Version &version : versions) {
        if (!belongs(version) || m_entryOf.contains(version.id.value))
            continue;
        Track &track = m_tracks[version.entry.value];
        track.insert(placeIn(track, version.id), version);
        m_entryOf.insert(version.id.value, version.entry.value);
        entries.insert(version.entry.value);
        if (passes(version))
            fresh.append(version);
    }
    // Those that go to one place come as one range: a page at the end is one signal, not a hundred.
    for (qsizetype from = 0; from < fresh.size();) {
        const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), fresh[from].id, isNewer);
        qsizetype to = from + 1;
        while (to < fresh.size() && (at == m_rows.end() || isNewer(fresh[to].id, *at)))
            ++to;
        const int row = int(at - m_rows.begin());
        beginInsertRows({}, row, row + int(to - from) - 1);
        std::vector<core::VersionId> ids;
        for (qsizetype i = from; i < to; ++i)
            ids.push_back(fresh[i].id);
        m_rows.insert(at, ids.begin(), ids.end());
        endInsertRows();
        from = to;
    }
    for (const QString &entry : std::as_const(entries))
        touchEntry({entry}); // ordinals, size changes and twins of the others
    if (!entries.isEmpty())
        emit coverageChanged();
}

void HistoryModel::change(const core::Version &version)
{
    if (!m_entryOf.contains(version.id.value)) {
        add({version});
        return;
    }
    Track &track = m_tracks[version.entry.value];
    const qsizetype place = placeIn(track, version.id);
    if (place >= track.size() || track[place].id != version.id)
        return;
    track[place] = version;

    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), version.id, isNewer);
    const int row = int(at - m_rows.begin());
    const bool shown = at != m_rows.end() && *at == version.id;
    if (shown && !passes(version)) {
        beginRemoveRows({}, row, row);
        m_rows.erase(at);
        endRemoveRows();
    } else if (!shown && passes(version)) {
        beginInsertRows({}, row, row);
        m_rows.insert(at, version.id);
        endInsertRows();
    }
    touchEntry(version.entry);
    emit coverageChanged();
}

void HistoryModel::touchEntry(const core::EntryId &entry)
{
    const auto track = m_tracks.constFind(entry.value);
    if (track == m_tracks.constEnd() || m_rows.empty())
        return;
    if (!m_entry.isEmpty()) {
        touchAll();
        return;
    }
    for (const core::Version &version : *track) {
        const QModelIndex index = indexOf(version.id);
        if (index.isValid())
            emit dataChanged(index, index);
    }
}

void HistoryModel::touchAll()
{
    if (!m_rows.empty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1));
}

void HistoryModel::setEarlierLives(const QSet<core::EntryId> &entries)
{
    if (entries == m_earlier || m_entry.isEmpty())
        return;
    beginResetModel();
    m_earlier = entries;
    m_earlier.remove(m_entry);
    fill();
    endResetModel();
    emit coverageChanged();
}

void HistoryModel::setFilter(const HistoryFilter &filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    fill();
    endResetModel();
    emit coverageChanged();
}

HistoryCoverage HistoryModel::coverage() const
{
    HistoryCoverage coverage;
    if (!m_log)
        return coverage;
    coverage.loading = m_log->loading();
    coverage.known = m_entryOf.size();
    coverage.shown = qint64(m_rows.size());
    coverage.complete = m_entry.isEmpty() ? coverage.loading.complete : m_log->isCompleteFor(m_entry);
    if (coverage.complete)
        coverage.expected = coverage.known;
    else if (!m_entry.isEmpty())
        coverage.expected = contextFor(m_entry).live.value_or(core::Entry()).version;
    else
        coverage.expected = coverage.loading.expected;
    if (!m_entry.isEmpty()) {
        const Track track = m_tracks.value(m_entry.value);
        coverage.oldest = track.isEmpty() ? core::Timestamp() : track.last().createdAt;
    } else if (!m_log->versions().isEmpty() && !m_session->dialect().versionEntryFilter) {
        // Where entries can be asked for one by one, single old records say nothing about what lies between.
        coverage.oldest = m_log->versions().last().createdAt;
    }
    return coverage;
}

void HistoryModel::retry()
{
    if (!m_log)
        return;
    if (m_entry.isEmpty())
        m_log->load();
    else
        m_log->loadEntry(m_entry);
}

bool HistoryModel::canFetchMore(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_log || m_asked)
        return false;
    return m_entry.isEmpty() ? m_log->loading().state == core::LoadState::NotLoaded : !m_log->isCompleteFor(m_entry);
}

void HistoryModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_asked = true;
    if (m_session && m_session->notes())
        m_session->notes()->load(m_store);
    retry();
}

} // namespace models
