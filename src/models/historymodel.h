// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/loading.h"
#include "core/version.h"
#include "models/roles.h"
#include "models/versiontrack.h"

#include <QAbstractListModel>
#include <QHash>
#include <QPointer>
#include <QSet>

#include <optional>
#include <vector>

namespace session {
class EntryList;
class Session;
class VersionLog;
} // namespace session

namespace models {

struct HistoryFilter
{
    std::optional<core::Action> action;
    bool redactedOnly = false;
    std::optional<QDateTime> from; //!< inclusive
    std::optional<QDateTime> to;   //!< inclusive

    [[nodiscard]] bool isEmpty() const { return !action && !redactedOnly && !from && !to; }
    friend bool operator==(const HistoryFilter &, const HistoryFilter &) = default;
};

//! How far a history is known; every claim over it carries this.
struct HistoryCoverage
{
    core::Loading loading;          //!< of the store's log
    bool complete = false;          //!< nothing of the shown subject is missing
    qint64 known = 0;               //!< records of the subject
    qint64 shown = 0;               //!< of these, after the filter
    std::optional<qint64> expected; //!< of the subject, where something tells
    core::Timestamp oldest;         //!< of the loaded part of the store's log
};

//! The versions of one entry, or of a whole store, newest first. Each row tells what can be known without reading any
//! text (roles.h, version records). Reading the log starts in fetchMore() and retry() only; nothing else waits for it.
class HistoryModel : public QAbstractListModel
{
    Q_OBJECT
public:
    explicit HistoryModel(QObject *parent = nullptr);
    ~HistoryModel() override;

    //! One reset each. Deleted entries are shown like others. The session may die first.
    void setEntry(session::Session *session, const core::StoreId &store, const core::EntryId &entry);
    void setStore(session::Session *session, const core::StoreId &store);
    void clear();
    [[nodiscard]] const core::StoreId &store() const { return m_store; }
    [[nodiscard]] const core::EntryId &entry() const { return m_entry; } //!< empty for a whole store

    //! Entries whose versions stand below as an earlier life of this one; as far as the log knows them. One reset.
    void setEarlierLives(const QSet<core::EntryId> &entries);
    [[nodiscard]] const QSet<core::EntryId> &earlierLives() const { return m_earlier; }
    void setFilter(const HistoryFilter &filter); //!< one reset
    [[nodiscard]] const HistoryFilter &filter() const { return m_filter; }
    [[nodiscard]] HistoryCoverage coverage() const;
    void retry(); //!< after Failed

    //! Every known version of the entry, newest first, whatever the filter hides; nothing for a whole store.
    [[nodiscard]] QList<core::Version> track() const { return m_tracks.value(m_entry.value); }
    [[nodiscard]] QModelIndex indexOf(const core::VersionId &version) const;
    //! The record of a row, without text.
    [[nodiscard]] std::optional<core::Version> versionAt(const QModelIndex &index) const;
    //! The record before it of the same entry, whatever the filter hides; nothing when it is not loaded.
    [[nodiscard]] std::optional<core::Version> versionBefore(const core::VersionId &version) const;
    //! The version whose text the live entry has; nothing when deleted or not loaded.
    [[nodiscard]] std::optional<core::Version> headVersion(const core::EntryId &entry) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void coverageChanged();

private:
    using Track = QList<core::Version>; // of one entry, newest first

    void setSubject(session::Session *session, const core::StoreId &store, const core::EntryId &entry);
    void connectSources(session::Session &session);
    void fill();
    void add(const QList<core::Version> &versions);
    void change(const core::Version &version);
    void touchEntry(const core::EntryId &entry);
    void touchAll();
    void logMoved();
    [[nodiscard]] bool belongs(const core::Version &version) const;
    [[nodiscard]] bool passes(const core::Version &version) const;
    [[nodiscard]] TrackContext contextFor(const core::EntryId &entry) const;
    [[nodiscard]] const core::Version *record(const core::VersionId &version) const;
    [[nodiscard]] QVariant trackData(const core::Version &version, int role) const;

    QPointer<session::Session> m_session;
    QPointer<session::VersionLog> m_log;
    QPointer<session::EntryList> m_entries;
    core::StoreId m_store;
    core::EntryId m_entry;
    QSet<core::EntryId> m_earlier;
    HistoryFilter m_filter;
    QHash<QString, Track> m_tracks;         // by entry id; everything known of the subject
    QHash<QString, QString> m_entryOf;      // version id -> entry id
    std::vector<core::VersionId> m_rows;    // shown, newest first
    core::LoadState m_logState = core::LoadState::NotLoaded;
    bool m_listComplete = false;
    bool m_asked = false;                   // fetchMore asks once for each subject
};

} // namespace models
