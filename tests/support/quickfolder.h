// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QString>

namespace support {

//! A template for QTemporaryDir: in memory where that is possible, for services, journals and exports wait for the disk at
//! each write.
inline QString quickFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/palimpsest-XXXXXX");
}

} // namespace support
