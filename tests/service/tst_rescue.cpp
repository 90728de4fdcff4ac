// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "serviceprocess.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! Promise J8: palimpsest-service --rescue brings out of a damaged database every text that fits its hash, names what is
//! lost, and leaves the database as it is.
class TestRescue : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everythingOfASoundOne();
    void whatIsStillInTheLog();
    void oneBadPageCostsOnlyItself();
    void flippedBytes();
    void brokenHeader();
    void refusals();

private:
    struct Outcome
    {
        int exitCode = -1;
        QStringList texts; //!< below entries/ and versions/, sorted
        QByteArray lost;
        QJsonObject manifest;
    };
    //! Rescues a folder with these files; checks that every text that came out was put in, under its own hash.
    Outcome rescue(const QByteArray &database, const QByteArray &wal = {});
    QByteArray read(const QString &name) const
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
    QByteArray m_good;
    QSet<QByteArray> m_texts;
    int m_round = 0;
};

void TestRescue::initTestCase()
{
    ServiceProcess service(m_folder.filePath(u"data"_s));
    const QByteArray store
        = "/memory_stores/" + member(service.call("POST", "/memory_stores", R"({"name":"a","description":"b"})").body, "id");
    for (int i = 0; i < 20; ++i) {
        const QByteArray content = QByteArray::number(i) + QByteArray(i * 500, char('a' + i));
        const QByteArray path = i == 3 ? QByteArray("sub/../../odd").replace("..", "~") : "notes/" + QByteArray::number(i);
        const RawReply made = service.call("POST", store + "/memories", R"({"path":")" + path + R"(","content":")" + content + "\"}");
        QCOMPARE(made.status, 201);
        m_texts.insert(content);
    }
    const auto page = QJsonDocument::fromJson(service.call("GET", store + "/versions").body).object();
    const QByteArray first = page.value(u"last_id"_s).toString().toUtf8();
    QCOMPARE(service.call("POST", store + "/versions/" + first + "/redact").status, 200);
    QCOMPARE(service.terminate(), 0);
    m_good = read(m_folder.filePath(u"data/memories.sqlite"_s));
    QVERIFY(m_good.size() > 40'000);
}

TestRescue::Outcome TestRescue::rescue(const QByteArray &database, const QByteArray &wal)
{
    const QString data = m_folder.filePath(u"bad%1"_s.arg(++m_round));
    const QString target = m_folder.filePath(u"rescued%1"_s.arg(m_round));
    QDir().mkpath(data);
    for (const auto &[name, bytes] : {std::pair{u"memories.sqlite"_s, database}, {u"memories.sqlite-wal"_s, wal}}) {
        QFile file(data + u'/' + name);
        if (!bytes.isEmpty() && file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }
    QProcess process;
    process.start(ServiceProcess::program(), {u"--data"_s, data, u"--rescue"_s, target});
    Outcome outcome;
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        return outcome;
    outcome.exitCode = process.exitCode();
    if (read(data + u"/memories.sqlite"_s) != database || read(data + u"/memories.sqlite-wal"_s) != wal
        || QDir(data).entryList(QDir::Files).size() != (wal.isEmpty() ? 1 : 2))
        outcome.exitCode = -2; // it touched what it must not
    for (const QString &kind : {u"/entries"_s, u"/versions"_s}) {
        QDirIterator files(target + kind, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            outcome.texts.append(files.next().mid(target.size()));
            if (!m_texts.contains(read(files.filePath())))
                outcome.exitCode = -3; // it made something up
        }
    }
    outcome.texts.sort();
    outcome.lost = read(target + u"/lost.txt"_s);
    outcome.manifest = QJsonDocument::fromJson(read(target + u"/manifest.json"_s)).object();
    for (const QString &kind : {u"entries"_s, u"versions"_s}) {
        for (const QJsonValue &value : outcome.manifest.value(kind).toArray()) {
            const QString file = value[u"file"_s].toString();
            const QByteArray hash = QCryptographicHash::hash(read(target + u'/' + file), QCryptographicHash::Sha256).toHex();
            if (!file.isEmpty() && QString::fromLatin1(hash) != value[u"content_sha256"_s].toString())
                outcome.exitCode = -4; // the list is wrong
        }
    }
    if (QDir(target).exists(u"work"_s))
        outcome.exitCode = -5;
    return outcome;
}

void TestRescue::everythingOfASoundOne()
{
    const Outcome outcome = rescue(m_good);
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.texts.size(), 20 + 19); // a redacted version has no text
    QCOMPARE(outcome.lost, QByteArray("Nothing is lost.\n"));
    QCOMPARE(outcome.manifest.value(u"stores"_s).toArray().size(), 1);
    QCOMPARE(outcome.manifest.value(u"entries"_s).toArray().size(), 20);
    QCOMPARE(outcome.manifest.value(u"versions"_s).toArray().size(), 20);
    QVERIFY(outcome.manifest.value(u"versions"_s).toArray().first()[u"redacted"_s].toBool());
}

