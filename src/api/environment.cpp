// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/environment.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

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
    for (const char *name : tokenVariables) {
        // What the program was started with stays readable in /proc/PID/environ after unsetting, so it is wiped first.
        if (char *value = std::getenv(name))
            std::fill_n(value, std::strlen(value), '\0');
        qunsetenv(name);
    }
    return settings;
}

} // namespace api
