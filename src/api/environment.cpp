// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/environment.h"

#include <array>

using namespace Qt::StringLiterals;

namespace api {

namespace {

constexpr std::array tokenVariables{"QODER_PAT", "QODER_ACCESS_TOKEN"};

} // namespace

EnvironmentSettings readEnvironment()
{
    EnvironmentSettings settings;
    settings.baseUrl = qEnvironmentVariable("QODER_BASE_URL").trimmed();
    for (const char *name : tokenVariables) {
        const QByteArray value = qgetenv(name);
        if (value.isEmpty())
            continue;
        settings.tokenVariable = QString::fromLatin1(name);
        settings.token = Token::make(value);
        if (*settings.token)
            settings.tokenText = value.trimmed();
        break;
    }
    return settings;
}

EnvironmentSettings takeEnvironment()
{
    EnvironmentSettings settings = readEnvironment();
    for (const char *name : tokenVariables)
        qunsetenv(name);
    return settings;
}

} // namespace api
