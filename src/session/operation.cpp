// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/operation.h"

#include "api/apiclient.h"
#include "api/walk.h"
#include "core/utf8.h"
#include "session/session.h"

#include <QTimer>
#include <QUuid>

namespace session {

namespace {
constexpr int maxPagesBack = 20;
}

bool isCertainlyNotApplied(const core::Error &error)
{
    if (error.delivery == core::Delivery::NotSent)
        return true;
    return error.delivery == core::Delivery::Answered && error.httpStatus >= 400 && error.httpStatus < 500
        && error.httpStatus != 408;
}

bool isSameState(const core::Entry &now, const core::Entry &seen)
{
    const auto hashOf = [](const core::Entry &entry) {
        return entry.sha256.isEmpty() && entry.content ? core::sha256Hex(*entry.content) : entry.sha256;
    };
    if (!now.sha256.isEmpty() && !seen.sha256.isEmpty())
        return now.sha256 == seen.sha256;
    if (now.content && seen.content)
        return *now.content == *seen.content;
    if (const QString hash = hashOf(now); !hash.isEmpty() && !hashOf(seen).isEmpty())
        return hash == hashOf(seen);
    if (now.version && seen.version)
        return *now.version == *seen.version;
    return now.updatedAt == seen.updatedAt;
}

//! Keys and values with their lengths, so that none can pass for another.
QString digestOf(const core::Metadata &metadata)
{
    QByteArray all;
    for (auto pair = metadata.cbegin(); pair != metadata.cend(); ++pair) {
        for (const QByteArray &part : {pair.key().toUtf8(), pair.value().toUtf8()})
            all += QByteArray::number(part.size()) + ':' + part;
    }
    return core::sha256Hex(all);
}

journal::Intent intentOver(const core::Entry &base, journal::WriteKind kind)
{
    journal::Intent intent;
    intent.kind = kind;
    intent.store = base.store;
    intent.target = base.id.value;
    intent.name = base.path;
    intent.baseSha256 = base.sha256.isEmpty() && base.content ? core::sha256Hex(*base.content) : base.sha256;
    intent.baseVersion = base.version;
    intent.baseUpdatedAt = base.updatedAt;
    return intent;
}

core::Entry baseOf(const journal::Intent &intent)
{
    core::Entry base;
    base.id = {intent.target};
    base.store = intent.store;
    base.path = intent.name;
    base.sha256 = intent.baseSha256;
    base.version = intent.baseVersion;
    base.updatedAt = intent.baseUpdatedAt;
    return base;
}

Operation::Operation(Session &session, CheckSchedule schedule, QObject *parent)
    : QObject(parent), m_session(session), m_schedule(std::move(schedule)), m_token(session.client().tokenNumber())
{
}

bool Operation::isTokenTheSame() const
{
    return m_session.client().tokenNumber() == m_token;
}

void Operation::cancel()
{
    if (m_done)
        return;
    if (m_lost) {
        core::Error error;
        error.kind = core::ErrorKind::Cancelled;
        giveUp(error);
    } else if (m_cancelStep) {
        m_cancelStep();
    } else { // waits for its start
        core::Error error;
        error.kind = core::ErrorKind::Cancelled;
        refuseUnsent(error);
    }
}

void Operation::resume()
{
    m_sent = true;
    core::Error lost;
    lost.kind = core::ErrorKind::Offline;
    lost.requestId = m_intent.id;
    settle(lost);
}

void Operation::takeIntent(const journal::Intent &intent)
{
    m_intent = intent;
    m_recorded = true;
}

void Operation::record(std::function<void(bool cancelled)> then)
{
    m_intent = intent();
    m_intent.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    journal::Intents *intents = m_session.intents();
    if (!intents) {
        then(false);
        return;
    }
    m_intent.connection = m_session.connection().id;
    m_intent.baseUrl = m_session.connection().baseUrl;
    m_intent.at = m_session.clock().now();
    m_recorded = true;
    auto cancelled = std::make_shared<bool>(false); // shared by cancel() and the end of the recording
    m_cancelStep = [cancelled] { *cancelled = true; };
    intents->record(m_intent).then(this, [cancelled, then](const core::Result<core::Done> &recorded) {
        if (!recorded)
            qWarning("a write is sent without a note of it: %s", qPrintable(recorded.error().detail));
        then(*cancelled);
    });
}

void Operation::findNewest(const core::StoreId &store, std::function<void(const core::Result<core::VersionId> &)> then)
{
    if (const core::VersionId known = m_session.newestKnownVersion(store); !known.isEmpty()) {
        then(known);
        return;
    }
    await<core::Page<core::Version>>(m_session.service().listVersions(store, {}, {}, 1),
                                     [then](const core::Result<core::Page<core::Version>> &page) {
                                         if (!page)
                                             then(page.error());
                                         else if (page->items.isEmpty())
                                             then(core::VersionId{});
                                         else
                                             then(page->items.constFirst().id);
                                     });
}

void Operation::settle(const core::Error &lost)
{
    m_lost = lost;
    emit checkingStarted();
    if (!again())
        giveUp(lost);
}

bool Operation::again()
{
    if (m_done || m_checks >= m_schedule.size())
        return false;
    const auto passed = m_checks == 0 ? std::chrono::milliseconds(0) : m_schedule.at(m_checks - 1);
    const auto wait = std::max(m_schedule.at(m_checks) - passed, std::chrono::milliseconds(0));
    ++m_checks;
    QTimer::singleShot(wait, this, [this] {
        if (!m_done)
            check();
    });
    return true;
}

void Operation::again(const core::Error &unreadable)
{
    if (!again() && !m_done)
        giveUp(unreadable);
}

void Operation::done(bool settled)
{
    if (m_done)
        return;
    m_done = true;
    if (m_recorded && settled)
        m_session.intents()->close(m_intent.id).then(&m_session, [](const core::Result<core::Done> &) {});
    else if (m_recorded)
        m_session.noteUnsettled(m_intent);
    if (m_lost)
        emit checkingEnded();
    deleteLater();
}

core::Call<QList<core::Version>> readNewestVersions(Session &session, QObject *context, const core::StoreId &store,
                                                    const core::EntryId &entry,
                                                    std::function<bool(const core::Version &)> isPast)
{
    core::Promise<QList<core::Version>> promise;
    struct Found
    {
        QList<core::Version> versions;
        int pages = 0;
        bool reachedPast = false;
    };
    auto found = std::make_shared<Found>(); // shared by the page handler and the end of the walk
    api::WalkOptions options;
    options.gap = session.pageGap();
    api::MemoryStores &service = session.service();
    auto call = api::walkPages<core::Version>(
        context,
        [&service, store, entry](const core::Cursor &cursor) { return service.listVersions(store, {entry}, cursor); },
        [found, entry, isPast](const QList<core::Version> &page) {
            ++found->pages;
            for (const core::Version &version : page) {
                if (isPast(version)) {
                    found->reachedPast = true;
                    return false;
                }
                if (entry.isEmpty() || version.entry == entry)
                    found->versions.append(version);
            }
            return found->pages < maxPagesBack;
        },
        options);
    promise.onCancel([call]() mutable { call.cancel(); });
    call.then(context, [promise, found](const core::Result<api::WalkSummary> &result) {
        if (!result) {
            promise.resolve(result.error());
        } else if (result->stopped && !found->reachedPast && !result->next.isStart()) {
            core::Error error;
            error.kind = core::ErrorKind::TooLarge;
            error.detail = QStringLiteral("more versions were written meanwhile than are looked through");
            promise.resolve(error);
        } else {
            promise.resolve(found->versions);
        }
    });
    return promise.call();
}

} // namespace session
