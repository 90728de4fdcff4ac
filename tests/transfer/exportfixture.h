// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/utf8.h"
#include "core/version.h"
#include "support/quickfolder.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

//! What tests of exports share: a small store with a history, and looks at what was written.
namespace fixture {

inline core::Timestamp at(int day)
{
    return *core::Timestamp::parse(QStringLiteral("2026-10-%1T08:00:00.000000Z").arg(day, 2, 10, QLatin1Char('0')));
}

inline core::Entry entry(int number, const QString &path, const QByteArray &text)
{
    core::Entry entry;
    entry.id = {QStringLiteral("mem_%1").arg(number)};
    entry.store = {QStringLiteral("memstore_1")};
    entry.path = path;
    entry.content = text;
    entry.size = text.size();
    entry.sha256 = core::sha256Hex(text);
    entry.version = number;
    entry.createdAt = at(1);
    entry.updatedAt = at(2);
    return entry;
}

inline core::Version version(int number, const QString &path, core::Action action, const QByteArray &text, int day)
{
    core::Version version;
    version.id = {QStringLiteral("memver_%1").arg(number)};
    version.store = {QStringLiteral("memstore_1")};
    version.entry = {QStringLiteral("mem_1")};
    version.path = path;
    version.action = action;
    version.actionWord = action == core::Action::Created ? QStringLiteral("created")
        : action == core::Action::Updated                ? QStringLiteral("updated")
                                                         : QStringLiteral("deleted");
    if (action != core::Action::Deleted) {
        version.content = text;
        version.size = text.size();
        version.sha256 = core::sha256Hex(text);
    }
    version.createdAt = at(day);
    return version;
}

inline core::Version redacted(core::Version version)
{
    version.content.reset();
    version.redacted = true;
    version.redactedAt = at(20);
    return version;
}

inline QStringList everythingIn(const QString &folder)
{
    QStringList found;
    QDirIterator all(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (all.hasNext())
        found.append(QDir(folder).relativeFilePath(all.next()));
    found.sort();
    return found;
}

inline QByteArray contents(const QString &file)
{
    QFile reader(file);
    return reader.open(QIODevice::ReadOnly) ? reader.readAll() : QByteArray("(cannot be read)");
}

} // namespace fixture
