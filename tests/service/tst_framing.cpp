// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "serviceprocess.h"
#include "support/sanitizer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <vector>

using namespace Qt::StringLiterals;

//! The parser holds (promise J4): what is doubtful is answered with 400 (or a neighbour of it) and the connection ends.
class TestFraming : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void refused_data();
    void refused();
    void accepted_data();
    void accepted();
    void pipelined();
    void slowHeads();
    void longBodyIsAnsweredInTurn();
    void keptAlive();
    void memory();
    void cleanupTestCase();

private:
    static constexpr const char *List = "GET /api/v1/cloud/memory_stores HTTP/1.1\r\n";
    QByteArray common() const
    {
        return "Host: 127.0.0.1:" + QByteArray::number(m_service->port()) + "\r\nAuthorization: Bearer " + m_service->token() + "\r\n";
    }
    QByteArray post(const QByteArray &headers, const QByteArray &body) const
    {
        return "POST /api/v1/cloud/memory_stores HTTP/1.1\r\n" + common() + headers + "\r\n" + body;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ServiceProcess> m_service;
};

void TestFraming::initTestCase()
{
    m_service = std::make_unique<ServiceProcess>(m_folder.filePath(u"data"_s));
    QVERIFY(m_service->isRunning());
}

void TestFraming::refused_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &request, int status = 400) { QTest::newRow(name) << request << status; };
    const QByteArray h = common();
    const QByteArray body = R"({"name":"smuggled","description":"b"})";
    const QByteArray length = "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    const QByteArray chunk = QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n";
    const QByteArray chunked = "Transfer-Encoding: chunked\r\n";

    row("length and chunks", post(length + chunked, chunk));
    row("chunks and length", post(chunked + length, chunk));
    row("two lengths", post(length + "Content-Length: 5\r\n", body));
    row("two equal lengths", post(length + length, body));
    row("list of lengths", post("Content-Length: 5, 5\r\n", body));
    row("plus", post("Content-Length: +5\r\n", body));
    row("minus", post("Content-Length: -5\r\n", body));
    row("hexadecimal length", post("Content-Length: 0x25\r\n", body));
    row("length with a letter", post("Content-Length: 5a\r\n", body));
    row("inner space", post("Content-Length: 3 7\r\n", body));
    row("empty length", post("Content-Length:\r\n", body));
    row("overflow", post("Content-Length: 99999999999999999999999\r\n", body));
    row("gzip coding", post("Transfer-Encoding: gzip\r\n", chunk));
    row("gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", chunk));
    row("chunked twice", post("Transfer-Encoding: chunked, chunked\r\n", chunk));
    row("two codings", post(chunked + chunked, chunk));
    row("xchunked", post("Transfer-Encoding: xchunked\r\n", chunk));
    row("identity", post("Transfer-Encoding: identity\r\n", body));
    row("coding with a tab", post("Transfer-Encoding:\x0b chunked\r\n", chunk));
    row("coding, space before the colon", post("Transfer-Encoding : chunked\r\n", chunk));
    row("length, space before the colon", post("Content-Length : 5\r\n", body));
    row("chunks over HTTP/1.0", "POST /api/v1/cloud/memory_stores HTTP/1.0\r\n" + h + chunked + "\r\n" + chunk);
    row("folded header", QByteArray(List) + h + "X-A: 1\r\n  folded\r\n\r\n");
    row("folded with a tab", QByteArray(List) + h + "X-A: 1\r\n\tfolded\r\n\r\n");
    row("first header folded", QByteArray(List) + " X: 1\r\n" + h + "\r\n");
    row("bare line feeds", QByteArray(List + h + "\r\n").replace("\r\n", "\n"));
    row("one bare line feed", QByteArray(List) + "X-A: 1\n" + h + "\r\n");
    row("bare carriage return", QByteArray(List) + h + "X-A: 1\rX-B: 2\r\n\r\n");
    row("NUL in a header", QByteArray(List) + h + QByteArray("X-A: a\0b\r\n\r\n", 12));
    row("NUL in the target", QByteArray("GET /api\0 HTTP/1.1\r\n", 20) + h + "\r\n");
    row("escape in a header", QByteArray(List) + h + "X-A: \x1b[0m\r\n\r\n");
    row("no colon", QByteArray(List) + h + "nonsense\r\n\r\n");
    row("empty name", QByteArray(List) + h + ": x\r\n\r\n");
    row("name with a space", QByteArray(List) + h + "X A: x\r\n\r\n");
    row("name in brackets", QByteArray(List) + h + "X(A): x\r\n\r\n");
    row("no Host", QByteArray(List) + "Authorization: Bearer " + m_service->token() + "\r\n\r\n");
    row("two Hosts", QByteArray(List) + h + "Host: evil\r\n\r\n");
    row("absolute target", "GET http://127.0.0.1/api/v1/cloud/memory_stores HTTP/1.1\r\n" + h + "\r\n");
    row("target *", "OPTIONS * HTTP/1.1\r\n" + h + "\r\n");
    row("authority target", "CONNECT 127.0.0.1:80 HTTP/1.1\r\n" + h + "\r\n");
    row("target with a space", "GET /api/v1/cloud/memory stores HTTP/1.1\r\n" + h + "\r\n");
    row("target with a fragment", "GET /api/v1/cloud/memory_stores#x HTTP/1.1\r\n" + h + "\r\n");
    row("target, raw UTF-8", "GET /api/v1/cloud/\xc3\xa9 HTTP/1.1\r\n" + h + "\r\n");
    row("no target", "GET HTTP/1.1\r\n" + h + "\r\n");
    row("two spaces", "GET  /api/v1/cloud/memory_stores HTTP/1.1\r\n" + h + "\r\n");
    row("tabs", "GET\t/api/v1/cloud/memory_stores\tHTTP/1.1\r\n" + h + "\r\n");
    row("no method", " /api/v1/cloud/memory_stores HTTP/1.1\r\n" + h + "\r\n");
    row("odd method", "G@T /api/v1/cloud/memory_stores HTTP/1.1\r\n" + h + "\r\n");
    row("HTTP/0.9", "GET /api/v1/cloud/memory_stores\r\n\r\n");
    row("HTTP/2", "GET /api/v1/cloud/memory_stores HTTP/2\r\n" + h + "\r\n", 505);
    row("HTTP/1.2", "GET /api/v1/cloud/memory_stores HTTP/1.2\r\n" + h + "\r\n", 505);
    row("lower-case protocol", "GET /api/v1/cloud/memory_stores http/1.1\r\n" + h + "\r\n");
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    row("TLS", QByteArray::fromHex("16030100a5010000a10303000000"));
    row("leading empty line", "\r\n" + QByteArray(List) + h + "\r\n");
    row("leading line feed", "\n" + QByteArray(List) + h + "\r\n");
    row("line of 8 KiB and more", "GET /" + QByteArray(9000, 'a') + " HTTP/1.1\r\n" + h + "\r\n", 414);
    row("line of 1 MB without end", QByteArray(1'000'000, 'a'), 414);
    row("header of 8 KiB and more", QByteArray(List) + h + "X-A: " + QByteArray(9000, 'a') + "\r\n\r\n", 431);
    row("101 headers", QByteArray(List) + h + QByteArray("X-A: 1\r\n").repeated(101) + "\r\n", 431);
    row("70 KB of headers", QByteArray(List) + h + ("X-A: " + QByteArray(1000, 'a') + "\r\n").repeated(70) + "\r\n", 431);
    row("unknown expectation", post("Expect: miracles\r\n" + length, body), 417);
    row("chunk extension", post(chunked, "5;a=b\r\nhello\r\n0\r\n\r\n"));
    row("chunk size with plus", post(chunked, "+5\r\nhello\r\n0\r\n\r\n"));
    row("chunk size with 0x", post(chunked, "0x5\r\nhello\r\n0\r\n\r\n"));
    row("chunk size with a space", post(chunked, "5 \r\nhello\r\n0\r\n\r\n"));
    row("negative chunk", post(chunked, "-1\r\nhello\r\n0\r\n\r\n"));
    row("empty chunk size", post(chunked, "\r\nhello\r\n0\r\n\r\n"));
    row("chunk size of 9 digits", post(chunked, "000000005\r\nhello\r\n0\r\n\r\n"));
    row("chunk longer than said", post(chunked, "3\r\nhello\r\n0\r\n\r\n"));
    row("chunk with a bare line feed", post(chunked, "5\nhello\r\n0\r\n\r\n"));
    row("chunk ended by a line feed", post(chunked, "5\r\nhello\n0\r\n\r\n"));
    row("trailer", post(chunked, "0\r\nX-Trailer: 1\r\n\r\n"));
    row("smuggled trailer", post(chunked, "0\r\nGET / HTTP/1.1\r\n\r\n"));
    row("no end of a chunk size", post(chunked, QByteArray(20'000, '1')));
}

void TestFraming::refused()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    RawConnection connection(m_service->port());
    // What follows must never be taken for a request of its own.
    connection.send(request + QByteArray(List) + common() + "\r\n");
    const RawReply reply = connection.read();
    QCOMPARE(reply.status, status);
    QVERIFY(reply.body.contains(R"("type":"error")"));
    QCOMPARE(reply.header("Connection"), QByteArray("close"));
    QCOMPARE(connection.read(2000).status, 0);
    QVERIFY(connection.isClosedByPeer());
}

void TestFraming::accepted_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const QByteArray body = R"({"name":"a","description":"b"})";
    QTest::newRow("chunks") << post("Transfer-Encoding: chunked\r\n", "5\r\n" + body.left(5) + "\r\n"
                                    + QByteArray::number(body.size() - 5, 16) + "\r\n" + body.mid(5) + "\r\n0\r\n\r\n") << 201;
    QTest::newRow("Chunked in capitals") << post("Transfer-Encoding: CHUNKED\r\n", "1E\r\n" + body + "\r\n0\r\n\r\n") << 201;
    QTest::newRow("GET with a body") << QByteArray(List + common() + "Content-Length: 5\r\n\r\nhello") << 200;
    QTest::newRow("HTTP/1.0") << QByteArray("GET /api/v1/cloud/memory_stores HTTP/1.0\r\n" + common() + "\r\n") << 200;
    QTest::newRow("odd but legal headers") << QByteArray(List + common() + "x-ODD_1!: \t v\xe9\t \r\nEmpty:\r\n\r\n") << 200;
    QTest::newRow("target of 8,000 bytes") << QByteArray("GET /api/v1/cloud/memory_stores?x=" + QByteArray(8000, 'a') + " HTTP/1.1\r\n" + common() + "\r\n") << 200;
}

