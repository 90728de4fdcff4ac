// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/apiclient.h"
#include "api/clientconfig.h"
#include "api/memorystores.h"
#include "history/filenames.h"
#include "service/database.h"
#include "service/import.h"
#include "service/service.h"
#include "session/historykeeper.h"
#include "support/knownpast.h"
#include "support/quickfolder.h"
#include "wait.h"

#include <QTemporaryDir>

#include <memory>

//! The embedded service with one store, whose past is known, and a client that speaks to it.
namespace pastservice {

constexpr auto token = "pt-test-canary";

struct Client
{
    Client(const QString &baseUrl, bool profileC)
    {
        auto config = api::ClientConfig::make(baseUrl, *api::Token::make(QByteArray(token)));
        if (!config)
            qFatal("the base URL was refused");
        client = std::make_unique<api::ApiClient>(*config);
        memory = std::make_unique<api::MemoryStores>(*client, profileC ? wire::profileC() : wire::profileS());
    }

    std::unique_ptr<api::ApiClient> client;
    std::unique_ptr<api::MemoryStores> memory;
};

class PastService
{
public:
    PastService(const support::KnownPast &past, bool profileC) : m_folder(support::quickFolder())
    {
        service::Options options;
        options.dataDirectory = m_folder.filePath(QStringLiteral("data"));
        options.dialect = profileC ? wire::profileC() : wire::profileS();
        options.token = token;
        {
            auto database = service::Database::open(options.dataDirectory);
            if (!database || !service::writeImport(**database, {past.toImport("the past")}))
                qFatal("the past could not be written");
        }
        auto started = service::Service::start(options);
        if (!started)
            qFatal("the service did not start: %s", qPrintable(started.error().detail));
        m_service = std::move(started.value());
        m_client = std::make_unique<Client>(m_service->baseUrl(), profileC);
        const auto stores = wait(m_client->memory->listStores({}, {}));
        if (!stores || stores->items.size() != 1)
            qFatal("the store is not there");
        m_store = stores->items.constFirst().id;
    }

    [[nodiscard]] api::MemoryStores &client() { return *m_client->memory; }
    [[nodiscard]] const core::StoreId &store() const { return m_store; }
    [[nodiscard]] QString baseUrl() const { return m_service->baseUrl(); }
    [[nodiscard]] QString indexFile() const { return history::indexFileOf(m_folder.path(), {QStringLiteral("one")}); }
    [[nodiscard]] std::unique_ptr<session::HistoryKeeper> keeper(const QString &file = {})
    {
        using ms = std::chrono::milliseconds;
        return std::make_unique<session::HistoryKeeper>(*m_client->memory, file.isEmpty() ? indexFile() : file,
                                                        session::HistoryKeeper::Pace{ms(0), ms(0), ms(100), ms(1000), std::chrono::hours(168)}, m_clock,
                                                        [](const core::StoreId &) { return core::Timestamp(); });
    }

private:
    QTemporaryDir m_folder;
    core::SystemClock m_clock;
    std::unique_ptr<service::Service> m_service;
    std::unique_ptr<Client> m_client;
    core::StoreId m_store;
};

} // namespace pastservice
