// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "serviceprocess.h"

#include "db/connection.h"
#include "support/canaries.h"
#include "support/quickfolder.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! Redaction and deletion really remove the bytes from all files (promise J10). Each text holds a canary that is
//! looked for byte by byte while the service runs.
class TestErase : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void redactions();
    void nothingIsLeftAfterManyChanges();
    void deletedEntry();
    void overwrittenAfterRedaction();
    void deletedStore();
    void readerWithOldSnapshot();
    void killedBetween();

private:
    [[nodiscard]] QStringList filesWith(const QByteArray &canary) const
    {
        QStringList found;
        const QDir folder(m_folder->filePath(u"data"_s));
        for (const QString &name : folder.entryList(QDir::Files | QDir::Hidden)) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(canary))
                found.append(name);
        }
        return found;
    }
    QByteArray create(const QByteArray &path, const QByteArray &content);
    QByteArray newestVersion()
    {
        const auto page = QJsonDocument::fromJson(m_service->call("GET", m_store + "/versions?limit=1").body).object();
        return m_store + "/versions/" + page.value(u"first_id"_s).toString().toUtf8();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ServiceProcess> m_service;
    QByteArray m_store;
};

QByteArray TestErase::create(const QByteArray &path, const QByteArray &content)
{
    const QByteArray body = "{\"path\":\"" + path + "\",\"content\":\"" + content + "\"}";
    return m_store + "/memories/" + member(m_service->call("POST", m_store + "/memories", body).body, "id");
}

void TestErase::init()
{
    m_service.reset();
    m_folder = std::make_unique<QTemporaryDir>(support::quickFolder());
    m_service = std::make_unique<ServiceProcess>(m_folder->filePath(u"data"_s));
    QVERIFY(m_service->isRunning());
    m_store = "/memory_stores/" + member(m_service->call("POST", "/memory_stores", R"({"name":"a","description":"STORE-CANARY"})").body, "id");
}

