// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/service.h"

#include "service/application.h"
#include "service/changewatch.h"
#include "service/httpserver.h"
#include "service/import.h"
#include "service/schema.h"

#include <QFileInfo>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace service {

class Service::Private
{
public:
    Private(std::unique_ptr<Database> opened, const Options &options)
        : database(std::move(opened))
        , application(*database, options.dialect, options.token)
        , watch(*database, [this] { application.setDamaged(); })
        , server([this](const HttpRequest &request) { return application.handle(request); },
                 [this](const HttpRequest &head) { return application.gate(head); },
                 [this](int status, const QByteArray &why) { return application.refuse(status, why); })
    {
    }

    std::unique_ptr<Database> database;
    Application application;
    ChangeWatch watch;
    HttpServer server; // last: its threads use all of the above
    quint16 port = 0;
};

Service::Service(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{
}

Service::~Service()
{
    stop();
}

core::Result<std::unique_ptr<Service>> Service::start(Options options)
{
    const bool usable = !options.token.isEmpty()
        && std::all_of(options.token.begin(), options.token.end(), [](char c) { return c > ' ' && c < 0x7F; });
    if (!usable) {
        return core::Error{.kind = core::ErrorKind::Invalid, .serverText = {}, .field = u"token"_s,
                           .detail = u"the token must be printable ASCII without spaces"_s};
    }
    auto database = Database::open(options.dataDirectory);
    if (!database)
        return database.error();
    std::unique_ptr<Service> service(new Service(std::make_unique<Private>(std::move(*database), options)));
    Private &d = *service->m_d;
    d.watch.start();
    const auto listening = d.server.listen(options.port, [&d](quint16 bound) {
        d.port = bound;
        d.application.setPort(bound);
    });
    if (!listening)
        return listening.error();
    return service;
}

QString Service::baseUrl() const
{
    return u"http://127.0.0.1:%1/api/v1/cloud"_s.arg(m_d->port);
}

quint16 Service::port() const
{
    return m_d->port;
}

void Service::onChange(std::function<void()> callback)
{
    m_d->watch.onChange(std::move(callback));
}

quint64 Service::dataVersion() const
{
    return m_d->watch.dataVersion();
}

void Service::stop()
{
    m_d->server.stop();
    m_d->watch.stop();
}

QByteArray makeToken()
{
    quint32 words[8];
    QRandomGenerator::system()->fillRange(words);
    return QByteArray(reinterpret_cast<const char *>(words), sizeof words)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

core::Result<core::Done> importStores(const QString &dataDirectory, const QByteArray &json)
{
    auto stores = readImport(json);
    if (!stores)
        return stores.error();
    auto database = Database::open(dataDirectory);
    if (!database)
        return database.error();
    return writeImport(**database, *stores);
}

core::Result<bool> isEmpty(const QString &dataDirectory)
{
    if (!QFileInfo::exists(databaseOptions(dataDirectory).file))
        return true;
    auto database = Database::open(dataDirectory);
    if (!database)
        return database.error();
    const auto changes = (*database)->changes();
    if (!changes)
        return core::Error{.kind = core::ErrorKind::Storage, .serverText = {}, .detail = QString::fromUtf8(changes.failure().detail)};
    return *changes == 0;
}

QString defaultDataDirectory()
{
    // Not AppDataLocation, which depends on the name of the program: both programs must agree.
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/palimpsest/service"_s;
}

} // namespace service
