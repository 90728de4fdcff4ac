// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/request.h"

#include <QString>
#include <QUrl>

#include <optional>

//! Between requests and the lines that people paste. Pure.
namespace api {

//! The request as a curl line in the form of the service's documentation, with `$QODER_PAT` in the token's place.
QString asCurl(const QUrl &baseUrl, const Request &request);

//! What a pasted curl line says about a connection.
struct CurlLine
{
    QString baseUrl; //!< up to the route; not validated
    QString token;   //!< empty when there is none, or only a placeholder such as $QODER_PAT
};

//! Understands quotes, continued lines and every way to write -H. Nothing when it is no curl line with a URL.
std::optional<CurlLine> parseCurl(const QString &text);

} // namespace api