void TestErase::redactions()
{
    // A hundred secrets of all lengths between other texts: each is overwritten by an update, then its version is
    // redacted; then it must be nowhere.
    QRandomGenerator random(20261121);
    for (int i = 0; i < 100; ++i) {
        const QByteArray canary = "CANARY-" + QByteArray::number(i).rightJustified(4, '0') + '-' + QByteArray::number(random.generate(), 16);
        const QByteArray filler(random.bounded(i % 4 == 0 ? 30'000 : 900), 'f');
        create("other" + QByteArray::number(i), "kept" + QByteArray(random.bounded(3000), 'k'));
        const QByteArray entry = create("p" + QByteArray::number(i), filler + canary + filler);
        const QByteArray version = newestVersion();
        QCOMPARE(m_service->call("PUT", entry, R"({"content":"clean"})").status, 200);
        QVERIFY(!filesWith(canary).isEmpty());
        QCOMPARE(m_service->call("POST", version + "/redact").status, 200);
        QVERIFY2(filesWith(canary).isEmpty(), qPrintable(u"%1: %2"_s.arg(i).arg(filesWith(canary).join(u' '))));
    }
}

//! Mostly short texts, many to a page, that come, change and go: where the service's trees are balanced, copies of texts are
//! left between the cells (seen: with secure_delete and a cut log alone this fails).
void TestErase::nothingIsLeftAfterManyChanges()
{
    struct Text
    {
        QByteArray entry;
        QByteArray version;
        int canary;
    };
    QRandomGenerator random(4);
    QList<Text> there;
    QSet<int> gone;
    int next = 0;
    const auto text = [&random](int canary) {
        const QByteArray filler(random.bounded(random.bounded(20) == 0 ? 9000 : 300), 'f');
        return filler.left(filler.size() / 2) + support::canary(canary) + filler.mid(filler.size() / 2);
    };
    for (int round = 0; round < 30 * qMax(1, qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE")); ++round) {
        for (int i = round == 0 ? 200 : random.bounded(15); i > 0; --i) {
            const int canary = next++;
            const QByteArray entry = create("p" + QByteArray::number(canary), text(canary));
            there.append({entry, newestVersion(), canary});
        }
        for (int i = random.bounded(6, 16); i > 0 && there.size() > 1; --i) {
            const Text old = there.takeAt(random.bounded(int(there.size())));
            const int way = random.bounded(3); // redacted before it leaves the entry, or after, or the entry goes
            if (way == 0)
                QCOMPARE(m_service->call("POST", old.version + "/redact").status, 200);
            if (way == 2) {
                QCOMPARE(m_service->call("DELETE", old.entry).status, 204);
            } else {
                const int canary = next++;
                QCOMPARE(m_service->call("PUT", old.entry, "{\"content\":\"" + text(canary) + "\"}").status, 200);
                there.append({old.entry, newestVersion(), canary});
            }
            if (way != 0)
                QCOMPARE(m_service->call("POST", old.version + "/redact").status, 200);
            gone.insert(old.canary);
        }
        const QSet<int> found = support::canariesBelow(m_folder->path());
        QVERIFY2(!found.intersects(gone), qPrintable(u"round %1"_s.arg(round)));
        for (const Text &one : std::as_const(there))
            QVERIFY(found.contains(one.canary));
    }
    QVERIFY(gone.size() > 200);
}

void TestErase::deletedEntry()
{
    const QByteArray entry = create("p", "CANARY-DELETED");
    QCOMPARE(m_service->call("POST", newestVersion() + "/redact").status, 200);
    QVERIFY(!filesWith("CANARY-DELETED").isEmpty()); // the live text, as the contract says
    QCOMPARE(m_service->call("DELETE", entry).status, 204);
    QCOMPARE(filesWith("CANARY-DELETED"), QStringList());
}

void TestErase::overwrittenAfterRedaction()
{
    const QByteArray entry = create("p", "CANARY-OVERWRITTEN");
    QCOMPARE(m_service->call("POST", newestVersion() + "/redact").status, 200);
    QCOMPARE(m_service->call("PUT", entry, R"({"content":"clean"})").status, 200);
    QCOMPARE(filesWith("CANARY-OVERWRITTEN"), QStringList());
}

void TestErase::deletedStore()
{
    for (int i = 0; i < 20; ++i)
        create("p" + QByteArray::number(i) + "-PATH-CANARY", "CANARY-OF-STORE" + QByteArray(i * 500, 'x'));
    QVERIFY(!filesWith("CANARY-OF-STORE").isEmpty());
    QCOMPARE(m_service->call("DELETE", m_store).status, 204);
    QCOMPARE(filesWith("CANARY-OF-STORE"), QStringList());
    QCOMPARE(filesWith("PATH-CANARY"), QStringList());
    QCOMPARE(filesWith("STORE-CANARY"), QStringList());
}

void TestErase::readerWithOldSnapshot()
{
    create("p", "CANARY-SNAPSHOT");
    const QByteArray version = newestVersion();
    const auto reader = db::Connection::open({.file = m_folder->filePath(u"data/memories.sqlite"_s), .applicationId = 0x50414C49, .schemaVersion = 99});
    QVERIFY(reader);
    {
        const db::Transaction snapshot(**reader, db::Transaction::Read);
        auto look = (*reader)->prepare("SELECT count(*) FROM version_text");
        QVERIFY(look.row());
        QCOMPARE(m_service->call("POST", version + "/redact").status, 200);
        QCOMPARE(m_service->call("DELETE", m_store).status, 204);
        QVERIFY(!filesWith("CANARY-SNAPSHOT").isEmpty()); // the reader may still need it: pending
    }
    // Finished by the service by itself once the reader is gone.
    QTRY_COMPARE_WITH_TIMEOUT(filesWith("CANARY-SNAPSHOT"), QStringList(), 5000);
}

void TestErase::killedBetween()
{
    create("p", "CANARY-KILLED");
    const auto reader = db::Connection::open({.file = m_folder->filePath(u"data/memories.sqlite"_s), .applicationId = 0x50414C49, .schemaVersion = 99});
    QVERIFY(reader);
    {
        const db::Transaction snapshot(**reader, db::Transaction::Read);
        auto look = (*reader)->prepare("SELECT count(*) FROM version_text");
        QVERIFY(look.row());
        QCOMPARE(m_service->call("DELETE", m_store).status, 204);
        m_service->kill();
    }
    QVERIFY(!filesWith("CANARY-KILLED").isEmpty());
    // The next start knows that there is something to finish.
    m_service = std::make_unique<ServiceProcess>(m_folder->filePath(u"data"_s));
    QVERIFY(m_service->isRunning());
    QTRY_COMPARE_WITH_TIMEOUT(filesWith("CANARY-KILLED"), QStringList(), 5000);
}

QTEST_GUILESS_MAIN(TestErase)
#include "tst_erase.moc"
