// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "serviceprocess.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! Damage is noticed and never served as truth (promise J8): whatever happens to the files, a content that is served
//! has the right hash, and everything else is an error or a refusal to start.
class TestDamage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void flippedBytes();
    void cutFiles();
    void zeroedPages();
    void foreignWal();
    void structureIsCheckedInTheBackground();

private:
    //! Starts on the damaged file and asks for everything; false when something untrue was served or it crashed.
    bool survives(const QByteArray &database, const QByteArray &wal = {});
    void put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(u"data/"_s + name));
        if (bytes.isEmpty())
            file.remove();
        else if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write(bytes);
    }
    QByteArray get(const QString &name) const
    {
        QFile file(m_folder.filePath(u"data/"_s + name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    //! Pages that hold nothing but text: their damage shows in the hash, not in the structure.
    bool isOverflowPage(qsizetype page) const
    {
        const QByteArray type = m_good.mid(page * 4096, 1);
        return type != "\x02" && type != "\x05" && type != "\x0a" && type != "\x0d";
    }

    QTemporaryDir m_folder;
    QByteArray m_good;
    QList<QByteArray> m_texts; //!< routes of single texts
    int m_served = 0;
    int m_errors = 0;
    int m_refusals = 0;
};

void TestDamage::initTestCase()
{
    ServiceProcess service(m_folder.filePath(u"data"_s));
    const QByteArray store = "/memory_stores/" + member(service.call("POST", "/memory_stores", R"({"name":"a","description":"b"})").body, "id");
    for (int i = 0; i < 12; ++i) {
        const QByteArray content = QByteArray::number(i) + QByteArray(i * 700, char('a' + i));
        const RawReply reply = service.call("POST", store + "/memories", R"({"path":"p)" + QByteArray::number(i) + R"(","content":")" + content + "\"}");
        QCOMPARE(reply.status, 201);
        m_texts.append(store + "/memories/" + member(reply.body, "id"));
    }
    const auto page = QJsonDocument::fromJson(service.call("GET", store + "/versions").body).object();
    m_texts.append(store + "/versions/" + page.value(u"first_id"_s).toString().toUtf8());
    m_texts.append(store + "/versions/" + page.value(u"last_id"_s).toString().toUtf8());
    QCOMPARE(service.terminate(), 0);
    m_good = get(u"memories.sqlite"_s);
    QVERIFY(m_good.size() > 40'000);
    QVERIFY(survives(m_good));
    QCOMPARE(m_served, m_texts.size());
}

bool TestDamage::survives(const QByteArray &database, const QByteArray &wal)
{
    put(u"memories.sqlite"_s, database);
    put(u"memories.sqlite-wal"_s, wal);
    put(u"memories.sqlite-shm"_s, {});
    ServiceProcess service(m_folder.filePath(u"data"_s));
    if (!service.isRunning()) {
        ++m_refusals;
        service.process().waitForFinished(5000);
        return service.process().exitStatus() == QProcess::NormalExit && service.process().exitCode() == 1;
    }
    RawConnection connection(service.port());
    for (const QByteArray &route : m_texts) {
        if (!connection.send(requestText(service.port(), service.token(), "GET", "/api/v1/cloud" + route)))
            return false;
        const RawReply reply = connection.read();
        if (reply.status == 200) {
            ++m_served;
            const QByteArray hash = QCryptographicHash::hash(member(reply.body, "content"), QCryptographicHash::Sha256).toHex();
            if (hash != member(reply.body, "content_sha256"))
                return false;
        } else if (reply.status == 500 || reply.status == 404) {
            ++m_errors;
        } else {
            return false;
        }
    }
    return service.process().state() == QProcess::Running && service.terminate() == 0;
}

void TestDamage::flippedBytes()
{
    QRandomGenerator random(20261121);
    m_served = m_errors = m_refusals = 0;
    for (int i = 0; i < 200; ++i) {
        QByteArray bad = m_good;
        const auto at = random.bounded(int(bad.size()));
        bad[at] = char(bad[at] ^ (1 << random.bounded(8)));
        QVERIFY2(survives(bad), QByteArray::number(at).constData());
    }
    QVERIFY2(m_errors > 0, "no flip hit anything: the test sees nothing");
    QVERIFY(m_served > 200);
}

void TestDamage::cutFiles()
{
    for (const qsizetype size : {m_good.size() / 2, m_good.size() - 4096, qsizetype(4096), qsizetype(5000), qsizetype(100), qsizetype(99)})
        QVERIFY2(survives(m_good.left(size)), QByteArray::number(size).constData());
}

void TestDamage::zeroedPages()
{
    for (qsizetype page = 0; page < m_good.size() / 4096; ++page) {
        QByteArray bad = m_good;
        bad.replace(page * 4096, 4096, QByteArray(4096, '\0'));
        QVERIFY2(survives(bad), QByteArray::number(page).constData());
    }
}

void TestDamage::foreignWal()
{
    // The WAL of another database of ours, left behind by a kill.
    QTemporaryDir other;
    {
        ServiceProcess service(other.filePath(u"data"_s));
        QCOMPARE(service.call("POST", "/memory_stores", R"({"name":"other","description":"b"})").status, 201);
        service.kill();
    }
    QFile wal(other.filePath(u"data/memories.sqlite-wal"_s));
    QVERIFY(wal.open(QIODevice::ReadOnly));
    const QByteArray bytes = wal.readAll();
    QVERIFY(!bytes.isEmpty());
    QVERIFY(survives(m_good, bytes));
    QVERIFY(survives(m_good, bytes.left(bytes.size() / 2)));
}

void TestDamage::structureIsCheckedInTheBackground()
{
    // Whatever page is destroyed, the service does not start, or says so soon even to a request that does not need the
    // page: the list of stores.
    for (qsizetype page = 1; page < m_good.size() / 4096; ++page) {
        QByteArray bad = m_good;
        bad.replace(page * 4096, 64, QByteArray(64, '\x55'));
        if (bad.mid(page * 4096, 4096) == m_good.mid(page * 4096, 4096))
            continue;
        put(u"memories.sqlite"_s, bad);
        put(u"memories.sqlite-wal"_s, {});
        put(u"memories.sqlite-shm"_s, {});
        ServiceProcess service(m_folder.filePath(u"data"_s));
        if (!service.isRunning() || isOverflowPage(page))
            continue;
        QTRY_COMPARE_WITH_TIMEOUT(service.call("GET", "/memory_stores").status, 500, 3000);
    }
}

QTEST_GUILESS_MAIN(TestDamage)
#include "tst_damage.moc"
