// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/commands.h"

#include "core/utf8.h"
#include "session/createoperation.h"
#include "session/deleteoperation.h"
#include "session/redactoperation.h"
#include "session/saveoperation.h"
#include "session/session.h"
#include "session/settlement.h"
#include "session/storeoperations.h"
#include "session/unsettled.h"
#include "wire/pathrules.h"

namespace session {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Commands::Commands(Session &session, QObject *parent) : QObject(parent), m_session(session), m_schedule{0s, 2s, 10s} { }

void Commands::setCheckSchedule(const CheckSchedule &schedule)
{
    m_schedule = schedule;
}

template<typename Op>
auto Commands::watch(Op *operation)
{
    connect(operation, &Operation::checkingStarted, this, [this] {
        if (++m_checking == 1)
            emit checkingChanged(true);
    });
    connect(operation, &Operation::checkingEnded, this, [this] {
        if (--m_checking == 0)
            emit checkingChanged(false);
    });
    return operation->call();
}

template<typename Op>
auto Commands::run(Op *operation, const core::StoreId &store, const QString &target)
{
    auto call = watch(operation);
    if (!m_unsettled) {
        operation->start();
        return call;
    }
    m_unsettled->settleBefore(store, target, [waiting = QPointer(operation)](const std::optional<core::Error> &error) {
        if (!waiting || waiting->hasEnded())
            return; // cancelled
        if (error)
            waiting->refuseUnsent(*error);
        else
            waiting->start();
    });
    return call;
}

template<typename Op>
core::Call<Settlement> Commands::resumeAs(const journal::Intent &intent)
{
    auto *operation = new Op(m_session, intent, m_schedule, this);
    core::Promise<Settlement> promise;
    watch(operation).then(this, [promise](const auto &result) {
        promise.resolve(result ? core::Result<Settlement>(settlementOf(*result)) : core::Result<Settlement>(result.error()));
    });
    operation->resume();
    return promise.call();
}

core::Call<Settlement> Commands::resume(const journal::Intent &intent)
{
    using Kind = journal::WriteKind;
    switch (intent.kind) {
    case Kind::SaveEntry:
        return resumeAs<SaveOperation>(intent);
    case Kind::CreateEntry:
        return resumeAs<CreateOperation>(intent);
    case Kind::DeleteEntry:
        return resumeAs<DeleteOperation>(intent);
    case Kind::Redact:
        return resumeAs<RedactOperation>(intent);
    case Kind::CreateStore:
        return resumeAs<CreateStoreOperation>(intent);
    case Kind::UpdateStore:
        return resumeAs<UpdateStoreOperation>(intent);
    case Kind::ArchiveStore:
        return resumeAs<ArchiveStoreOperation>(intent);
    case Kind::DeleteStore:
        break;
    }
    return resumeAs<DeleteStoreOperation>(intent);
}

void Commands::recordWrites(journal::Intents &intents)
{
    const Connection &connection = m_session.connection();
    m_unsettled = new Unsettled(intents, connection.id, connection.baseUrl,
                                [this](const journal::Intent &intent) { return resume(intent); }, this);
    connect(m_unsettled, &Unsettled::settled, this, &Commands::writeSettled);
}

void Commands::noteUnsettled(const journal::Intent &intent)
{
    if (m_unsettled)
        m_unsettled->add(intent);
}

void Commands::settleAgain()
{
    if (m_unsettled)
        m_unsettled->settleAll();
}

namespace {

core::Error refusedHere(const QString &field, const QString &detail)
{
    core::Error error;
    error.kind = core::ErrorKind::Invalid;
    error.field = field;
    error.detail = detail;
    error.delivery = core::Delivery::NotSent;
    return error;
}

//! What no service of this dialect takes is not sent at all (promise E3).
std::optional<core::Error> contentProblem(const QByteArray &content, const wire::Dialect &dialect)
{
    if (wire::isBlank(content))
        return refusedHere(u"content"_s, u"empty"_s);
    if (content.size() > dialect.limits.contentBytes)
        return refusedHere(u"content"_s, u"too long"_s);
    if (core::firstInvalidUtf8(content) >= 0 || content.contains('\0'))
        return refusedHere(u"content"_s, u"not text"_s);
    return std::nullopt;
}

} // namespace

core::Call<SaveOutcome> Commands::save(const core::Entry &base, const QByteArray &content,
                                       const std::optional<core::Metadata> &metadata)
{
    const bool sameText = base.content ? *base.content == content : base.sha256 == core::sha256Hex(content);
    if (const auto problem = sameText ? std::nullopt : contentProblem(content, m_session.dialect()))
        return core::ready<SaveOutcome>(*problem);
    return run(new SaveOperation(m_session, base, content, metadata, m_schedule, this), base.store,
               base.id.value);
}

core::Call<CreateOutcome> Commands::createEntry(const core::StoreId &store, const api::NewEntry &entry)
{
    const wire::Dialect &dialect = m_session.dialect();
    if (wire::serviceProblem(entry.path, dialect.limits)) // what is only doubtful is for the dialog to warn about
        return core::ready<CreateOutcome>(refusedHere(u"path"_s, u"not a path"_s));
    if (const auto problem = contentProblem(entry.content, dialect))
        return core::ready<CreateOutcome>(*problem);
    return run(new CreateOperation(m_session, store, entry, m_schedule, this), store, entry.path);
}

core::Call<DeleteOutcome> Commands::deleteEntry(const core::Entry &seen)
{
    return run(new DeleteOperation(m_session, seen, m_schedule, this), seen.store, seen.id.value);
}

core::Call<RedactOutcome> Commands::redact(const core::Version &version)
{
    return run(new RedactOperation(m_session, version, m_schedule, this), version.store, version.id.value);
}

core::Call<StoreOutcome> Commands::createStore(const api::NewStore &store)
{
    return run(new CreateStoreOperation(m_session, store, m_schedule, this), {}, store.name.trimmed());
}

core::Call<StoreOutcome> Commands::updateStore(const core::StoreId &store, const api::StoreChange &change)
{
    return run(new UpdateStoreOperation(m_session, store, change, m_schedule, this), store, {});
}

core::Call<StoreOutcome> Commands::archiveStore(const core::StoreId &store)
{
    return run(new ArchiveStoreOperation(m_session, store, m_schedule, this), store, {});
}

core::Call<StoreOutcome> Commands::deleteStore(const core::StoreId &store)
{
    return run(new DeleteStoreOperation(m_session, store, m_schedule, this), store, {});
}

} // namespace session
