// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/app/folders.h"

#include "service/service.h"

#include <QDir>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace app {

namespace {

QString made(const QString &folder)
{
    // The umask of main() makes it private.
    if (!QDir().mkpath(folder))
        qWarning("the folder %s could not be made", qPrintable(folder));
    return folder;
}

} // namespace

Folders foldersFor(const LaunchOptions &options)
{
    Folders folders;
    folders.data = options.dataFolder.isEmpty() ? service::defaultDataDirectory() : options.dataFolder;
    folders.config = options.configFolder.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/palimpsest"_s
        : options.configFolder;
    return {made(folders.data), made(folders.config)};
}

} // namespace app
