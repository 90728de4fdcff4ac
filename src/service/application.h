// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/admission.h"
#include "service/bodyreader.h"
#include "service/objectwriter.h"
#include "service/queryparameters.h"

#include <atomic>

namespace service {

//! The contract between an HTTP request and the memories: the order of the checks (contract 2.8), the fourteen
//! operations, and their replies. Called from many threads at once.
class Application
{
public:
    Application(Database &database, const wire::Dialect &dialect, const QByteArray &token);

    //! To be set before the first request; it is part of the Host that is accepted.
    void setPort(quint16 port) { m_port = port; }
    //! From now on nothing is served but an error (promise J8).
    void setDamaged() { m_damaged = true; }

    //! The answer to a stranger, from the head alone; nothing for who may go on to handle().
    [[nodiscard]] std::optional<HttpResponse> gate(const HttpRequest &head) const;
    [[nodiscard]] HttpResponse handle(const HttpRequest &request);
    [[nodiscard]] HttpResponse refuse(int status, const QByteArray &why) const;

private:
    struct Call; //!< one request on its way

    std::optional<HttpResponse> admit(const HttpRequest &head, const Route &route, const QByteArray &requestId) const;
    HttpResponse answer(const HttpRequest &request, const QByteArray &requestId);
    HttpResponse dispatch(const Call &call);
    HttpResponse createStore(const Call &call);
    HttpResponse listStores(const Call &call);
    HttpResponse updateStore(const Call &call);
    HttpResponse deleteStore(const Call &call);
    HttpResponse createEntry(const Call &call);
    HttpResponse listEntries(const Call &call);
    HttpResponse updateEntry(const Call &call);
    HttpResponse deleteEntry(const Call &call);
    HttpResponse listVersions(const Call &call);

    template<typename Row>
    HttpResponse object(const Call &call, const Outcome<Row> &outcome, int status = 200) const;
    template<typename Row>
    HttpResponse page(const Call &call, const Outcome<PageOf<Row>> &outcome, const PageRequest &request) const;
    HttpResponse deleted(const Call &call, const Outcome<core::Done> &outcome, const QByteArray &id, const char *type) const;

    Storage m_storage;
    const wire::Dialect m_dialect;
    const Admission m_admission;
    const Replies m_replies;
    const BodyReader m_bodies;
    const ObjectWriter m_objects;
    quint16 m_port = 0;
    std::atomic_bool m_damaged = false;
};

} // namespace service
