// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/httpconnection.h"

#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

namespace service {

using std::chrono::steady_clock;

namespace {

bool hasBareLineFeed(const QByteArray &text)
{
    for (auto at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
        if (at == 0 || text.at(at - 1) != '\r')
            return true;
    }
    return false;
}

} // namespace

HttpConnection::HttpConnection(int socket, int wakeUp, const HttpLimits &limits)
    : m_socket(socket)
    , m_wakeUp(wakeUp)
    , m_limits(limits)
{
}

HttpConnection::Wait HttpConnection::waitFor(short events, Deadline deadline, bool untilStop) const
{
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now());
        if (left.count() < 0)
            return Wait::TimedOut;
        pollfd descriptors[2] = {{m_socket, events, 0}, {m_wakeUp, POLLIN, 0}};
        const int ready = ::poll(descriptors, untilStop ? 2 : 1, int(left.count()) + 1);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return Wait::TimedOut;
        if (descriptors[0].revents != 0)
            return Wait::Ready;
        return Wait::Stopping;
    }
}

bool HttpConnection::receive(Deadline deadline, bool untilStop)
{
    if (waitFor(POLLIN, deadline, untilStop) != Wait::Ready)
        return false;
    char bytes[16 * 1024];
    const auto count = ::recv(m_socket, bytes, sizeof bytes, MSG_DONTWAIT);
    if (count < 0)
        return errno == EAGAIN || errno == EINTR;
    if (count == 0)
        return false;
    m_buffer.append(bytes, count);
    return true;
}

HttpConnection::Got HttpConnection::readHead(HttpRequest &request, BadHead &refusal, const HttpPatience &patience)
{
    if (m_buffer.isEmpty() && !receive(steady_clock::now() + patience.idle, true))
        return Got::Nothing;
    const Deadline deadline = steady_clock::now() + patience.head;
    qsizetype searched = 0;
    for (;;) {
        const auto end = m_buffer.indexOf("\r\n\r\n", searched);
        if (end >= 0 && end <= m_limits.head) {
            auto parsed = parseHead(QByteArrayView(m_buffer).first(end), m_limits);
            m_buffer.remove(0, end + 4);
            if (const auto *bad = std::get_if<BadHead>(&parsed)) {
                refusal = *bad;
                return Got::Refused;
            }
            request = std::get<HttpRequest>(std::move(parsed));
            return Got::Request;
        }
        // A head that will never be right is refused without waiting for its end.
        if (m_buffer.startsWith('\r') || m_buffer.contains('\0') || hasBareLineFeed(m_buffer)) {
            refusal = {400, "the request is malformed"};
            return Got::Refused;
        }
        if (m_buffer.size() > m_limits.line && m_buffer.indexOf('\n') < 0) {
            refusal = {414, "the request line is too long"};
            return Got::Refused;
        }
        if (m_buffer.size() > m_limits.head) {
            refusal = {431, "the headers are too long"};
            return Got::Refused;
        }
        searched = std::max<qsizetype>(0, m_buffer.size() - 3);
        if (!receive(deadline)) {
            if (steady_clock::now() < deadline)
                return Got::Nothing;
            refusal = {408, "the request took too long"};
            return Got::Refused;
        }
    }
}

HttpConnection::Got HttpConnection::readBody(HttpRequest &request, BadHead &refusal, const HttpPatience &patience)
{
    const Deadline deadline = steady_clock::now() + patience.body;
    if (!request.chunked && request.contentLength.value_or(0) == 0)
        return Got::Request;
    if (request.contentLength && *request.contentLength > m_limits.body) {
        // Answered in its turn (contract 2.8), without reading it.
        request.bodyTooLarge = true;
        request.keepAlive = false;
        return Got::Request;
    }
    if (request.expectsContinue && !write("HTTP/1.1 100 Continue\r\n\r\n", std::chrono::seconds(5)))
        return Got::Nothing;
    if (request.chunked)
        return readChunks(request, refusal, deadline);
    return readBytes(*request.contentLength, request.body, deadline) ? Got::Request : Got::Nothing;
}

HttpConnection::Got HttpConnection::readChunks(HttpRequest &request, BadHead &refusal, Deadline deadline)
{
    const auto refuse = [&refusal] {
        refusal = {400, "the chunks of the body are malformed"};
        return Got::Refused;
    };
    for (;;) {
        QByteArray line;
        if (!readLine(line, deadline))
            return m_buffer.size() > m_limits.line ? refuse() : Got::Nothing;
        const auto size = parseChunkSize(line);
        if (!size)
            return refuse();
        if (request.body.size() + *size > m_limits.body) {
            request.body.clear();
            request.bodyTooLarge = true;
            request.keepAlive = false;
            return Got::Request;
        }
        if (*size > 0 && !readBytes(*size, request.body, deadline))
            return Got::Nothing;
        if (!readLine(line, deadline))
            return Got::Nothing;
        // After the last chunk: no trailers. They could only say what the head must say.
        if (!line.isEmpty())
            return refuse();
        if (*size == 0)
            return Got::Request;
    }
}

bool HttpConnection::readLine(QByteArray &line, Deadline deadline)
{
    for (;;) {
        const auto end = m_buffer.indexOf('\n');
        if (end >= 0) {
            if (end == 0 || m_buffer.at(end - 1) != '\r') {
                line = "\n"; // not a line of ours: refused by whoever asked for it
            } else {
                line = m_buffer.first(end - 1);
            }
            m_buffer.remove(0, end + 1);
            return true;
        }
        if (m_buffer.size() > m_limits.line || !receive(deadline))
            return false;
    }
}

bool HttpConnection::readBytes(qint64 count, QByteArray &into, Deadline deadline)
{
    const qint64 wanted = into.size() + count;
    while (into.size() < wanted) {
        if (m_buffer.isEmpty() && !receive(deadline))
            return false;
        const auto part = std::min<qint64>(wanted - into.size(), m_buffer.size());
        into.append(m_buffer.constData(), part);
        m_buffer.remove(0, part);
    }
    return true;
}

bool HttpConnection::write(QByteArrayView bytes, std::chrono::milliseconds patience)
{
    const Deadline deadline = steady_clock::now() + patience;
    while (!bytes.isEmpty()) {
        const auto count = ::send(m_socket, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count > 0)
            bytes = bytes.sliced(count);
        else if (errno == EAGAIN || errno == EINTR) {
            if (waitFor(POLLOUT, deadline, false) != Wait::Ready)
                return false;
        } else {
            return false;
        }
    }
    return true;
}

void HttpConnection::linger(std::chrono::milliseconds patience)
{
    ::shutdown(m_socket, SHUT_WR);
    const Deadline deadline = steady_clock::now() + patience;
    do {
        m_buffer.clear();
    } while (receive(deadline, true) && steady_clock::now() < deadline);
}

} // namespace service
