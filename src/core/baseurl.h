// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace core {

//! What is wrong with a service's base URL as a person typed it. Sentences are made in ui/.
enum class BaseUrlProblem {
    None,
    Empty,
    Malformed,   //!< not scheme://host[:port][/path], or odd characters in it
    NotHttps,    //!< http is for literal 127.0.0.1 and [::1] only (promise N3)
    OtherScheme, //!< neither http nor https
    Credentials, //!< user or password inside the URL
    Extras,      //!< a query or a fragment
    BadPort,
};

//! Judges the text as it is, not what QUrl makes of it: `http://127.1` is not a literal loopback.
BaseUrlProblem checkBaseUrl(const QString &typed);

//! Without the blanks around it and the slashes at its end (contract 1.1).
QString normalizedBaseUrl(const QString &typed);

//! Whether requests to it never leave this computer: literal 127.0.0.1 or [::1].
bool isLoopbackUrl(const QString &baseUrl);

} // namespace core
