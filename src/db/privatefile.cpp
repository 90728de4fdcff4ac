// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "db/privatefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/vfs.h>
#endif

#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;

namespace db {

namespace {

core::Error refused(const QString &path, const QString &why)
{
    return core::Error{.kind = core::ErrorKind::Storage, .serverText = {}, .detail = path + u": "_s + why};
}

#ifdef Q_OS_UNIX

core::Error systemError(const QString &path)
{
    return refused(path, QString::fromLocal8Bit(std::strerror(errno)));
}

//! Narrows the mode of `path`, whose state is `status`, and says so. The folder of a database is ours alone by now, so
//! that nobody else can put another file in its place meanwhile.
core::Result<core::Done> narrow(const struct stat &status, mode_t allowed, const QString &path, QStringList &notes)
{
    if (status.st_uid != ::geteuid())
        return refused(path, u"belongs to another user"_s);
    if ((status.st_mode & 0777 & ~allowed) == 0)
        return core::Done{};
    if (::chmod(QFile::encodeName(path).constData(), status.st_mode & allowed) != 0)
        return systemError(path);
    notes.append(u"%1 could be read by others (mode %2); narrowed to %3"_s.arg(path)
                     .arg(status.st_mode & 0777, 4, 8, QLatin1Char('0'))
                     .arg(status.st_mode & allowed, 4, 8, QLatin1Char('0')));
    return core::Done{};
}

class Descriptor
{
public:
    explicit Descriptor(int value) : m_value(value) { }
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int value() const { return m_value; }

private:
    int m_value;
};

//! An existing file is never opened here: closing it again would drop all locks that SQLite has on it in this process.
core::Result<core::Done> preparePlainFile(const QString &path, bool create, QStringList &notes)
{
    const QByteArray name = QFile::encodeName(path);
    if (create) {
        const Descriptor made(::open(name.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (made.value() < 0 && errno != EEXIST)
            return systemError(path);
    }
    struct stat status = {};
    if (::lstat(name.constData(), &status) != 0)
        return errno == ENOENT && !create ? core::Result<core::Done>(core::Done{}) : systemError(path);
    if (S_ISLNK(status.st_mode))
        return refused(path, u"is a symbolic link"_s);
    if (!S_ISREG(status.st_mode))
        return refused(path, u"is not a file"_s);
    return narrow(status, 0600, path, notes);
}

#endif

} // namespace

#ifdef Q_OS_UNIX

core::Result<QStringList> preparePrivateFolder(const QString &folder)
{
    QStringList notes;
    const QFileInfo info(folder);
    if (!info.exists()) {
        const QString parent = info.absolutePath();
        if (!QDir().mkpath(parent))
            return refused(parent, u"cannot be made"_s);
        if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0 && errno != EEXIST)
            return systemError(folder);
    }
    const Descriptor directory(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.value() < 0)
        return systemError(folder);
    struct stat status = {};
    if (::fstat(directory.value(), &status) != 0)
        return systemError(folder);
    // A folder that serves others too must not be closed to them behind their back.
    const QString real = QFileInfo(folder).canonicalFilePath();
    if ((status.st_mode & S_ISVTX) != 0 || real == u"/" || real == QFileInfo(QDir::homePath()).canonicalFilePath())
        return refused(folder, u"is a shared folder; the data need a folder of their own"_s);
    if (const auto narrowed = narrow(status, 0700, folder, notes); !narrowed)
        return narrowed.error();
    return notes;
}

core::Result<QStringList> preparePlainPrivateFile(const QString &file)
{
    QStringList notes;
    const QFileInfo folder(QFileInfo(file).absolutePath());
    if (!folder.exists()) {
        if (const auto made = preparePrivateFolder(folder.filePath()); !made)
            return made;
    }
    if (const auto prepared = preparePlainFile(file, true, notes); !prepared)
        return prepared.error();
    return notes;
}

core::Result<QStringList> preparePrivateFile(const QString &file)
{
    auto folder = preparePrivateFolder(QFileInfo(file).absolutePath());
    if (!folder)
        return folder;
    QStringList notes = *folder;
    if (const auto prepared = preparePlainFile(file, true, notes); !prepared)
        return prepared.error();
    for (const QString &companion : {file + u"-wal"_s, file + u"-shm"_s, file + u"-journal"_s}) {
        if (const auto prepared = preparePlainFile(companion, false, notes); !prepared)
            return prepared.error();
    }
    return notes;
}

#else

core::Result<QStringList> preparePrivateFolder(const QString &folder)
{
    // A profile folder on Windows inherits an access list for its owner alone.
    if (!QDir().mkpath(folder))
        return refused(folder, u"cannot be made"_s);
    return QStringList();
}

core::Result<QStringList> preparePlainPrivateFile(const QString &file)
{
    return preparePrivateFile(file);
}

core::Result<QStringList> preparePrivateFile(const QString &file)
{
    const auto folder = preparePrivateFolder(QFileInfo(file).absolutePath());
    if (!folder)
        return folder;
    QFile handle(file);
    if (QFileInfo(file).isSymLink() || !handle.open(QIODevice::ReadWrite))
        return refused(file, u"cannot be opened"_s);
    return QStringList();
}

#endif

bool isOnNetworkFileSystem(const QString &file)
{
#ifdef Q_OS_LINUX
    struct statfs status = {};
    if (::statfs(QFile::encodeName(QFileInfo(file).absolutePath()).constData(), &status) != 0)
        return false;
    switch (quint32(status.f_type)) {
    case 0x6969:     // NFS
    case 0x517B:     // SMB
    case 0xFF534D42: // CIFS
    case 0xFE534D42: // SMB2
    case 0x65735546: // FUSE, sshfs among others
    case 0x01021997: // 9p
    case 0x00C36400: // Ceph
        return true;
    default:
        return false;
    }
#else
    Q_UNUSED(file)
    return false;
#endif
}

} // namespace db
