// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/attempt.h"
#include "api/clientconfig.h"
#include "api/httplog.h"
#include "api/request.h"
#include "core/call.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace api {

//! The only door to a service: sends endpoints, gives values. Reads are sent again by reliability 2.C, a write reaches
//! the service at most once (B1); no redirect is followed; everything has a time limit and a cap; all requests share one
//! pace and one back-off. One per connection; application's thread. Destroying it ends every call as Cancelled.
class ApiClient : public QObject
{
    Q_OBJECT
public:
    explicit ApiClient(ClientConfig config, QObject *parent = nullptr);
    ~ApiClient() override;

    [[nodiscard]] const ClientConfig &config() const;
    //! A renewed token. After a 401 nothing is sent until this is called: calls end as Unauthorized, NotSent.
    void setToken(const Token &token);
    //! Another one after each setToken(): whoever has to know whether a thing was read with the present token.
    [[nodiscard]] int tokenNumber() const;

    template<typename T>
    core::Call<T> send(const Endpoint<T> &endpoint)
    {
        core::Promise<T> promise;
        const int job = start(endpoint.request, [promise, parse = endpoint.parse](const core::Result<Reply> &reply) {
            promise.resolve(reply ? parsed<T>(*reply, parse) : core::Result<T>(reply.error()));
        });
        promise.onCancel([self = QPointer(this), job] {
            if (self)
                self->cancel(job);
        });
        return promise.call();
    }

    //! A person has just asked for something: what was asked for in this turn of the event loop, and what waits, does not
    //! wait for the end of a pause that we chose ourselves. Walks in the background do, and everything waits as long as the
    //! service wants (Retry-After, 429).
    void hurry();

    //! When the shared pause under way ends; invalid when there is none.
    [[nodiscard]] QDateTime backoffUntil() const;
    [[nodiscard]] int inFlight() const;

signals:
    //! A 401, once for each token.
    void unauthorized();
    void tokenChanged();
    //! The service wants less: nothing is sent until then. Invalid when it is over.
    void backoffChanged(const QDateTime &until);
    void activityChanged(int inFlight);
    //! Each attempt on the wire; also one line in the logging category palimpsest.http.
    void exchangeLogged(const api::LoggedExchange &exchange);

private:
    using Done = std::function<void(const core::Result<Reply> &)>;

    template<typename T>
    static core::Result<T> parsed(const Reply &reply, const std::function<core::Result<T>(const QByteArray &)> &parse)
    {
        core::Result<T> result = parse(reply.body);
        if (result)
            return result;
        core::Error error = result.error();
        error.httpStatus = reply.status;
        error.requestId = reply.requestId;
        return error;
    }

    int start(const Request &request, Done done);
    void cancel(int job);

    class Private;
    const std::unique_ptr<Private> d;
};

} // namespace api
