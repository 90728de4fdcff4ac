// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "exportfixture.h"
#include "hostilepaths.h"

#include "transfer/exporter.h"
#include "transfer/filenames.h"
#include "transfer/importscan.h"
#include "transfer/plan.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace transfer;

//! H2 and E1: what was exported comes back with equal path and equal bytes, whatever it is called and whatever is in it.
class TestRoundTrip : public QObject
{
    Q_OBJECT

    //! Half characters are no JSON: no service can send them.
    static bool travels(const QString &path) { return path.isValidUtf16(); }

    //! Texts of the characters that programs like to change.
    static QByteArray text(QRandomGenerator &random)
    {
        static const QByteArrayList pieces{"a",  "\n", "\r\n", "\r", "\t", " ", "\xC2\xA0", "\xEF\xBB\xBF", "\xE2\x80\xA8",
                                           "\xE2\x80\xA9", "\xEF\xBF\xBD", "e\xCC\x81", "\xC3\xA9", "\xF0\x9F\x98\x80",
                                           "\x7F", "\x1B[31m", "\xE2\x80\xAE", "\\", "\"", "\x1A", "\xEF\xB7\x90"};
        QByteArray text;
        for (int i = random.bounded(40); i >= 0; --i)
            text += pieces.at(random.bounded(pieces.size()));
        return text + 'x'; // no blank text
    }

    static QList<core::Entry> store(quint32 seed)
    {
        QRandomGenerator random(seed);
        QList<core::Entry> entries;
        QStringList paths = hostile::paths() + hostile::names();
        for (int i = 0; i < 500; ++i)
            paths.append(u"folder %1/note %2.md"_s.arg(i % 7).arg(i));
        paths.removeDuplicates();
        for (const QString &path : std::as_const(paths)) {
            if (!travels(path))
                continue;
            entries.append(fixture::entry(int(entries.size()) + 1, path, text(random)));
            entries.last().metadata.insert(u"owner"_s, u"Ada “%1”"_s.arg(entries.size()));
        }
        return entries;
    }

private slots:
    void everyPathAndEveryByteComesBack_data()
    {
        QTest::addColumn<bool>("zip");
        QTest::newRow("folder") << false;
        QTest::newRow("zip") << true;
    }

    void everyPathAndEveryByteComesBack()
    {
        QFETCH(bool, zip);
        QTemporaryDir place(support::quickFolder());
        const QString out = place.filePath(zip ? u"out.zip"_s : u"out"_s);
        const QList<core::Entry> entries = store(20261121);
        QVERIFY(entries.size() > 700);
        auto exporter = Exporter::start({out, zip ? ExportForm::Zip : ExportForm::Folder, false}, {}, entries, {});
        QVERIFY(exporter);
        for (qsizetype i = 0; i < entries.size(); ++i)
            QVERIFY((*exporter)->addEntry(i, entries.at(i)));
        const auto report = (*exporter)->finish({});
        QVERIFY(report && report->complete);
        QCOMPARE(report->entries, int(entries.size()));
        QCOMPARE(QDir(place.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot).size(), 1);

        const auto scan = scanImport({out}, {}, {});
        QVERIFY(scan);
        QVERIFY(scan->fromExport);
        QCOMPARE(scan->files.size(), entries.size());
        SourceReader reader;
        int equal = 0;
        for (qsizetype i = 0; i < entries.size(); ++i) {
            const ScannedFile &file = scan->files.at(i);
            QCOMPARE(file.path, entries.at(i).path);
            QCOMPARE(file.sha256, entries.at(i).sha256);
            QCOMPARE(file.metadata, entries.at(i).metadata);
            const auto bytes = reader.read(file.source, file.sha256, 102'400);
            QVERIFY(bytes);
            QCOMPARE(*bytes, *entries.at(i).content);
            ++equal;
        }
        QCOMPARE(equal, int(entries.size()));

        // Onto the store that it came from it changes nothing: not one item would be sent.
        PlanTarget target;
        target.entries = entries;
        target.folder = u"somewhere/"_s;
        for (const PlanItem &item : planImport(*scan, target)) {
            QVERIFY(item.kind == PlanKind::Same || item.kind == PlanKind::InvalidPath);
            QVERIFY(!item.chosen);
        }
    }

    void anExportThatWasPackedByOthersIsKnown()
    {
        QTemporaryDir place(support::quickFolder());
        const QList<core::Entry> entries{fixture::entry(1, u"nul.md"_s, "one"), fixture::entry(2, u"a/b.md"_s, "two")};
        auto exporter = Exporter::start({place.filePath(u"out"_s), ExportForm::Folder, false}, {}, entries, {});
        QVERIFY(exporter && (*exporter)->addEntry(0, entries.at(0)) && (*exporter)->addEntry(1, entries.at(1))
                && (*exporter)->finish({}));
        QCOMPARE(QProcess::execute(u"python3"_s, {u"-c"_s,
                                                  u"import shutil,sys; shutil.make_archive(sys.argv[1]+'/packed','zip',"
                                                  "sys.argv[1],'out')"_s,
                                                  place.path()}),
                 0);
        const auto scan = scanImport({place.filePath(u"packed.zip"_s)}, {}, {});
        QVERIFY(scan && scan->fromExport);
        QCOMPARE(scan->files.at(0).path, u"nul.md"_s);
        QCOMPARE(scan->files.at(1).sha256, core::sha256Hex("two"));
    }

    void aManifestLeadsNowhereElse()
    {
        QTemporaryDir place(support::quickFolder());
        const auto put = [&place](const QString &name, const QByteArray &bytes) {
            QFile file(place.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        QVERIFY(put(u"secret.txt"_s, "not yours"));
        QVERIFY(QDir(place.path()).mkdir(u"out"_s));
        QVERIFY(QFile::link(place.path(), place.filePath(u"out/link"_s)));
        QVERIFY(put(u"out/manifest.json"_s,
                    R"({"format": "palimpsest-export", "format_version": 1, "entries": [
                       {"path": "a", "file": "../secret.txt"}, {"path": "b", "file": "/etc/passwd"},
                       {"path": "c", "file": "link/secret.txt"}, {"path": "d", "file": "gone.md"}]})"));
        const auto scan = scanImport({place.filePath(u"out"_s)}, {}, {});
        QVERIFY(scan);
        QCOMPARE(scan->files.size(), 4);
        for (const ScannedFile &file : scan->files)
            QCOMPARE(file.problem, FileProblem::Missing);
        QVERIFY(put(u"out/manifest.json"_s, R"({"format": "palimpsest-export", "format_version": 1, "entries": [)"));
        QVERIFY(!scanImport({place.filePath(u"out"_s)}, {}, {})); // damaged, and said so
        QVERIFY(put(u"out/manifest.json"_s, R"({"name": "a web page", "icons": []})"));
        const auto plain = scanImport({place.filePath(u"out"_s)}, {}, {});
        QVERIFY(plain && !plain->fromExport);
    }
};

QTEST_APPLESS_MAIN(TestRoundTrip)
#include "tst_roundtrip.moc"
