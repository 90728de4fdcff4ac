// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "transfer/newfolder.h"

#include "transfer/filenames.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace transfer {

namespace {

const QString fullDisk = u"no space left"_s;

core::Error refused(const QString &what, const QString &why)
{
    core::Error error;
    error.kind = core::ErrorKind::Storage;
    error.detail = what + u": "_s + why;
    error.delivery = core::Delivery::NotSent;
    return error;
}

} // namespace

core::Error systemError(const QString &what)
{
    const int code = errno;
    core::Error error = refused(what, QString::fromLocal8Bit(std::strerror(code)));
    if (code == ENOSPC || code == EFBIG
#ifdef EDQUOT
        || code == EDQUOT
#endif
    )
        error.field = fullDisk;
    return error;
}

bool isOutOfSpace(const core::Error &error)
{
    return error.kind == core::ErrorKind::Storage && error.field == fullDisk;
}

#ifdef Q_OS_UNIX

Descriptor::~Descriptor()
{
    close();
}

Descriptor &Descriptor::operator=(Descriptor &&other) noexcept
{
    if (this != &other) {
        close();
        m_value = other.release();
    }
    return *this;
}

int Descriptor::release()
{
    return std::exchange(m_value, -1);
}

bool Descriptor::close()
{
    return m_value < 0 || ::close(release()) == 0;
}

core::Result<core::Done> writeAll(int file, QByteArrayView bytes, const QString &name)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(file, bytes.data(), size_t(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return systemError(name);
        if (written == 0)
            return refused(name, u"nothing could be written"_s);
        bytes = bytes.sliced(written);
    }
    return core::Done{};
}

core::Result<std::unique_ptr<NewFolder>> NewFolder::make(const QString &path)
{
    const QFileInfo info(QDir::cleanPath(path));
    if (path.contains(QChar(u'\0')) || info.fileName().isEmpty() || info.fileName() == u"..")
        return refused(path, u"is no name for a folder"_s);
    std::unique_ptr<NewFolder> folder(new NewFolder);
    folder->m_path = info.absoluteFilePath();
    const QByteArray name = QFile::encodeName(info.fileName());
    const Descriptor parent(
        ::open(QFile::encodeName(info.absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!parent.isOpen())
        return systemError(info.absolutePath());
    if (::mkdirat(parent.value(), name.constData(), 0700) != 0)
        return systemError(path);
    folder->m_top
        = Descriptor(::openat(parent.value(), name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat status = {};
    if (!folder->m_top.isOpen() || ::fstat(folder->m_top.value(), &status) != 0)
        return systemError(path);
    // What was swapped in between making and opening would be somebody else's, or open to others.
    if (status.st_uid != ::geteuid() || (status.st_mode & 0077) != 0)
        return refused(path, u"is not the folder that was made"_s);
    return folder;
}

core::Result<Descriptor> NewFolder::folderOf(const QString &name, bool make, QByteArray &leaf)
{
    if (!isInsideName(name))
        return refused(name, u"leads out of the folder"_s);
    QStringList segments = name.split(u'/');
    leaf = segments.takeLast().toUtf8();
    Descriptor folder(::fcntl(m_top.value(), F_DUPFD_CLOEXEC, 0));
    if (!folder.isOpen())
        return systemError(name);
    QString sofar;
    for (const QString &segment : std::as_const(segments)) {
        sofar += segment + u'/';
        const QByteArray encoded = segment.toUtf8();
        const bool known = m_made.contains(sofar);
        if (!known && !make)
            return refused(name, u"is not there"_s);
        if (!known && ::mkdirat(folder.value(), encoded.constData(), 0700) != 0)
            return systemError(sofar); // one that is there already is not ours
        Descriptor next(::openat(folder.value(), encoded.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        struct stat status = {};
        if (!next.isOpen() || ::fstat(next.value(), &status) != 0)
            return systemError(sofar);
        const Identity identity{quint64(status.st_dev), quint64(status.st_ino)};
        if (!known && (status.st_uid != ::geteuid() || (status.st_mode & 0077) != 0))
            return refused(sofar, u"is not the folder that was made"_s);
        if (!known)
            m_made.insert(sofar, identity);
        const Identity &made = m_made[sofar];
        if (made.device != identity.device || made.inode != identity.inode)
            return refused(sofar, u"is not the folder that was made"_s);
        folder = std::move(next);
    }
    return folder;
}

core::Result<Descriptor> NewFolder::folderOf(const QString &name, QByteArray &leaf) const
{
    return const_cast<NewFolder *>(this)->folderOf(name, false, leaf); // makes nothing then
}

core::Result<Descriptor> NewFolder::create(const QString &name)
{
    QByteArray leaf;
    const auto folder = folderOf(name, true, leaf);
    if (!folder)
        return folder.error();
    Descriptor file(
        ::openat(folder->value(), leaf.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return systemError(name);
    return file;
}

core::Result<core::Done> NewFolder::write(const QString &name, QByteArrayView bytes, std::optional<qint64> modified)
{
    auto file = create(name);
    if (!file)
        return file.error();
    auto written = writeAll(file->value(), bytes, name);
    if (written && modified && *modified > 0) {
        const timespec times[2] = {{0, UTIME_OMIT}, {time_t(*modified), 0}};
        ::futimens(file->value(), times); // a courtesy: the manifest has the time
    }
    if (!file->close() && written)
        written = systemError(name);
    if (!written)
        static_cast<void>(remove(name)); // a part of a text must not pass for it
    return written;
}

core::Result<Descriptor> NewFolder::openForReading(const QString &name) const
{
    QByteArray leaf;
    const auto folder = folderOf(name, leaf);
    if (!folder)
        return folder.error();
    Descriptor file(::openat(folder->value(), leaf.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat status = {};
    if (!file.isOpen() || ::fstat(file.value(), &status) != 0)
        return systemError(name);
    if (!S_ISREG(status.st_mode))
        return refused(name, u"is no plain file"_s);
    return file;
}

core::Result<QByteArray> NewFolder::read(const QString &name, qint64 maxBytes) const
{
    const auto file = openForReading(name);
    if (!file)
        return file.error();
    QFile reader;
    if (!reader.open(file->value(), QIODevice::ReadOnly | QIODevice::Unbuffered))
        return refused(name, reader.errorString());
    QByteArray bytes = reader.read(maxBytes + 1);
    if (bytes.size() > maxBytes)
        return refused(name, u"is larger than it was written"_s);
    return bytes;
}

core::Result<core::Done> NewFolder::remove(const QString &name)
{
    QByteArray leaf;
    const auto folder = folderOf(name, leaf);
    if (!folder)
        return folder.error();
    if (::unlinkat(folder->value(), leaf.constData(), 0) != 0)
        return systemError(name);
    return core::Done{};
}

core::Result<core::Done> NewFolder::sync() const
{
#ifdef Q_OS_LINUX
    if (::syncfs(m_top.value()) != 0)
        return systemError(m_path);
#else
    if (::fsync(m_top.value()) != 0)
        return systemError(m_path);
#endif
    return core::Done{};
}

#endif

} // namespace transfer
