// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "jsonmatch.h"
#include "serviceprocess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! What the vendor's pages show is what the service answers in profile S: the same members of the same types, and the
//! error bodies word for word.
class TestSeeds : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void storeList();
    void createEntry();
    void entryList();
    void errors();
    void versions();

private:
    static QByteArray text(const QString &name)
    {
        QFile file(QStringLiteral(TEST_DATA_DIR "/http/seeds/") + name + u".json"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QJsonObject seed(const QString &name) { return QJsonDocument::fromJson(text(name)).object(); }
    static QJsonObject json(const RawReply &reply) { return QJsonDocument::fromJson(reply.body).object(); }
    static QString shape(const RawReply &reply, const QString &name) { return shapeDifference(json(reply), seed(name), u"$"_s); }

    QTemporaryDir m_folder;
    std::unique_ptr<ServiceProcess> m_service;
    QByteArray m_store;
    QByteArray m_entry;
};

void TestSeeds::initTestCase()
{
    m_service = std::make_unique<ServiceProcess>(m_folder.filePath(u"data"_s));
    QVERIFY(m_service->isRunning());
    m_store = "/memory_stores/" + member(m_service->call("POST", "/memory_stores", R"({"name":"a","description":"b"})").body, "id");
}

void TestSeeds::storeList()
{
    const RawReply reply = m_service->call("GET", "/memory_stores");
    QCOMPARE(reply.status, 200);
    QCOMPARE(shape(reply, u"list-stores-response"_s), QString());
}

void TestSeeds::createEntry()
{
    QVERIFY(text(u"create-entry-request"_s).contains("Meeting notes content..."));
    const RawReply reply = m_service->call("POST", m_store + "/memories", text(u"create-entry-request"_s));
    QCOMPARE(reply.status, 201);
    QCOMPARE(shape(reply, u"create-entry-response"_s), QString());
    QCOMPARE(member(reply.body, "path"), QByteArray("notes/meeting.md"));
    m_entry = m_store + "/memories/" + member(reply.body, "id");
}

void TestSeeds::entryList()
{
    QCOMPARE(shape(m_service->call("GET", m_store + "/memories"), u"list-entries-response"_s), QString());
}

void TestSeeds::errors()
{
    const RawReply conflict = m_service->call("POST", m_store + "/memories", text(u"create-entry-request"_s));
    QCOMPARE(conflict.status, 409);
    QCOMPARE(json(conflict), seed(u"error-path-conflict"_s));
    const RawReply slash = m_service->call("POST", m_store + "/memories", R"({"path":"/notes/meeting.md","content":"x"})");
    QCOMPARE(slash.status, 400);
    QCOMPARE(json(slash), seed(u"error-path-leading-slash"_s));
}

void TestSeeds::versions()
{
    QCOMPARE(m_service->call("PUT", m_entry, R"({"content":"Version 1 content"})").status, 200);
    const RawReply list = m_service->call("GET", m_store + "/versions");
    QCOMPARE(shape(list, u"list-versions-response"_s), QString());
    const QByteArray id = json(list).value(u"first_id"_s).toString().toUtf8();
    const RawReply one = m_service->call("GET", m_store + "/versions/" + id);
    QCOMPARE(shape(one, u"get-version-response"_s), QString());
    // The vendor's sample shows this very text with its right hash and size.
    QCOMPARE(member(one.body, "content_sha256"), seed(u"get-version-response"_s).value(u"content_sha256"_s).toString().toUtf8());
    QCOMPARE(json(one).value(u"size"_s), seed(u"get-version-response"_s).value(u"size"_s));
    QCOMPARE(m_service->call("POST", m_store + "/versions/" + id + "/redact").status, 200);
    QCOMPARE(shape(m_service->call("GET", m_store + "/versions/" + id), u"get-version-redacted-response"_s), QString());
}

QTEST_GUILESS_MAIN(TestSeeds)
#include "tst_seeds.moc"
