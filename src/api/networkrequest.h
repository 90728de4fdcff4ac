// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/clientconfig.h"
#include "api/request.h"

#include <QNetworkRequest>
#include <QSslCertificate>

namespace api {

//! The request as Qt gets it: nothing followed, nothing stored, nothing compressed, HTTP/1.1 only (promises N1, N5, N6).
//! Its URL is empty when it could not be kept as it was meant.
QNetworkRequest networkRequest(const ClientConfig &config, const Request &request, const QString &requestId);

//! Whether a certificate names the host among its subject alternative names. Qt is content with a common name (N2).
bool namesHost(const QSslCertificate &certificate, const QString &host);

} // namespace api
