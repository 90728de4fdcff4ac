// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/accessiblecheck.h"
#include "support/patience.h"
#include "support/pictures.h"

#include <QTest>

namespace support {

//! Waits until everything on it has a name and room, takes a picture, and says what has not; empty: all is well. Layouts and
//! answers of a service arrive in their time; what counts is where the window comes to rest.
inline QString comesToRest(QWidget &window, const QString &series, const QString &state)
{
    const bool good = eventually([&window] { return unnamedWidgets(&window).isEmpty() && squeezedWidgets(&window).isEmpty(); });
    picture(window, series + u' ' + QString::fromLatin1(QTest::currentTestFunction()) + u' '
                + QString::fromLatin1(QTest::currentDataTag()) + u' ' + state);
    if (good)
        return {};
    const QStringList unnamed = unnamedWidgets(&window);
    if (!unnamed.isEmpty())
        return state + QStringLiteral(": no name: ") + unnamed.join(u'\n');
    return state + QStringLiteral(": too small: ") + squeezedWidgets(&window).join(u'\n');
}

} // namespace support
