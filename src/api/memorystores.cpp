// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/memorystores.h"

#include "api/checks.h"
#include "api/memorystores_p.h"

using namespace Qt::StringLiterals;

namespace api {

namespace {

core::Error notOffered(const QString &what)
{
    core::Error error;
    error.kind = core::ErrorKind::Invalid;
    error.detail = what;
    error.delivery = core::Delivery::NotSent;
    return error;
}

template<typename T>
endpoints::Seen<T> named(endpoints::Seen<T> endpoint, const QString &requestId)
{
    endpoint.request.id = requestId;
    return endpoint;
}

} // namespace

MemoryStores::MemoryStores(ApiClient &client, std::optional<wire::Dialect> fixedDialect, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, client, std::move(fixedDialect)))
{
}

MemoryStores::~MemoryStores() = default;

const wire::Dialect &MemoryStores::dialect() const
{
    return d->facts.dialect();
}

bool MemoryStores::isDialectSettled() const
{
    return d->facts.isSettled();
}

core::Call<core::Page<core::Store>> MemoryStores::listStores(const StoreFilter &filter, const core::Cursor &from,
                                                             int limit)
{
    return d->run(endpoints::listStores(filter, from, limit));
}

core::Call<core::Store> MemoryStores::getStore(const core::StoreId &store)
{
    if (const auto problem = problemOf(store))
        return core::ready<core::Store>(*problem);
    return d->run(endpoints::getStore(store));
}

core::Call<core::Store> MemoryStores::createStore(const NewStore &store, const QString &requestId)
{
    if (const auto problem = problemOf(store))
        return core::ready<core::Store>(*problem);
    return d->run(named(endpoints::createStore(store), requestId));
}

core::Call<core::Store> MemoryStores::updateStore(const core::StoreId &store, const StoreChange &change,
                                                  const QString &requestId)
{
    if (const auto problem = problemOf(store))
        return core::ready<core::Store>(*problem);
    if (const auto problem = problemOf(change))
        return core::ready<core::Store>(*problem);
    const auto send = [this, store, change, requestId] {
        return dialect().storeUpdate
            ? d->run(named(endpoints::updateStore(store, change), requestId))
            : core::ready<core::Store>(notOffered(u"this service has no route to change a store"_s));
    };
    if (isDialectSettled())
        return send();
    auto flow = Flow<core::Store>::create();
    d->probe(store, [this, flow, send](const std::optional<core::Error> &error) {
        if (flow->endIfCancelled())
            return;
        if (error)
            flow->resolve(*error);
        else
            flow->await<core::Store>(
                this, send(), [flow](const core::Result<core::Store> &reply) { flow->resolve(reply); }, flow);
    });
    return flow->call();
}

core::Call<core::Store> MemoryStores::archiveStore(const core::StoreId &store, const QString &requestId)
{
    if (const auto problem = problemOf(store))
        return core::ready<core::Store>(*problem);
    return d->run(named(endpoints::archiveStore(store), requestId));
}

core::Call<core::Done> MemoryStores::deleteStore(const core::StoreId &store, const QString &requestId)
{
    if (const auto problem = problemOf(store))
        return core::ready<core::Done>(*problem);
    return d->run(named(endpoints::deleteStore(store), requestId));
}

core::Call<core::Page<core::Entry>> MemoryStores::listEntries(const core::StoreId &store, const core::Cursor &from,
                                                              int limit)
{
    if (const auto problem = problemOf(store))
        return core::ready<core::Page<core::Entry>>(*problem);
    return d->run(endpoints::listEntries(store, from, limit));
}

core::Call<core::Entry> MemoryStores::getEntry(const core::StoreId &store, const core::EntryId &entry)
{
    if (const auto problem = problemOf(store, entry))
        return core::ready<core::Entry>(*problem);
    return d->run(endpoints::getEntry(store, entry));
}

core::Call<core::Entry> MemoryStores::createEntry(const core::StoreId &store, const NewEntry &entry,
                                                  const QString &requestId)
{
    if (const auto problem = problemOf(store))
        return core::ready<core::Entry>(*problem);
    if (const auto problem = problemOf(entry, dialect().limits))
        return core::ready<core::Entry>(*problem);
    // Whether metadata may be sent is the only thing here that the dialect decides.
    if (entry.metadata && !isDialectSettled())
        return d->afterProbe<core::Entry>(
            store,
            [this, store, entry, requestId] { return named(endpoints::createEntry(dialect(), store, entry), requestId); });
    return d->run(named(endpoints::createEntry(dialect(), store, entry), requestId));
}

core::Call<core::Entry> MemoryStores::updateEntry(const core::StoreId &store, const core::EntryId &entry,
                                                  const EntryUpdate &update, const QString &requestId)
{
    if (const auto problem = problemOf(store, entry))
        return core::ready<core::Entry>(*problem);
    if (const auto problem = problemOf(update, dialect().limits))
        return core::ready<core::Entry>(*problem);
    return d->updateKnowingFields(store, entry, update, requestId);
}

core::Call<core::Done> MemoryStores::deleteEntry(const core::StoreId &store, const core::EntryId &entry,
                                                 const QString &requestId)
{
    if (const auto problem = problemOf(store, entry))
        return core::ready<core::Done>(*problem);
    return d->run(named(endpoints::deleteEntry(store, entry), requestId));
}

core::Call<core::Page<core::Version>> MemoryStores::listVersions(const core::StoreId &store,
                                                                 const VersionFilter &filter,
                                                                 const core::Cursor &from, int limit)
{
    if (const auto problem = problemOf(store))
        return core::ready<core::Page<core::Version>>(*problem);
    return d->afterProbe<core::Page<core::Version>>(store, [this, store, filter, from, limit] {
        return endpoints::listVersions(dialect(), store, filter, from, limit);
    });
}

core::Call<core::Version> MemoryStores::getVersion(const core::StoreId &store, const core::VersionId &version)
{
    if (const auto problem = problemOf(store, version))
        return core::ready<core::Version>(*problem);
    return d->afterProbe<core::Version>(
        store, [this, store, version] { return endpoints::getVersion(dialect(), store, version); });
}

core::Call<core::Version> MemoryStores::redactVersion(const core::StoreId &store, const core::VersionId &version,
                                                      const QString &requestId)
{
    if (const auto problem = problemOf(store, version))
        return core::ready<core::Version>(*problem);
    return d->afterProbe<core::Version>(
        store,
        [this, store, version, requestId] { return named(endpoints::redactVersion(dialect(), store, version), requestId); });
}

} // namespace api
