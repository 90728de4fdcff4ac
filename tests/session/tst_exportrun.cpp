// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "rig.h"
#include "support/profiles.h"

#include "core/utf8.h"
#include "session/exportrun.h"
#include "session/listing.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace session;

//! H3 over the real service: complete, or it says what is missing; cancelled, refused, gone or changed on the way.
class TestExportRun : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_place;

    static void fill(const rig::Rig &rig, const QString &store)
    {
        for (int i = 0; i < 12; ++i)
            rig.makeEntry(store, (i % 2 ? "notes/" : "") + QByteArray::number(i) + ".md", "text " + QByteArray::number(i));
    }

    static bool runToEnd(ExportRun &run)
    {
        QSignalSpy finished(&run, &ExportRun::finished);
        run.start();
        return finished.wait(30'000);
    }

    QJsonObject manifest(const QString &name) const
    {
        QFile file(m_place->filePath(name + u"/manifest.json"_s));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }

    ExportWish wish(const QString &store, const QString &name) const
    {
        ExportWish wish;
        wish.store = {store};
        wish.target.path = m_place->filePath(name);
        return wish;
    }

private slots:
    void initTestCase_data() { support::addProfiles(); }
    void init() { m_place = std::make_unique<QTemporaryDir>(); }

    void aWholeStore()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        fill(rig, store);
        ExportRun run(*rig.session, wish(store, u"whole"_s));
        QVERIFY(runToEnd(run));
        QVERIFY(run.result());
        QCOMPARE(run.result()->entries, 12);
        QVERIFY(run.result()->complete);
        QVERIFY(!QFile::exists(m_place->filePath(u"whole/INCOMPLETE.txt"_s)));
        const QJsonArray rows = manifest(u"whole"_s).value(u"entries"_s).toArray();
        QCOMPARE(rows.size(), 12);
        for (const QJsonValue &row : rows) {
            QFile file(m_place->filePath(u"whole/"_s + row[u"file"_s].toString()));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(core::sha256Hex(file.readAll()), row[u"sha256"_s].toString());
        }
    }

    void aFolderAndAnEntryWithTheirHistory()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        fill(rig, store);
        const QString entry = rig.makeEntry(store, "notes/x.md", "first");
        rig.write(store, entry, "second");
        rig.write(store, entry, "third");
        const auto versions = rig.ledger(store, entry);
        rig.ask("POST", "/memory_stores/" + store.toLatin1() + (rig.isC() ? "/memory_versions/" : "/versions/")
                    + versions.at(1).value(u"id"_s).toString().toLatin1() + "/redact");
        const QString gone = rig.makeEntry(store, "notes/gone.md", "gone soon");
        rig.remove(store, gone);

        ExportWish folder = wish(store, u"folder"_s);
        folder.folder = u"notes/"_s;
        folder.history = true;
        folder.target.gitStream = true;
        ExportRun run(*rig.session, folder);
        QVERIFY(runToEnd(run));
        QVERIFY2(run.result(), qPrintable(run.result() ? QString() : run.result().error().detail));
        QVERIFY(run.result()->complete);
        QCOMPARE(run.result()->entries, 7);
        QCOMPARE(run.result()->versions, 6 + 2 + 1);
        QCOMPARE(run.result()->redacted, 1);
        QVERIFY(QFile::exists(m_place->filePath(u"folder/history.fast-import"_s)));
        QCOMPARE(manifest(u"folder"_s).value(u"versions"_s).toArray().size(), 6 + 3 + 2);

        ExportWish one = wish(store, u"one"_s);
        one.only = {entry};
        one.history = true;
        ExportRun second(*rig.session, one);
        QVERIFY(runToEnd(second));
        QVERIFY(second.result());
        QCOMPARE(second.result()->entries, 1);
        QCOMPARE(second.result()->versions, 2);
    }

    void whatGoesOnTheWayIsNamed()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        fill(rig, store);
        const QString gone = rig.makeEntry(store, "zzz-gone.md", "x");
        const QString changed = rig.makeEntry(store, "zzz-changed.md", "x");
        bool done = false;
        rig.beforeEach = [&](const support::Arrival &arrival) {
            if (!done && arrival.path().contains("/memories/mem_")) { // the list was read
                done = true;
                rig.remove(store, gone);
                rig.write(store, changed, "newer");
            }
        };
        ExportRun run(*rig.session, wish(store, u"moving"_s));
        QVERIFY(runToEnd(run));
        rig.beforeEach = {};
        QVERIFY(run.result());
        QVERIFY(!run.result()->complete);
        QCOMPARE(run.result()->failed.size(), 1);
        QCOMPARE(run.result()->failed.first().path, u"zzz-gone.md"_s);
        QCOMPARE(run.result()->failed.first().reason, u"deleted meanwhile"_s);
        QFile file(m_place->filePath(u"moving/memories/zzz-changed.md"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("newer"));
        QVERIFY(QFile::exists(m_place->filePath(u"moving/INCOMPLETE.txt"_s)));
    }

    void aTokenThatIsRefusedHalfWay()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        fill(rig, store);
        int read = 0;
        rig.beforeEach = [&](const support::Arrival &arrival) {
            if (arrival.path().contains("/memories/mem_") && ++read == 4) {
                for (int i = 0; i < 20; ++i)
                    rig.front.fault("status:401");
            }
        };
        ExportRun run(*rig.session, wish(store, u"refused"_s));
        QVERIFY(runToEnd(run));
        rig.beforeEach = {};
        QVERIFY(run.result());
        QVERIFY(!run.result()->complete);
        QVERIFY(run.result()->entries >= 3);
        QCOMPARE(run.result()->entries + run.result()->failed.size(), 12);
        QCOMPARE(run.result()->failed.last().reason, u"the service refused the token"_s);
        QVERIFY(QFile::exists(m_place->filePath(u"refused/INCOMPLETE.txt"_s)));
    }

    void cancelLeavesAMarkedFolder()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        fill(rig, store);
        ExportRun run(*rig.session, wish(store, u"cancelled"_s));
        connect(&run, &ExportRun::progressChanged, &run, [&run] {
            if (run.progress().done == 3)
                run.cancel();
        });
        QVERIFY(runToEnd(run));
        QVERIFY(run.result());
        QVERIFY(run.wasCancelled());
        QCOMPARE(run.result()->entries + run.result()->failed.size(), 12);
        QVERIFY(run.result()->failed.size() >= 5);
        QVERIFY(QFile::exists(m_place->filePath(u"cancelled/INCOMPLETE.txt"_s)));
        QCOMPARE(manifest(u"cancelled"_s).value(u"complete"_s).toBool(true), false);
    }

    void aPlaceThatIsTakenIsAnError()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        fill(rig, store);
        QVERIFY(QDir(m_place->path()).mkdir(u"taken"_s));
        ExportRun run(*rig.session, wish(store, u"taken"_s));
        QVERIFY(runToEnd(run));
        QVERIFY(!run.result());
        QCOMPARE(run.result().error().kind, core::ErrorKind::Storage);
        QVERIFY(QDir(m_place->filePath(u"taken"_s)).isEmpty());
    }

    void aSessionThatEndsOnTheWay()
    {
        auto rig = std::make_unique<rig::Rig>();
        const QString store = rig->makeStore();
        fill(*rig, store);
        ExportRun run(*rig->session, wish(store, u"closed"_s));
        QSignalSpy finished(&run, &ExportRun::finished);
        connect(&run, &ExportRun::progressChanged, &run, [&] {
            if (run.progress().done == 2)
                QMetaObject::invokeMethod(qApp, [&rig] { rig.reset(); }, Qt::QueuedConnection);
        });
        run.start();
        QVERIFY(!finished.isEmpty() || finished.wait(30'000));
        QVERIFY(run.result());
        QVERIFY(!run.result()->complete || run.result()->entries == 12);
    }
};

QTEST_GUILESS_MAIN(TestExportRun)
#include "tst_exportrun.moc"
