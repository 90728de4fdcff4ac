// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/transferrun.h"

#include "core/utf8.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace session {

namespace {

//! What would be the same for the next item.
bool concernsAll(const core::Error &error)
{
    switch (error.kind) {
    case core::ErrorKind::Offline:
    case core::ErrorKind::Timeout:
    case core::ErrorKind::Tls:
    case core::ErrorKind::Redirected:
    case core::ErrorKind::Unauthorized:
    case core::ErrorKind::Forbidden:
    case core::ErrorKind::RateLimited:
    case core::ErrorKind::Server:
    case core::ErrorKind::Keychain:
    case core::ErrorKind::LocalServer:
        return true;
    default:
        return false;
    }
}

//! Keys that others set stay (promise B6); nothing when there is nothing to set.
std::optional<core::Metadata> mergedMetadata(const core::Metadata &wanted, const core::Metadata &present)
{
    core::Metadata merged = present;
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        merged.insert(it.key(), it.value());
    return merged == present ? std::nullopt : std::optional(merged);
}

constexpr auto damagedField = "content_sha256";
constexpr auto redactedField = "redacted_at";

} // namespace

TransferRun::TransferRun(Session &target, const core::StoreId &store, const QList<transfer::PlanItem> &plan,
                         ReadText read, QObject *parent)
    : QObject(parent), m_target(&target), m_store(store), m_plan(plan), m_read(std::move(read)), m_results(plan.size())
{
    connect(&target, &QObject::destroyed, this, [this] {
        m_cancelled = true;
        end();
    });
}

TransferRun::~TransferRun()
{
    if (m_cancelStep)
        std::exchange(m_cancelStep, {})();
}

void TransferRun::start()
{
    for (int item = 0; item < m_plan.size(); ++item) {
        if (m_plan.at(item).chosen && m_plan.at(item).isDoable())
            m_waiting.append(item);
    }
    for (const int item : std::as_const(m_waiting))
        set(item, {ItemState::Waiting});
    m_running = true;
    m_cancelled = false;
    m_stopped = false;
    next();
}

void TransferRun::retryFailed()
{
    if (m_running)
        return;
    for (int item = 0; item < m_plan.size(); ++item) {
        const bool wanted = m_plan.at(item).chosen && m_plan.at(item).isDoable();
        const ItemState state = m_results.at(item).state;
        if (wanted && state != ItemState::Written && state != ItemState::Unchanged)
            m_waiting.append(item);
    }
    for (const int item : std::as_const(m_waiting))
        set(item, {ItemState::Waiting});
    m_running = true;
    m_cancelled = false;
    m_stopped = false;
    next();
}

bool TransferRun::canRetry() const
{
    const Progress now = progress();
    return !m_running && m_target && now.written + now.unchanged < now.total;
}

void TransferRun::cancel()
{
    if (!m_running)
        return;
    m_cancelled = true;
    if (m_cancelStep)
        std::exchange(m_cancelStep, {})();
}

TransferRun::Progress TransferRun::progress() const
{
    Progress progress;
    for (int item = 0; item < m_plan.size(); ++item) {
        progress.total += m_plan.at(item).chosen && m_plan.at(item).isDoable();
        const ItemState state = m_results.at(item).state;
        progress.written += state == ItemState::Written;
        progress.deleted += state == ItemState::Written && m_plan.at(item).kind == transfer::PlanKind::Delete;
        progress.unchanged += state == ItemState::Unchanged;
        progress.failed += state == ItemState::Failed;
        progress.unknown += state == ItemState::Unknown;
    }
    progress.done = progress.written + progress.unchanged + progress.failed + progress.unknown;
    progress.running = m_running;
    progress.cancelled = m_cancelled;
    progress.stopped = m_stopped;
    return progress;
}

QStringList TransferRun::equalPaths() const
{
    QStringList paths;
    for (int item = 0; item < m_plan.size(); ++item) {
        const ItemState state = m_results.at(item).state;
        if (m_plan.at(item).kind == transfer::PlanKind::Delete)
            continue;
        if (state == ItemState::Written || state == ItemState::Unchanged
            || m_plan.at(item).kind == transfer::PlanKind::Same)
            paths.append(m_plan.at(item).path);
    }
    return paths;
}

