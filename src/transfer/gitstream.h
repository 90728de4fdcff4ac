// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/version.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace transfer {

//! A history as `git fast-import` reads it: one commit for each version, with the time of the version; a deletion deletes;
//! a redacted version leaves an empty file and a note (refs/notes/commits) that tells when, size and hash. Texts go out
//! as they come, commits at the end, in the order of their numbers. The files are named as in the export, because git
//! would not take every path of a service; the message has the exact one. Pure: hands out bytes to be appended.
class GitStream
{
public:
    static QByteArray head();
    //! One text. Its number must not come twice.
    QByteArray addText(qint64 number, const QByteArray &text);
    //! One version: oldest first is `number` 1. `missing` says why there is no text, where that is so.
    void addVersion(qint64 number, const core::Version &version, const QString &file, const QString &missing);
    //! All commits and the end, without which git takes nothing.
    QByteArray end();

private:
    struct Commit
    {
        qint64 number = 0;
        core::Version version; //!< without its text
        QString file;
        QString missing;
    };

    QList<Commit> m_commits;
    QList<qint64> m_texts;
};

} // namespace transfer
