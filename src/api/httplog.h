// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/request.h"

#include <QLoggingCategory>
#include <QString>

#include <chrono>

namespace api {

Q_DECLARE_LOGGING_CATEGORY(httpLog)

//! One exchange as the log has it (rule R13): no query, no bodies, no headers, so no token either.
struct LoggedExchange
{
    wire::Verb verb = wire::Verb::Get;
    QString path;      //!< with ids, without query
    int status = 0;    //!< 0 when there was no reply
    std::chrono::milliseconds duration{0};
    qint64 bytes = 0;  //!< of the reply's body
    QString requestId;
    QString outcome;   //!< "ok", or what went wrong
};

//! One line, whatever a server put into it (promise G5): control characters are escaped, fields bounded.
QString toLine(const LoggedExchange &exchange);

} // namespace api
