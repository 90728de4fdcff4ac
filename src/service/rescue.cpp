// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/rescue.h"

#include "core/timestamp.h"
#include "core/utf8.h"
#include "service/jsonwriter.h"
#include "service/rowaccess.h"
#include "service/schema.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace service {

namespace {

core::Error storageError(const QString &detail)
{
    return core::Error{.kind = core::ErrorKind::Storage, .serverText = {}, .detail = detail};
}

//! An id as the service makes them; anything else must not become the name of a file.
QByteArray plainId(const QByteArray &id, const char *prefix, qint64 key)
{
    const QByteArrayView tail = QByteArrayView(id).sliced(std::min(qsizetype(qstrlen(prefix)), id.size()));
    const bool plain = id.startsWith(prefix) && !tail.isEmpty() && tail.size() <= 64
        && std::all_of(tail.begin(), tail.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    return plain ? id : QByteArray(prefix) + "row-" + QByteArray::number(key);
}

QByteArray words(const QByteArray &text)
{
    return core::firstInvalidUtf8(text) < 0 ? text : text.toPercentEncoding();
}

QByteArray momentText(qint64 microseconds)
{
    return core::Timestamp::fromMicroseconds(microseconds).text().toLatin1();
}

//! One run over a copy of the database.
class Rescue
{
public:
    Rescue(db::Connection &database, QString folder) : m_database(database), m_folder(std::move(folder)) { }

    core::Result<Rescued> run()
    {
        m_manifest.beginObject().key("format").integer(1);
        readStores();
        readRecords("entries", "mem_", "SELECT max(key) FROM entry", EntrySql, "SELECT content FROM entry_text WHERE entry = ?");
        readRecords("versions", "memver_", "SELECT max(key) FROM version", VersionSql,
                    "SELECT content FROM version_text WHERE version = ?");
        m_manifest.endObject();
        put(u"manifest.json"_s, m_manifest.take() + '\n');
        put(u"lost.txt"_s, m_lost.isEmpty() ? QByteArray("Nothing is lost.\n") : m_lost);
        if (!m_problem.isEmpty())
            return storageError(m_problem);
        return m_result;
    }

private:
    // The same columns for both: store, id, path, size, hash, redacted, time, version or action.
    static constexpr auto EntrySql = "SELECT store, id, path, size, sha256, NULL, updated_at, version FROM entry WHERE key = ?";
    static constexpr auto VersionSql
        = "SELECT store, id, entry_path, size, sha256, redacted_at, created_at, action, entry_id FROM version WHERE key = ?";

    void lose(const QByteArray &what)
    {
        m_lost += what + '\n';
        ++m_result.lost;
    }

    void put(const QString &name, const QByteArray &bytes)
    {
        const QString path = m_folder + u'/' + name;
        QFile file(path);
        if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly | QIODevice::NewOnly)
            || file.write(bytes) != bytes.size() || !file.flush()) {
            if (m_problem.isEmpty())
                m_problem = u"cannot write %1: %2"_s.arg(path, file.errorString());
        }
    }

    //! Row by row, because a walk through a table ends at its first bad page. Where even the highest key is not known,
    //! there are at most so many rows as fit into the file.
    qint64 highestKey(const char *sql)
    {
        auto highest = m_database.prepare(sql);
        if (highest.row())
            return highest.integerAt(0);
        auto pages = m_database.prepare("PRAGMA page_count");
        lose("a table without its end: " + highest.error().detail.toUtf8());
        return pages.row() ? pages.integerAt(0) * 64 : 0;
    }

    void readStores()
    {
        m_manifest.key("stores").beginArray();
        const qint64 highest = highestKey("SELECT max(key) FROM store");
        for (qint64 key = 1; key <= highest; ++key) {
            auto row = m_database.prepare("SELECT id, name, description, metadata, created_at, archived_at FROM store WHERE key = ?");
            if (!row.integer(key).row()) {
                if (row.failed())
                    lose("store number " + QByteArray::number(key) + ": " + row.error().detail.toUtf8());
                continue;
            }
            const QByteArray id = plainId(row.bytesAt(0), "memstore_", key);
            m_stores.insert(key, id);
            m_manifest.beginObject().key("id").string(id).key("name").string(words(row.bytesAt(1)));
            m_manifest.key("description").string(words(row.bytesAt(2))).key("metadata").string(words(row.bytesAt(3)));
            m_manifest.key("created_at").string(momentText(row.integerAt(4))).key("archived").boolean(!row.isNullAt(5)).endObject();
        }
        m_manifest.endArray();
    }

    void readRecords(const char *name, const char *prefix, const char *highestSql, const char *sql, const char *textSql)
    {
        m_manifest.key(name).beginArray();
        const qint64 highest = highestKey(highestSql);
        for (qint64 key = 1; key <= highest; ++key) {
            const Text text = readText(textSql, key);
            auto row = m_database.prepare(sql);
            if (row.integer(key).row()) {
                keep(name, prefix, key, row, text);
                continue;
            }
            const QByteArray label = QByteArray(name) + ", number " + QByteArray::number(key);
            if (text.content)
                doubt(name, prefix + QByteArray("row-") + QByteArray::number(key), *text.content, label + ": its record is gone");
            else if (row.failed())
                lose(label + ": " + row.error().detail.toUtf8());
        }
        m_manifest.endArray();
    }

