// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "serviceprocess.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

//! palimpsest-service as a command, and the modes of its files (promise J5).
class TestProgram : public QObject
{
    Q_OBJECT

private slots:
    void saysWhereItListens();
    void keepsWhatItWasToldAcrossRestarts();
    void usage_data();
    void usage();
    void tokenFile();
    void portInUse();
    void modes_data();
    void modes();
    void wideModesAreNarrowed();
    void linksAreRefused_data();
    void linksAreRefused();
    void sharedFoldersAreRefused();
    void newerSchemaIsRefusedUntouched();
    void foreignFilesAreRefused_data();
    void foreignFilesAreRefused();

private:
    struct Ended
    {
        int code = -1;
        QByteArray out;
        QByteArray error;
    };
    static Ended run(const QStringList &arguments)
    {
        QProcess process;
        process.start(ServiceProcess::program(), arguments, QIODevice::ReadOnly);
        process.waitForFinished(5000);
        const Ended ended{process.state() == QProcess::NotRunning ? process.exitCode() : -1, process.readAllStandardOutput(),
                          process.readAllStandardError()};
        process.kill();
        process.waitForFinished();
        return ended;
    }
    static int modeOf(const QString &path)
    {
        struct stat status = {};
        return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 07777) : -1;
    }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void TestProgram::saysWhereItListens()
{
    QTemporaryDir folder;
    ServiceProcess service(folder.filePath(u"data"_s));
    QVERIFY(service.isRunning());
    QCOMPARE(service.firstLine(), "http://127.0.0.1:" + QByteArray::number(service.port()) + "/api/v1/cloud\n");
    QCOMPARE(service.call("GET", "/memory_stores").status, 200);
    QCOMPARE(service.terminate(), 0);
    QCOMPARE(service.process().readAllStandardOutput(), QByteArray());
    QCOMPARE(service.process().readAllStandardError(), QByteArray());
    // A clean end leaves one file of memories, with everything in it.
    QVERIFY(!QFileInfo::exists(folder.filePath(u"data/memories.sqlite-wal"_s)));
}

void TestProgram::keepsWhatItWasToldAcrossRestarts()
{
    QTemporaryDir folder;
    QByteArray store;
    {
        ServiceProcess service(folder.filePath(u"data"_s));
        store = service.call("POST", "/memory_stores", R"({"name":"a","description":"b"})").body;
        QCOMPARE(service.terminate(), 0);
    }
    ServiceProcess again(folder.filePath(u"data"_s));
    QVERIFY(again.isRunning());
    QCOMPARE(again.call("GET", "/memory_stores/" + member(store, "id")).body, store);
    QCOMPARE(again.process().state(), QProcess::Running);
    // The same memories in the other profile.
    ServiceProcess other(folder.filePath(u"data"_s), u"C"_s);
    QVERIFY(other.call("GET", "/memory_stores/" + member(store, "id")).body.contains("\"archived_at\":null"));
}

void TestProgram::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("help") << QStringList{u"--help"_s} << 0 << QByteArray("--token-file");
    QTest::newRow("version") << QStringList{u"--version"_s} << 0 << QByteArray("palimpsest-service ");
    QTest::newRow("unknown option") << QStringList{u"--nonsense"_s} << 2 << QByteArray("nonsense");
    QTest::newRow("unknown profile") << QStringList{u"--profile"_s, u"X"_s} << 2 << QByteArray("--profile");
    QTest::newRow("bad port") << QStringList{u"--port"_s, u"65536"_s} << 2 << QByteArray("--port");
    QTest::newRow("no folder") << QStringList{u"--data"_s, u""_s} << 2 << QByteArray("--data");
    QTest::newRow("argument") << QStringList{u"stray"_s} << 2 << QByteArray("stray");
    QTest::newRow("folder that cannot be made") << QStringList{u"--data"_s, u"/dev/null/x"_s} << 1 << QByteArray("/dev/null");
}

void TestProgram::usage()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, words);
    const Ended ended = run(arguments);
    QCOMPARE(ended.code, code);
    QVERIFY2((code == 0 ? ended.out : ended.error).contains(words), (ended.out + ended.error).constData());
}

void TestProgram::tokenFile()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"my-token"_s);
    {
        ServiceProcess made(folder.filePath(u"data"_s), u"S"_s, {u"--token-file"_s, file});
        QVERIFY(made.isRunning());
        QCOMPARE(modeOf(file), 0600);
        QVERIFY(made.token().size() >= 43);
        QCOMPARE(made.call("GET", "/memory_stores").status, 200);
    }
    QFile write(file);
    QVERIFY(write.open(QIODevice::WriteOnly | QIODevice::Truncate));
    write.write("  chosen-by-me \n");
    write.close();
    ServiceProcess read(folder.filePath(u"data"_s), u"S"_s, {u"--token-file"_s, file});
    QVERIFY(read.isRunning());
    QCOMPARE(read.request("GET", "/api/v1/cloud/memory_stores", {}, {"Authorization: Bearer chosen-by-me"}).status, 200);
    QVERIFY(write.open(QIODevice::WriteOnly | QIODevice::Truncate));
    write.write("two words");
    write.close();
    QCOMPARE(run({u"--data"_s, folder.filePath(u"data"_s), u"--token-file"_s, file}).code, 1);
}

