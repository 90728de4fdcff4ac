// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/token.h"

#include <QString>

#include <optional>

namespace api {

//! What the customary variables say (contract 1.2): QODER_BASE_URL, and the token from QODER_PAT or, where that is not
//! set, QODER_ACCESS_TOKEN.
struct EnvironmentSettings
{
    QString baseUrl;                          //!< empty when not set; not validated
    QString tokenVariable;                    //!< which variable had the token; empty when none has
    std::optional<core::Result<Token>> token; //!< an Error when what is there cannot be a token
    QByteArray tokenText;                     //!< the same as bytes, for the keychain only; empty unless it is a token
};

EnvironmentSettings readEnvironment();
//! Reads, then unsets the token's variables, so that no child process and no crash report has them.
EnvironmentSettings takeEnvironment();

} // namespace api
