// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "transfer/importscan.h"

#include "core/utf8.h"
#include "transfer/filenames.h"
#include "transfer/manifest.h"
#include "transfer/plainfile.h"
#include "transfer/zipscan.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace transfer {

namespace {

constexpr int maxDepth = 64;

//! One walk over what was chosen.
class Scanner
{
public:
    Scanner(const ScanOptions &options, const core::CancelFlag &cancel) : m_options(options), m_cancel(cancel) { }

    void choose(const QString &choice)
    {
        const QFileInfo info(choice);
        const QByteArray absolute = QFile::encodeName(info.absoluteFilePath());
        if (info.isDir())
            chooseFolder(absolute, info.fileName());
        else if (info.isFile() && info.suffix().compare(u"zip", Qt::CaseInsensitive) == 0)
            m_error = scanZip(absolute, info.completeBaseName(), m_options, m_cancel, m_scan);
        else
            addFile(AT_FDCWD, absolute, {absolute}, info.fileName(), true);
    }

    [[nodiscard]] bool goesOn() const { return !m_cancel.isSet() && !m_error && !m_scan.tooMany; }

    core::Result<ImportScan> result() const
    {
        if (m_error)
            return *m_error;
        if (!m_cancel.isSet())
            return m_scan;
        core::Error cancelled;
        cancelled.kind = core::ErrorKind::Cancelled;
        cancelled.delivery = core::Delivery::NotSent;
        return cancelled;
    }

private:
    //! Nothing when there is no room for it any more.
    ScannedFile *append(const QString &path, const FileSource &source)
    {
        if (m_scan.files.size() >= m_options.maxFiles) {
            m_scan.tooMany = true;
            return nullptr;
        }
        ScannedFile file;
        file.path = path;
        file.topFolder = m_topFolder;
        file.source = source;
        file.hidden = path.section(u'/', -1).startsWith(u'.');
        m_scan.files.append(file);
        ++*m_options.progress;
        return &m_scan.files.last();
    }

    void addFile(int folder, const QByteArray &name, const FileSource &source, const QString &path, bool followLink = false)
    {
        ScannedFile *told = append(path, source);
        if (!told)
            return;
        OpenedFile opened = openPlainFile(folder, name, followLink);
        told->problem = opened.problem;
        told->detail = opened.detail;
        told->size = opened.size;
        if (told->problem == FileProblem::None && opened.size > m_options.maxBytes)
            told->problem = FileProblem::TooLarge;
        if (told->problem != FileProblem::None)
            return;
        if (const auto bytes = readPlainFile(opened.file, m_options.maxBytes, *told))
            judgeText(*bytes, *told);
    }

