// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "db/connection.h"
#include "db/erase.h"
#include "db/migration.h"
#include "db/worker.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

//! The one way to SQLite.
class TestDb : public QObject
{
    Q_OBJECT

private slots:
    void bytesComeBackAsTheyWere_data();
    void bytesComeBackAsTheyWere();
    void errorsStick();
    void rollsBackUnlessCommitted();
    void foreignKeysAndStrictTables();
    void migratesStepByStep();
    void failedStepLeavesNoTrace();
    void newerAndForeignAreRefused();
    void busyIsRetryable();
    void openingAnotherKeepsTheLocks();
    void eraseWaitsForReaders();
    void workerKeepsOrderAndDelivers();
    void workerTellsThatItCouldNotOpen();

private:
    static constexpr qint32 Mark = 42;
    static db::OpenOptions options(const QTemporaryDir &folder)
    {
        return {.file = folder.filePath(u"data/test.sqlite"_s), .applicationId = Mark, .schemaVersion = 3, .busyTimeout = std::chrono::milliseconds(50)};
    }
};

void TestDb::bytesComeBackAsTheyWere_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
    QTest::newRow("BOM and CRLF") << QByteArray("\xEF\xBB\xBF x\r\n");
    QTest::newRow("no UTF-8") << QByteArray("\xFF\xFE");
    QTest::newRow("large") << QByteArray(5'000'000, 'x');
}

void TestDb::bytesComeBackAsTheyWere()
{
    QFETCH(QByteArray, bytes);
    QTemporaryDir folder;
    const auto opened = db::Connection::open(options(folder));
    QVERIFY(opened);
    db::Connection &connection = **opened;
    QVERIFY(connection.execute("CREATE TABLE t (b BLOB NOT NULL, n INTEGER, s TEXT NOT NULL) STRICT"));
    QVERIFY(connection.prepare("INSERT INTO t VALUES (?, ?, ?)").blob(bytes).null().text("").run());
    auto select = connection.prepare("SELECT b, n, s FROM t");
    QVERIFY(select.row());
    QCOMPARE(select.bytesAt(0), bytes);
    QVERIFY(select.isNullAt(1));
    QVERIFY(!select.isNullAt(2));
    QVERIFY(!select.row());
    QVERIFY(!select.failed());
}

void TestDb::errorsStick()
{
    QTemporaryDir folder;
    const auto opened = db::Connection::open(options(folder));
    auto wrong = (*opened)->prepare("SELECT nonsense FROM nowhere");
    QVERIFY(!wrong.integer(1).text("x").row());
    QVERIFY(wrong.failed());
    QCOMPARE(wrong.error().kind, core::ErrorKind::Storage);
    QVERIFY(!wrong.error().retryable);
}

void TestDb::rollsBackUnlessCommitted()
{
    QTemporaryDir folder;
    const auto opened = db::Connection::open(options(folder));
    db::Connection &connection = **opened;
    QVERIFY(connection.execute("CREATE TABLE t (n INTEGER) STRICT"));
    {
        db::Transaction dropped(connection, db::Transaction::Write);
        QVERIFY(connection.execute("INSERT INTO t VALUES (1)"));
    }
    QVERIFY(!connection.inTransaction());
    {
        db::Transaction kept(connection, db::Transaction::Write);
        QVERIFY(connection.execute("INSERT INTO t VALUES (2)"));
        QVERIFY(kept.commit());
    }
    auto sum = connection.prepare("SELECT sum(n) FROM t");
    QVERIFY(sum.row());
    QCOMPARE(sum.integerAt(0), 2);
}

void TestDb::foreignKeysAndStrictTables()
{
    QTemporaryDir folder;
    const auto opened = db::Connection::open(options(folder));
    db::Connection &connection = **opened;
    QVERIFY(connection.execute("CREATE TABLE p (k INTEGER PRIMARY KEY) STRICT; CREATE TABLE c (k INTEGER REFERENCES p(k)) STRICT"));
    QVERIFY(!connection.execute("INSERT INTO c VALUES (1)"));
    QVERIFY(!connection.execute("INSERT INTO p VALUES ('text')"));
    auto journal = connection.prepare("PRAGMA journal_mode");
    QVERIFY(journal.row());
    QCOMPARE(journal.bytesAt(0), QByteArray("wal"));
    QVERIFY(connection.quickCheck());
}

