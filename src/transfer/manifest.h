// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/result.h"
#include "core/version.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace transfer {

//! manifest.json of an export: the way back from files to exact paths (promise H2), and what is missing (H3).
struct Manifest
{
    //! Where it came from.
    struct About
    {
        QString connection;
        QString storeId;
        QString storeName;
        QString storeDescription;
        QString folder;     //!< with its slash, when only a part of the store was wanted
        QString exportedAt; //!< RFC 3339
    };
    struct EntryRow
    {
        core::Entry entry;     //!< without text
        QString file;
        qint64 size = 0;
        QString sha256;        //!< of the bytes in the file
    };
    struct VersionRow
    {
        core::Version version; //!< without text
        QString file;          //!< empty: there is no text
        QString sha256;        //!< of the bytes in the file
    };
    struct Failure
    {
        QString path;
        QString id;     //!< of the entry or version
        QString reason; //!< English, technical
    };

    About about;
    bool complete = false;
    QList<EntryRow> entries;
    QList<VersionRow> versions;
    QList<Failure> failed;
};

QString manifestName();
QByteArray toJson(const Manifest &manifest);

//! What an import needs of a manifest.
struct ManifestEntry
{
    QString path;
    QString file; //!< untrusted: isInsideName() decides
    core::Metadata metadata;
};

inline constexpr qint64 maxManifestBytes = 64 * 1024 * 1024;

//! The entries of a manifest. Error{Invalid} when it is none of ours, Error{Protocol} when it is damaged.
core::Result<QList<ManifestEntry>> readManifest(QByteArrayView json);

} // namespace transfer
