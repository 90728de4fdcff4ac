// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/httphead.h"

#include <chrono>

namespace service {

//! How long a connection may take.
struct HttpPatience
{
    std::chrono::milliseconds idle{5000};  //!< until the first byte of the next request
    std::chrono::milliseconds head{10000}; //!< from there to the end of the head
    std::chrono::milliseconds body{30000};
    std::chrono::milliseconds answer{10000};
};

//! One accepted connection: reads requests and writes replies, each with a deadline that does not start again with
//! every byte. Blocking; `wakeUp` is a descriptor that becomes readable when the server stops, which ends the wait for
//! a next request. Does not own the descriptors.
class HttpConnection
{
public:
    HttpConnection(int socket, int wakeUp, const HttpLimits &limits);

    enum class Got { Request, Nothing, Refused };

    //! Request: its head is in `request`. Refused: `refusal` says with what to answer before closing. Nothing: close.
    Got readHead(HttpRequest &request, BadHead &refusal, const HttpPatience &patience);
    //! The body that the head announced. To be called before the next head, unless the connection is closed instead.
    Got readBody(HttpRequest &request, BadHead &refusal, const HttpPatience &patience);
    bool write(QByteArrayView bytes, std::chrono::milliseconds patience);
    //! Reads and drops what the client is still sending, so that it can see our answer before the connection ends.
    void linger(std::chrono::milliseconds patience);

private:
    using Deadline = std::chrono::steady_clock::time_point;
    enum class Wait { Ready, TimedOut, Stopping };

    Wait waitFor(short events, Deadline deadline, bool untilStop) const;
    bool receive(Deadline deadline, bool untilStop = false);
    Got readChunks(HttpRequest &request, BadHead &refusal, Deadline deadline);
    bool readLine(QByteArray &line, Deadline deadline);
    bool readBytes(qint64 count, QByteArray &into, Deadline deadline);

    int m_socket;
    int m_wakeUp;
    HttpLimits m_limits;
    QByteArray m_buffer;
};

} // namespace service
