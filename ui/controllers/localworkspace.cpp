// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/localworkspace.h"

#include "core/background.h"
#include "service/service.h"
#include "service/tokenfile.h"

#include <QDir>
#include <QFile>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

constexpr int settleMs = 150;

//! A folder that was never filled gets the samples, so that a new user sees what the program is about.
core::Result<core::Done> importSamples(const QString &dataDirectory, const QStringList &samples)
{
    const core::Result<bool> empty = service::isEmpty(dataDirectory);
    if (!empty)
        return empty.error();
    if (!*empty)
        return core::Done{};
    for (const QString &sample : samples) {
        QFile file(sample);
        if (!file.open(QIODevice::ReadOnly))
            return core::Error{.kind = core::ErrorKind::Storage, .serverText = {}, .detail = u"cannot read sample "_s + sample};
        if (const auto imported = service::importStores(dataDirectory, file.readAll()); !imported)
            return imported.error();
    }
    return core::Done{};
}

} // namespace

LocalWorkspace::LocalWorkspace(QString dataDirectory, QStringList samples, QObject *parent)
    : QObject(parent), m_dataDirectory(std::move(dataDirectory)), m_samples(std::move(samples))
{
    m_pool.setMaxThreadCount(1);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &LocalWorkspace::changed);
}

LocalWorkspace::~LocalWorkspace()
{
    m_pool.waitForDone();
    m_shared.reset();
    m_own.reset();
}

core::Call<LocalWorkspace::Door> LocalWorkspace::start()
{
    if (m_ownDoor)
        return core::ready<Door>(*m_ownDoor);
    return open(0, false);
}

core::Call<LocalWorkspace::Door> LocalWorkspace::share(quint16 port)
{
    unshare();
    return open(port, true);
}

void LocalWorkspace::unshare()
{
    if (!m_shared)
        return;
    // Stopping waits for requests under way: not on this thread.
    m_sharedDoor.reset();
    m_pool.start([stopping = std::exchange(m_shared, nullptr)] { stopping->stop(); });
}

core::Call<LocalWorkspace::Door> LocalWorkspace::open(quint16 port, bool lastingToken)
{
    core::Promise<Door> promise;
    auto opened = core::inBackground<Opened>(
        m_pool,
        [directory = m_dataDirectory, samples = m_samples, port,
         lastingToken](const core::CancelFlag &) -> core::Result<Opened> {
            if (const auto imported = importSamples(directory, samples); !imported)
                return imported.error();
            service::Options options;
            options.dataDirectory = directory;
            options.port = port;
            options.token = service::makeToken();
            if (lastingToken) {
                const auto kept = service::readOrMakeToken(QDir(directory).filePath(u"token"_s));
                if (!kept)
                    return kept.error();
                options.token = *kept;
            }
            auto started = service::Service::start(options);
            if (!started)
                return started.error();
            const Door door{(*started)->baseUrl(), options.token};
            return Opened{ServicePtr(std::move(*started)), door};
        });
    opened.then(this, [this, promise, lastingToken](const core::Result<Opened> &result) {
        if (!result) {
            promise.resolve(result.error());
            return;
        }
        watch(*result->service);
        if (lastingToken) {
            m_shared = result->service;
            m_sharedDoor = result->door;
        } else {
            m_own = result->service;
            m_ownDoor = result->door;
        }
        promise.resolve(result->door);
    });
    return promise.call();
}

void LocalWorkspace::watch(service::Service &running)
{
    running.onChange([self = QPointer<LocalWorkspace>(this)] {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self] {
                if (self && !self->m_settle.isActive())
                    self->m_settle.start();
            },
            Qt::QueuedConnection);
    });
}

} // namespace controllers
