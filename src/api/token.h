// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

class QDebug;
class QNetworkRequest;

namespace api {

//! An access token (PAT or SAT, contract 1.2). Made only from text that cannot become another header; cannot be printed,
//! logged or read back; the only thing it does is to go onto a request.
class Token
{
public:
    //! No token: requests go out without Authorization.
    Token() = default;
    //! Trailing line ends (of a pasted text) are cut off; anything but printable ASCII without spaces and quotes is
    //! refused as Error{Invalid, field "token"} whose `detail` is the reason, never the text.
    static core::Result<Token> make(const QByteArray &text);
    static core::Result<Token> make(const QString &text) { return make(text.toUtf8()); }

    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    //! Sets the Authorization header. The one place that does.
    void authorize(QNetworkRequest &request) const;

    friend bool operator==(const Token &, const Token &) = default;

private:
    QByteArray m_text;
};

QDebug operator<<(QDebug, const Token &) = delete;

} // namespace api