void TestProgram::portInUse()
{
    QTemporaryDir folder;
    ServiceProcess first(folder.filePath(u"data"_s));
    const QString port = QString::number(first.port());
    const Ended second = run({u"--data"_s, folder.filePath(u"data"_s), u"--port"_s, port});
    QCOMPARE(second.code, 1);
    QVERIFY2(second.error.contains(port.toLatin1()), second.error.constData());
    // A fixed port can be taken again at once after its owner ended, although connections were open.
    QCOMPARE(first.call("GET", "/memory_stores").status, 200);
    first.kill();
    ServiceProcess third(folder.filePath(u"data"_s), u"S"_s, {u"--port"_s, port});
    QVERIFY(third.isRunning());
    QCOMPARE(third.port(), first.port());
}

void TestProgram::modes_data()
{
    QTest::addColumn<int>("mask");
    QTest::newRow("000") << 0000;
    QTest::newRow("022") << 0022;
    QTest::newRow("077") << 0077;
}

void TestProgram::modes()
{
    QFETCH(int, mask);
    QTemporaryDir folder;
    const mode_t before = ::umask(mode_t(mask));
    ServiceProcess service(folder.filePath(u"data"_s));
    ::umask(before);
    QVERIFY(service.isRunning());
    QCOMPARE(service.call("POST", "/memory_stores", R"({"name":"a","description":"b"})").status, 201);
    QCOMPARE(modeOf(folder.filePath(u"data"_s)), 0700);
    const QStringList files = QDir(folder.filePath(u"data"_s)).entryList(QDir::Files | QDir::Hidden);
    QCOMPARE(files, (QStringList{u"memories.sqlite"_s, u"memories.sqlite-shm"_s, u"memories.sqlite-wal"_s, u"token"_s}));
    for (const QString &file : files)
        QCOMPARE(modeOf(folder.filePath(u"data/"_s + file)), 0600);
}

void TestProgram::wideModesAreNarrowed()
{
    QTemporaryDir folder;
    const QString data = folder.filePath(u"data"_s);
    {
        ServiceProcess service(data);
        QVERIFY(service.isRunning());
        service.kill(); // leaves the WAL
    }
    ::chmod(QFile::encodeName(data).constData(), 0755);
    for (const QString &file : QDir(data).entryList(QDir::Files))
        ::chmod(QFile::encodeName(data + u'/' + file).constData(), 0644);
    ServiceProcess service(data);
    QVERIFY(service.isRunning());
    QCOMPARE(modeOf(data), 0700);
    for (const QString &file : QDir(data).entryList(QDir::Files))
        QCOMPARE(modeOf(data + u'/' + file), 0600);
    service.kill();
    QVERIFY(service.process().readAllStandardError().contains("narrowed"));
}

void TestProgram::linksAreRefused_data()
{
    QTest::addColumn<QString>("file");
    for (const QString &file : {u"memories.sqlite"_s, u"memories.sqlite-wal"_s, u"memories.sqlite-shm"_s, u"memories.sqlite-journal"_s, u"token"_s})
        QTest::newRow(qPrintable(file)) << file;
}

void TestProgram::linksAreRefused()
{
    QFETCH(QString, file);
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"data"_s));
    QFile target(folder.filePath(u"precious"_s));
    QVERIFY(target.open(QIODevice::WriteOnly));
    target.write("mine");
    target.close();
    QVERIFY(QFile::link(target.fileName(), folder.filePath(u"data/"_s + file)));
    const Ended ended = run({u"--data"_s, folder.filePath(u"data"_s)});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.error.contains("symbolic link"), ended.error.constData());
    QCOMPARE(bytesOf(target.fileName()), QByteArray("mine"));
}

void TestProgram::sharedFoldersAreRefused()
{
    QTemporaryDir folder;
    const QString shared = folder.filePath(u"shared"_s);
    QVERIFY(QDir().mkdir(shared));
    ::chmod(QFile::encodeName(shared).constData(), 01777);
    QCOMPARE(run({u"--data"_s, shared, u"--token-file"_s, folder.filePath(u"token"_s)}).code, 1);
    QCOMPARE(modeOf(shared), 01777);
}

void TestProgram::newerSchemaIsRefusedUntouched()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"data/memories.sqlite"_s);
    {
        ServiceProcess service(folder.filePath(u"data"_s));
        QCOMPARE(service.terminate(), 0);
    }
    QFile database(file);
    QVERIFY(database.open(QIODevice::ReadWrite));
    database.seek(60); // user_version in SQLite's header
    database.write(QByteArray("\0\0\0\x63", 4));
    database.close();
    const QByteArray before = bytesOf(file);
    const Ended ended = run({u"--data"_s, folder.filePath(u"data"_s)});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.error.contains("newer"), ended.error.constData());
    QCOMPARE(bytesOf(file), before);
}

void TestProgram::foreignFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QByteArray foreign = "SQLite format 3" + QByteArray(1, '\0') + QByteArray(84, '\0');
    foreign[71] = 7; // another application_id
    QTest::newRow("another program's database") << foreign;
    QTest::newRow("text") << QByteArray("my diary").repeated(50);
    QTest::newRow("shorter than a header") << QByteArray("SQLite format 3");
}

void TestProgram::foreignFilesAreRefused()
{
    QFETCH(QByteArray, bytes);
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"data"_s));
    QFile file(folder.filePath(u"data/memories.sqlite"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    QCOMPARE(run({u"--data"_s, folder.filePath(u"data"_s)}).code, 1);
    QCOMPARE(bytesOf(file.fileName()), bytes);
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
