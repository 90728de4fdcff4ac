// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "exportfixture.h"

#include "transfer/exporter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace fixture;

//! H3: an export is complete, or it says what is missing; and git takes the history.
class TestExporter : public QObject
{
    Q_OBJECT

    static QList<core::Entry> store()
    {
        return {entry(1, u"notes/meeting.md"_s, "third\n"), entry(2, u"../../etc/passwd"_s, "root\r\nno end"),
                entry(3, u"nul.md"_s, "\xEF\xBB\xBF" "bom\xC2\xA0"), entry(4, u"notes"_s, "file beside a folder")};
    }

    static QList<core::Version> history()
    {
        using core::Action;
        return {version(1, u"notes/meeting.md"_s, Action::Created, "first\n", 2),
                redacted(version(2, u"notes/meeting.md"_s, Action::Updated, "secret 1234\n", 3)),
                version(3, u"old.md"_s, Action::Created, "gone soon\n", 4),
                version(4, u"notes/meeting.md"_s, Action::Updated, "third\n", 5),
                version(5, u"../../etc/passwd"_s, Action::Created, "root\r\nno end", 6),
                version(6, u"old.md"_s, Action::Deleted, {}, 7),
                version(7, u"nul.md"_s, Action::Created, "\xEF\xBB\xBF" "bom\xC2\xA0", 8),
                version(8, u"notes"_s, Action::Created, "file beside a folder", 9)};
    }

    static transfer::Manifest::About about()
    {
        return {u"Local workspace"_s, u"memstore_1"_s, u"agent notes"_s, u"What the agent learned."_s, {},
                u"2026-11-01T00:00:00Z"_s};
    }

    static std::unique_ptr<transfer::Exporter> start(const QString &path, transfer::ExportForm form, bool git,
                                                     const QList<core::Version> &versions)
    {
        auto exporter = transfer::Exporter::start({path, form, git}, about(), store(), versions);
        return exporter ? std::move(exporter.value()) : nullptr;
    }

    static core::Result<transfer::ExportReport> exportAll(const QString &path, transfer::ExportForm form, bool git)
    {
        const QList<core::Version> versions = git ? history() : QList<core::Version>();
        const auto exporter = start(path, form, git, versions);
        if (!exporter)
            return core::Error{.kind = core::ErrorKind::Storage, .serverText = QString()};
        for (qsizetype i = store().size() - 1; i >= 0; --i) { // the order of arrival must not count
            if (const auto added = exporter->addEntry(i, store().at(i)); !added)
                return added.error();
        }
        for (qsizetype i : {3, 0, 7, 1, 2, 6, 5, 4}) {
            if (i < versions.size()) {
                if (const auto added = exporter->addVersion(i, versions.at(i)); !added)
                    return added.error();
            }
        }
        return exporter->finish(u"not read"_s);
    }

    static QJsonObject manifestOf(const QString &folder)
    {
        return QJsonDocument::fromJson(contents(folder + u"/manifest.json"_s)).object();
    }

