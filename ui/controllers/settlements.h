// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/connection.h"
#include "session/settlement.h"
#include "ui/controllers/navigator.h"

#include <QObject>
#include <QPointer>

namespace panels {
class StoresPanel;
}

namespace controllers {

class SessionHost;

//! Tells what became of the writes of earlier runs, one banner each, with the way to the entry. Sends nothing.
class Settlements : public QObject
{
    Q_OBJECT
public:
    Settlements(SessionHost &host, Navigator &navigator, panels::StoresPanel &stores);

    //! The sentence for it.
    [[nodiscard]] static QString words(const session::Settlement &settlement);

private:
    void tell(const session::Connection &connection, const session::Settlement &settlement);

    Navigator &m_navigator;
    panels::StoresPanel &m_stores;
    QHash<QString, journal::Intent> m_told; //!< by banner
};

} // namespace controllers
