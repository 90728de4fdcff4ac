// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/baseurl.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::BaseUrlProblem;

//! Promise N3: http is for the literal loopback only, and nobody talks the check into another host.
class TestBaseUrl : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void normalizes();
    void tellsLoopback();
};

void TestBaseUrl::judges_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<BaseUrlProblem>("problem");
    const auto row = [](const char *url, BaseUrlProblem problem) {
        QTest::newRow(*url ? url : "(empty)") << QString::fromUtf8(url) << problem;
    };
    row("https://api.qoder.com/api/v1/cloud", BaseUrlProblem::None);
    row("https://api.qoder.com.cn/api/v1/cloud/", BaseUrlProblem::None);
    row("  https://openapi.qoder.sh/api/v1/cloud\n", BaseUrlProblem::None);
    row("HTTPS://gateway.example:8443", BaseUrlProblem::None);
    row("https://[2001:db8::1]:8443/x", BaseUrlProblem::None);
    row("http://127.0.0.1:8080/api/v1/cloud", BaseUrlProblem::None);
    row("HTTP://127.0.0.1:8080", BaseUrlProblem::None);
    row("http://[::1]:8080", BaseUrlProblem::None);
    row("https://127.0.0.1:1", BaseUrlProblem::None);
    row("", BaseUrlProblem::Empty);
    row("   ", BaseUrlProblem::Empty);
    row("api.qoder.com", BaseUrlProblem::Malformed);
    row("https://", BaseUrlProblem::Malformed);
    row("https:///path", BaseUrlProblem::Malformed);
    row("https:\\\\api.qoder.com", BaseUrlProblem::Malformed);
    row("https://a b.example", BaseUrlProblem::Malformed);
    row("https://a%2eb.example", BaseUrlProblem::Malformed);
    row("https://[::1", BaseUrlProblem::Malformed);
    row("https://[::1]x", BaseUrlProblem::Malformed);
    row("https://ех.example", BaseUrlProblem::Malformed);
    row("https://a_b.example", BaseUrlProblem::Malformed);
    row("https://a..example", BaseUrlProblem::Malformed);
    row("https://-a.example", BaseUrlProblem::Malformed);
    row("https://127.1", BaseUrlProblem::Malformed);
    row("https://h.example/../x", BaseUrlProblem::Malformed);
    row("https://h.example/./x", BaseUrlProblem::Malformed);
    row("https://h.example/a//x", BaseUrlProblem::Malformed);
    row("https://h.example/%2e%2e", BaseUrlProblem::Malformed);
    row("https://h.example/a;b", BaseUrlProblem::Malformed);
    row("https://h.example/..a", BaseUrlProblem::None);
    row("ftp://api.qoder.com", BaseUrlProblem::OtherScheme);
    row("file:///etc/passwd", BaseUrlProblem::OtherScheme);
    row("http://api.qoder.com", BaseUrlProblem::NotHttps);
    row("http://localhost:8080", BaseUrlProblem::NotHttps);
    row("http://127.0.0.1.evil.example", BaseUrlProblem::NotHttps);
    row("http://localhost.evil.example", BaseUrlProblem::NotHttps);
    row("http://127.1", BaseUrlProblem::NotHttps);
    row("http://127.0.0.01", BaseUrlProblem::NotHttps);
    row("http://0x7f.1", BaseUrlProblem::NotHttps);
    row("http://2130706433", BaseUrlProblem::NotHttps);
    row("http://0.0.0.0", BaseUrlProblem::NotHttps);
    row("http://127.0.0.1.", BaseUrlProblem::NotHttps);
    row("http://[::ffff:127.0.0.1]", BaseUrlProblem::NotHttps);
    row("http://[::ffff:1.2.3.4]", BaseUrlProblem::NotHttps);
    row("http://[0:0:0:0:0:0:0:1]", BaseUrlProblem::NotHttps);
    row("http://１２７.0.0.1", BaseUrlProblem::Malformed);
    row("http://user@127.0.0.1@evil.example", BaseUrlProblem::Credentials);
    row("http://127.0.0.1@evil.example", BaseUrlProblem::Credentials);
    row("https://user:word@api.qoder.com", BaseUrlProblem::Credentials);
    row("http://127.0.0.1\\@evil.example", BaseUrlProblem::Malformed);
    row("http://127.0.0.1#@evil.example", BaseUrlProblem::Credentials);
    row("https://api.qoder.com/api?x=1", BaseUrlProblem::Extras);
    row("https://api.qoder.com/api#x", BaseUrlProblem::Extras);
    row("http://127.0.0.1:0", BaseUrlProblem::BadPort);
    row("http://127.0.0.1:65536", BaseUrlProblem::BadPort);
    row("http://127.0.0.1:", BaseUrlProblem::BadPort);
    row("http://127.0.0.1:+80", BaseUrlProblem::BadPort);
    row("http://127.0.0.1:80:90", BaseUrlProblem::BadPort);
}

void TestBaseUrl::judges()
{
    QFETCH(const QString, url);
    QFETCH(const BaseUrlProblem, problem);
    QCOMPARE(core::checkBaseUrl(url), problem);
}

void TestBaseUrl::normalizes()
{
    QCOMPARE(core::normalizedBaseUrl(u" https://a.example/api/v1/cloud// "_s), u"https://a.example/api/v1/cloud"_s);
    QCOMPARE(core::normalizedBaseUrl(u"https://a.example"_s), u"https://a.example"_s);
    QCOMPARE(core::normalizedBaseUrl(u"https://"_s), u"https://"_s);
}

void TestBaseUrl::tellsLoopback()
{
    QVERIFY(core::isLoopbackUrl(u"http://127.0.0.1:80/api"_s));
    QVERIFY(core::isLoopbackUrl(u"http://[::1]:80"_s));
    QVERIFY(!core::isLoopbackUrl(u"https://api.qoder.com"_s));
    QVERIFY(!core::isLoopbackUrl(u"http://127.0.0.1@evil.example"_s));
    QVERIFY(!core::isLoopbackUrl(u"http://127.0.0.1.evil.example"_s));
}

QTEST_GUILESS_MAIN(TestBaseUrl)
#include "tst_baseurl.moc"