    void chooseFolder(const QByteArray &absolute, const QString &name)
    {
        Descriptor folder(::open(absolute.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!folder.isOpen()) {
            if (ScannedFile *told = append(name, {absolute}))
                unreadable(*told);
            return;
        }
        m_topFolder = name;
        m_entered.clear();
        if (!chooseExport(folder, absolute))
            walk(std::move(folder), absolute, {}, 0);
        m_topFolder.clear();
    }

    //! Whether it is an export of ours: then the manifest says what belongs where.
    bool chooseExport(const Descriptor &folder, const QByteArray &absolute)
    {
        const OpenedFile opened = openPlainFile(folder.value(), QFile::encodeName(manifestName()));
        ScannedFile ignored;
        if (opened.problem != FileProblem::None || opened.size > maxManifestBytes)
            return false;
        const auto bytes = readPlainFile(opened.file, maxManifestBytes, ignored);
        if (!bytes)
            return false;
        const auto manifest = readManifest(*bytes);
        if (!manifest) {
            // One of ours that cannot be read is told; a file that merely has this name is a file.
            if (bytes->contains("\"palimpsest-export\""))
                m_error = manifest.error();
            return m_error.has_value();
        }
        m_topFolder.clear();
        m_scan.fromExport = true;
        for (const ManifestEntry &entry : *manifest) {
            if (!goesOn())
                break;
            addListed(folder, absolute, entry);
        }
        return true;
    }

    void addListed(const Descriptor &top, const QByteArray &absolute, const ManifestEntry &entry)
    {
        const qsizetype before = m_scan.files.size();
        const QByteArray name = entry.file.toUtf8();
        if (!isInsideName(entry.file)) {
            if (ScannedFile *told = append(entry.path, {absolute}))
                told->problem = FileProblem::Missing;
        } else {
            QList<QByteArray> segments = name.split('/');
            const QByteArray leaf = segments.takeLast();
            Descriptor folder(::fcntl(top.value(), F_DUPFD_CLOEXEC, 0));
            for (const QByteArray &segment : std::as_const(segments))
                folder = Descriptor(::openat(folder.value(), segment.constData(),
                                             O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            addFile(folder.value(), leaf, {absolute + '/' + name}, entry.path);
            if (m_scan.files.size() > before && !folder.isOpen())
                m_scan.files.last().problem = FileProblem::Missing;
        }
        if (m_scan.files.size() > before) {
            m_scan.files.last().metadata = entry.metadata;
            m_scan.files.last().exact = true;
            m_scan.files.last().hidden = false; // in an export a dot at the beginning hides nothing
        }
    }

    static void unreadable(ScannedFile &told)
    {
        told.problem = FileProblem::Unreadable;
        told.detail = QString::fromLocal8Bit(std::strerror(errno));
    }

    //! The names in a folder, sorted, so that the same folder gives the same plan.
    static std::optional<QByteArrayList> namesIn(const Descriptor &folder)
    {
        // A descriptor of its own: closedir() closes what it gets.
        const int copy = ::fcntl(folder.value(), F_DUPFD_CLOEXEC, 0);
        DIR *list = copy >= 0 ? ::fdopendir(copy) : nullptr;
        if (!list)
            return std::nullopt;
        QByteArrayList names;
        errno = 0;
        while (const dirent *row = ::readdir(list)) {
            if (std::strcmp(row->d_name, ".") != 0 && std::strcmp(row->d_name, "..") != 0)
                names.append(QByteArray(row->d_name));
        }
        const bool whole = errno == 0;
        ::closedir(list);
        std::sort(names.begin(), names.end());
        return whole ? std::optional(names) : std::nullopt;
    }

    void walk(Descriptor folder, const QByteArray &absolute, const QString &below, int depth)
    {
        struct stat status = {};
        if (::fstat(folder.value(), &status) != 0)
            return;
        const std::pair identity{quint64(status.st_dev), quint64(status.st_ino)};
        if (m_entered.contains(identity))
            return; // mounted into itself
        m_entered.insert(identity);
        const auto names = namesIn(folder);
        if (!names || depth > maxDepth) {
            if (ScannedFile *told = append(below.chopped(below.endsWith(u'/')), {absolute})) {
                unreadable(*told);
                told->problem = names ? FileProblem::TooDeep : told->problem;
            }
            return;
        }
        for (const QByteArray &name : *names) {
            if (!goesOn())
                return;
            enter(folder, name, absolute + '/' + name, below, depth);
        }
    }

    void enter(const Descriptor &folder, const QByteArray &name, const QByteArray &absolute, const QString &below, int depth)
    {
        const auto decoded = core::decodeUtf8(name);
        struct stat status = {};
        const bool isFolder = ::fstatat(folder.value(), name.constData(), &status, AT_SYMLINK_NOFOLLOW) == 0
            && S_ISDIR(status.st_mode);
        if (!decoded) {
            if (ScannedFile *told = append(below + QString::fromLatin1(name.toPercentEncoding(" -_.")), {absolute}))
                told->problem = FileProblem::BadName;
        } else if (!isFolder) {
            addFile(folder.value(), name, {absolute}, below + *decoded);
        } else if (name.startsWith('.')) {
            if (ScannedFile *told = append(below + *decoded, {absolute}))
                told->problem = FileProblem::HiddenFolder;
        } else {
            Descriptor next(::openat(folder.value(), name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            if (next.isOpen())
                walk(std::move(next), absolute, below + *decoded + u'/', depth + 1);
            else if (ScannedFile *told = append(below + *decoded, {absolute}))
                unreadable(*told);
        }
    }

    const ScanOptions &m_options;
    const core::CancelFlag &m_cancel;
    ImportScan m_scan;
    std::optional<core::Error> m_error;
    QString m_topFolder;
    QSet<std::pair<quint64, quint64>> m_entered;
};

} // namespace

core::Result<ImportScan> scanImport(const QStringList &choices, const ScanOptions &options, const core::CancelFlag &cancel)
{
    Scanner scanner(options, cancel);
    for (const QString &choice : choices) {
        if (!scanner.goesOn())
            break;
        scanner.choose(choice);
    }
    return scanner.result();
}

class SourceReader::Archive : public ZipReader
{
public:
    using ZipReader::ZipReader;
};

SourceReader::SourceReader() = default;
SourceReader::~SourceReader() = default;

core::Result<QByteArray> SourceReader::read(const FileSource &source, const QString &sha256, qint64 maxBytes)
{
    std::optional<QByteArray> bytes;
    ScannedFile told;
    if (source.indexInZip < 0) {
        const OpenedFile opened = openPlainFile(AT_FDCWD, source.file, true);
        if (opened.problem == FileProblem::None && opened.size <= maxBytes)
            bytes = readPlainFile(opened.file, maxBytes, told);
    } else {
        if (!m_archive || m_archiveFile != source.file)
            m_archive = std::make_unique<Archive>(source.file);
        m_archiveFile = source.file;
        bytes = m_archive->read(source.indexInZip, maxBytes);
    }
    if (bytes && core::sha256Hex(*bytes) == sha256)
        return *bytes;
    core::Error error;
    error.kind = core::ErrorKind::Storage;
    error.detail = bytes ? u"the file was changed since it was looked at"_s : u"the file can no longer be read"_s;
    error.delivery = core::Delivery::NotSent;
    return error;
}

} // namespace transfer
