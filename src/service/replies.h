// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/httpmessage.h"
#include "service/route.h"
#include "service/rows.h"
#include "wire/dialect.h"

#include <variant>

namespace service {

//! A request that says something wrong: always 400.
struct BadRequest
{
    QByteArray message;
    QByteArray param = {}; //!< the field or parameter
};

//! A checked value or what is wrong with it.
template<typename T>
using Checked = std::variant<T, BadRequest>;

//! Errors as the dialect words them (contract 1.4). Message texts are the documented ones where there are any.
class Replies
{
public:
    explicit Replies(const wire::Dialect &dialect);

    [[nodiscard]] HttpResponse forbidden(const QByteArray &requestId) const;
    [[nodiscard]] HttpResponse unauthorized(bool belowStore, const QByteArray &requestId) const;
    [[nodiscard]] HttpResponse unknownRoute(const QByteArray &requestId) const;
    [[nodiscard]] HttpResponse methodNotAllowed(const QByteArray &allowed, const QByteArray &requestId) const;
    [[nodiscard]] HttpResponse bad(const BadRequest &bad, const QByteArray &requestId) const;
    [[nodiscard]] HttpResponse failure(const Failure &failure, const Route &route, const QByteArray &requestId) const;
    //! For what the parser refused.
    [[nodiscard]] HttpResponse plain(int status, const QByteArray &why, const QByteArray &requestId) const;

    [[nodiscard]] BadRequest missing(const QByteArray &field) const;

private:
    [[nodiscard]] HttpResponse error(int status, QByteArrayView type, QByteArrayView message, const QByteArray &requestId,
                                     QByteArrayView param = {}) const;
    [[nodiscard]] HttpResponse conflict(const QByteArray &detailed, const QByteArray &requestId) const;

    bool m_requestId;
    bool m_detailed;
    QByteArray m_authErrorOnStores;
    QByteArray m_authErrorOnEntries;
    QByteArray m_conflictError;
};

} // namespace service
