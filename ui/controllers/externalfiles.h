// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "ui/controllers/desktop.h"

#include <QLockFile>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace controllers {

//! The files through which other programs edit texts: 0600, each in a folder of its own (0700), in the place of this login
//! that nobody else can read. They go with their tab, or with this run. Application's thread.
class ExternalFiles
{
public:
    //! `program`: what the person chose to edit with, empty for the desktop's choice; asked each time.
    ExternalFiles(const Desktop &desktop, std::function<QString()> program);
    ~ExternalFiles();

    //! A new file with exactly these bytes, named after the last part of `path` as transfer does.
    [[nodiscard]] core::Result<QString> make(const QString &path, const QByteArray &text);
    //! Other bytes into a file of make(); the file stays the same one, so that a program that has it open sees it.
    [[nodiscard]] core::Result<core::Done> write(const QString &file, const QByteArray &text);
    //! All of it; Error{TooLarge} above `most`, NotFound while a program replaces it. Never blocks on what is no plain file.
    [[nodiscard]] static core::Result<QByteArray> read(const QString &file, qint64 most);
    //! With its folder.
    void remove(const QString &file);
    //! It stays when this run ends: it may be the only place of somebody's words. The next run tells (clearLeftBehind()).
    void leave(const QString &file);
    [[nodiscard]] bool open(const QString &file) const;

    //! What runs that were killed have left: what is as it was given out goes, what was changed after that stays, and is
    //! told here, because it may be the only place of somebody's words.
    [[nodiscard]] static QStringList clearLeftBehind(const QString &base = usualBase());
    [[nodiscard]] static QString usualBase();

private:
    [[nodiscard]] core::Result<core::Done> noteState(const QString &file, const QByteArray &text) const;

    const Desktop &m_desktop;
    const std::function<QString()> m_program;
    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<QLockFile> m_lock; //!< held while this run lives
    int m_count = 0;
};

} // namespace controllers