void TestDb::migratesStepByStep()
{
    QTemporaryDir folder;
    const std::vector<const char *> all = {"CREATE TABLE a (n INTEGER) STRICT", "INSERT INTO a VALUES (1)", "INSERT INTO a VALUES (2)"};
    // From every version that there ever was, and again from the last.
    for (size_t from = 0; from <= all.size(); ++from) {
        const QTemporaryDir own;
        for (const size_t to : {from, all.size(), all.size()}) {
            const auto opened = db::Connection::open(options(own));
            QVERIFY(db::migrate(**opened, Mark, std::vector<const char *>(all.begin(), all.begin() + qsizetype(to))));
        }
        const auto opened = db::Connection::open(options(own));
        auto sum = (*opened)->prepare("SELECT sum(n), (SELECT user_version FROM pragma_user_version) FROM a");
        QVERIFY(sum.row());
        QCOMPARE(sum.integerAt(0), 3);
        QCOMPARE(sum.integerAt(1), 3);
    }
}

void TestDb::failedStepLeavesNoTrace()
{
    QTemporaryDir folder;
    const auto opened = db::Connection::open(options(folder));
    QVERIFY(!db::migrate(**opened, Mark, {"CREATE TABLE a (n INTEGER) STRICT; CREATE TABLE b (n INTEGER) STRICT; nonsense"}));
    QVERIFY(db::migrate(**opened, Mark, {"CREATE TABLE a (n INTEGER) STRICT"}));
}

void TestDb::newerAndForeignAreRefused()
{
    QTemporaryDir folder;
    {
        const auto opened = db::Connection::open(options(folder));
        QVERIFY(db::migrate(**opened, Mark, {"CREATE TABLE a (n INTEGER) STRICT", "SELECT 1", "SELECT 1"}));
        // What is still in the WAL counts too.
        const auto older = db::Connection::open({.file = options(folder).file, .applicationId = Mark, .schemaVersion = 2});
        QVERIFY(older);
        QVERIFY(!db::migrate(**older, Mark, {"SELECT 1", "SELECT 1"}));
    }
    const auto older = db::Connection::open({.file = options(folder).file, .applicationId = Mark, .schemaVersion = 2});
    QVERIFY(!older);
    QVERIFY(older.error().detail.contains(u"newer"));
    const auto other = db::Connection::open({.file = options(folder).file, .applicationId = 43, .schemaVersion = 3});
    QVERIFY(!other);
    QVERIFY(other.error().detail.contains(u"another program"));
}

void TestDb::busyIsRetryable()
{
    QTemporaryDir folder;
    const auto one = db::Connection::open(options(folder));
    const auto two = db::Connection::open(options(folder));
    const db::Transaction first(**one, db::Transaction::Write);
    QVERIFY(first.started());
    const db::Transaction second(**two, db::Transaction::Write);
    QVERIFY(!second.started());
    QVERIFY(second.started().error().retryable);
}

