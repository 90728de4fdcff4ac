// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/apiclient.h"
#include "api/clientconfig.h"
#include "api/memorystores.h"
#include "core/call.h"
#include "session/connection.h"

namespace controllers {

//! Asks a service for one store, with a client of its own: the cheapest check of URL and token (contract 1.2).
//! Destroying it stops the request.
class ConnectionTest
{
public:
    using Answer = core::Page<core::Store>;

    ConnectionTest(const api::ClientConfig &config, QObject *context,
                   const std::function<void(const core::Result<Answer> &)> &answered)
        : m_client(config), m_service(m_client), m_call(m_service.listStores({}, {}, 1))
    {
        m_call.then(context, answered);
    }
    ~ConnectionTest() { m_call.abandon(); }
    Q_DISABLE_COPY_MOVE(ConnectionTest)

private:
    api::ApiClient m_client;
    api::MemoryStores m_service;
    core::Call<Answer> m_call;
};

} // namespace controllers
