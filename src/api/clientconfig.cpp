// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/clientconfig.h"

#include "core/baseurl.h"

#include <QElapsedTimer>
#include <QMap>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace api {

namespace {

core::Error refused(core::BaseUrlProblem problem)
{
    static const QMap<core::BaseUrlProblem, QString> reasons{
        {core::BaseUrlProblem::Empty, u"it is empty"_s},
        {core::BaseUrlProblem::Malformed, u"expected https://host[:port][/path]"_s},
        {core::BaseUrlProblem::NotHttps, u"http is only for 127.0.0.1 and [::1]; use https"_s},
        {core::BaseUrlProblem::OtherScheme, u"expected https"_s},
        {core::BaseUrlProblem::Credentials, u"no user and no password belong in it"_s},
        {core::BaseUrlProblem::Extras, u"no query and no fragment belong in it"_s},
        {core::BaseUrlProblem::BadPort, u"the port is out of range"_s},
    };
    core::Error error;
    error.kind = core::ErrorKind::Invalid;
    error.field = u"base_url"_s;
    error.detail = reasons.value(problem);
    error.delivery = core::Delivery::NotSent;
    return error;
}

} // namespace

Timing Timing::real()
{
    QElapsedTimer timer;
    timer.start();
    return {[timer] { return timer.elapsed(); }, [] { return QDateTime::currentDateTimeUtc(); },
            [] { return QRandomGenerator::global()->generateDouble(); }};
}

core::Result<ClientConfig> ClientConfig::make(const QString &typed, const Token &token)
{
    const core::BaseUrlProblem problem = core::checkBaseUrl(typed);
    if (problem != core::BaseUrlProblem::None)
        return refused(problem);
    ClientConfig config;
    config.baseUrl = QUrl(core::normalizedBaseUrl(typed), QUrl::StrictMode);
    config.token = token;
    if (config.isLoopback())
        config.pace = {config.pace.parallel, 0, 0, std::chrono::milliseconds(0)};
    return config;
}

bool ClientConfig::isLoopback() const
{
    return core::isLoopbackUrl(baseUrl.toString());
}

} // namespace api
