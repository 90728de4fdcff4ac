// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QString>
#include <QStringList>

namespace app {

//! What the command line asks for. A token is never taken from there.
struct LaunchOptions
{
    QString baseUrl;          //!< a connection for this run, with the token from the environment
    QString screenshotFile;   //!< open the samples, save a picture of the window, end
    QString appearance;       //!< "system", "light", "dark" for this run; empty: as set
    QString dataFolder;       //!< of the Local workspace; empty: the usual one
    QString configFolder;     //!< settings and connections; empty: the usual one
    bool showVersion = false;
    QString help;             //!< not empty: to be printed, then end
};

core::Result<LaunchOptions> parseLaunchOptions(const QStringList &arguments);

} // namespace app
