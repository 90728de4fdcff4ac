// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/connectionfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <filesystem>

#ifdef Q_OS_UNIX
#    include <fcntl.h>
#    include <unistd.h>
#endif

namespace session {

using namespace Qt::StringLiterals;

namespace {

constexpr int formatVersion = 1;
constexpr int maxConnections = 1000;
constexpr auto filePermissions = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto folderPermissions = filePermissions | QFileDevice::ExeOwner;

core::Error storageError(const QString &detail)
{
    core::Error error{core::ErrorKind::Storage, {}};
    error.detail = detail;
    error.delivery = core::Delivery::NotSent;
    return error;
}

QString dialectWord(DialectChoice dialect)
{
    switch (dialect) {
    case DialectChoice::S:
        return u"S"_s;
    case DialectChoice::C:
        return u"C"_s;
    case DialectChoice::Auto:
        break;
    }
    return u"auto"_s;
}

DialectChoice dialectOf(const QString &word)
{
    return word == "S"_L1 ? DialectChoice::S : word == "C"_L1 ? DialectChoice::C : DialectChoice::Auto;
}

QJsonObject toJson(const Connection &connection)
{
    QJsonObject object{
        {u"id"_s, connection.id.value},
        {u"name"_s, connection.name},
        {u"kind"_s, connection.kind == ConnectionKind::Local ? u"local"_s : u"remote"_s},
        {u"base_url"_s, connection.baseUrl},
        {u"dialect"_s, dialectWord(connection.dialect)},
        {u"token_place"_s, connection.tokenPlace == secrets::TokenPlace::Keychain ? u"keychain"_s : u"this_run"_s},
    };
    if (connection.keepTexts)
        object.insert(u"keep_texts"_s, *connection.keepTexts);
    if (!connection.colour.isEmpty())
        object.insert(u"colour"_s, connection.colour);
    if (connection.lastOpened.isValid())
        object.insert(u"last_opened"_s, connection.lastOpened.toUTC().toString(Qt::ISODateWithMs));
    return object;
}

std::optional<Connection> fromJson(const QJsonObject &object)
{
    Connection connection;
    connection.id.value = object.value(u"id"_s).toString();
    connection.name = object.value(u"name"_s).toString();
    const bool local = object.value(u"kind"_s).toString() == "local"_L1;
    connection.kind = local ? ConnectionKind::Local : ConnectionKind::Remote;
    connection.baseUrl = core::normalizedBaseUrl(object.value(u"base_url"_s).toString());
    connection.dialect = dialectOf(object.value(u"dialect"_s).toString());
    connection.tokenPlace = object.value(u"token_place"_s).toString() == "this_run"_L1 ? secrets::TokenPlace::ThisRun
                                                                                       : secrets::TokenPlace::Keychain;
    if (const QJsonValue keep = object.value(u"keep_texts"_s); keep.isBool())
        connection.keepTexts = keep.toBool();
    connection.colour = object.value(u"colour"_s).toString();
    connection.lastOpened = QDateTime::fromString(object.value(u"last_opened"_s).toString(), Qt::ISODateWithMs);
    // A file can be edited by hand, or by somebody who wants the token sent elsewhere: judged as if typed.
    const bool sound = !connection.id.isEmpty() && local == (connection.id == localConnectionId())
        && (local || core::checkBaseUrl(connection.baseUrl) == core::BaseUrlProblem::None)
        && checkConnectionName(connection.name, {}) == NameProblem::None;
    return sound ? std::optional(connection) : std::nullopt;
}

core::Result<core::Done> makePrivateFolder(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QFileInfo::exists(folder)) {
        QDir().mkpath(QFileInfo(folder).absolutePath()); // what is above belongs to the desktop
        QDir().mkdir(folder, folderPermissions);
    }
    if (!QFileInfo(folder).isDir())
        return storageError(u"cannot make the folder %1"_s.arg(folder));
    QFile::setPermissions(folder, folderPermissions);
    return core::Done{};
}

void flushToDisk([[maybe_unused]] const QString &folder)
{
#ifdef Q_OS_UNIX
    const int handle = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle >= 0) {
        ::fsync(handle);
        ::close(handle);
    }
#endif
}

