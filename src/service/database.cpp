// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/database.h"

#include "db/erase.h"
#include "service/idsource.h"
#include "service/schema.h"

#include <QLoggingCategory>

#include <chrono>

namespace service {

namespace {

Q_LOGGING_CATEGORY(lcDatabase, "palimpsest.service.database")

using namespace std::chrono_literals;

constexpr auto ErasePatience = 300ms; //!< how long a request waits for readers before the erasure is left pending
constexpr size_t MaximalIdleReaders = 8;

qint64 systemMicroseconds()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

} // namespace

QByteArray WriteContext::issueId(const char *prefix, qint64 at)
{
    lastId = nextId(lastId, at);
    return prefix + lastId;
}

Database::Database(db::OpenOptions options, Clock clock)
    : m_options(std::move(options))
    , m_clock(clock ? std::move(clock) : Clock(systemMicroseconds))
{
}

core::Result<std::unique_ptr<Database>> Database::open(const QString &dataDirectory, Clock clock)
{
    std::unique_ptr<Database> database(new Database(databaseOptions(dataDirectory), std::move(clock)));
    auto writer = db::Connection::open(database->m_options);
    if (!writer)
        return writer.error();
    if (const auto prepared = prepareSchema(**writer); !prepared)
        return prepared.error();
    for (const QString &note : (*writer)->notes())
        qCWarning(lcDatabase).noquote() << note;
    database->m_writer = std::move(*writer);
    return database;
}

core::Result<std::unique_ptr<db::Connection>> Database::takeReader()
{
    {
        const std::lock_guard lock(m_readersMutex);
        if (!m_readers.empty()) {
            auto connection = std::move(m_readers.back());
            m_readers.pop_back();
            return connection;
        }
    }
    return db::Connection::open(m_options);
}

void Database::giveReader(std::unique_ptr<db::Connection> connection)
{
    const std::lock_guard lock(m_readersMutex);
    if (m_readers.size() < MaximalIdleReaders)
        m_readers.push_back(std::move(connection));
}

std::optional<Failure> Database::begin(WriteContext &context)
{
    auto state = context.connection.prepare("SELECT last_id FROM state WHERE key = 1");
    if (!state.row())
        return state.failed() ? failureOf(state.error()) : Failure{Refusal::Damaged, "the row of state is missing"};
    context.lastId = state.bytesAt(0);
    context.now = m_clock();
    return std::nullopt;
}

std::optional<Failure> Database::finish(WriteContext &context, db::Transaction &transaction)
{
    qint64 changes = 0;
    {
        auto state = context.connection.prepare(
            "UPDATE state SET last_id = ?, changes = changes + 1, "
            "pending_erase = CASE WHEN ? THEN changes + 1 ELSE pending_erase END RETURNING changes");
        if (!state.text(context.lastId).integer(context.erase).row())
            return state.failed() ? failureOf(state.error()) : Failure{Refusal::Damaged, "the row of state is missing"};
        changes = state.integerAt(0);
        if (!state.run())
            return failureOf(state.error());
    }
    if (const auto committed = transaction.commit(); !committed)
        return failureOf(committed.error());
    if (context.erase)
        erase(changes, ErasePatience);
    if (m_onCommit)
        m_onCommit(changes);
    return std::nullopt;
}

bool Database::erase(qint64 upTo, std::chrono::milliseconds patience)
{
    const auto erased = db::finishErase(*m_writer, patience);
    if (!erased) {
        qCWarning(lcDatabase).noquote() << "erasing failed:" << erased.error().detail;
        return false;
    }
    if (!*erased)
        return false;
    // A later erasure that another process asked for meanwhile stays on record.
    auto done = m_writer->prepare("UPDATE state SET pending_erase = 0 WHERE pending_erase <= ?");
    return done.integer(upTo).run();
}

bool Database::finishPendingErase()
{
    const std::lock_guard lock(m_writerMutex);
    qint64 pending = 0;
    {
        auto state = m_writer->prepare("SELECT pending_erase FROM state");
        if (!state.row())
            return false;
        pending = state.integerAt(0);
    }
    return pending == 0 || erase(pending, 0ms);
}

Outcome<qint64> Database::changes()
{
    return read<qint64>([](db::Connection &connection) -> Outcome<qint64> {
        auto state = connection.prepare("SELECT changes FROM state");
        if (!state.row())
            return failureOf(state.error());
        return state.integerAt(0);
    });
}

core::Result<core::Done> Database::check()
{
    auto connection = takeReader();
    if (!connection)
        return connection.error();
    {
        const std::lock_guard lock(m_checkMutex);
        if (m_checkStopped)
            return core::Done{};
        m_checking = connection->get();
    }
    auto checked = (*connection)->quickCheck();
    const std::lock_guard lock(m_checkMutex);
    m_checking = nullptr;
    if (m_checkStopped)
        return core::Done{};
    giveReader(std::move(*connection));
    return checked;
}

void Database::stopCheck()
{
    const std::lock_guard lock(m_checkMutex);
    m_checkStopped = true;
    if (m_checking)
        m_checking->interrupt();
}

Failure Database::failureOf(const core::Error &error)
{
    return {error.retryable ? Refusal::Busy : Refusal::Broken, error.detail.toUtf8()};
}

} // namespace service
