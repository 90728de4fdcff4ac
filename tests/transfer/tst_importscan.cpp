// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "exportfixture.h"

#include "transfer/importscan.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace transfer;

//! H4: an import never hangs, never guesses, never reads more than it may.
class TestImportScan : public QObject
{
    Q_OBJECT

    static void put(const QString &file, const QByteArray &bytes)
    {
        QDir().mkpath(QFileInfo(file).path());
        QFile writer(file);
        QVERIFY(writer.open(QIODevice::WriteOnly));
        QCOMPARE(writer.write(bytes), bytes.size());
    }

    static ImportScan scan(const QStringList &choices, int maxFiles = 100'000)
    {
        ScanOptions options;
        options.maxFiles = maxFiles;
        const auto result = scanImport(choices, options, {});
        if (!result)
            qWarning("%s", qPrintable(result.error().detail));
        return result ? *result : ImportScan{};
    }

    static ScannedFile only(const QString &file)
    {
        const ImportScan found = scan({file});
        return found.files.size() == 1 ? found.files.first() : ScannedFile();
    }

    static QStringList paths(const ImportScan &scan)
    {
        QStringList result;
        for (const ScannedFile &file : scan.files)
            result.append(file.path);
        return result;
    }

    static void python(const QString &code, const QStringList &arguments)
    {
        QProcess process;
        process.start(u"python3"_s, QStringList{u"-c"_s, code} + arguments);
        QVERIFY(process.waitForFinished(60'000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }

    QTemporaryDir m_place{support::quickFolder()};

private slots:
    void texts_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("problem");
        QTest::addColumn<int>("position");
        QTest::addColumn<bool>("utf16");
        const int fine = int(FileProblem::None);
        const int notText = int(FileProblem::NotText);
        QTest::newRow("text") << QByteArray("plain\n") << fine << -1 << false;
        QTest::newRow("CRLF") << QByteArray("a\r\nb\rc\n") << fine << -1 << false;
        QTest::newRow("BOM") << QByteArray("\xEF\xBB\xBFx") << fine << -1 << false;
        QTest::newRow("empty") << QByteArray() << int(FileProblem::Blank) << -1 << false;
        QTest::newRow("blank") << QByteArray(" \r\n\t") << int(FileProblem::Blank) << -1 << false;
        QTest::newRow("largest") << QByteArray(102'400, 'a') << fine << -1 << false;
        QTest::newRow("one too many") << QByteArray(102'401, 'a') << int(FileProblem::TooLarge) << -1 << false;
        QTest::newRow("NUL") << QByteArray("abc\0def", 7) << notText << 3 << false;
        QTest::newRow("invalid UTF-8") << QByteArray("ab\xC3(") << notText << 2 << false;
        QTest::newRow("cut UTF-8") << QByteArray("abc\xE2\x82") << notText << 3 << false;
        QTest::newRow("surrogate") << QByteArray("a\xED\xA0\x80") << notText << 1 << false;
        QTest::newRow("Latin-1") << QByteArray("caf\xE9 au lait") << notText << 3 << false;
        QTest::newRow("UTF-16 with BOM") << QByteArray("\xFF\xFEh\0i\0", 6) << notText << 0 << true;
        QTest::newRow("UTF-16 BE with BOM") << QByteArray("\xFE\xFF\0h\0i", 6) << notText << 0 << true;
        QTest::newRow("UTF-16 without BOM") << QByteArray("h\0i\0", 4) << notText << 1 << true;
        QTest::newRow("binary") << QByteArray("\x7F" "ELF\x02\x01\x01\0\0", 9) << notText << 7 << false;
        QTest::newRow("NUL before a bad byte") << QByteArray("a\0\xFF", 3) << notText << 1 << true;
    }

    void texts()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, problem);
        const QString file = m_place.filePath(u"texts/x.md"_s);
        put(file, bytes);
        const ScannedFile found = only(file);
        QCOMPARE(found.path, u"x.md"_s);
        QCOMPARE(int(found.problem), problem);
        QTEST(int(found.position), "position");
        QTEST(found.looksUtf16, "utf16");
        QCOMPARE(found.size, bytes.size());
        QCOMPARE(found.sha256, problem == int(FileProblem::None) ? core::sha256Hex(bytes) : QString());
    }

    void whatIsNoFileIsNotOpened()
    {
        const QString folder = m_place.filePath(u"odd"_s);
        put(folder + u"/a.md"_s, "text");
        QCOMPARE(::mkfifo(QFile::encodeName(folder + u"/fifo"_s).constData(), 0600), 0);
        const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(folder + u"/socket"_s).constData(), sizeof(address.sun_path));
        QCOMPARE(::bind(listener, reinterpret_cast<sockaddr *>(&address), sizeof(address)), 0);
        QVERIFY(QFile::link(folder + u"/a.md"_s, folder + u"/link.md"_s));
        QVERIFY(QFile::link(folder, folder + u"/loop"_s));
        QVERIFY(QFile::link(u"/dev/zero"_s, folder + u"/zero"_s));
        QFile sparse(folder + u"/sparse"_s);
        QVERIFY(sparse.open(QIODevice::WriteOnly) && sparse.resize(5LL << 30));
        QElapsedTimer timer;
        timer.start();
        const ImportScan found = scan({folder, u"/dev/null"_s, m_place.filePath(u"nowhere"_s)});
        QVERIFY(timer.elapsed() < 5'000);
        ::close(listener);
        QHash<QString, FileProblem> problems;
        for (const ScannedFile &file : found.files)
            problems.insert(file.path, file.problem);
        QCOMPARE(problems.value(u"a.md"_s), FileProblem::None);
        QCOMPARE(problems.value(u"fifo"_s), FileProblem::NotAFile);
        QCOMPARE(problems.value(u"socket"_s), FileProblem::NotAFile);
        QCOMPARE(problems.value(u"null"_s), FileProblem::NotAFile);
        QCOMPARE(problems.value(u"link.md"_s), FileProblem::Link);
        QCOMPARE(problems.value(u"loop"_s), FileProblem::Link);
        QCOMPARE(problems.value(u"zero"_s), FileProblem::Link);
        QCOMPARE(problems.value(u"sparse"_s), FileProblem::TooLarge);
        QCOMPARE(problems.value(u"nowhere"_s), FileProblem::Missing);
        QCOMPARE(problems.size(), 9);
    }

    void aFifoThatWasChosenDirectlyDoesNotHang()
    {
        const QString fifo = m_place.filePath(u"chosen.fifo"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(fifo).constData(), 0600), 0);
        QCOMPARE(only(fifo).problem, FileProblem::NotAFile);
    }

    void unreadableIsSaid()
    {
        if (::geteuid() == 0)
            QSKIP("root reads everything");
        const QString file = m_place.filePath(u"secret.md"_s);
        put(file, "text");
        QVERIFY(QFile::setPermissions(file, {}));
        QCOMPARE(only(file).problem, FileProblem::Unreadable);
        QVERIFY(!only(file).detail.isEmpty());
    }

    void hiddenFilesAreListedHiddenFoldersNamed()
    {
        const QString folder = m_place.filePath(u"project"_s);
        put(folder + u"/.env"_s, "TOKEN=1");
        put(folder + u"/.git/config"_s, "x");
        put(folder + u"/sub/.hidden.md"_s, "x");
        put(folder + u"/sub/shown.md"_s, "x");
        const ImportScan found = scan({folder});
        QCOMPARE(paths(found), (QStringList{u".env"_s, u".git"_s, u"sub/.hidden.md"_s, u"sub/shown.md"_s}));
        QCOMPARE(found.files.at(0).hidden, true);
        QCOMPARE(found.files.at(1).problem, FileProblem::HiddenFolder);
        QCOMPARE(found.files.at(2).hidden, true);
        QCOMPARE(found.files.at(3).hidden, false);
        QCOMPARE(found.files.at(3).topFolder, u"project"_s);
    }

    void namesThatAreNoTextAreRefused()
    {
        const QByteArray folder = QFile::encodeName(m_place.filePath(u"names"_s));
        QVERIFY(QDir().mkpath(m_place.filePath(u"names"_s)));
        const QByteArray name = folder + "/caf\xE9.md";
        const int file = ::open(name.constData(), O_CREAT | O_WRONLY, 0600);
        QVERIFY(file >= 0);
        ::close(file);
        const ImportScan found = scan({m_place.filePath(u"names"_s)});
        QCOMPARE(::unlink(name.constData()), 0);
        QCOMPARE(found.files.size(), 1);
        QCOMPARE(found.files.first().problem, FileProblem::BadName);
        QCOMPARE(found.files.first().path, u"caf%E9.md"_s);
    }

    void deepAndManyEndsByItself()
    {
        QString deep = m_place.filePath(u"deep"_s);
        for (int i = 0; i < 80; ++i)
            deep += u"/d"_s;
        put(deep + u"/x.md"_s, "x");
        const ImportScan found = scan({m_place.filePath(u"deep"_s)});
        QCOMPARE(found.files.size(), 1);
        QCOMPARE(found.files.first().problem, FileProblem::TooDeep);

        for (int i = 0; i < 30; ++i)
            put(m_place.filePath(u"many/%1.md"_s.arg(i)), "x");
        const ImportScan some = scan({m_place.filePath(u"many"_s)}, 10);
        QCOMPARE(some.files.size(), 10);
        QVERIFY(some.tooMany);
    }

    void cancelEndsIt()
    {
        core::CancelFlag cancel;
        cancel.set();
        const auto result = scanImport({m_place.path()}, {}, cancel);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, core::ErrorKind::Cancelled);
    }

    void aFileIsReadAgainOnlyAsItWas()
    {
        const QString file = m_place.filePath(u"again.md"_s);
        put(file, "as it was");
        const ScannedFile found = only(file);
        SourceReader reader;
        QCOMPARE(*reader.read(found.source, found.sha256, 1000), QByteArray("as it was"));
        QVERIFY(!reader.read(found.source, found.sha256, 3));
        put(file, "as it is now");
        QVERIFY(!reader.read(found.source, found.sha256, 1000));
        QVERIFY(QFile::remove(file));
        QVERIFY(!reader.read(found.source, found.sha256, 1000));
    }

    void aHostileZipIsOnlyData()
    {
        const QString zip = m_place.filePath(u"hostile.zip"_s);
        python(u"import zipfile,sys,stat\n"
               "z=zipfile.ZipFile(sys.argv[1],'w',zipfile.ZIP_DEFLATED)\n"
               "z.writestr('../../outside.md','up')\n"
               "z.writestr('/etc/x','top')\n"
               "z.writestr('fine/a.md','fine')\n"
               "z.writestr('bomb.md',b'a'*300000000)\n"
               "z.writestr('bin',b'\\0\\1')\n"
               "z.writestr('dir/','')\n"
               "i=zipfile.ZipInfo('link'); i.create_system=3; i.external_attr=(stat.S_IFLNK|0o777)<<16\n"
               "z.writestr(i,'/etc/passwd')\n"
               "z.close()\n"_s,
               {zip});
        // The bomb says that it is small.
        QFile file(zip);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        const QByteArray claimed("\x00\xA3\xE1\x11", 4); // 300,000,000
        QVERIFY(bytes.contains(claimed));
        bytes.replace(claimed, QByteArray("\x10\x00\x00\x00", 4));
        QVERIFY(file.seek(0));
        file.write(bytes);
        file.close();

        QElapsedTimer timer;
        timer.start();
        const ImportScan found = scan({zip});
        QVERIFY(timer.elapsed() < 5'000);
        QHash<QString, FileProblem> problems;
        for (const ScannedFile &each : found.files)
            problems.insert(each.path, each.problem);
        QCOMPARE(problems.size(), 6);
        QCOMPARE(problems.value(u"../../outside.md"_s), FileProblem::None); // the plan judges paths
        QCOMPARE(problems.value(u"/etc/x"_s), FileProblem::None);
        QCOMPARE(problems.value(u"fine/a.md"_s), FileProblem::None);
        QVERIFY(problems.value(u"bomb.md"_s) == FileProblem::TooLarge || problems.value(u"bomb.md"_s) == FileProblem::Unreadable);
        QCOMPARE(problems.value(u"bin"_s), FileProblem::NotText);
        QCOMPARE(problems.value(u"link"_s), FileProblem::Link);
        QVERIFY(!QFile::exists(m_place.filePath(u"../outside.md"_s)));
        for (const ScannedFile &each : found.files) {
            if (each.path == u"fine/a.md")
                QCOMPARE(*SourceReader().read(each.source, each.sha256, 100), QByteArray("fine"));
        }
    }

    void whatIsNoZipIsSaid()
    {
        put(m_place.filePath(u"broken.zip"_s), "PK\3\4 and nothing else");
        QCOMPARE(only(m_place.filePath(u"broken.zip"_s)).problem, FileProblem::Unreadable);
    }
};

QTEST_APPLESS_MAIN(TestImportScan)
#include "tst_importscan.moc"
