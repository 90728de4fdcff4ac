// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! Exports as one .zip file, by libzip.
#include "transfer/exportoutput.h"
#include "transfer/filenames.h"
#include "transfer/newfolder.h"
#include "transfer/zipsources.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <cerrno>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#ifdef Q_OS_LINUX
#include <sys/syscall.h>
#endif

using namespace Qt::StringLiterals;

namespace transfer {

namespace {

core::Error refused(const QString &what, const QString &why)
{
    core::Error error;
    error.kind = core::ErrorKind::Storage;
    error.detail = what + u": "_s + why;
    error.delivery = core::Delivery::NotSent;
    return error;
}

//! A file without a name: it goes when it is closed, also by a kill.
core::Result<Descriptor> namelessFile(int folder, const QString &where)
{
#ifdef O_TMPFILE
    Descriptor file(::openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (file.isOpen())
        return file;
#else
    Descriptor file;
#endif
    const QByteArray name = ".palimpsest-" + QByteArray::number(::getpid());
    file = Descriptor(::openat(folder, name.constData(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.isOpen() || ::unlinkat(folder, name.constData(), 0) != 0)
        return systemError(where);
    return file;
}

//! Gives a file its name unless somebody else has it.
bool renameToFree(int folder, const QByteArray &from, const QByteArray &to)
{
#if defined(Q_OS_LINUX) && defined(SYS_renameat2)
    constexpr unsigned noReplace = 1;
    if (::syscall(SYS_renameat2, folder, from.constData(), folder, to.constData(), noReplace) == 0)
        return true;
    if (errno == EEXIST)
        return false;
#endif
    return ::linkat(folder, from.constData(), folder, to.constData(), 0) == 0
        && ::unlinkat(folder, from.constData(), 0) == 0;
}

class ZipOutput final : public ExportOutput
{
public:
    ZipOutput(const QFileInfo &place, Descriptor folder, Descriptor spool)
        : m_place(place), m_folder(std::move(folder)), m_spool(std::move(spool))
    {
    }

    core::Result<core::Done> write(const QString &name, const QByteArray &bytes, std::optional<qint64> modified) override
    {
        if (!isInsideName(name) || m_names.contains(name))
            return refused(name, u"cannot be a file of the export"_s);
        const qint64 offset = m_end;
        m_end += bytes.size();
        if (const auto written = writeAll(m_spool.value(), bytes, name); !written)
            return written.error();
        m_names.insert(name);
        m_parts.append({name, {m_spool.value(), offset, bytes.size()}, modified});
        return core::Done{};
    }

    core::Result<core::Done> append(const QString &name, const QByteArray &bytes) override
    {
        auto open = m_growing.find(name);
        if (open == m_growing.end()) {
            if (!isInsideName(name) || m_names.contains(name))
                return refused(name, u"cannot be a file of the export"_s);
            auto file = namelessFile(m_folder.value(), name);
            if (!file)
                return file.error();
            m_names.insert(name);
            open = m_growing.emplace(name, Growing{std::move(*file), 0}).first;
        }
        open->second.size += bytes.size();
        return writeAll(open->second.file.value(), bytes, name);
    }

    core::Result<core::Done> finish(const QList<WrittenFile> &expected, bool complete) override
    {
        QList<Part> parts = m_parts;
        for (const auto &[name, growing] : m_growing)
            parts.append({name, {growing.file.value(), 0, growing.size}, {}});
        if (!complete) {
            if (const auto marked = write(incompleteMark(), incompleteText(), {}); !marked)
                return marked.error();
            parts.append(m_parts.last());
        }
        const QByteArray name = QFile::encodeName(m_place.fileName());
        const QByteArray partial = name + ".partial";
        Descriptor file(::openat(m_folder.value(), partial.constData(),
                                 O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (!file.isOpen())
            return systemError(m_place.filePath() + u".partial"_s);
        auto done = pack(file.value(), parts);
        if (done)
            done = verify(file.value(), expected, parts.size());
        if (done && ::fsync(file.value()) != 0)
            done = systemError(path());
        if (done && !renameToFree(m_folder.value(), partial, name))
            done = systemError(path());
        if (!done)
            ::unlinkat(m_folder.value(), partial.constData(), 0); // without its end it is no zip
        return done;
    }

    [[nodiscard]] QString path() const override { return m_place.absoluteFilePath(); }

private:
    struct Part
    {
        QString name;
        FilePart bytes;
        std::optional<qint64> modified;
    };
    struct Growing
    {
        Descriptor file;
        qint64 size = 0;
    };

    core::Result<core::Done> pack(int file, const QList<Part> &parts) const
    {
        ZipError why;
        zip_source_t *target = zipTarget(file, why);
        zip_t *zip = target ? zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, why.get()) : nullptr;
        if (!zip) {
            zip_source_free(target);
            return why.toError(path());
        }
        for (const Part &part : parts) {
            zip_source_t *source = zipSource(part.bytes, why);
            const zip_int64_t index
                = source ? zip_file_add(zip, part.name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8) : -1;
            if (index < 0) {
                zip_source_free(source);
                const core::Error error = refused(part.name, QString::fromUtf8(zip_strerror(zip)));
                zip_discard(zip);
                return error;
            }
            zip_file_set_external_attributes(zip, zip_uint64_t(index), 0, ZIP_OPSYS_UNIX, zip_uint32_t(0100600) << 16);
            if (part.modified && *part.modified > 0)
                zip_file_set_mtime(zip, zip_uint64_t(index), time_t(*part.modified), 0);
        }
        if (zip_close(zip) != 0) {
            const core::Error error = ZipError::of(zip, path());
            zip_discard(zip);
            return error;
        }
        return core::Done{};
    }

    core::Result<core::Done> verify(int file, const QList<WrittenFile> &expected, qsizetype count) const
    {
        ZipError why;
        zip_source_t *source = zipSource({file, 0, ::lseek(file, 0, SEEK_END)}, why);
        zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, why.get()) : nullptr;
        if (!zip) {
            zip_source_free(source);
            return why.toError(path());
        }
        core::Result<core::Done> result = core::Done{};
        if (zip_get_num_entries(zip, 0) != zip_int64_t(count))
            result = refused(path(), u"has not all files"_s);
        for (qsizetype i = 0; i < expected.size() && result; ++i) {
            const auto bytes = hashOfZipFile(zip, expected.at(i).name.toUtf8(), expected.at(i).size);
            if (!bytes || *bytes != expected.at(i).sha256)
                result = refused(expected.at(i).name, u"reads back otherwise than it was written"_s);
        }
        zip_discard(zip);
        return result;
    }

    QFileInfo m_place;
    Descriptor m_folder; //!< where the file will be
    Descriptor m_spool;
    qint64 m_end = 0;
    QList<Part> m_parts;
    QSet<QString> m_names;
    std::map<QString, Growing> m_growing;
};

} // namespace

core::Result<std::unique_ptr<ExportOutput>> exportToZip(const QString &path)
{
    const QFileInfo place(QDir::cleanPath(path));
    if (path.contains(QChar(u'\0')) || place.fileName().isEmpty() || place.fileName() == u"..")
        return refused(path, u"is no name for a file"_s);
    Descriptor folder(::open(QFile::encodeName(place.absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen())
        return systemError(place.absolutePath());
    struct stat status = {};
    if (::fstatat(folder.value(), QFile::encodeName(place.fileName()).constData(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return systemError(path);
    }
    auto spool = namelessFile(folder.value(), place.absolutePath());
    if (!spool)
        return spool.error();
    return std::unique_ptr<ExportOutput>(std::make_unique<ZipOutput>(place, std::move(folder), std::move(*spool)));
}

} // namespace transfer
