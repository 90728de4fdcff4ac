// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journal/instance.h"

#include "db/privatefile.h"

#include <QDir>
#include <QFile>
#include <QUuid>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#else
#include <QLockFile>
#endif

#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;

namespace journal {

namespace {

QString lockFile(const QString &folder, const QString &id)
{
    return folder + u'/' + id + u".lock"_s;
}

} // namespace

#ifdef Q_OS_UNIX

struct Instance::Lock
{
    explicit Lock(int descriptor) : value(descriptor) { }
    ~Lock() { ::close(value); }
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;
    const int value;
};

namespace {

//! Nobody holds the lock of a file that is gone. Asking takes a shared lock, so that two who ask at once do not take each
//! other for the owner.
bool isHeld(const QString &file)
{
    const int descriptor = ::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0)
        return errno != ENOENT;
    const bool held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    ::close(descriptor);
    return held;
}

} // namespace

core::Result<std::unique_ptr<Instance>> Instance::start(const QString &folder)
{
    if (const auto prepared = db::preparePrivateFolder(folder); !prepared)
        return prepared.error();
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    // Locked under another name and renamed then: under its own name it is never seen unlocked.
    const QByteArray unnamed = QFile::encodeName(folder + u"/new-"_s + id);
    const int descriptor = ::open(unnamed.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    std::unique_ptr<Lock> lock = descriptor < 0 ? nullptr : std::make_unique<Lock>(descriptor);
    if (!lock || ::flock(descriptor, LOCK_EX | LOCK_NB) != 0
        || ::rename(unnamed.constData(), QFile::encodeName(lockFile(folder, id)).constData()) != 0) {
        const core::Error error{.kind = core::ErrorKind::Storage,
                                .serverText = {},
                                .detail = folder + u": "_s + QString::fromLocal8Bit(std::strerror(errno))};
        ::unlink(unnamed.constData());
        return error;
    }
    for (const QString &name : QDir(folder).entryList({u"*.lock"_s}, QDir::Files)) {
        if (const QString file = folder + u'/' + name; name != id + u".lock"_s && !isHeld(file))
            QFile::remove(file);
    }
    return std::unique_ptr<Instance>(new Instance(folder, id, std::move(lock)));
}

bool Instance::isRunning(const QString &id) const
{
    return id == m_id || isHeld(lockFile(m_folder, id));
}

#else

struct Instance::Lock
{
    explicit Lock(const QString &file) : value(file) { value.setStaleLockTime(0); }
    QLockFile value;
};

core::Result<std::unique_ptr<Instance>> Instance::start(const QString &folder)
{
    if (const auto prepared = db::preparePrivateFolder(folder); !prepared)
        return prepared.error();
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    auto lock = std::make_unique<Lock>(lockFile(folder, id));
    if (!lock->value.tryLock(0))
        return core::Error{.kind = core::ErrorKind::Storage, .serverText = {}, .detail = folder + u": no lock"_s};
    return std::unique_ptr<Instance>(new Instance(folder, id, std::move(lock)));
}

bool Instance::isRunning(const QString &id) const
{
    if (id == m_id)
        return true;
    const QString file = lockFile(m_folder, id);
    return QFile::exists(file) && !Lock(file).value.tryLock(0);
}

#endif

Instance::Instance(QString folder, QString id, std::unique_ptr<Lock> lock)
    : m_folder(std::move(folder)), m_id(std::move(id)), m_lock(std::move(lock))
{
}

Instance::~Instance()
{
    QFile::remove(lockFile(m_folder, m_id));
}

} // namespace journal