void TestFraming::accepted()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    RawConnection connection(m_service->port());
    connection.send(request);
    QCOMPARE(connection.read().status, status);
}

void TestFraming::pipelined()
{
    RawConnection connection(m_service->port());
    connection.send((List + common() + "\r\n").repeated(1000));
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(connection.read().status, 200);
}

void TestFraming::slowHeads()
{
    // 200 clients that never finish their head do not keep another one waiting for long, and are sent away.
    std::vector<std::unique_ptr<RawConnection>> slow;
    for (int i = 0; i < 200; ++i) {
        slow.push_back(std::make_unique<RawConnection>(m_service->port()));
        slow.back()->send("GET /api/v1/cloud/memory_stores HTTP/1.1\r\nX-Slow: ");
    }
    RawConnection connection(m_service->port());
    connection.send(List + common() + "\r\n");
    QCOMPARE(connection.read(20'000).status, 200);
    QVERIFY(slow.front()->isClosedByPeer(15'000));
}

void TestFraming::longBodyIsAnsweredInTurn()
{
    const QByteArray length = "Content-Length: 5000000\r\n";
    RawConnection unauthorized(m_service->port());
    unauthorized.send("POST /api/v1/cloud/memory_stores HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_service->port()) + "\r\n" + length + "\r\n");
    QCOMPARE(unauthorized.read().status, 401);
    // Strangers get their answer before their body is read or asked for.
    RawConnection stranger(m_service->port());
    stranger.send("POST /api/v1/cloud/memory_stores HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_service->port())
                  + "\r\nExpect: 100-continue\r\nContent-Length: 30\r\n\r\n");
    QCOMPARE(stranger.read().status, 401);
    QVERIFY(stranger.isClosedByPeer());
    RawConnection tooLong(m_service->port());
    tooLong.send(post(length, QByteArray(100'000, 'a')));
    const RawReply reply = tooLong.read();
    QCOMPARE(reply.status, 400);
    QVERIFY(reply.body.contains("too large"));
    RawConnection waiting(m_service->port());
    waiting.send(post("Expect: 100-continue\r\nContent-Length: 30\r\n", {}));
    QCOMPARE(waiting.read().status, 100);
    waiting.send(R"({"name":"a","description":"b"})");
    QCOMPARE(waiting.read().status, 201);
}

void TestFraming::keptAlive()
{
    RawConnection connection(m_service->port());
    for (int i = 0; i < 5; ++i) {
        connection.send(List + common() + "\r\n");
        const RawReply reply = connection.read();
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.header("Content-Type"), QByteArray("application/json; charset=utf-8"));
        QVERIFY(reply.header("Content-Encoding").isEmpty());
    }
    connection.send(List + common() + "Connection: close\r\n\r\n");
    QCOMPARE(connection.read().status, 200);
    QVERIFY(connection.isClosedByPeer());
}

void TestFraming::memory()
{
    if (support::isSanitized)
        QSKIP("a sanitizer keeps freed memory");
    QFile status(u"/proc/%1/status"_s.arg(m_service->process().processId()));
    if (!status.open(QIODevice::ReadOnly))
        QSKIP("no /proc here");
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            QVERIFY2(line.simplified().split(' ').value(1).toInt() <= 64 * 1024, line.constData());
    }
}

void TestFraming::cleanupTestCase()
{
    const RawReply reply = m_service->call("GET", "/memory_stores?name=smuggled&limit=100");
    QCOMPARE(reply.status, 200);
    QVERIFY(!reply.body.contains("smuggled"));
    QCOMPARE(m_service->terminate(), 0);
}

QTEST_GUILESS_MAIN(TestFraming)
#include "tst_framing.moc"
