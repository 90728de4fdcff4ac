// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/witness.h"

#include "core/background.h"
#include "core/utf8.h"
#include "db/worker.h"
#include "history/filenames.h"
#include "session/historykeeper.h"
#include "session/witnessbook.h"

using namespace Qt::StringLiterals;

namespace session {

namespace {

constexpr int catchUpPage = 1'000;
constexpr int mostAlarms = 1'000;

} // namespace

QString ledgerFileOf(const QString &indexFile)
{
    QString file = indexFile;
    if (file.endsWith(u".index"_s))
        file.chop(6);
    return file + u".ledger"_s;
}

bool removeLedger(const QString &file)
{
    bool gone = history::removeDatabase(file + u".seen"_s);
    for (const QString &path : {LedgerFile::headFileOf(file), file})
        gone = (!QFile::exists(path) || QFile::remove(path)) && gone;
    return gone;
}

Witness::Witness(HistoryKeeper &keeper, const QString &file, const QString &connection, const core::Clock &clock)
    : QObject(&keeper), m_keeper(keeper), m_file(file), m_clock(clock), m_book(std::make_shared<Book>(file, connection)),
      m_worker(std::make_unique<db::Worker>(Book::optionsFor(file), Book::prepare))
{
    m_readers.setMaxThreadCount(1);
    connect(&keeper, &HistoryKeeper::recordsAdded, this, &Witness::take);
    connect(&keeper, &HistoryKeeper::recordsChanged, this, &Witness::take);
    connect(&keeper, &HistoryKeeper::recordsRefused, this, &Witness::take);
    connect(&keeper, &HistoryKeeper::recordsMissing, this, &Witness::takeMissing);
    connect(&keeper, &HistoryKeeper::coverageChanged, this, &Witness::catchUp);
}

Witness::~Witness() = default;

Witness *Witness::of(HistoryKeeper *keeper)
{
    return keeper ? keeper->findChild<Witness *>(QString(), Qt::FindDirectChildrenOnly) : nullptr;
}

void Witness::tell(const core::StoreId &store, const Work &work, const std::function<void()> &written)
{
    m_worker->run<QList<Alarm>>([book = m_book, work, now = core::Timestamp::fromDateTime(m_clock.now())](db::Connection &connection) {
        return work(*book, connection, now);
    }).then(this, [this, store, written](const core::Result<QList<Alarm>> &alarms) {
        finish(store, alarms);
        if (alarms && written)
            written();
    });
}

void Witness::take(const core::StoreId &store, const QList<core::Version> &versions)
{
    takeAnd(store, versions, {});
}

void Witness::takeAnd(const core::StoreId &store, const QList<core::Version> &versions, const std::function<void()> &written)
{
    QList<core::Version> told = versions;
    for (core::Version &version : told) {
        version.store = store;
        version.content.reset();
    }
    tell(store, [told](Book &book, db::Connection &connection, const core::Timestamp &now) { return book.take(connection, told, now); }, written);
}

void Witness::takeMissing(const core::StoreId &store, const QList<core::Version> &versions)
{
    QList<core::Version> told = versions;
    for (core::Version &version : told)
        version.store = store;
    tell(store, [told](Book &book, db::Connection &connection, const core::Timestamp &now) { return book.takeMissing(connection, told, now); });
}

void Witness::noteText(const core::Version &version)
{
    if (version.redacted || version.action == core::Action::Deleted)
        return;
    const QString hash = version.content ? core::sha256Hex(*version.content) : QString();
    if (!hash.isEmpty() && (hash == version.sha256 || version.sha256.isEmpty()))
        return;
    core::Version told = version;
    told.content.reset();
    tell(version.store, [told, hash](Book &book, db::Connection &connection, const core::Timestamp &now) { return book.takeText(connection, told, hash, now); });
}

//! What the index knew before the ledger did, once for each store and run. Mostly it is there already.
void Witness::catchUp(const core::StoreId &store)
{
    if (m_caughtUp.contains(store))
        return;
    m_caughtUp.insert(store);
    catchUpFrom(store, std::nullopt);
}

void Witness::catchUpFrom(const core::StoreId &store, const std::optional<history::Position> &from)
{
    history::FeedQuery query;
    query.store = store;
    query.from = from;
    query.limit = catchUpPage;
    m_keeper.index().feed(query).then(this, [this, store](const core::Result<history::Block> &block) {
        if (!block)
            m_caughtUp.remove(store);
        if (!block || block->records.isEmpty())
            return;
        QList<core::Version> versions;
        for (const history::Record &record : block->records) {
            if (!record.missing)
                versions.append(record.version);
        }
        // The next page when this one is written down: nothing piles up, however long the past is.
        const auto next = [this, store, from = history::positionOf(block->records.constLast().version)] { catchUpFrom(store, from); };
        takeAnd(store, versions, block->more ? std::function<void()>(next) : nullptr);
    });
}

void Witness::finish(const core::StoreId &store, const core::Result<QList<Alarm>> &alarms)
{
    if (!alarms) {
        m_caughtUp.remove(store); // what was not written down is in the index, and is tried again
        if (!m_problem) {
            m_problem = alarms.error();
            emit problemChanged();
        }
        return;
    }
    if (!alarms->isEmpty())
        emit raised(store, *alarms);
    emit writtenDown(store);
}

core::Call<QList<Alarm>> Witness::alarms(const core::StoreId &store)
{
    return m_worker->run<QList<Alarm>>([book = m_book, store](db::Connection &connection) { return book->alarms(connection, store, mostAlarms); });
}

core::Call<audit::LedgerReport> Witness::verify()
{
    return core::inBackground<audit::LedgerReport>(m_readers, [file = m_file](const core::CancelFlag &cancel) {
        return core::Result<audit::LedgerReport>(LedgerFile::verify(file, cancel));
    });
}

} // namespace session
