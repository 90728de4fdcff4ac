// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "history/records.h"
#include "ui/controllers/navigator.h"

#include <QObject>
#include <QPointer>

namespace controllers {

//! "Since I last looked" is a mark, too: it is kept whenever a store is left, for the next time. The window's closing is a
//! leaving.
class LastLooks : public QObject
{
    Q_OBJECT
public:
    LastLooks(Navigator &navigator, const core::Clock &clock, QObject *parent = nullptr);

private:
    void follow();
    void keep();

    Navigator &m_navigator;
    const core::Clock &m_clock;
    QPointer<session::Session> m_session;
    core::StoreId m_store;
};

} // namespace controllers
