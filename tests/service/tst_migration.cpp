// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "db/migration.h"
#include "serviceprocess.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

//! Promise J9 for a third schema that is made up here: from the released one, stopped anywhere, a further run reaches
//! the same state; and a service that does not know it leaves it alone.
class TestMigration : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void failedStatements();
    void killedAnywhere();
    void newerIsRefusedUntouched();
    void firstSchemaIsWrittenAnew();

private:
    QString copyOf(const QByteArray &database);
    static db::OpenOptions options(const QString &folder, int schema);
    //! Everything that is in the database, as text.
    static QByteArray dump(const QString &folder);
    bool migrateFully(const QString &folder) const;

    QTemporaryDir m_folder;
    QByteArray m_first;  //!< the file of the newest schema
    QByteArray m_before; //!< its dump
    QByteArray m_after;  //!< the dump that every path must lead to
    QByteArrayList m_statements;
    QByteArray m_step;
    int m_copies = 0;
};

constexpr qint32 mark = 0x50414C49;

void TestMigration::initTestCase()
{
    {
        ServiceProcess service(m_folder.filePath(u"data"_s));
        const RawReply made = service.call("POST", "/memory_stores", "{\"name\":\"a\",\"description\":\"b\"}");
        const QByteArray store = "/memory_stores/" + member(made.body, "id");
        for (int i = 0; i < 60; ++i) {
            const QByteArray body = "{\"path\":\"p" + QByteArray::number(i) + "\",\"content\":\""
                + QByteArray(3000, char('a' + i % 26)) + "\"}";
            QCOMPARE(service.call("POST", store + "/memories", body).status, 201);
        }
        QCOMPARE(service.terminate(), 0);
    }
    QFile file(m_folder.filePath(u"data/memories.sqlite"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_first = file.readAll();
    // Of every kind that a migration may need: a column, a table rebuilt under its old name, rows changed, an index.
    m_statements = {"ALTER TABLE entry ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
                    "CREATE TABLE new_text (entry INTEGER PRIMARY KEY, content BLOB NOT NULL, words INTEGER NOT NULL) STRICT",
                    "INSERT INTO new_text SELECT entry, content, length(content) FROM entry_text",
                    "DROP TABLE entry_text", "ALTER TABLE new_text RENAME TO entry_text",
                    "UPDATE version_text SET content = CAST(content || ' ' AS BLOB)",
                    "UPDATE entry SET pinned = size % 2", "CREATE INDEX entry_pinned ON entry (pinned)"};
    m_step = m_statements.join(';');
    const QString whole = copyOf(m_first);
    m_before = dump(whole);
    QVERIFY(migrateFully(whole));
    m_after = dump(whole);
    QVERIFY(m_before.size() > 1000 && m_before != m_after);
}

QString TestMigration::copyOf(const QByteArray &database)
{
    const QString folder = m_folder.filePath(u"copy%1"_s.arg(++m_copies));
    QDir().mkpath(folder);
    QFile file(folder + u"/memories.sqlite"_s);
    if (!file.open(QIODevice::WriteOnly) || file.write(database) != database.size())
        qFatal("no copy");
    return folder;
}

db::OpenOptions TestMigration::options(const QString &folder, int schema)
{
    return {.file = folder + u"/memories.sqlite"_s, .applicationId = mark, .schemaVersion = schema};
}

QByteArray TestMigration::dump(const QString &folder)
{
    const auto connection = db::Connection::open(options(folder, 99));
    if (!connection || !(*connection)->quickCheck())
        return "damaged";
    QByteArray text;
    const auto add = [&](const char *sql) {
        auto rows = (*connection)->prepare(sql);
        while (rows.row())
            text += rows.bytesAt(0) + '\n';
        text += rows.failed() ? rows.error().detail.toUtf8() : QByteArray("--\n");
    };
    add("PRAGMA user_version");
    add("PRAGMA application_id");
    add("SELECT type || name || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name");
    add("SELECT id || path || size || sha256 FROM entry ORDER BY key");
    add("SELECT pinned FROM entry ORDER BY key");
    add("SELECT entry || hex(content) FROM entry_text ORDER BY entry");
    add("SELECT words FROM entry_text ORDER BY entry");
    add("SELECT version || hex(content) FROM version_text ORDER BY version");
    return text;
}

bool TestMigration::migrateFully(const QString &folder) const
{
    const auto connection = db::Connection::open(options(folder, 3));
    return connection && db::migrate(**connection, mark, {"SELECT 1", "SELECT 1", m_step.constData()});
}

//! Whichever statement fails, nothing of the step stays, and the next run does all of it.
void TestMigration::failedStatements()
{
    for (qsizetype i = 0; i <= m_statements.size(); ++i) {
        const QString folder = copyOf(m_first);
        QByteArrayList statements = m_statements;
        statements.insert(i, "INSERT INTO nowhere VALUES (1)");
        const QByteArray broken = statements.join(';');
        {
            const auto connection = db::Connection::open(options(folder, 3));
            QVERIFY(connection);
            QVERIFY(!db::migrate(**connection, mark, {"SELECT 1", "SELECT 1", broken.constData()}));
        }
        QCOMPARE(dump(folder), m_before);
        QVERIFY(migrateFully(folder));
        QCOMPARE(dump(folder), m_after);
    }
}

//! SIGKILL at random moments; half of the runs are killed in their recovery, too.
void TestMigration::killedAnywhere()
{
    QRandomGenerator random(20261121);
    int interrupted = 0;
    for (int round = 0; round < 60; ++round) {
        const QString folder = copyOf(m_first);
        for (int attempt = 0; attempt < 1 + round % 2; ++attempt) {
            const pid_t child = ::fork();
            QVERIFY(child >= 0);
            if (child == 0)
                ::_exit(migrateFully(folder) ? 0 : 1);
            const QDeadlineTimer end(std::chrono::microseconds(random.bounded(100, 25'000)), Qt::PreciseTimer);
            int status = 0;
            pid_t ended = 0;
            while (ended == 0 && !end.hasExpired())
                ended = ::waitpid(child, &status, WNOHANG);
            if (ended == 0) {
                ::kill(child, SIGKILL);
                ended = ::waitpid(child, &status, 0);
            }
            QCOMPARE(ended, child);
            QVERIFY(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
            interrupted += WIFSIGNALED(status);
        }
        const QByteArray found = dump(folder); // one or the other, never between
        QVERIFY2(found == m_before || found == m_after, QByteArray::number(round).constData());
        QVERIFY(migrateFully(folder));
        QCOMPARE(dump(folder), m_after);
    }
    QVERIFY2(interrupted > 10, QByteArray::number(interrupted).constData());
}

void TestMigration::newerIsRefusedUntouched()
{
    const QString folder = copyOf(m_first);
    QVERIFY(migrateFully(folder));
    const auto bytes = [&folder] {
        QFile file(folder + u"/memories.sqlite"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = bytes();
    ServiceProcess service(folder);
    QVERIFY(!service.isRunning());
    service.process().waitForFinished(5000);
    QCOMPARE(service.process().exitStatus(), QProcess::NormalExit);
    QCOMPARE(service.process().exitCode(), 1);
    QVERIFY(service.process().readAllStandardError().contains("newer"));
    QCOMPARE(bytes(), before);
    QVERIFY(QDir(folder).entryList({u"*-wal"_s, u"*-shm"_s}).isEmpty());
}

//! A file of schema 1 may have copies of cells in the gaps of its pages. All that it holds is there afterwards, they are
//! not.
void TestMigration::firstSchemaIsWrittenAnew()
{
    const QString folder = copyOf(m_first);
    const QString path = folder + u"/memories.sqlite"_s;
    {
        const auto connection = db::Connection::open(options(folder, 2));
        QVERIFY(connection && (*connection)->execute("PRAGMA user_version = 1"));
    }
    const QByteArray rows = dump(folder);
    QVERIFY(rows.startsWith("1\n"));
    const auto bytes = [&path] {
        QFile all(path);
        return all.open(QIODevice::ReadOnly) ? all.readAll() : QByteArray();
    };
    QByteArray file = bytes();
    int gaps = 0;
    for (qsizetype page = 4096; page < file.size(); page += 4096) {
        const auto number = [&](int at) { return uchar(file.at(page + at)) << 8 | uchar(file.at(page + at + 1)); };
        const int from = 8 + 2 * number(3);
        if (file.at(page) != '\x0d' || number(5) - from < 20)
            continue;
        file.replace(page + from, 13, "CANARY-BEFORE");
        ++gaps;
    }
    QVERIFY(gaps > 20);
    QFile out(path);
    QVERIFY(out.open(QIODevice::WriteOnly) && out.write(file) == file.size());
    out.close();
    QCOMPARE(dump(folder), rows);
    QVERIFY(bytes().contains("CANARY-BEFORE"));
    {
        ServiceProcess service(folder);
        QVERIFY(service.isRunning());
        QCOMPARE(service.terminate(), 0);
    }
    QVERIFY(!bytes().contains("CANARY-BEFORE"));
    QCOMPARE(dump(folder), "2" + rows.mid(1));
}

QTEST_GUILESS_MAIN(TestMigration)
#include "tst_migration.moc"
