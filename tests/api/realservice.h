// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/memorystores.h"
#include "asking.h"
#include "service/service.h"
#include "support/profiles.h"
#include "support/quickfolder.h"

#include <QTemporaryDir>

#include <memory>
#include <utility>

//! The embedded service in the profile of this run of the test, and a client that has to find out which one that is.
namespace support {

template<typename T>
core::Result<T> ask(core::Call<T> call)
{
    const auto result = waitFor(std::move(call));
    if (result)
        return *result;
    core::Error error;
    error.detail = QStringLiteral("no answer");
    return error;
}

class RealService
{
public:
    RealService() : m_folder(quickFolder())
    {
        auto started = service::Service::start({m_folder.filePath(QStringLiteral("data")), 0, dialect, "pt-canary-7f3a"});
        if (!started)
            qFatal("the service did not start");
        m_service = std::move(started.value());
        client = std::make_unique<api::ApiClient>(testConfig(m_service->baseUrl()));
        stores = std::make_unique<api::MemoryStores>(*client);
    }

    //! The dialect that the service speaks; `stores` is not told.
    const wire::Dialect dialect = profileC() ? wire::profileC() : wire::profileS();
    std::unique_ptr<api::ApiClient> client;
    std::unique_ptr<api::MemoryStores> stores;

    [[nodiscard]] core::StoreId makeStore(const QString &name = QStringLiteral("project-alpha")) const
    {
        return must(ask(stores->createStore({name, {}, {}}))).id;
    }
    [[nodiscard]] core::Entry makeEntry(const core::StoreId &store, const QString &path, const QByteArray &text = "text") const
    {
        return must(ask(stores->createEntry(store, {path, text, {}})));
    }
    [[nodiscard]] QList<core::Version> versionsOf(const core::StoreId &store) const
    {
        return must(ask(stores->listVersions(store, {}, {}))).items;
    }

private:
    template<typename T>
    static T must(const core::Result<T> &result)
    {
        if (!result)
            qFatal("refused: %s", qPrintable(result.error().serverText + result.error().detail));
        return *result;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<service::Service> m_service;
};

} // namespace support