void TestDb::openingAnotherKeepsTheLocks()
{
    // Closing any descriptor of a file drops all POSIX locks that the process has on it. If opening a second connection
    // did that, another process could write at the same time as we do.
    QTemporaryDir folder;
    const auto writer = db::Connection::open(options(folder));
    const db::Transaction transaction(**writer, db::Transaction::Write);
    QVERIFY(transaction.started());
    const auto lockedForOthers = [&folder] {
        const QByteArray shm = QFile::encodeName(options(folder).file + u"-shm"_s);
        const pid_t child = ::fork();
        if (child == 0) {
            struct flock lock = {};
            lock.l_type = F_WRLCK;
            lock.l_whence = SEEK_SET;
            lock.l_start = 120; // where SQLite keeps the lock of the one writer
            lock.l_len = 1;
            const int file = ::open(shm.constData(), O_RDWR);
            ::_exit(::fcntl(file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? 1 : 0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return WEXITSTATUS(status) == 1;
    };
    QVERIFY(lockedForOthers());
    {
        const auto second = db::Connection::open(options(folder));
        QVERIFY(second);
        QVERIFY(lockedForOthers());
    }
    QVERIFY(lockedForOthers());
}

void TestDb::eraseWaitsForReaders()
{
    QTemporaryDir folder;
    const auto writer = db::Connection::open(options(folder));
    const auto reader = db::Connection::open(options(folder));
    QVERIFY((*writer)->execute("CREATE TABLE t (b TEXT) STRICT; INSERT INTO t VALUES ('CANARY')"));
    const auto contains = [&folder](const QString &suffix) {
        QFile file(options(folder).file + suffix);
        return file.open(QIODevice::ReadOnly) && file.readAll().contains("CANARY");
    };
    {
        const db::Transaction snapshot(**reader, db::Transaction::Read);
        auto look = (*reader)->prepare("SELECT * FROM t");
        QVERIFY(look.row());
        QVERIFY((*writer)->execute("DELETE FROM t"));
        const auto blocked = db::finishErase(**writer, std::chrono::milliseconds(0));
        QVERIFY(blocked);
        QVERIFY(!*blocked);
        QVERIFY(contains(u"-wal"_s) || contains(QString()));
    }
    const auto done = db::finishErase(**writer, std::chrono::milliseconds(0));
    QVERIFY(done && *done);
    QVERIFY(!contains(u"-wal"_s));
    QVERIFY(!contains(QString()));
    QCOMPARE((*writer)->busyTimeout(), std::chrono::milliseconds(50));
}

void TestDb::workerKeepsOrderAndDelivers()
{
    QTemporaryDir folder;
    QList<qint64> seen;
    {
        db::Worker worker(options(folder), [](db::Connection &connection) {
            return connection.execute("CREATE TABLE t (n INTEGER) STRICT");
        });
        const std::thread::id here = std::this_thread::get_id();
        for (int i = 1; i <= 10; ++i) {
            worker
                .run<qint64>([i, here](db::Connection &connection) -> core::Result<qint64> {
                    if (std::this_thread::get_id() == here)
                        return core::Error{.kind = core::ErrorKind::Storage, .serverText = {}, .detail = u"the wrong thread"_s};
                    connection.prepare("INSERT INTO t VALUES (?)").integer(i).run();
                    auto sum = connection.prepare("SELECT sum(n) FROM t");
                    return sum.row() ? core::Result<qint64>(sum.integerAt(0)) : sum.error();
                })
                .then(this, [&seen](const core::Result<qint64> &sum) { seen.append(sum ? *sum : -1); });
        }
        QVERIFY(seen.isEmpty()); // never inside the caller
        QTRY_COMPARE(seen.size(), 10);
        // Nothing that was given is lost at the end.
        worker.run<core::Done>([](db::Connection &connection) { return connection.execute("INSERT INTO t VALUES (1000)"); }).abandon();
    }
    QCOMPARE(seen, (QList<qint64>{1, 3, 6, 10, 15, 21, 28, 36, 45, 55}));
    const auto opened = db::Connection::open(options(folder));
    auto sum = (*opened)->prepare("SELECT sum(n) FROM t");
    QVERIFY(sum.row());
    QCOMPARE(sum.integerAt(0), 1055);
}

void TestDb::workerTellsThatItCouldNotOpen()
{
    db::Worker worker({.file = u"/dev/null/x/y.sqlite"_s}, {});
    core::ErrorKind kind = core::ErrorKind::Server;
    worker.run<core::Done>([](db::Connection &) -> core::Result<core::Done> { return core::Done{}; })
        .then(this, [&kind](const core::Result<core::Done> &result) { kind = result ? core::ErrorKind::Server : result.error().kind; });
    QTRY_COMPARE(kind, core::ErrorKind::Storage);
}

QTEST_GUILESS_MAIN(TestDb)
#include "tst_db.moc"
