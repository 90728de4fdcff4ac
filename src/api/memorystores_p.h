// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/apiclient.h"
#include "api/dialectfacts.h"
#include "api/endpoints.h"
#include "api/flow.h"
#include "api/memorystores.h"

#include <functional>
#include <vector>

namespace api {

class MemoryStores::Private
{
public:
    using WhenProbed = std::function<void(const std::optional<core::Error> &)>;

    Private(MemoryStores &owner, ApiClient &apiClient, std::optional<wire::Dialect> fixed)
        : q(owner)
        , client(apiClient)
        , facts(std::move(fixed), apiClient.config().baseUrl.host())
    {
    }

    void note(bool changed)
    {
        if (changed)
            emit q.dialectChanged();
    }

    //! Sends, learns from the shape of the answer, unwraps.
    template<typename T>
    core::Call<T> run(const endpoints::Seen<T> &endpoint)
    {
        auto flow = Flow<T>::create();
        runIn(flow, endpoint);
        return flow->call();
    }

    //! The same as the last step of a flow.
    template<typename T>
    void runIn(const std::shared_ptr<Flow<T>> &flow, const endpoints::Seen<T> &endpoint)
    {
        flow->template await<wire::Parsed<T>>(
            &q, client.send(endpoint),
            [this, flow](const core::Result<wire::Parsed<T>> &reply) {
                if (!reply) {
                    flow->resolve(reply.error());
                    return;
                }
                note(facts.noteShape(reply->shape));
                flow->resolve(reply->value);
            },
            flow);
    }

    //! Finds out the version route before `then`, which sends. Shared: several callers wait for one probe.
    template<typename T>
    core::Call<T> afterProbe(const core::StoreId &store, std::function<endpoints::Seen<T>()> endpoint)
    {
        if (facts.knowsVersionsSegment())
            return run(endpoint());
        auto flow = Flow<T>::create();
        probe(store, [this, flow, endpoint](const std::optional<core::Error> &error) {
            if (flow->endIfCancelled())
                return;
            if (error)
                flow->resolve(*error);
            else
                runIn(flow, endpoint());
        });
        return flow->call();
    }

    void probe(const core::StoreId &store, WhenProbed done);
    void probeSegment(const core::StoreId &store, const QStringList &segments);
    void probeEnded(const std::optional<core::Error> &error);

    core::Call<core::Entry> updateKnowingFields(const core::StoreId &store, const core::EntryId &entry,
                                                const EntryUpdate &update, const QString &requestId);
    void sendUpdate(const std::shared_ptr<Flow<core::Entry>> &flow, const core::StoreId &store,
                    const core::EntryId &entry, const EntryUpdate &update, const QString &requestId);
    void onUpdateRefused(const std::shared_ptr<Flow<core::Entry>> &flow, const core::StoreId &store,
                         const core::EntryId &entry, const EntryUpdate &update, const core::Error &refusal);
    void sendOtherVerb(const std::shared_ptr<Flow<core::Entry>> &flow, const core::StoreId &store,
                       const core::EntryId &entry, const EntryUpdate &update, const core::Error &refusal);

    MemoryStores &q;
    ApiClient &client;
    DialectFacts facts;
    std::vector<WhenProbed> waiting; //!< for the probe under way
};

} // namespace api
