// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace core {

//! What went wrong, in the terms in which a caller decides. Sentences for people are made in ui/presentation.
enum class ErrorKind {
    Offline,      //!< no connection: DNS, refused, unreachable, cut
    Timeout,      //!< our own deadline passed
    Cancelled,    //!< the caller asked for it
    Tls,          //!< the certificate or the handshake was not good enough
    Redirected,   //!< a 3xx; its target is in `detail`; never followed
    Unauthorized, //!< 401
    Forbidden,    //!< 403
    NotFound,     //!< 404
    Conflict,     //!< 409: lost race, duplicate path, archived, already redacted; the operation tells which
    RateLimited,  //!< 429
    Invalid,      //!< 400, 405, 413, 422, or refused by our own checks before sending
    Server,       //!< 408, 5xx
    Protocol,     //!< a reply that is not what the contract says; `detail` names the JSON path
    TooLarge,     //!< a reply beyond our caps
    Keychain,     //!< the keychain is absent, locked, refused, frozen; `detail` is the state's word
    LocalServer,  //!< the embedded service could not start
    Storage,      //!< a local database or file
};

//! Whether the service can have applied the request. The base of every decision about a write (reliability 2.B).
enum class Delivery {
    NotSent,  //!< certain: nothing left this computer
    Answered, //!< certain: a complete reply to this very request came
    Unknown,  //!< anything else: read the state back, never send again
};

struct Error
{
    ErrorKind kind = ErrorKind::Protocol;
    QString serverText;                //!< the service's own words; untrusted, shown as plain text only
    QString serverType = {};           //!< `error.type`; detail, never a switch key
    QString field = {};                //!< the request's field that is wrong, where known
    int httpStatus = 0;                //!< 0 when there was no reply
    QString requestId = {};            //!< to quote to the service's operators
    QString detail = {};               //!< English, technical: JSON path, redirect target, Qt's words
    Delivery delivery = Delivery::Unknown;
    bool retryable = false;            //!< asking again later may help
    std::optional<std::chrono::milliseconds> retryAfter = std::nullopt;
};

} // namespace core
