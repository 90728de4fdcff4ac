// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/background.h"
#include "core/result.h"
#include "core/store.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <atomic>
#include <memory>

namespace transfer {

//! Why a file cannot be imported, seen from the file alone.
enum class FileProblem {
    None,
    TooLarge,     //!< not read at all
    NotText,      //!< not UTF-8, or has a NUL; `position` tells where
    Blank,        //!< nothing but blanks: no service takes it
    NotAFile,     //!< a pipe, a device, a socket
    Link,         //!< symbolic links are not followed
    HiddenFolder, //!< not looked into
    Unreadable,   //!< `detail` has the system's words
    BadName,      //!< the name is not UTF-8
    Missing,      //!< the manifest names it, but it is not there
    TooDeep,
};

//! Where the bytes are, to be read again when they are wanted.
struct FileSource
{
    QByteArray file;       //!< absolute, as the system spells it; of the archive for a file in one
    qint64 indexInZip = -1;

    friend bool operator==(const FileSource &, const FileSource &) = default;
};

struct ScannedFile
{
    QString path;      //!< below the chosen folder; of our own export the exact path of the entry
    QString topFolder; //!< name of the chosen folder or archive; empty for single files and for our own exports
    FileSource source;
    qint64 size = 0;
    QString sha256;    //!< empty where there is a problem
    FileProblem problem = FileProblem::None;
    qint64 position = -1;     //!< of the first byte that is no text
    bool looksUtf16 = false;  //!< said, never acted upon (promise H4)
    bool hidden = false;
    bool exact = false;       //!< from a manifest: the path is the whole path, wherever the import goes
    QString detail;
    core::Metadata metadata;  //!< from a manifest
};

struct ImportScan
{
    QList<ScannedFile> files;
    bool fromExport = false; //!< at least one choice was an export of ours
    bool tooMany = false;    //!< stopped at maxFiles
};

struct ScanOptions
{
    qint64 maxBytes = 102'400; //!< of a text
    int maxFiles = 100'000;
    //! How many files were looked at; may be read by another thread meanwhile.
    std::shared_ptr<std::atomic_int> progress = std::make_shared<std::atomic_int>(0);
};

//! Looks at files, folders, .zip files and our own exports (promise H4): only plain files are opened, without blocking,
//! never more than `maxBytes` is read; links are not followed, folders entered once. Names in an archive are paths, never
//! places to write to. For a background thread; an Error only when it was cancelled or a choice is a damaged export.
core::Result<ImportScan> scanImport(const QStringList &choices, const ScanOptions &options, const core::CancelFlag &cancel);

//! Reads what was scanned once more. An Error when it reads differently now.
class SourceReader
{
public:
    SourceReader();
    ~SourceReader();
    core::Result<QByteArray> read(const FileSource &source, const QString &sha256, qint64 maxBytes);

private:
    class Archive;
    std::unique_ptr<Archive> m_archive; //!< the last one
    QByteArray m_archiveFile;
};

} // namespace transfer