bool writeAll(QFile &file, const QByteArray &bytes)
{
    qint64 done = 0;
    while (done < bytes.size()) {
        const qint64 written = file.write(bytes.constData() + done, bytes.size() - done);
        if (written <= 0)
            return false;
        done += written;
    }
#ifdef Q_OS_UNIX
    if (::fsync(file.handle()) != 0)
        return false;
#endif
    return file.size() == bytes.size();
}

std::filesystem::path fileSystemPath(const QString &path)
{
    return QFileInfo(path).filesystemAbsoluteFilePath();
}

} // namespace

QByteArray formatConnections(const ConnectionFile &file)
{
    QJsonArray array;
    for (const Connection &connection : file.connections)
        array.append(toJson(connection));
    const QJsonObject root{{u"format"_s, formatVersion},
                           {u"last_opened"_s, file.lastOpened.value},
                           {u"connections"_s, array}};
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

core::Result<ConnectionFile> parseConnections(const QByteArray &bytes)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (!document.isObject())
        return storageError(u"not a JSON object: %1 at byte %2"_s.arg(problem.errorString()).arg(problem.offset));
    const QJsonObject root = document.object();
    if (root.value(u"format"_s).toInt() != formatVersion)
        return storageError(u"unknown format %1"_s.arg(root.value(u"format"_s).toInt()));
    if (!root.value(u"connections"_s).isArray())
        return storageError(u"no list of connections"_s);
    ConnectionFile file;
    file.lastOpened.value = root.value(u"last_opened"_s).toString();
    QList<QString> seen;
    for (const QJsonValue &value : root.value(u"connections"_s).toArray()) {
        const std::optional<Connection> connection = fromJson(value.toObject());
        const bool wanted = connection && !seen.contains(connection->id.value) && seen.size() < maxConnections
            && checkConnectionName(connection->name, file.connections) == NameProblem::None;
        if (!wanted) {
            ++file.unreadable;
            continue;
        }
        seen.append(connection->id.value);
        file.connections.append(*connection);
    }
    return file;
}

core::Result<QByteArray> readConnectionFile(const QString &path, qint64 cap)
{
    QFile file(path);
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly))
        return storageError(u"%1: %2"_s.arg(path, file.errorString()));
    const QByteArray bytes = file.read(cap + 1);
    if (file.error() != QFileDevice::NoError)
        return storageError(u"%1: %2"_s.arg(path, file.errorString()));
    if (bytes.size() > cap) {
        core::Error error = storageError(u"%1 has more than %2 bytes"_s.arg(path).arg(cap));
        error.kind = core::ErrorKind::TooLarge;
        return error;
    }
    return bytes;
}

core::Result<core::Done> writeConnectionFile(const QString &path, const QByteArray &bytes)
{
    if (const auto folder = makePrivateFolder(path); !folder)
        return folder.error();
    const QString beside = path + u".new-"_s + QUuid::createUuid().toString(QUuid::Id128).left(8);
    QFile file(beside);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered, filePermissions))
        return storageError(u"%1: %2"_s.arg(beside, file.errorString()));
    const bool complete = writeAll(file, bytes);
    const QString problem = file.errorString();
    file.close();
    if (!complete) {
        QFile::remove(beside);
        return storageError(u"%1: %2"_s.arg(beside, problem));
    }
    std::error_code failed;
    std::filesystem::rename(fileSystemPath(beside), fileSystemPath(path), failed);
    if (failed) {
        QFile::remove(beside);
        return storageError(u"%1: %2"_s.arg(path, QString::fromStdString(failed.message())));
    }
    flushToDisk(QFileInfo(path).absolutePath());
    return core::Done{};
}

} // namespace session
