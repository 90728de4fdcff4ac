// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/unsettled.h"

#include <algorithm>
#include <utility>

namespace session {

Unsettled::Unsettled(journal::Intents &intents, const core::ConnectionId &connection, const QString &baseUrl, Resume resume,
                     QObject *parent)
    : QObject(parent), m_intents(intents), m_resume(std::move(resume))
{
    intents.takeUnsettled(connection).then(this, [this, baseUrl](const core::Result<QList<journal::Intent>> &found) {
        if (!found)
            qWarning("earlier writes could not be looked up: %s", qPrintable(found.error().detail));
        m_loaded = true;
        for (const journal::Intent &intent : found ? *found : QList<journal::Intent>()) {
            if (intent.baseUrl == baseUrl)
                add(intent);
        }
        settleAll();
        for (const Waiting &waiting : std::exchange(m_waiting, {}))
            settleBefore(waiting.store, waiting.target, waiting.then);
    });
}

bool Unsettled::isOpen(const core::StoreId &store, const QString &target) const
{
    return std::any_of(m_open.cbegin(), m_open.cend(),
                       [&](const Open &open) { return open.intent.isAbout(store, target); });
}

void Unsettled::settleBefore(const core::StoreId &store, const QString &target, Then then)
{
    if (m_loaded && !isOpen(store, target)) {
        then(std::nullopt);
        return;
    }
    m_waiting.push_back({store, target, std::move(then)});
    QStringList about; // settling changes the list
    for (const Open &open : m_open) {
        if (open.intent.isAbout(store, target))
            about.append(open.intent.id);
    }
    for (const QString &id : std::as_const(about))
        settle(id);
}

void Unsettled::settleAll()
{
    QStringList ids;
    for (const Open &open : m_open)
        ids.append(open.intent.id);
    for (const QString &id : std::as_const(ids))
        settle(id);
}

void Unsettled::add(const journal::Intent &intent)
{
    const bool known = std::any_of(m_open.cbegin(), m_open.cend(),
                                   [&](const Open &open) { return open.intent.id == intent.id; });
    if (!known)
        m_open.push_back({intent, false});
}

void Unsettled::settle(const QString &id)
{
    const auto open = std::find_if(m_open.begin(), m_open.end(), [&](const Open &one) { return one.intent.id == id; });
    if (open == m_open.end() || open->running)
        return;
    open->running = true;
    m_resume(open->intent).then(this, [this, intent = open->intent](const core::Result<Settlement> &result) {
        end(intent, result);
    });
}

void Unsettled::end(const journal::Intent &intent, const core::Result<Settlement> &result)
{
    using Verdict = Settlement::Verdict;
    Settlement settlement = result ? *result : Settlement{};
    settlement.intent = intent;
    if (!result)
        settlement.cause = result.error();
    const auto open = std::find_if(m_open.begin(), m_open.end(),
                                   [&](const Open &one) { return one.intent.id == intent.id; });
    if (open == m_open.end())
        return;
    // With the store gone there will never be an answer, so this is the last word.
    const bool forEver = settlement.cause && settlement.cause->kind == core::ErrorKind::NotFound;
    const bool unreadable = settlement.verdict == Verdict::StillUnknown && settlement.cause && !forEver;
    if (unreadable) {
        open->running = false;
        letGo(intent, settlement.cause);
        return;
    }
    m_open.erase(open);
    m_intents.close(intent.id).then(this, [](const core::Result<core::Done> &) {});
    emit settled(settlement);
    letGo(intent, std::nullopt);
}

void Unsettled::letGo(const journal::Intent &about, const std::optional<core::Error> &error)
{
    std::vector<Waiting> ready;
    std::vector<Waiting> rest;
    for (Waiting &waiting : m_waiting) {
        const bool concerned = about.isAbout(waiting.store, waiting.target);
        auto &list = concerned && (error || !isOpen(waiting.store, waiting.target)) ? ready : rest;
        list.push_back(std::move(waiting));
    }
    m_waiting = std::move(rest);
    for (const Waiting &waiting : ready)
        waiting.then(error);
}

} // namespace session