//! After a kill the newest writes are only in the write-ahead log.
void TestRescue::whatIsStillInTheLog()
{
    const QString data = m_folder.filePath(u"killed"_s);
    {
        ServiceProcess service(data);
        const QByteArray store
            = "/memory_stores/" + member(service.call("POST", "/memory_stores", R"({"name":"a","description":"b"})").body, "id");
        QCOMPARE(service.call("POST", store + "/memories", R"({"path":"p","content":"in the log"})").status, 201);
        m_texts.insert("in the log");
        service.kill();
    }
    const QByteArray wal = read(data + u"/memories.sqlite-wal"_s);
    QVERIFY(wal.contains("in the log"));
    const Outcome outcome = rescue(read(data + u"/memories.sqlite"_s), wal);
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.texts.size(), 2);
}

void TestRescue::oneBadPageCostsOnlyItself()
{
    int withLosses = 0;
    for (qsizetype page = 1; page < m_good.size() / 4096; ++page) {
        QByteArray bad = m_good;
        bad.replace(page * 4096, 4096, QByteArray(4096, '\x55'));
        const Outcome outcome = rescue(bad);
        QVERIFY2(outcome.exitCode == 0, QByteArray::number(page).constData());
        const bool whole = outcome.texts.size() == 39;
        // Records of many rows may stand on one page, so what it costs differs; texts are never without a trace.
        QVERIFY2(whole || outcome.lost != "Nothing is lost.\n", QByteArray::number(page).constData());
        withLosses += !whole;
    }
    QVERIFY(withLosses > 3);
}

void TestRescue::flippedBytes()
{
    QRandomGenerator random(20261121);
    int most = 0;
    int losses = 0;
    for (int i = 0; i < 60; ++i) {
        QByteArray bad = m_good;
        const auto at = random.bounded(4096, int(bad.size()));
        bad[at] = char(bad[at] ^ (1 << random.bounded(8)));
        const Outcome outcome = rescue(bad);
        QVERIFY2(outcome.exitCode == 0, QByteArray::number(at).constData());
        most = std::max(most, int(outcome.texts.size()));
        losses += outcome.texts.size() < 39;
        QVERIFY2(outcome.texts.size() == 39 || outcome.lost != "Nothing is lost.\n", QByteArray::number(at).constData());
    }
    QCOMPARE(most, 39);
    QVERIFY2(losses > 5, "no flip hit anything: the test sees nothing");
}

void TestRescue::brokenHeader()
{
    for (const int at : {0, 15, 16, 18, 19, 22, 68, 71}) {
        QByteArray bad = m_good;
        bad[at] = char(bad[at] ^ 0x41);
        const Outcome outcome = rescue(bad);
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.texts.size(), 39);
    }
}

void TestRescue::refusals()
{
    QProcess process;
    const QString there = m_folder.filePath(u"there"_s);
    QVERIFY(QDir().mkpath(there));
    process.start(ServiceProcess::program(), {u"--data"_s, m_folder.filePath(u"data"_s), u"--rescue"_s, there});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(QDir(there).isEmpty());
    process.start(ServiceProcess::program(), {u"--data"_s, m_folder.filePath(u"nothing"_s), u"--rescue"_s, m_folder.filePath(u"x"_s)});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("not there"));
    QVERIFY(!QFile::exists(m_folder.filePath(u"nothing"_s)) && !QFile::exists(m_folder.filePath(u"x"_s)));
}

QTEST_GUILESS_MAIN(TestRescue)
#include "tst_rescue.moc"
