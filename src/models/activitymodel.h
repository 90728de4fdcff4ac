// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "history/records.h"
#include "models/roles.h"

#include <QAbstractListModel>
#include <QPersistentModelIndex>

#include <functional>
#include <optional>
#include <vector>

namespace models {

//! The version records of a store that pass a filter, newest first, from an index that answers by keyset. It grows by
//! fetchMore(), and holds the records of few blocks only: those around what is looked at. Of the others it knows where they
//! begin, so a million rows take no more room than some thousand. Records that come in above or between become rows where
//! they belong. Roles as HistoryModel's; what takes an entry's whole history (ordinals, twins, the head) is not known here.
class ActivityModel : public QAbstractListModel
{
    Q_OBJECT
public:
    static constexpr int blockSize = 200;
    static constexpr int mostBlocks = 40; //!< with records

    using Feed = std::function<core::Call<history::Block>(const history::FeedQuery &)>;
    using NoteOf = std::function<QString(const core::VersionId &)>;

    explicit ActivityModel(QObject *parent = nullptr);
    ~ActivityModel() override;

    //! One reset. `feed` is asked from fetchMore(), setVisibleRows() and noteChanged(), for one block at a time.
    void setSource(const core::StoreId &store, Feed feed, const history::Filter &filter = {});
    void setFilter(const history::Filter &filter); //!< one reset
    void clear();
    //! A person's words on a version of the source; clear() lets go of it. noteNotes() when they are others now.
    void setNotes(NoteOf noteOf);
    void noteNotes();
    [[nodiscard]] const core::StoreId &store() const { return m_store; }
    [[nodiscard]] const history::Filter &filter() const { return m_filter; }

    //! What is looked at: its records are read where they are not at hand, and others let go.
    void setVisibleRows(int first, int last);
    //! The row that something hangs on (a selection): its record stays at hand, so that it can be followed.
    void keep(const QModelIndex &index);
    //! Something between the two moments is new or otherwise: read again where it is shown. Both ends are included.
    void noteChanged(const history::Position &oldest, const history::Position &newest);

    [[nodiscard]] bool isLoading() const { return m_busy; }
    [[nodiscard]] bool isComplete() const { return !m_more; } //!< the end is reached
    [[nodiscard]] const std::optional<core::Error> &error() const { return m_error; }
    void retry(); //!< after an error
    [[nodiscard]] std::optional<history::Record> recordAt(const QModelIndex &index) const; //!< nothing while not at hand
    [[nodiscard]] QModelIndex indexOf(const core::VersionId &version) const;               //!< among those at hand
    [[nodiscard]] int blocksAtHand() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void stateChanged(); //!< loading, complete, error

private:
    //! A stretch of rows. Records are there while they are at hand.
    struct Block
    {
        history::Position newest; //!< of its first row
        history::Position oldest; //!< of its last row
        int count = 0;
        QList<history::Record> records = {};
        bool stale = false;       //!< to be read again

        [[nodiscard]] bool atHand() const { return !records.isEmpty(); }
    };

    void reset();
    void work();
    void ask(std::optional<size_t> block);
    void take(const core::Result<history::Block> &answer, std::optional<size_t> block);
    void append(const history::Block &answer);
    void gather(const history::Block &answer, size_t block);
    void refill(size_t block, const QList<history::Record> &records);
    void refillBlind(size_t block, const QList<history::Record> &records);
    void removeMissing(size_t block, const QList<history::Record> &records);
    bool insertNew(size_t block, const QList<history::Record> &records);
    void finishBlock(size_t block);
    void touch(size_t block);
    void letGo();
    [[nodiscard]] std::optional<size_t> nextWanted() const;
    [[nodiscard]] std::pair<size_t, int> placeOf(int row) const; //!< block, and row in it
    [[nodiscard]] int startOf(size_t block) const;
    [[nodiscard]] const history::Record *record(int row) const;

    core::StoreId m_store;
    Feed m_feed;
    NoteOf m_noteOf;
    history::Filter m_filter;
    std::vector<Block> m_blocks; //!< newest first
    mutable std::vector<int> m_starts; //!< first row of each block; made when wanted
    int m_rows = 0;
    bool m_more = false;
    bool m_busy = false;         //!< an answer is on its way
    bool m_taking = false;       //!< rows come and go: what a view asks for in answer waits until that is done
    bool m_growing = false;      //!< fetchMore() wants the next block
    std::optional<core::Error> m_error;
    core::Call<history::Block> m_call;
    QList<history::Record> m_gathered; //!< of a block that takes more than one answer
    std::optional<history::Position> m_gatherFrom;
    //! Changed while an answer was on its way that does not know of it.
    std::optional<std::pair<history::Position, history::Position>> m_noted;
    int m_generation = 0;
    int m_firstVisible = 0;
    int m_lastVisible = 0;
    QPersistentModelIndex m_kept;
};

} // namespace models
