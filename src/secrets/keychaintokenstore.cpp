// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychaintokenstore.h"

#include "secrets/keychaincheck.h"
#include "secrets/keychainthread.h"
#include "secrets/keychainunlock.h"

#include <QCoreApplication>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <algorithm>

namespace secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr auto serviceName = "palimpsest"_L1;

KeychainState stateOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
        return KeychainState::Available;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return KeychainState::Refused;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return KeychainState::NoService;
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    return KeychainState::Error;
}

core::Error errorOf(const QKeychain::Job &job)
{
    return keychainError(stateOf(job.error()), job.errorString());
}

void start(QKeychain::Job *job, const QString &key, QObject *context, std::function<void()> finished)
{
    job->setAutoDelete(true);
    job->setInsecureFallback(false); // promise G3
    job->setKey(key);
    QObject::connect(job, &QKeychain::Job::finished, context, [finished = std::move(finished)] { finished(); });
    job->start();
}

//! What a header can carry, and what every keychain gives back as it was.
bool isVisibleAscii(const QByteArray &token)
{
    return !token.isEmpty() && std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

} // namespace

KeychainTokenStore::KeychainTokenStore(const KeychainLimits &limits, QObject *parent)
    : QObject(parent), m_limits(limits)
{
}

template<typename T>
core::Call<T> KeychainTokenStore::ask(std::chrono::milliseconds limit,
                                      std::function<void(QObject *, const core::Promise<T> &)> work)
{
    const core::Promise<T> promise;
    promise.onCancel([promise] { promise.resolve(core::Error{core::ErrorKind::Cancelled, {}}); });
    auto *patience = new QTimer(this);
    connect(patience, &QTimer::timeout, this, [promise, patience, limit] {
        promise.resolve(keychainError(KeychainState::Frozen, u"no answer within %1 ms"_s.arg(limit.count())));
        patience->deleteLater();
    });
    // A store that goes leaves no question open: each would hold itself for ever.
    connect(patience, &QObject::destroyed, QCoreApplication::instance(),
            [promise] { promise.resolve(core::Error{core::ErrorKind::Cancelled, {}}); });
    patience->setTimerType(Qt::PreciseTimer);
    patience->setSingleShot(true);
    patience->start(limit);
    KeychainThread::ofApplication()->post([promise, work = std::move(work)](QObject *context) {
        if (!promise.isResolved())
            work(context, promise);
    });
    return promise.call();
}

template<typename T>
core::Call<T> KeychainTokenStore::askWhenUnlocked(std::chrono::milliseconds limit,
                                                  std::function<void(QObject *, const core::Promise<T> &)> job)
{
    return ask<T>(limit, [limit, job = std::move(job)](QObject *context, const core::Promise<T> &promise) {
        checkKeychain(context, limit, [context, promise, job](const KeychainCheck &check) {
            if (promise.isResolved())
                return; // given up meanwhile: the person was told that nothing was done, so nothing is
            if (check.state == KeychainState::Available)
                job(context, promise);
            else
                promise.resolve(keychainError(check.state, check.itsWords));
        });
    });
}

core::Call<std::optional<QByteArray>> KeychainTokenStore::read(const core::ConnectionId &connection)
{
    using Found = std::optional<QByteArray>;
    return askWhenUnlocked<Found>(m_limits.job, [connection](QObject *context, const core::Promise<Found> &promise) {
        auto *job = new QKeychain::ReadPasswordJob(serviceName);
        start(job, connection.value, context, [job, promise] {
            if (job->error() == QKeychain::EntryNotFound)
                promise.resolve(Found());
            else if (job->error() != QKeychain::NoError)
                promise.resolve(errorOf(*job));
            else
                promise.resolve(Found(job->binaryData()));
        });
    });
}

core::Call<core::Done> KeychainTokenStore::write(const core::ConnectionId &connection, const QByteArray &token)
{
    if (connection.isEmpty() || !isVisibleAscii(token)) {
        core::Error error{core::ErrorKind::Invalid, {}};
        error.field = u"token"_s;
        error.detail = u"a token is visible ASCII without spaces"_s;
        return core::ready<core::Done>(error);
    }
    return askWhenUnlocked<core::Done>(
        m_limits.job, [connection, token](QObject *context, const core::Promise<core::Done> &promise) {
            auto *job = new QKeychain::WritePasswordJob(serviceName);
            job->setTextData(QString::fromLatin1(token));
            start(job, connection.value, context, [job, promise] {
                if (job->error() == QKeychain::NoError)
                    promise.resolve(core::Done{});
                else
                    promise.resolve(errorOf(*job));
            });
        });
}

core::Call<core::Done> KeychainTokenStore::remove(const core::ConnectionId &connection)
{
    return askWhenUnlocked<core::Done>(
        m_limits.job, [connection](QObject *context, const core::Promise<core::Done> &promise) {
            auto *job = new QKeychain::DeletePasswordJob(serviceName);
            start(job, connection.value, context, [job, promise] {
                if (job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound)
                    promise.resolve(core::Done{});
                else
                    promise.resolve(errorOf(*job));
            });
        });
}

core::Call<KeychainState> KeychainTokenStore::probe()
{
    // The check alone would not notice that libsecret is missing, so it is followed by a read of what is never there.
    const core::Promise<KeychainState> answer;
    auto call = askWhenUnlocked<KeychainState>(
        m_limits.probe, [](QObject *context, const core::Promise<KeychainState> &promise) {
            auto *job = new QKeychain::ReadPasswordJob(serviceName);
            start(job, u"probe"_s, context, [job, promise] { promise.resolve(stateOf(job->error())); });
        });
    answer.onCancel([call]() mutable { call.cancel(); });
    call.then(this, [answer](const core::Result<KeychainState> &result) {
        if (result)
            answer.resolve(*result);
        else if (result.error().kind == core::ErrorKind::Cancelled)
            answer.resolve(result.error());
        else
            answer.resolve(keychainState(result.error()));
    });
    return answer.call();
}

core::Call<KeychainState> KeychainTokenStore::unlock()
{
    const auto limit = m_limits.unlock;
    return ask<KeychainState>(limit, [limit](QObject *context, const core::Promise<KeychainState> &promise) {
        unlockKeychain(context, limit, [promise](const KeychainCheck &check) { promise.resolve(check.state); });
    });
}

} // namespace secrets
