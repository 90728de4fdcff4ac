// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/externalfiles.h"

#include "core/utf8.h"
#include "transfer/filenames.h"
#include "transfer/plainfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <fcntl.h>
#include <unistd.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

const QString prefix = u"palimpsest-edit-"_s;
const QString lockName = u"in-use"_s;
const QString textFolder = u"text"_s; //!< beside the note about what was given out
const QString noteName = u"given"_s;

core::Error storageError(const QString &detail)
{
    core::Error error;
    error.kind = core::ErrorKind::Storage;
    error.detail = detail;
    return error;
}

core::Result<core::Done> put(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    // As long as it takes no more room than before, a full disk cannot leave it shorter than it says (reliability M6).
    if (!file.open(QIODevice::ReadWrite, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return storageError(file.errorString());
    if (!file.resize(bytes.size()) || file.write(bytes) != bytes.size() || !file.flush())
        return storageError(file.errorString());
    file.close();
    QFile back(name);
    if (!back.open(QIODevice::ReadOnly) || back.readAll() != bytes)
        return storageError(u"the file does not hold what was written"_s);
    return core::Done{};
}

} // namespace

ExternalFiles::ExternalFiles(const Desktop &desktop, std::function<QString()> program)
    : m_desktop(desktop), m_program(std::move(program))
{
}

ExternalFiles::~ExternalFiles()
{
    m_lock.reset(); // its file lies in the folder
}

QString ExternalFiles::usualBase()
{
    const QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return !runtime.isEmpty() && QFileInfo(runtime).isWritable() ? runtime : QDir::tempPath();
}

core::Result<QString> ExternalFiles::make(const QString &path, const QByteArray &text)
{
    if (!m_root) {
        auto root = std::make_unique<QTemporaryDir>(usualBase() + u'/' + prefix + u"XXXXXX"_s); // 0700 by mkdtemp
        if (!root->isValid())
            return storageError(root->errorString());
        auto lock = std::make_unique<QLockFile>(root->filePath(lockName));
        lock->setStaleLockTime(0);
        if (!lock->tryLock(0))
            return storageError(u"the folder could not be locked"_s);
        m_root = std::move(root);
        m_lock = std::move(lock);
    }
    const QString folder = m_root->filePath(QString::number(++m_count));
    const QString inner = folder + u'/' + textFolder;
    for (const QString &made : {folder, inner}) {
        if (!QDir().mkdir(made)
            || !QFile::setPermissions(made, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner))
            return storageError(u"no folder could be made"_s);
    }
    const QString file = inner + u'/' + transfer::safeFileName(path.section(u'/', -1));
    if (const auto written = write(file, text); !written)
        return written.error();
    return file;
}

core::Result<core::Done> ExternalFiles::noteState(const QString &file, const QByteArray &text) const
{
    return put(QFileInfo(file).dir().filePath(u"../"_s + noteName), core::sha256Hex(text).toLatin1());
}

core::Result<core::Done> ExternalFiles::write(const QString &file, const QByteArray &text)
{
    if (const auto noted = noteState(file, text); !noted)
        return noted;
    return put(file, text);
}

core::Result<QByteArray> ExternalFiles::read(const QString &file, qint64 most)
{
    const QByteArray name = QFile::encodeName(file);
    const transfer::OpenedFile opened = transfer::openPlainFile(AT_FDCWD, name);
    core::Error error = storageError(opened.detail);
    if (!QFileInfo::exists(file)) {
        error.kind = core::ErrorKind::NotFound;
        return error;
    }
    if (opened.problem != transfer::FileProblem::None)
        return error;
    transfer::ScannedFile told;
    if (auto bytes = transfer::readPlainFile(opened.file, most, told))
        return *bytes;
    error.kind = opened.size > most ? core::ErrorKind::TooLarge : core::ErrorKind::Storage;
    return error;
}

void ExternalFiles::remove(const QString &file)
{
    if (m_root && file.startsWith(m_root->path() + u'/'))
        QDir(QFileInfo(file).dir().filePath(u".."_s)).removeRecursively();
}

void ExternalFiles::leave(const QString &file)
{
    qWarning("a file of another program stays: %s", qPrintable(file));
    if (m_root)
        m_root->setAutoRemove(false);
}

bool ExternalFiles::open(const QString &file) const
{
    return m_desktop.openFile(file, m_program());
}

QStringList ExternalFiles::clearLeftBehind(const QString &base)
{
    QStringList changed;
    for (const QString &name : QDir(base).entryList({prefix + u'*'}, QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        QDir root(base + u'/' + name);
        QLockFile lock(root.filePath(lockName));
        lock.setStaleLockTime(0);
        if (QFileInfo(root.path()).ownerId() != ::getuid() || !lock.tryLock(0))
            continue; // somebody else's, in a place that is not ours alone; or its run lives
        bool keep = false;
        for (const QString &one : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
            QFile note(root.filePath(one + u'/' + noteName));
            const QByteArray given = note.open(QIODevice::ReadOnly) ? note.read(64) : QByteArray();
            const QDir texts(root.filePath(one + u'/' + textFolder));
            for (const QFileInfo &text : texts.entryInfoList(QDir::Files | QDir::NoSymLinks | QDir::Hidden)) {
                QFile file(text.filePath());
                const bool same = file.open(QIODevice::ReadOnly) && core::sha256Hex(file.readAll()).toLatin1() == given;
                if (!same) {
                    changed.append(text.filePath());
                    keep = true;
                }
            }
        }
        if (!keep) {
            lock.unlock();
            root.removeRecursively();
        }
    }
    return changed;
}

} // namespace controllers
