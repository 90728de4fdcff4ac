// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/session.h"

#include "api/apiclient.h"
#include "history/filenames.h"
#include "session/reviewbook.h"
#include "session/witness.h"

#include <algorithm>

namespace session {

namespace {

//! From here on walking the list again is cheaper and gentler than single reads.
constexpr int maxFollowed = 20;

constexpr std::chrono::milliseconds localSweepGap{20};

history::OwnWrite ownWrite(const journal::Mark &mark)
{
    return {mark.entry, mark.sha256, mark.at, mark.action == core::Action::Deleted};
}

std::optional<wire::Dialect> dialectOf(DialectChoice choice)
{
    switch (choice) {
    case DialectChoice::S:
        return wire::profileS();
    case DialectChoice::C:
        return wire::profileC();
    case DialectChoice::Auto:
        break;
    }
    return std::nullopt;
}

template<typename Repository>
bool isOpen(const Repository &repository)
{
    return repository.loading().state != core::LoadState::NotLoaded;
}

} // namespace

Session::Session(Connection connection, std::unique_ptr<api::ApiClient> client, journal::WrittenHere *marks,
                 const core::Clock &clock, QObject *parent)
    : QObject(parent),
      m_connection(std::move(connection)),
      m_client(std::move(client)),
      m_marks(marks),
      m_clock(clock),
      m_opened(core::Timestamp::fromDateTime(clock.now())),
      m_service(new api::MemoryStores(*m_client, dialectOf(m_connection.dialect), this)),
      m_stores(new StoreRepository(*m_service, this)),
      m_commands(new Commands(*this, this))
{
    connect(m_client.get(), &api::ApiClient::unauthorized, this, &Session::unauthorized);
    connect(m_client.get(), &api::ApiClient::activityChanged, this, &Session::activityChanged);
    connect(m_service, &api::MemoryStores::dialectChanged, this, &Session::dialectChanged);
    connect(m_stores, &StoreRepository::changed, this, &Session::updateExpected);
    connect(m_stores, &StoreRepository::added, this, [this](int first, int count) {
        for (const core::Store &store : m_stores->stores().mid(first, count))
            updateExpected(store.id);
    });
}

//! Whatever speaks through the client goes before it does.
Session::~Session()
{
    delete m_commands;
    qDeleteAll(m_entries);
    qDeleteAll(m_versions);
    delete m_notes;
    delete m_history;
    delete m_stores;
    delete m_service;
}

void Session::recordWrites(journal::Intents &intents)
{
    m_intents = &intents;
    connect(m_commands, &Commands::writeSettled, this, &Session::writeSettled);
    m_commands->recordWrites(intents);
}

void Session::keepHistory(const QString &dataFolder)
{
    if (m_history)
        return;
    QString folder = dataFolder;
    if (folder.isEmpty()) {
        m_forThisRun = std::make_unique<QTemporaryDir>();
        folder = m_forThisRun->path();
    }
    HistoryKeeper::Pace pace;
    pace.gap = pageGap();
    pace.sweepGap = std::max(localSweepGap, 5 * pageGap());
    m_history = new HistoryKeeper(*m_service, history::indexFileOf(folder, m_connection.id), pace, m_clock, [this](const core::StoreId &id) {
        const core::Store *known = store(id);
        return known ? known->createdAt : core::Timestamp();
    }, this);
    new Witness(*m_history, ledgerFileOf(history::indexFileOf(folder, m_connection.id)), m_connection.id.value, m_clock);
    new ReviewBook(*m_history, history::indexFileOf(folder, m_connection.id));
    m_notes = new Notes(m_history->index(), m_clock, this);
    connect(m_history, &HistoryKeeper::recordsRedacted, this, &Session::forgetKnown);
    connect(m_history, &HistoryKeeper::coverageChanged, this, [this](const core::StoreId &id) {
        if (VersionLog *log = m_versions.value(id))
            log->noteIndexGrew();
    });
}

//! What the log reads anyway goes into the index; what it leaves is read from there on.
void Session::remember(VersionLog &log)
{
    const core::StoreId id = log.store();
    const core::Timestamp opened = core::Timestamp::fromDateTime(m_clock.now());
    log.setIndex(m_history->index(), [this, id, opened] {
        const history::Coverage coverage = m_history->coverage(id);
        return coverage.complete && coverage.headAt >= opened; // what came since the last run is there, too
    });
    connect(&log, &VersionLog::stretchRead, this, [this, id, opened, first = true](history::WalkPage stretch) mutable {
        stretch.readAt = first ? opened : core::Timestamp::fromDateTime(m_clock.now());
        m_history->adopt(stretch);
        if (std::exchange(first, false))
            m_history->follow(id);
    });
    connect(&log, &VersionLog::recordsRead, this,
            [this, id](const QList<core::Version> &versions) { m_history->put(id, versions); });
}

//! The log may know them as they were before.
void Session::forgetKnown(const core::StoreId &store, const QList<core::Version> &redacted)
{
    forgetRedacted(redacted);
    VersionLog *log = m_versions.value(store);
    for (const core::Version &version : redacted) {
        if (const core::Version *known = log ? log->find(version.id) : nullptr; known && !known->redacted)
            log->put(version);
    }
}

void Session::noteUnsettled(const journal::Intent &intent)
{
    m_commands->noteUnsettled(intent);
}

const Connection &Session::connection() const
{
    return m_connection;
}

api::ApiClient &Session::client()
{
    return *m_client;
}

api::MemoryStores &Session::service()
{
    return *m_service;
}

const wire::Dialect &Session::dialect() const
{
    return m_service->dialect();
}

const core::Clock &Session::clock() const
{
    return m_clock;
}

StoreRepository &Session::stores()
{
    return *m_stores;
}

const core::Store *Session::store(const core::StoreId &id) const
{
    if (const core::Store *listed = m_stores->find(id))
        return listed;
    const auto seen = m_seenStores.constFind(id);
    return seen == m_seenStores.constEnd() ? nullptr : &*seen;
}

EntryList &Session::entries(const core::StoreId &store)
{
    EntryList *&list = m_entries[store];
    if (!list) {
        list = new EntryList(*m_service, store, pageGap(), this);
        if (const core::Store *known = m_stores->find(store))
            list->setExpected(known->entryCount);
    }
    return *list;
}

VersionLog &Session::versions(const core::StoreId &store)
{
    VersionLog *&log = m_versions[store];
    if (!log) {
        log = new VersionLog(*m_service, store, pageGap(), this);
        connect(log, &VersionLog::added, this, &Session::forgetRedacted);
        connect(log, &VersionLog::added, this, &Session::keepRead);
        connect(log, &VersionLog::changed, this, [this](const core::Version &version) { forgetRedacted({version}); });
        connect(log, &VersionLog::appeared, this,
                [this, store](const QList<core::Version> &appeared) { follow(store, appeared); });
        if (m_history)
            remember(*log);
        loadMarks(store);
    }
    return *log;
}

bool Session::hasEntries(const core::StoreId &store) const
{
    return m_entries.contains(store);
}

bool Session::hasVersions(const core::StoreId &store) const
{
    return m_versions.contains(store);
}

Commands &Session::commands()
{
    return *m_commands;
}

core::Call<core::Entry> Session::readEntry(const core::StoreId &store, const core::EntryId &entry)
{
    core::Promise<core::Entry> promise;
    core::Call<core::Entry> call = m_service->getEntry(store, entry);
    promise.onCancel([call]() mutable { call.cancel(); });
    call.then(this, [this, promise, store, entry](const core::Result<core::Entry> &result) {
        if (result)
            noteEntry(*result);
        else if (result.error().kind == core::ErrorKind::NotFound)
            noteEntryGone(store, entry);
        promise.resolve(result);
    });
    return promise.call();
}

const journal::Mark *Session::markOf(const core::Version &version) const
{
    const auto marks = m_writtenHere.constFind(version.store);
    if (marks == m_writtenHere.constEnd())
        return nullptr;
    const auto [first, last] = marks->equal_range(version.entry);
    const auto found = std::find_if(first, last, [&](const journal::Mark &mark) { return journal::isRecordOf(version, mark); });
    return found == last ? nullptr : &*found;
}

bool Session::isWrittenHere(const core::Version &version) const
{
    return markOf(version) != nullptr;
}

QString Session::requestIdOf(const core::Version &version) const
{
    const journal::Mark *mark = markOf(version);
    return mark ? mark->requestId : QString();
}

void Session::catchUp()
{
    if (isOpen(*m_stores))
        m_stores->refresh();
    for (VersionLog *log : std::as_const(m_versions)) {
        if (isOpen(*log))
            log->refresh();
    }
    for (auto list = m_entries.cbegin(); list != m_entries.cend(); ++list) {
        const VersionLog *log = m_versions.value(list.key());
        if (isOpen(**list) && !(log && isOpen(*log)))
            (*list)->refresh();
    }
}

void Session::refresh()
{
    m_commands->settleAgain();
    m_stores->refresh();
    for (EntryList *list : std::as_const(m_entries)) {
        if (isOpen(*list))
            list->refresh();
    }
    for (VersionLog *log : std::as_const(m_versions)) {
        if (isOpen(*log))
            log->refresh();
    }
}

//! For each entry that was written to: its present state, or that it is gone.
void Session::follow(const core::StoreId &store, const QList<core::Version> &appeared)
{
    EntryList *list = m_entries.value(store);
    if (!list || !isOpen(*list))
        return;
    QSet<core::EntryId> seen;
    QList<core::EntryId> toRead;
    for (const core::Version &version : appeared) { // newest first
        if (seen.contains(version.entry))
            continue;
        seen.insert(version.entry);
        const core::Entry *known = list->find(version.entry);
        const bool upToDate = known && !known->sha256.isEmpty() && known->sha256 == version.sha256
            && known->updatedAt >= version.createdAt;
        if (version.action == core::Action::Deleted)
            list->drop(version.entry);
        else if (!upToDate)
            toRead.append(version.entry);
    }
    if (toRead.size() > maxFollowed) {
        list->refresh();
        return;
    }
    for (const core::EntryId &entry : std::as_const(toRead))
        followEntry(store, entry);
}

void Session::followEntry(const core::StoreId &store, const core::EntryId &entry)
{
    readEntry(store, entry).then(this, [](const core::Result<core::Entry> &) {}); // told by noteEntry()
}

void Session::noteStore(const core::Store &store)
{
    m_seenStores.insert(store.id, store);
    m_stores->put(store);
    if (EntryList *list = m_entries.value(store.id))
        list->setExpected(store.entryCount);
    emit storeNoted(store.id);
}

void Session::noteStoreGone(const core::StoreId &store)
{
    m_stores->drop(store);
    m_seenStores.remove(store);
    if (m_kept)
        m_kept->forgetStore(store);
    m_writtenHere.remove(store);
    if (m_history) {
        m_history->forget(store);
        m_notes->forget(store);
    }
    if (m_marks)
        m_marks->forget(m_connection.id, store).then(this, [](const core::Result<core::Done> &) {});
}

void Session::noteStoreMoved(const core::StoreId &store)
{
    m_stores->reread(store).then(this, [this](const core::Result<core::Store> &result) {
        if (result)
            noteStore(*result);
    });
    if (VersionLog *log = m_versions.value(store); log && isOpen(*log))
        log->refresh();
}

void Session::noteEntry(const core::Entry &entry)
{
    m_texts.put(entry);
    if (const VersionLog *log = m_kept ? m_versions.value(entry.store) : nullptr)
        keepRead(log->ofEntry(entry.id).mid(0, 1));
    if (EntryList *list = m_entries.value(entry.store))
        list->put(entry);
}

void Session::noteEntryGone(const core::StoreId &store, const core::EntryId &entry)
{
    if (EntryList *list = m_entries.value(store))
        list->drop(entry);
}

void Session::noteVersion(const core::Version &version)
{
    VersionLog *log = m_versions.value(version.store);
    if (const core::Version *before = log ? log->find(version.id) : nullptr; before && version.redacted)
        forgetText(*before); // some services take the hash away too
    if (log)
        log->put(version);
    if (m_history)
        m_history->put(version.store, {version});
    const core::Version *known = log ? log->find(version.id) : nullptr;
    if (version.redacted || (known && known->redacted))
        forgetText(version);
    else
        m_texts.put(version);
    if (m_kept && version.content && !(known && known->redacted))
        m_kept->keep(version);
}

void Session::noteWrittenHere(const journal::Mark &mark)
{
    m_writtenHere[mark.store].insert(mark.entry, mark);
    if (m_marks)
        m_marks->record(m_connection.id, mark).then(this, [](const core::Result<core::Done> &) {});
    if (m_history)
        m_history->noteOwnWrites(mark.store, {ownWrite(mark)});
    emit writtenHereChanged(mark.store);
}

core::VersionId Session::newestKnownVersion(const core::StoreId &store) const
{
    const VersionLog *log = m_versions.value(store);
    return log && !log->versions().isEmpty() ? log->versions().constFirst().id : core::VersionId{};
}

std::chrono::milliseconds Session::pageGap() const
{
    return m_client->config().pace.pageGap;
}

void Session::updateExpected(const core::StoreId &store)
{
    const core::Store *known = m_stores->find(store);
    if (known)
        m_seenStores.insert(store, *known);
    emit storeNoted(store);
    if (EntryList *list = known ? m_entries.value(store) : nullptr)
        list->setExpected(known->entryCount);
}

void Session::loadMarks(const core::StoreId &store)
{
    if (!m_marks)
        return;
    m_marks->load(m_connection.id, store).then(this, [this, store](const core::Result<QList<journal::Mark>> &marks) {
        if (!marks || marks->isEmpty())
            return;
        for (const journal::Mark &mark : *marks) {
            if (!m_writtenHere[store].contains(mark.entry, mark))
                m_writtenHere[store].insert(mark.entry, mark);
        }
        if (m_history) {
            QList<history::OwnWrite> writes;
            std::transform(marks->cbegin(), marks->cend(), std::back_inserter(writes), ownWrite);
            m_history->noteOwnWrites(store, writes);
        }
        emit writtenHereChanged(store);
    });
}

} // namespace session
