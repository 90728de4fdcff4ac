// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/ledger.h"
#include "core/call.h"
#include "core/clock.h"
#include "history/records.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>

namespace db {
class Connection;
class Worker;
}

namespace session {

class HistoryKeeper;

//! Something that the service told otherwise than before, or that happened to the ledger itself.
struct Alarm
{
    audit::Contradictions what;
    audit::Witnessed before;
    audit::Witnessed now;      //!< Missing: as it was
    QString textHash;          //!< TextOther: of the text that was told
    QString words;             //!< of the ledger itself, in English; then nothing else is set but `at`
    core::Timestamp at;
    qint64 place = 0;          //!< in the ledger, bytes
};

//! Writes down what the service says of each version, the first time and whenever it is something else, in a ledger that is
//! only ever added to (audit/ledger.h), and raises what must not be. What the index knew before the ledger began is written
//! down, too, when its store is looked at. Beside the ledger lies a table (`.seen`) that can be made again from it. All work on
//! the files is done on a thread of its own. Application's thread.
class Witness : public QObject
{
    Q_OBJECT
public:
    //! Follows `keeper` and belongs to it. `file`: ledgerFileOf().
    Witness(HistoryKeeper &keeper, const QString &file, const QString &connection, const core::Clock &clock);
    ~Witness() override;
    //! The one that follows this keeper; null without one.
    static Witness *of(HistoryKeeper *keeper);

    //! A single version that was read: with a text, or without one although it is not marked redacted.
    void noteText(const core::Version &version);
    //! Of a store, newest first, at most a thousand; what happened to the ledger itself is among them.
    core::Call<QList<Alarm>> alarms(const core::StoreId &store);
    //! Reads the whole ledger.
    core::Call<audit::LedgerReport> verify();
    [[nodiscard]] const QString &file() const { return m_file; }
    //! Why nothing can be written down, once that is known.
    [[nodiscard]] const std::optional<core::Error> &problem() const { return m_problem; }

signals:
    void raised(const core::StoreId &store, const QList<session::Alarm> &alarms);
    void writtenDown(const core::StoreId &store); //!< all that was told up to now
    void problemChanged();

private:
    void take(const core::StoreId &store, const QList<core::Version> &versions);
    void takeAnd(const core::StoreId &store, const QList<core::Version> &versions, const std::function<void()> &written);
    void takeMissing(const core::StoreId &store, const QList<core::Version> &versions);
    void catchUp(const core::StoreId &store);
    void catchUpFrom(const core::StoreId &store, const std::optional<history::Position> &from);
    class Book;
    using Work = std::function<core::Result<QList<Alarm>>(Book &book, db::Connection &connection, const core::Timestamp &now)>;
    //! On the worker's thread; what comes of it is announced. `written` follows when it went well.
    void tell(const core::StoreId &store, const Work &work, const std::function<void()> &written = {});
    void finish(const core::StoreId &store, const core::Result<QList<Alarm>> &alarms);

    HistoryKeeper &m_keeper;
    const QString m_file;
    const core::Clock &m_clock;
    const std::shared_ptr<Book> m_book; //!< used on the worker's thread only
    std::unique_ptr<db::Worker> m_worker;
    QThreadPool m_readers;
    QSet<core::StoreId> m_caughtUp; //!< or on the way
    std::optional<core::Error> m_problem;
};

//! In the data folder, beside the index.
QString ledgerFileOf(const QString &indexFile);
//! With all that lies beside it; nobody may use it.
bool removeLedger(const QString &file);

} // namespace session
