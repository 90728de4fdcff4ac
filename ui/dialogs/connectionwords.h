// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/connectiondraft.h"

#include "core/baseurl.h"

#include <QCoreApplication>

namespace dialogs {

//! The sentences around a connection.
class ConnectionWords
{
    Q_DECLARE_TR_FUNCTIONS(dialogs::ConnectionWords)
public:
    static QString service(ServiceKind kind);
    //! Where a person makes a token for it; to be shown, not followed.
    static QString tokenPage(ServiceKind kind);
    static QString urlProblem(core::BaseUrlProblem problem); //!< empty for None
    //! What the state means and what can be done about it.
    static QString keychain(KeychainStatus status);
    static QString keeping(TokenKeeping keeping); //!< for a table
    static QString keepingTexts(bool local); //!< what it is good for, and why not everywhere
};

} // namespace dialogs
