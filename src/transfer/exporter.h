// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transfer/exportoutput.h"
#include "transfer/gitstream.h"
#include "transfer/manifest.h"

#include <QCryptographicHash>
#include <QMap>
#include <QSet>
#include <QStringList>

namespace transfer {

enum class ExportForm { Folder, Zip };

struct ExportTarget
{
    QString path; //!< must not exist yet
    ExportForm form = ExportForm::Folder;
    bool gitStream = false; //!< only together with versions
};

struct ExportReport
{
    QString path;
    int entries = 0;  //!< written and read back
    int versions = 0; //!< with their texts
    int redacted = 0; //!< versions that have no text any more
    QList<Manifest::Failure> failed;
    bool complete = false;
};

//! Writes texts as they come: memories/… for the present ones, history/… for versions, manifest.json, and
//! history.fast-import for git. Whatever is not there at the end is named in the manifest, and the export stays marked
//! as incomplete (promise H3). Not thread-safe; any thread.
class Exporter
{
public:
    //! `entries` and `versions` (oldest first) are all that will be exported, without texts: names need the whole set.
    static core::Result<std::unique_ptr<Exporter>> start(const ExportTarget &target, const Manifest::About &about,
                                                         const QList<core::Entry> &entries,
                                                         const QList<core::Version> &versions);

    //! By place in the list that start() got; `read` has the text and may be newer than the list. An Error means that
    //! the disk failed: nothing more can be written.
    core::Result<core::Done> addEntry(qsizetype index, const core::Entry &read);
    core::Result<core::Done> addVersion(qsizetype index, const core::Version &read);
    void failEntry(qsizetype index, const QString &reason);
    void failVersion(qsizetype index, const QString &reason);
    //! Manifest, stream, reading back. What was neither added nor failed is missing for `whyRest`.
    core::Result<ExportReport> finish(const QString &whyRest);

private:
    Exporter() = default;
    void nameFiles(const QList<core::Entry> &entries, const QList<core::Version> &versions);
    core::Result<core::Done> write(const QString &name, const QByteArray &bytes, const core::Timestamp &time);
    core::Result<core::Done> stream(const QByteArray &bytes);
    void noteMissing(const QString &whyRest);

    std::unique_ptr<ExportOutput> m_output;
    bool m_gitStream = false;
    Manifest m_manifest;
    QList<core::Entry> m_entries;
    QList<core::Version> m_versions;
    QStringList m_entryFiles;
    QStringList m_gitFiles;     //!< of the versions
    QStringList m_versionFiles;
    QMap<qsizetype, Manifest::EntryRow> m_entryRows;     //!< in the order of the list, whatever came first
    QMap<qsizetype, Manifest::VersionRow> m_versionRows;
    QSet<qsizetype> m_failedEntries;
    QSet<qsizetype> m_failedVersions;
    QList<WrittenFile> m_written;
    GitStream m_git;
    QCryptographicHash m_streamHash{QCryptographicHash::Sha256};
    qint64 m_streamSize = 0;
};

} // namespace transfer
