// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/memorystores_p.h"

#include <utility>

using namespace Qt::StringLiterals;

//! The parts of MemoryStores that find out how a service speaks (contract 3, steps 3 and 4).
namespace api {

namespace {

//! "No such route", provided that what stands above the route exists.
bool isNoRoute(const core::Error &error)
{
    return error.httpStatus == 404 || error.httpStatus == 405;
}

//! An error of a question that was asked before a write: the write itself never left.
core::Error beforeSending(core::Error error)
{
    error.delivery = core::Delivery::NotSent;
    return error;
}

} // namespace

void MemoryStores::Private::probe(const core::StoreId &store, WhenProbed done)
{
    waiting.push_back(std::move(done));
    if (waiting.size() > 1)
        return;
    // Without a store that is known to be there, a 404 would say nothing about the route.
    client.send(endpoints::getStore(store)).then(&q, [this, store](const auto &reply) {
        if (!reply)
            probeEnded(beforeSending(reply.error()));
        else
            probeSegment(store, facts.segmentsToProbe());
    });
}

void MemoryStores::Private::probeSegment(const core::StoreId &store, const QStringList &segments)
{
    wire::Dialect candidate = facts.dialect();
    candidate.versionsSegment = segments.first();
    const auto endpoint = endpoints::listVersions(candidate, store, {}, {}, 1);
    client.send(endpoint).then(&q, [this, store, segments](const auto &reply) {
        if (reply) {
            const bool newSegment = facts.noteVersionsSegment(segments.first());
            note(facts.noteShape(reply->shape) || newSegment);
            probeEnded(std::nullopt);
        } else if (isNoRoute(reply.error()) && segments.size() > 1) {
            probeSegment(store, segments.mid(1));
        } else {
            probeEnded(beforeSending(reply.error()));
        }
    });
}

void MemoryStores::Private::probeEnded(const std::optional<core::Error> &error)
{
    for (const WhenProbed &done : std::exchange(waiting, {}))
        done(error);
}

core::Call<core::Entry> MemoryStores::Private::updateKnowingFields(const core::StoreId &store,
                                                                   const core::EntryId &entry,
                                                                   const EntryUpdate &update,
                                                                   const QString &requestId)
{
    auto flow = Flow<core::Entry>::create();
    if (facts.knowsFields()) {
        sendUpdate(flow, store, entry, update, requestId);
        return flow->call();
    }
    // The shape of the entry tells the verb and the lock.
    flow->await<core::Entry>(
        &q, run(endpoints::getEntry(store, entry)),
        [this, flow, store, entry, update, requestId](const core::Result<core::Entry> &seen) {
            if (!seen)
                flow->resolve(beforeSending(seen.error()));
            else if (!flow->endIfCancelled())
                sendUpdate(flow, store, entry, update, requestId);
        },
        flow);
    return flow->call();
}

void MemoryStores::Private::sendUpdate(const std::shared_ptr<Flow<core::Entry>> &flow, const core::StoreId &store,
                                       const core::EntryId &entry, const EntryUpdate &update, const QString &requestId)
{
    auto endpoint = endpoints::updateEntry(facts.dialect(), store, entry, update);
    endpoint.request.id = requestId;
    flow->await<core::Entry>(
        &q, run(endpoint),
        [this, flow, store, entry, update](const core::Result<core::Entry> &reply) {
            if (reply || facts.isFixed() || !isNoRoute(reply.error()) || reply.error().delivery == core::Delivery::NotSent)
                flow->resolve(reply);
            else
                onUpdateRefused(flow, store, entry, update, reply.error());
        },
        flow);
}

void MemoryStores::Private::onUpdateRefused(const std::shared_ptr<Flow<core::Entry>> &flow,
                                            const core::StoreId &store, const core::EntryId &entry,
                                            const EntryUpdate &update, const core::Error &refusal)
{
    if (refusal.httpStatus == 405) {
        sendOtherVerb(flow, store, entry, update, refusal);
        return;
    }
    // A 404 means the route only while the entry itself is there.
    flow->await<core::Entry>(
        &q, run(endpoints::getEntry(store, entry)),
        [this, flow, store, entry, update, refusal](const core::Result<core::Entry> &seen) {
            if (seen)
                sendOtherVerb(flow, store, entry, update, refusal);
            else
                flow->resolve(refusal);
        },
        flow);
}

void MemoryStores::Private::sendOtherVerb(const std::shared_ptr<Flow<core::Entry>> &flow, const core::StoreId &store,
                                          const core::EntryId &entry, const EntryUpdate &update,
                                          const core::Error &refusal)
{
    if (flow->endIfCancelled())
        return;
    const bool put = facts.dialect().updateVerb == wire::Verb::Put;
    const wire::Dialect other = put ? wire::profileC() : wire::profileS();
    wire::Dialect attempt = facts.dialect();
    attempt.updateVerb = other.updateVerb;
    attempt.updateLock = other.updateLock;
    flow->await<core::Entry>(
        &q, run(endpoints::updateEntry(attempt, store, entry, update)),
        [this, flow, verb = other.updateVerb, refusal](const core::Result<core::Entry> &reply) {
            if (!reply && isNoRoute(reply.error())) {
                flow->resolve(refusal);
                return;
            }
            if (reply || reply.error().delivery == core::Delivery::Answered)
                note(facts.noteUpdateVerb(verb));
            flow->resolve(reply);
        },
        flow);
}

} // namespace api
