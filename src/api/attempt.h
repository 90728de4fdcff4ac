// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/request.h"
#include "core/error.h"
#include "core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QNetworkReply>
#include <QString>

#include <chrono>
#include <optional>

namespace api {

//! How one attempt on the wire ended, as plain data.
struct Attempt
{
    //! Why it ended. Qt has one code for time-outs and aborts, so the reason is our own (rule R11).
    enum class End {
        Finished, //!< Qt ended it; see `error`
        ConnectTimeout,
        Timeout,
        Cancelled,
        TooLarge,
        Encoded,        //!< a Content-Encoding, though we asked for none
        BadCertificate, //!< accepted by Qt, refused by us: no alternative name fits
    };

    End end = End::Finished;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QString errorText;         //!< Qt's words
    bool certificateError = false;
    bool hasReply = false;     //!< a status line and headers came
    bool maybeSent = true;     //!< whether a byte of the request may have left this computer
    int status = 0;
    QByteArray body;
    QByteArray location;
    QByteArray retryAfter;
    QByteArray date;
    QString ownRequestId;      //!< what we sent
    QString serverRequestId;   //!< what the headers of the reply say; empty when absent or no plain word
    std::chrono::milliseconds duration{0};
};

//! What kind of failure it was, finer than ErrorKind, for the retry table.
enum class Cause {
    NotConnected, //!< DNS, refused, unreachable, connect time-out
    Handshake,    //!< TLS was cut, no certificate was judged
    Cut,          //!< the connection broke before the end of the reply
    Status,       //!< a complete reply that is no success
    Other,        //!< certificates, time-outs, caps, cancel: not to be repeated
};

struct Failure
{
    core::Error error;
    Cause cause = Cause::Other;
};

//! A success of the service. What it means is for Endpoint::parse.
struct Reply
{
    QByteArray body;
    int status = 0;
    QString requestId;
};

//! The one place where HTTP becomes ErrorKind (rule R7).
core::ErrorKind kindOfStatus(int status);

//! `now` is for a Retry-After that is a date. Nothing is a success.
std::optional<Failure> failureOf(const Attempt &attempt, const QDateTime &now);

//! Seconds or a date of HTTP, measured by the server's own `Date` when there is one; nothing for nonsense.
std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray &value, const QByteArray &serverDate,
                                                         const QDateTime &now);

} // namespace api