    struct Text
    {
        std::optional<QByteArray> content;
        QByteArray problem;
    };

    Text readText(const char *sql, qint64 key)
    {
        auto row = m_database.prepare(sql);
        if (row.integer(key).row())
            return {row.bytesAt(0), {}};
        return {std::nullopt, row.failed() ? row.error().detail.toUtf8() : QByteArray("there is no text")};
    }

    void doubt(const char *name, const QByteArray &file, const QByteArray &content, const QByteArray &why)
    {
        put(u"doubtful/"_s + QString::fromLatin1(name) + u'/' + QString::fromLatin1(file) + u".txt"_s, content);
        ++m_result.doubtful;
        lose(why + "; see doubtful/" + name + '/' + file + ".txt");
    }

    void keep(const char *name, const char *prefix, qint64 key, const db::Statement &row, const Text &text)
    {
        const bool isVersion = qstrcmp(name, "versions") == 0;
        QByteArray id = plainId(row.bytesAt(1), prefix, key);
        if (m_names.contains(id)) // a damaged id may be another one's
            id = QByteArray(prefix) + "row-" + QByteArray::number(key);
        m_names.insert(id);
        const QByteArray store = m_stores.value(row.integerAt(0), "store-" + QByteArray::number(row.integerAt(0)));
        const QByteArray label = QByteArray(name) + ' ' + id + " (" + words(row.bytesAt(2)) + ')';
        const bool redacted = !row.isNullAt(5);
        const bool withoutText = isVersion && (redacted || row.integerAt(7) == int(Action::Deleted));
        QByteArray file;
        if (!withoutText && !text.content)
            return lose(label + ": " + text.problem);
        if (!withoutText && (sha256Of(*text.content) != row.bytesAt(4) || text.content->size() != row.integerAt(3)))
            return doubt(name, id, *text.content, label + ": the text does not fit its hash");
        if (!withoutText) {
            file = QByteArray(name) + '/' + store + '/' + id + ".txt";
            put(QString::fromLatin1(file), *text.content);
        }
        ++(isVersion ? m_result.versions : m_result.entries);
        m_manifest.beginObject().key("id").string(id).key("store_id").string(store).key("path").string(words(row.bytesAt(2)));
        m_manifest.key("size").integer(row.integerAt(3)).key("content_sha256").string(words(row.bytesAt(4)));
        m_manifest.key("at").string(momentText(row.integerAt(6)));
        if (isVersion) {
            static constexpr std::array actions{"created", "updated", "deleted"};
            const qint64 action = row.integerAt(7);
            m_manifest.key("action").string(action >= 0 && action < 3 ? actions[size_t(action)] : "unknown");
            m_manifest.key("entry_id").string(plainId(row.bytesAt(8), "mem_", key)).key("redacted").boolean(redacted);
        } else {
            m_manifest.key("version").integer(row.integerAt(7));
        }
        if (!file.isEmpty())
            m_manifest.key("file").string(file);
        m_manifest.endObject();
    }

    db::Connection &m_database;
    const QString m_folder;
    JsonWriter m_manifest;
    QByteArray m_lost;
    QHash<qint64, QByteArray> m_stores;
    QSet<QByteArray> m_names;
    Rescued m_result;
    QString m_problem;
};

//! What never differs in a file of ours stands at its start; one bad bit there would hide everything.
bool mendHeader(const QString &file)
{
    static const QByteArray known("SQLite format 3\0\x10\x00\x02\x02\x00\x40\x20\x20", 24);
    QFile copy(file);
    if (!copy.open(QIODevice::ReadWrite) || copy.write(known) != known.size() || !copy.seek(68))
        return false;
    const QByteArray mark = QByteArray::fromHex(QByteArray::number(ApplicationId, 16));
    return copy.write(mark) == mark.size() && copy.flush();
}

} // namespace

core::Result<Rescued> rescue(const QString &dataDirectory, const QString &newFolder)
{
    const QString file = databaseOptions(dataDirectory).file;
    if (!QFileInfo(file).isFile() || QFileInfo(file).size() < 512)
        return storageError(u"%1 is not there, or empty"_s.arg(file));
    if (QFileInfo::exists(newFolder) || !QDir().mkpath(newFolder))
        return storageError(u"%1 must be a new folder"_s.arg(newFolder));
    QFile::setPermissions(newFolder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QString work = newFolder + u"/work"_s;
    const db::OpenOptions options = databaseOptions(work);
    const bool copied = QDir().mkpath(work) && QFile::copy(file, options.file)
        && QFile::setPermissions(options.file, QFile::ReadOwner | QFile::WriteOwner) && mendHeader(options.file)
        && (!QFileInfo::exists(file + u"-wal"_s) || QFile::copy(file + u"-wal"_s, options.file + u"-wal"_s));
    core::Result<Rescued> result = storageError(u"cannot copy %1"_s.arg(file));
    if (copied) {
        const auto database = db::Connection::open(options);
        if (database)
            result = Rescue(**database, newFolder).run();
        else
            result = database.error();
    }
    QDir(work).removeRecursively();
    return result;
}

} // namespace service