    static QByteArray git(const QString &in, const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        process.setWorkingDirectory(in);
        process.start(u"git"_s, arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(20'000) || process.exitCode() != 0)
            return "(git failed: " + process.readAllStandardError() + ')';
        return process.readAllStandardOutput();
    }

private slots:
    void aFolderHasExactBytesAndAManifest()
    {
        QTemporaryDir place(support::quickFolder());
        const auto report = exportAll(place.filePath(u"out"_s), transfer::ExportForm::Folder, false);
        QVERIFY(report);
        QVERIFY(report->complete);
        QCOMPARE(report->entries, 4);
        const QString out = place.filePath(u"out"_s);
        QCOMPARE(everythingIn(out), (QStringList{u"manifest.json"_s, u"memories/__/__/etc/passwd"_s, u"memories/_nul.md"_s,
                                                 u"memories/notes"_s, u"memories/notes-2/meeting.md"_s}));
        QCOMPARE(contents(out + u"/memories/__/__/etc/passwd"_s), "root\r\nno end");
        QCOMPARE(contents(out + u"/memories/_nul.md"_s), "\xEF\xBB\xBF" "bom\xC2\xA0");
        const QJsonObject manifest = manifestOf(out);
        QCOMPARE(manifest.value(u"complete"_s).toBool(), true);
        QCOMPARE(manifest.value(u"store"_s).toObject().value(u"name"_s).toString(), u"agent notes"_s);
        const QJsonObject row = manifest.value(u"entries"_s).toArray().at(1).toObject();
        QCOMPARE(row.value(u"path"_s).toString(), u"../../etc/passwd"_s);
        QCOMPARE(row.value(u"id"_s).toString(), u"mem_2"_s);
        QCOMPARE(row.value(u"version"_s).toInt(), 2);
        QCOMPARE(row.value(u"size"_s).toInt(), 12);
        QCOMPARE(row.value(u"sha256"_s).toString(), core::sha256Hex("root\r\nno end"));
        QCOMPARE(row.value(u"updated_at"_s).toString(), u"2026-10-02T08:00:00.000000Z"_s);
        QCOMPARE(row.value(u"file"_s).toString(), u"memories/__/__/etc/passwd"_s);
        for (const QString &file : everythingIn(out)) {
            struct stat status = {};
            QCOMPARE(::lstat(QFile::encodeName(out + u'/' + file).constData(), &status), 0);
            QCOMPARE(status.st_mode & 07777, mode_t(0600));
        }
    }

    void aZipHasTheSame()
    {
        QTemporaryDir place(support::quickFolder());
        const QString zip = place.filePath(u"out.zip"_s);
        QVERIFY(exportAll(place.filePath(u"out"_s), transfer::ExportForm::Folder, true));
        const auto report = exportAll(zip, transfer::ExportForm::Zip, true);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().detail));
        QVERIFY(report->complete);
        struct stat status = {};
        QCOMPARE(::lstat(QFile::encodeName(zip).constData(), &status), 0);
        QCOMPARE(status.st_mode & 07777, mode_t(0600));
        QCOMPARE(QDir(place.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 (QStringList{u"out"_s, u"out.zip"_s})); // nothing of the making is left
        // Judged by somebody else's unzip.
        QProcess unzip;
        unzip.setWorkingDirectory(place.path());
        unzip.start(u"python3"_s, {u"-c"_s, u"import zipfile; zipfile.ZipFile('out.zip').extractall('unpacked')"_s});
        QVERIFY(unzip.waitForFinished(20'000));
        QCOMPARE(unzip.exitCode(), 0);
        const QStringList files = everythingIn(place.filePath(u"out"_s));
        QCOMPARE(everythingIn(place.filePath(u"unpacked"_s)), files);
        for (const QString &file : files)
            QCOMPARE(contents(place.filePath(u"unpacked/"_s + file)), contents(place.filePath(u"out/"_s + file)));
    }

    void whatIsMissingIsNamedAndTheFolderMarked_data()
    {
        QTest::addColumn<bool>("zip");
        QTest::newRow("folder") << false;
        QTest::newRow("zip") << true;
    }

    void whatIsMissingIsNamedAndTheFolderMarked()
    {
        QFETCH(bool, zip);
        QTemporaryDir place(support::quickFolder());
        const QString out = place.filePath(zip ? u"out.zip"_s : u"out"_s);
        const auto exporter = start(out, zip ? transfer::ExportForm::Zip : transfer::ExportForm::Folder, false, {});
        QVERIFY(exporter);
        QVERIFY(exporter->addEntry(0, store().at(0)));
        exporter->failEntry(1, u"not found"_s);
        core::Entry wrong = store().at(2);
        wrong.sha256 = QString(64, u'a');
        QVERIFY(exporter->addEntry(2, wrong));
        const auto report = exporter->finish(u"the token was refused"_s);
        QVERIFY(report);
        QVERIFY(!report->complete);
        QCOMPARE(report->entries, 2);
        QStringList failed;
        for (const auto &failure : report->failed)
            failed.append(failure.path + u": "_s + failure.reason);
        QCOMPARE(failed, (QStringList{u"../../etc/passwd: not found"_s,
                                      u"nul.md: text and hash of the service do not fit"_s,
                                      u"notes: the token was refused"_s}));
        if (!zip) {
            QVERIFY(QFile::exists(out + u"/INCOMPLETE.txt"_s));
            QCOMPARE(manifestOf(out).value(u"complete"_s).toBool(true), false);
            QCOMPARE(manifestOf(out).value(u"failed"_s).toArray().size(), 3);
        } else {
            QProcess list;
            list.start(u"python3"_s, {u"-c"_s, u"import zipfile,sys; print(zipfile.ZipFile(sys.argv[1]).namelist())"_s, out});
            QVERIFY(list.waitForFinished(20'000));
            QVERIFY(list.readAllStandardOutput().contains("INCOMPLETE.txt"));
        }
    }

    void anUnfinishedFolderIsMarked()
    {
        QTemporaryDir place(support::quickFolder());
        {
            const auto exporter = start(place.filePath(u"out"_s), transfer::ExportForm::Folder, false, {});
            QVERIFY(exporter && exporter->addEntry(0, store().at(0))); // … and then the program is killed
        }
        QVERIFY(QFile::exists(place.filePath(u"out/INCOMPLETE.txt"_s)));
        {
            const auto exporter = start(place.filePath(u"out.zip"_s), transfer::ExportForm::Zip, false, {});
            QVERIFY(exporter && exporter->addEntry(0, store().at(0)));
        }
        QVERIFY(!QFile::exists(place.filePath(u"out.zip"_s)));
    }

    void nothingThatExistsIsTouched()
    {
        QTemporaryDir place(support::quickFolder());
        QVERIFY(exportAll(place.filePath(u"a"_s), transfer::ExportForm::Folder, false));
        QVERIFY(!exportAll(place.filePath(u"a"_s), transfer::ExportForm::Folder, false));
        QVERIFY(exportAll(place.filePath(u"a.zip"_s), transfer::ExportForm::Zip, false));
        const QByteArray before = contents(place.filePath(u"a.zip"_s));
        QVERIFY(!exportAll(place.filePath(u"a.zip"_s), transfer::ExportForm::Zip, false));
        // Somebody takes the name while the export is made.
        const auto exporter = start(place.filePath(u"b.zip"_s), transfer::ExportForm::Zip, false, {});
        QVERIFY(exporter);
        QVERIFY(QFile::copy(place.filePath(u"a.zip"_s), place.filePath(u"b.zip"_s)));
        QVERIFY(!exporter->finish({}));
        QCOMPARE(contents(place.filePath(u"b.zip"_s)), before);
        QVERIFY(!QFile::exists(place.filePath(u"b.zip.partial"_s)));
    }

    void aFileThatReadsBackOtherwiseIsAFailure()
    {
        QTemporaryDir place(support::quickFolder());
        const auto exporter = start(place.filePath(u"out"_s), transfer::ExportForm::Folder, false, {});
        QVERIFY(exporter && exporter->addEntry(0, store().at(0)));
        QFile file(place.filePath(u"out/memories/notes-2/meeting.md"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write("X");
        file.close();
        QVERIFY(!exporter->finish({}));
        QVERIFY(QFile::exists(place.filePath(u"out/INCOMPLETE.txt"_s)));
    }

    void historyHasEveryTextThatIsStillThere()
    {
        QTemporaryDir place(support::quickFolder());
        const auto report = exportAll(place.filePath(u"out"_s), transfer::ExportForm::Folder, true);
        QVERIFY(report);
        QCOMPARE(report->versions, 6);
        QCOMPARE(report->redacted, 1);
        QVERIFY(report->complete);
        const QString out = place.filePath(u"out"_s);
        QCOMPARE(contents(out + u"/history/notes/meeting.md/0001.md"_s), "first\n");
        QCOMPARE(contents(out + u"/history/notes/meeting.md/0003.md"_s), "third\n");
        QVERIFY(!QFile::exists(out + u"/history/notes/meeting.md/0002.md"_s));
        QCOMPARE(contents(out + u"/history/old.md/0001.md"_s), "gone soon\n");
        const QJsonArray versions = manifestOf(out).value(u"versions"_s).toArray();
        QCOMPARE(versions.size(), 8);
        QCOMPARE(versions.at(1).toObject().value(u"redacted"_s).toBool(), true);
        QVERIFY(!versions.at(1).toObject().contains(u"file"_s));
        QCOMPARE(versions.at(5).toObject().value(u"action"_s).toString(), u"deleted"_s);
    }

    void gitTakesTheHistory()
    {
        QTemporaryDir place(support::quickFolder());
        QVERIFY(exportAll(place.filePath(u"out"_s), transfer::ExportForm::Folder, true));
        const QString out = place.filePath(u"out"_s);
        const QString repository = place.filePath(u"repository"_s);
        QVERIFY(QDir().mkdir(repository));
        git(repository, {u"init"_s, u"-q"_s});
        const QByteArray stream = contents(out + u"/history.fast-import"_s);
        const QByteArray said = git(repository, {u"fast-import"_s, u"--quiet"_s}, stream);
        QVERIFY2(!said.startsWith("(git failed"), said.constData());
        QVERIFY(git(repository, {u"fast-import"_s, u"--quiet"_s}, stream.chopped(5)).startsWith("(git failed")); // a cut one
        QCOMPARE(git(repository, {u"fsck"_s, u"--strict"_s}).trimmed(), QByteArray());

        // The tree at the end is the folder of present texts, byte for byte.
        QVERIFY(!git(repository, {u"checkout"_s, u"-q"_s, u"main"_s}).startsWith("(git failed"));
        QStringList files;
        for (const QString &file : everythingIn(out + u"/memories"_s)) {
            files.append(file);
            QCOMPARE(contents(repository + u'/' + file), contents(out + u"/memories/"_s + file));
        }
        QCOMPARE(git(repository, {u"ls-tree"_s, u"-r"_s, u"--name-only"_s, u"main"_s}).split('\n').size(), files.size() + 1);

        // One commit a version, with its own time; the redacted text is nowhere, its note is.
        const QByteArrayList log
            = git(repository, {u"log"_s, u"--reverse"_s, u"--format=%ct %s"_s, u"main"_s}).trimmed().split('\n');
        QCOMPARE(log.size(), 8);
        QCOMPARE(log.first(), "1790928000 created notes/meeting.md");
        QCOMPARE(log.at(5), "1791360000 deleted old.md");
        const QByteArray notes = git(repository, {u"log"_s, u"--reverse"_s, u"--format=%N"_s, u"main"_s});
        QVERIFY(notes.contains("redacted at 2026-10-20T08:00:00.000000Z\nsize: 12\nsha256: "));
        QVERIFY(!stream.contains("secret 1234"));
        QCOMPARE(git(repository, {u"show"_s, u"main~6:notes-2/meeting.md"_s}), QByteArray());
        QCOMPARE(git(repository, {u"show"_s, u"main~7:notes-2/meeting.md"_s}), QByteArray("first\n"));
    }
};

QTEST_APPLESS_MAIN(TestExporter)
#include "tst_exporter.moc"
