// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/database.h"
#include "service/service.h"
#include "service/storage.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! The sample memories go through the service's own import and come out as they were meant.
class TestSampleImport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void projectAlphaIsThereInFull();
    void redactedTextsAreNowhere();
    void archivedStoreIsReadOnlyAndListedOnRequest();

private:
    QByteArray storeId(const QByteArray &name);

    QTemporaryDir m_folder;
    std::unique_ptr<service::Database> m_database;
};

void TestSampleImport::initTestCase()
{
    const QDir samples(QStringLiteral(SOURCE_DIR "/resources/samples"));
    const QStringList names = samples.entryList({u"*.json"_s}, QDir::Files);
    QCOMPARE(names.size(), 2);
    for (const QString &name : names) {
        QFile file(samples.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto done = service::importStores(m_folder.path(), file.readAll());
        QVERIFY2(done.has_value(), done ? "" : qPrintable(name + u": "_s + done.error().detail));
    }
    auto opened = service::Database::open(m_folder.path());
    QVERIFY(opened.has_value());
    m_database = std::move(opened).value();
}

QByteArray TestSampleImport::storeId(const QByteArray &name)
{
    const auto stores = service::Storage(*m_database).listStores({100}, {true});
    for (const service::StoreRow &store : stores ? stores->rows : QList<service::StoreRow>()) {
        if (store.name == name)
            return store.id;
    }
    return {};
}

void TestSampleImport::projectAlphaIsThereInFull()
{
    service::Storage storage(*m_database);
    const auto store = storage.store(storeId("project-alpha"));
    QVERIFY(bool(store));
    QVERIFY(!store->archivedAt);
    QCOMPARE(store->entryCount, 21);
    const auto entries = storage.listEntries(store->id, {100}, {});
    QVERIFY(bool(entries));
    QCOMPARE(entries->rows.size(), 21);
    const auto versions = storage.listVersions(store->id, {100}, {});
    QVERIFY(bool(versions));
    QCOMPARE(versions->rows.size(), 83);
    QVERIFY(!versions->hasMore);
    for (qsizetype i = 1; i < versions->rows.size(); ++i)
        QVERIFY(versions->rows[i].createdAt <= versions->rows[i - 1].createdAt);

    for (const service::EntryRow &row : entries->rows) {
        if (row.path != "notes/meeting.md")
            continue;
        const auto meeting = storage.entry(store->id, row.id);
        QVERIFY(bool(meeting));
        QCOMPARE(meeting->version, 7);
        QVERIFY(meeting->content->startsWith("# Meetings\n\n## 2026-11-19 Weekly\n"));
        return;
    }
    QFAIL("notes/meeting.md is missing");
}

void TestSampleImport::redactedTextsAreNowhere()
{
    service::Storage storage(*m_database);
    const auto versions = storage.listVersions(storeId("project-alpha"), {100}, {});
    QVERIFY(bool(versions));
    int redacted = 0;
    for (const service::VersionRow &row : versions->rows) {
        if (!row.redactedAt)
            continue;
        ++redacted;
        QVERIFY(*row.redactedAt > row.createdAt);
        QVERIFY(row.size > 0);
        QCOMPARE(row.sha256.size(), 64);
        QVERIFY(!storage.version(row.storeId, row.id)->content);
    }
    QCOMPARE(redacted, 2);

    QDirIterator files(m_folder.path(), QDir::Files, QDirIterator::Subdirectories);
    qint64 bytes = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        bytes += content.size();
        QVERIFY2(!content.contains("alpha_live_EXAMPLE"), qPrintable(file.fileName()));
        QVERIFY2(!content.contains("correct-horse-EXAMPLE"), qPrintable(file.fileName()));
    }
    QVERIFY(bytes > 40'000);
}

void TestSampleImport::archivedStoreIsReadOnlyAndListedOnRequest()
{
    service::Storage storage(*m_database);
    const auto active = storage.listStores({100}, {});
    QVERIFY(bool(active));
    QCOMPARE(active->rows.size(), 1);
    QCOMPARE(active->rows.first().name, "project-alpha");
    const auto all = storage.listStores({100}, {true});
    QVERIFY(bool(all));
    QCOMPARE(all->rows.size(), 2);

    const QByteArray archived = storeId("user-prefs-2025");
    QVERIFY(storage.store(archived)->archivedAt.has_value());
    const auto created = storage.createEntry(archived, {"a.md", "text", {}});
    QVERIFY(!created);
    QCOMPARE(created.failure().refusal, service::Refusal::Archived);
}

QTEST_GUILESS_MAIN(TestSampleImport)
#include "tst_sampleimport.moc"
