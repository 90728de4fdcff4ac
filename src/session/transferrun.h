// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/error.h"
#include "session/session.h"
#include "transfer/plan.h"

#include <QList>
#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>
#include <utility>

namespace session {

enum class ItemState {
    NotRun,    //!< not chosen, or the run ended before it
    Waiting,
    Running,
    Written,   //!< the service has it; the hash it told is ours
    Unchanged, //!< it was there already
    Failed,    //!< for certain not written
    Unknown,   //!< the reply was lost and the state could not be read
};

enum class ItemWhy {
    None,
    Error,            //!< `error` of the write
    SourceError,      //!< `error` of reading the text
    SourceDamaged,    //!< the text does not fit the hash that its service tells
    LostRace,         //!< changed by somebody since the plan was made
    PathTaken,
    EntryGone,
    StoreArchived,
    NotApplied,
    AlteredByService, //!< written, but the service tells another hash
    Redacted,         //!< the version whose text was wanted
};

struct ItemResult
{
    ItemState state = ItemState::NotRun;
    ItemWhy why = ItemWhy::None;
    std::optional<core::Error> error = std::nullopt;
};

//! Carries out a plan: one item at a time, each by the safe save or a create of session::Commands. Stops at the first
//! unknown result (promise K4) and at what would fail for every item alike. Application's thread.
class TransferRun : public QObject
{
    Q_OBJECT
public:
    //! The text of an item when its turn comes.
    using ReadText = std::function<core::Call<QByteArray>(const transfer::PlanItem &)>;
    struct Progress
    {
        int total = 0; //!< chosen items
        int done = 0;
        int written = 0;   //!< deletions among them
        int deleted = 0;
        int unchanged = 0;
        int failed = 0;
        int unknown = 0;
        bool running = false;
        bool cancelled = false;
        bool stopped = false; //!< by what would fail for every item
    };

    //! Only chosen items that can be done are run. The session may die first; then the run ends.
    TransferRun(Session &target, const core::StoreId &store, const QList<transfer::PlanItem> &plan, ReadText read,
                QObject *parent = nullptr);
    ~TransferRun() override;

    void start();
    void cancel();
    //! Once more what failed, is unknown, or did not get its turn. Nothing while it runs.
    void retryFailed();

    [[nodiscard]] const QList<transfer::PlanItem> &plan() const { return m_plan; }
    [[nodiscard]] const ItemResult &result(int item) const { return m_results.at(item); }
    [[nodiscard]] Progress progress() const;
    //! Paths that are meant to be equal on both sides: written, unchanged, or the same from the beginning.
    [[nodiscard]] QStringList equalPaths() const;
    [[nodiscard]] bool canRetry() const;
    //! What was deleted, each with the text that was read just before; told once.
    [[nodiscard]] QList<core::Entry> takeRemoved() { return std::exchange(m_removed, {}); }

signals:
    void itemChanged(int item);
    void finished();

private:
    void next();
    void write(int item, const QByteArray &text);
    void remove(int item);
    template<typename T>
    void await(core::Call<T> call, typename core::Call<T>::Handler handler);
    void take(int item, const core::Result<CreateOutcome> &result, const QByteArray &text);
    void take(int item, const core::Result<SaveOutcome> &result);
    void take(int item, const core::Result<DeleteOutcome> &result);
    void settleError(int item, const core::Error &error);
    template<typename Outcome>
    void settleUndone(int item, const Outcome &outcome);
    void settle(int item, ItemState state, ItemWhy why = ItemWhy::None, const std::optional<core::Error> &error = {});
    void set(int item, const ItemResult &result);
    void end();

    QPointer<Session> m_target;
    const core::StoreId m_store;
    const QList<transfer::PlanItem> m_plan;
    const ReadText m_read;
    QList<ItemResult> m_results;
    QList<int> m_waiting;
    QList<core::Entry> m_removed;
    std::function<void()> m_cancelStep;
    bool m_running = false;
    bool m_cancelled = false;
    bool m_stopped = false;
};

//! Reads the texts of a copy from another (or the same) session. A text that does not fit its hash is Error{Protocol}
//! with `field` "content_sha256".
TransferRun::ReadText readFrom(Session &source);
//! Reads the texts of a restoring: those of PlanItem::version, of the store that is restored. The same check.
TransferRun::ReadText readVersionsFrom(Session &source, const core::StoreId &store);

} // namespace session
