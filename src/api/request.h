// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "wire/dialect.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace api {

//! What a request does there. It decides about sending it again (reliability 2.C).
enum class Effect {
    Read,
    Write,
    Erase, //!< delete and redact: never sent again, whatever happened
};

//! How much of a reply is read.
enum class ReplySize { Object, Page };

//! One request as plain data.
struct Request
{
    wire::Verb verb = wire::Verb::Get;
    QByteArray path;                          //!< after the base URL, percent-encoded, with its leading slash
    QList<std::pair<QString, QString>> query; //!< not encoded, in this order
    std::optional<QByteArray> body;           //!< JSON
    Effect effect = Effect::Read;
    ReplySize replySize = ReplySize::Object;
    bool background = false; //!< nobody waits for it: ApiClient::hurry() is not for it
    QString id = {}; //!< `x-request-id` of its first attempt; empty: made up. Repeats get one of their own

    friend bool operator==(const Request &, const Request &) = default;
};

//! A request and how its reply becomes a value (rule R6). Needs no network to be tested.
template<typename T>
struct Endpoint
{
    Request request;
    std::function<core::Result<T>(const QByteArray &body)> parse;
};

//! "GET", "POST", ...
QByteArray verbName(wire::Verb verb);
//! `?limit=20&after_id=mem_x` with everything percent-encoded but unreserved characters; empty without items.
QByteArray encodedQuery(const Request &request);

} // namespace api
