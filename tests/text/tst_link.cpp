// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/link.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Problem = text::Link::Problem;

//! The 60 addresses of promise I4: what is opened is http or https, and shown as it is opened.
class TestLink : public QObject
{
    Q_OBJECT
private slots:
    void isWhatItSays_data();
    void isWhatItSays();
};

void TestLink::isWhatItSays_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<Problem>("problem");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QString>("host");
    int number = 0;
    const auto opens = [&](const QString &target, const QByteArray &address, const QString &host) {
        QTest::addRow("%02d %s", ++number, target.left(60).toLatin1().constData()) << target << Problem::None << address << host;
    };
    const auto refused = [&](const QString &target, Problem problem) {
        QTest::addRow("%02d %s", ++number, target.left(60).toLatin1().constData())
            << target << problem << QByteArray() << QString();
    };

    opens(u"https://example.com"_s, "https://example.com", u"example.com"_s);
    opens(u"http://example.com/a?b=c#d"_s, "http://example.com/a?b=c#d", u"example.com"_s);
    opens(u"HTTPS://EXAMPLE.com/A"_s, "https://example.com/A", u"example.com"_s);
    opens(u"https://example.com:8443/"_s, "https://example.com:8443/", u"example.com"_s);
    opens(u"https://127.0.0.1/x"_s, "https://127.0.0.1/x", u"127.0.0.1"_s);
    opens(u"https://[::1]/x"_s, "https://[::1]/x", u"::1"_s);
    opens(u"https://bücher.example/"_s, "https://xn--bcher-kva.example/", u"xn--bcher-kva.example"_s);
    opens(u"https://аpple.com/"_s, "https://xn--pple-43d.com/", u"xn--pple-43d.com"_s); // a Cyrillic а
    opens(u"https://例え.jp/道"_s, "https://xn--r8jz45g.jp/%E9%81%93", u"xn--r8jz45g.jp"_s);
    opens(u"https://example.com/a%20b"_s, "https://example.com/a%20b", u"example.com"_s);
    opens(u"https://example.com/@name"_s, "https://example.com/@name", u"example.com"_s);
    opens(u"https://example.com/?q=javascript:alert(1)"_s, "https://example.com/?q=javascript:alert(1)", u"example.com"_s);
    opens(u"https://example.com/a'b;c"_s, "https://example.com/a'b;c", u"example.com"_s);
    opens(u"https://example.com/$(reboot)"_s, "https://example.com/$(reboot)", u"example.com"_s);
    opens(u"https://example.com/--help"_s, "https://example.com/--help", u"example.com"_s);

    for (const char16_t *target :
         {u"file:///etc/passwd", u"FILE:///etc/passwd", u"file://host/share", u"smb://host/share", u"javascript:alert(1)",
          u"JavaScript:alert(1)", u"data:text/html,<script>", u"vscode://file/x", u"ms-msdt:/id PCWDiagnostic",
          u"ms-word:ofe|u|https://evil.example", u"mailto:a@b.example", u"ftp://example.com/", u"ssh://host", u"tel:112",
          u"qrc:/x", u"about:blank", u"view-source:https://example.com", u"intent://x#Intent;end", u"steam://run/1",
          u"search-ms:query=x", u"jar:https://example.com!/", u"ws://example.com/", u"x-apple.systempreferences:", u"C:\\x.exe",
          u"httpss://example.com", u"blob:https://example.com/1"})
        refused(QString::fromUtf16(target), Problem::OtherScheme);
    for (const char16_t *target : {u"", u"notes/plan.md", u"/etc/passwd", u"#part", u"?x", u"-rf", u"--help", u"//example.com/",
                                   u"\\\\host\\share", u" https://example.com", u"www.example.com", u"1http://x"})
        refused(QString::fromUtf16(target), Problem::NoAddress);
    for (const char16_t *target :
         {u"https:\\\\example.com", u"https:example.com", u"https:/example.com", u"https:///path", u"https://exa mple.com",
          u"https://example.com/\n-rf", u"https://example.com\t.evil.example", u"https://example.com\\@evil.example",
          u"https://", u"http://example.com:99999/", u"https://example.com/a b", u"https://exa%20mple.com/"})
        refused(QString::fromUtf16(target), Problem::Unclear);
    refused(u"https://example.com@evil.example/"_s, Problem::NameInFront);
    refused(u"https://user:secret@example.com/"_s, Problem::NameInFront);
    refused(u"https://example.com/\u202Egpj.exe"_s, Problem::HiddenSigns);
    refused(u"https://exam\u200Bple.com/"_s, Problem::HiddenSigns);
    refused(u"https://example.com/"_s + u"a"_s.repeated(8192), Problem::TooLong);
    QVERIFY(number >= 60);
}

void TestLink::isWhatItSays()
{
    QFETCH(QString, target);
    QFETCH(Problem, problem);
    QFETCH(QByteArray, address);
    QFETCH(QString, host);
    const text::Link link = text::linkOf(target);
    QCOMPARE(link.problem, problem);
    QCOMPARE(link.address, address);
    QCOMPARE(link.host, host);
    for (const char c : link.address)
        QVERIFY(c > 0x20 && c < 0x7F);
}

QTEST_GUILESS_MAIN(TestLink)
#include "tst_link.moc"