template<typename T>
void TransferRun::await(core::Call<T> call, typename core::Call<T>::Handler handler)
{
    m_cancelStep = [call]() mutable { call.cancel(); };
    call.then(this, [this, handler = std::move(handler)](const core::Result<T> &result) {
        m_cancelStep = {};
        handler(result);
    });
}

void TransferRun::next()
{
    if (m_waiting.isEmpty() || m_cancelled || m_stopped || !m_target) {
        end();
        return;
    }
    const int item = m_waiting.takeFirst();
    set(item, {ItemState::Running});
    if (m_plan.at(item).kind == transfer::PlanKind::Delete) {
        remove(item);
        return;
    }
    await<QByteArray>(m_read(m_plan.at(item)), [this, item](const core::Result<QByteArray> &text) {
        if (text && !m_cancelled && m_target)
            write(item, *text);
        else if (text || text.error().kind == core::ErrorKind::Cancelled)
            settle(item, ItemState::NotRun);
        else
            settle(item, ItemState::Failed,
                   text.error().field == QLatin1String(damagedField)    ? ItemWhy::SourceDamaged
                       : text.error().field == QLatin1String(redactedField) ? ItemWhy::Redacted
                                                                           : ItemWhy::SourceError,
                   text.error());
    });
}

void TransferRun::write(int item, const QByteArray &text)
{
    const transfer::PlanItem &plan = m_plan.at(item);
    const bool metadata = m_target->dialect().entryMetadata;
    if (plan.base) {
        await<SaveOutcome>(m_target->commands().save(*plan.base, text,
                                                     metadata ? mergedMetadata(plan.metadata, plan.base->metadata)
                                                              : std::nullopt),
                           [this, item](const core::Result<SaveOutcome> &result) { take(item, result); });
        return;
    }
    api::NewEntry entry{plan.path, text, std::nullopt};
    if (metadata && !plan.metadata.isEmpty())
        entry.metadata = plan.metadata;
    await<CreateOutcome>(
        m_target->commands().createEntry(m_store, entry),
        [this, item, text](const core::Result<CreateOutcome> &result) { take(item, result, text); });
}

void TransferRun::settleError(int item, const core::Error &error)
{
    settle(item, error.kind == core::ErrorKind::Cancelled ? ItemState::NotRun : ItemState::Failed, ItemWhy::Error, error);
}

//! The endings that every kind of write may have.
template<typename Outcome>
void TransferRun::settleUndone(int item, const Outcome &outcome)
{
    using Kind = typename Outcome::Kind;
    if (outcome.kind == Kind::StillUnknown)
        settle(item, ItemState::Unknown, ItemWhy::None, outcome.cause);
    else
        settle(item, ItemState::Failed,
               outcome.kind == Kind::StoreArchived ? ItemWhy::StoreArchived : ItemWhy::NotApplied, outcome.cause);
}

//! Read once more first; when it is not what the plan saw, nothing is sent.
void TransferRun::remove(int item)
{
    await<DeleteOutcome>(m_target->commands().deleteEntry(*m_plan.at(item).base),
                         [this, item](const core::Result<DeleteOutcome> &result) { take(item, result); });
}

void TransferRun::take(int item, const core::Result<DeleteOutcome> &result)
{
    using Kind = DeleteOutcome::Kind;
    if (!result) {
        settleError(item, result.error());
        return;
    }
    switch (result->kind) {
    case Kind::Deleted:
        if (result->removed)
            m_removed.append(*result->removed);
        settle(item, ItemState::Written);
        break;
    case Kind::AlreadyGone:
        settle(item, ItemState::Unchanged);
        break;
    case Kind::ChangedMeanwhile:
        settle(item, ItemState::Failed, ItemWhy::LostRace, result->cause);
        break;
    case Kind::StoreArchived:
    case Kind::NotApplied:
    case Kind::StillUnknown:
        settleUndone(item, *result);
        break;
    }
}

void TransferRun::take(int item, const core::Result<CreateOutcome> &result, const QByteArray &text)
{
    using Kind = CreateOutcome::Kind;
    if (!result) {
        settleError(item, result.error());
        return;
    }
    switch (result->kind) {
    case Kind::Created:
        settle(item, ItemState::Written, result->alteredByService ? ItemWhy::AlteredByService : ItemWhy::None);
        break;
    case Kind::PathTaken:
        if (result->entry.sha256 == core::sha256Hex(text)) // a first try that arrived after all, or the same by somebody
            settle(item, ItemState::Unchanged);
        else
            settle(item, ItemState::Failed, ItemWhy::PathTaken, result->cause);
        break;
    case Kind::StoreArchived:
    case Kind::NotApplied:
    case Kind::StillUnknown:
        settleUndone(item, *result);
        break;
    }
}

