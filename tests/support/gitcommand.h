// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>

namespace support {

//! A folder of its own in which the git command (or another) judges what we make. Nobody's configuration counts.
class GitCommand
{
public:
    [[nodiscard]] bool isReady();
    //! What it said on both channels; empty when it did not end in time.
    QByteArray git(const QStringList &arguments, int *exitCode = nullptr, const QByteArray &input = {});
    QByteArray run(const QString &program, const QStringList &arguments, int *exitCode = nullptr,
                   const QByteArray &input = {});
    void write(const QString &name, const QByteArray &bytes) const;
    [[nodiscard]] QByteArray read(const QString &name) const;
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

} // namespace support
