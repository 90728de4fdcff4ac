// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/httpmessage.h"

namespace service {

//! Who may speak to us at all. A browser must not: a page that resolves its own name to 127.0.0.1 (DNS rebinding) or
//! posts across origins is stopped before the token is looked at (promise J3).
class Admission
{
public:
    explicit Admission(const QByteArray &token);

    //! The Host must be one of our own names with our port; no Origin; no Sec-Fetch-Site but none and same-origin.
    [[nodiscard]] bool isFromHere(const HttpRequest &request, quint16 port) const;
    //! Exactly one `Authorization: Bearer <token>`. Takes the same time whatever the token is (promise J2).
    [[nodiscard]] bool isAuthorized(const HttpRequest &request) const;

private:
    QByteArray m_digest; //!< of the token: all digests have one length, and the token itself is not kept
};

} // namespace service