void TransferRun::take(int item, const core::Result<SaveOutcome> &result)
{
    using Kind = SaveOutcome::Kind;
    if (!result) {
        settleError(item, result.error());
        return;
    }
    switch (result->kind) {
    case Kind::Saved:
    case Kind::SavedThenOvertaken:
        settle(item, ItemState::Written, result->alteredByService ? ItemWhy::AlteredByService : ItemWhy::None);
        break;
    case Kind::Unchanged:
        settle(item, ItemState::Unchanged);
        break;
    case Kind::LostRace:
        settle(item, ItemState::Failed, ItemWhy::LostRace, result->cause);
        break;
    case Kind::EntryGone:
        settle(item, ItemState::Failed, ItemWhy::EntryGone, result->cause);
        break;
    case Kind::StoreArchived:
    case Kind::NotApplied:
    case Kind::StillUnknown:
        settleUndone(item, *result);
        break;
    }
}

void TransferRun::settle(int item, ItemState state, ItemWhy why, const std::optional<core::Error> &error)
{
    const bool notRun = state == ItemState::NotRun;
    set(item, {state, notRun ? ItemWhy::None : why, notRun ? std::nullopt : error});
    m_stopped = m_stopped || state == ItemState::Unknown || why == ItemWhy::StoreArchived
        || (state == ItemState::Failed && error && concernsAll(*error));
    next();
}

void TransferRun::set(int item, const ItemResult &result)
{
    m_results[item] = result;
    emit itemChanged(item);
}

void TransferRun::end()
{
    if (!m_running)
        return;
    m_running = false;
    const QList<int> left = std::exchange(m_waiting, {});
    for (const int item : left)
        set(item, {ItemState::NotRun});
    emit finished();
}

namespace {

core::Error unusable(const char *field)
{
    core::Error error;
    error.kind = core::ErrorKind::Protocol;
    error.field = QString::fromLatin1(field);
    error.delivery = core::Delivery::Answered;
    return error;
}

//! The text of an entry or a version, if it is what its service says.
template<typename T>
core::Result<QByteArray> checkedText(const core::Result<T> &source)
{
    if (!source)
        return source.error();
    const QByteArray text = source->content.value_or(QByteArray());
    const core::Integrity integrity = core::integrityOf(text, source->sha256, source->size);
    if (!source->content || integrity == core::Integrity::HashMismatch || integrity == core::Integrity::SizeMismatch)
        return unusable(damagedField);
    return text;
}

core::Call<QByteArray> closed()
{
    core::Error error;
    error.kind = core::ErrorKind::Offline;
    error.detail = u"the connection was closed"_s;
    error.delivery = core::Delivery::NotSent;
    return core::ready<QByteArray>(error);
}

template<typename T>
core::Call<QByteArray> textOf(core::Call<T> call, QObject *context, std::function<core::Result<QByteArray>(const core::Result<T> &)> take)
{
    core::Promise<QByteArray> promise;
    promise.onCancel([call]() mutable { call.cancel(); });
    call.then(context, [promise, take = std::move(take)](const core::Result<T> &result) { promise.resolve(take(result)); });
    return promise.call();
}

} // namespace

TransferRun::ReadText readFrom(Session &source)
{
    return [session = QPointer<Session>(&source)](const transfer::PlanItem &item) {
        if (!session)
            return closed();
        return textOf<core::Entry>(session->readEntry(item.entry.store, item.entry.id), session, checkedText<core::Entry>);
    };
}

TransferRun::ReadText readVersionsFrom(Session &source, const core::StoreId &store)
{
    return [session = QPointer<Session>(&source), store](const transfer::PlanItem &item) {
        if (!session)
            return closed();
        return textOf<core::Version>(session->readVersion(store, item.version), session,
                                     [](const core::Result<core::Version> &version) -> core::Result<QByteArray> {
                                         if (version && version->redacted)
                                             return unusable(redactedField);
                                         return checkedText(version);
                                     });
    };
}

} // namespace session
