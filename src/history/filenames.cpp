// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/filenames.h"

#include "core/utf8.h"

#include <QDir>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace history {

namespace {

//! Ids are ours, but they come from a file that can be edited by hand.
QString nameFor(const core::ConnectionId &connection)
{
    const QString &id = connection.value;
    const bool plain = !id.isEmpty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'-';
    });
    return plain ? id : core::sha256Hex(id.toUtf8());
}

} // namespace

QString textsFileOf(const QString &folder, const core::ConnectionId &connection)
{
    return QDir(folder).filePath(u"history/%1.texts"_s.arg(nameFor(connection)));
}

QString indexFileOf(const QString &folder, const core::ConnectionId &connection)
{
    return QDir(folder).filePath(u"history/%1.index"_s.arg(nameFor(connection)));
}

bool removeDatabase(const QString &file)
{
    bool gone = true;
    for (const QString &path : {file + u"-wal"_s, file + u"-shm"_s, file})
        gone = (!QFile::exists(path) || QFile::remove(path)) && gone;
    return gone;
}

} // namespace history
