// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "transfer/evidencewriter.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using transfer::EvidenceItem;

//! Evidence has to be exact for a machine and harmless for whoever opens it, whatever an agent wrote into a path.
class TestEvidence : public QObject
{
    Q_OBJECT
private slots:
    void jsonIsExact();
    void csvIsNoProgram_data();
    void csvIsNoProgram();
    void csvHasWholeRows();
    void pageIsInert_data();
    void pageIsInert();
    void pageShowsFacts();
    void timesAreUtc();
    void folderAddsUp();
    void pageIsBounded();
    void neverOverAnything();
    void failureStaysMarked();
};

namespace {

transfer::EvidenceWords words()
{
    transfer::EvidenceWords words;
    words.language = u"en"_s;
    words.title = u"What was written in “project-alpha”"_s;
    words.store = u"Store"_s;
    words.connection = u"Connection"_s;
    words.selection = u"Selection"_s;
    words.coverage = u"Coverage"_s;
    words.sweptAt = u"All read again"_s;
    words.never = u"Not yet"_s;
    words.madeAt = u"Made"_s;
    words.count = u"Records"_s;
    words.digest = u"SHA-256 of versions.jsonl"_s;
    words.left = u"The first %1 of %2 are shown; all are in %3."_s;
    words.howToCheck = u"Run %1 in this folder."_s;
    words.columns = {u"Time"_s, u"Action"_s, u"Path"_s, u"Size"_s, u"Change"_s, u"SHA-256"_s, u"Ids"_s, u"Marks"_s, u"Note"_s};
    words.actions = {u"Created"_s, u"Updated"_s, u"Deleted"_s};
    words.redacted = u"Redacted"_s;
    words.redactedAt = u"Redacted at %1"_s;
    words.writtenHere = u"Written here"_s;
    words.missing = u"Missing"_s;
    words.request = u"Request %1"_s;
    words.comparison = u"Comparison"_s;
    return words;
}

transfer::EvidenceAbout about()
{
    transfer::EvidenceAbout about;
    about.program = u"Palimpsest 1"_s;
    about.connection = u"Work"_s;
    about.baseUrl = u"https://api.example"_s;
    about.storeId = u"memstore_1"_s;
    about.storeName = u"project-alpha"_s;
    about.madeAt = u"2026-11-21T08:00:00Z"_s;
    about.selection = u"Everything below notes/"_s;
    about.coverage = u"8,214 versions, back to 3 March"_s;
    about.known = 8214;
    return about;
}

EvidenceItem itemWith(const QString &path, const QString &note = {})
{
    EvidenceItem item;
    item.version.id = {u"memver_1"_s};
    item.version.store = {u"memstore_1"_s};
    item.version.entry = {u"mem_1"_s};
    item.version.path = path;
    item.version.action = core::Action::Updated;
    item.version.size = 42;
    item.version.sha256 = QString(64, u'a');
    item.version.createdAt = *core::Timestamp::parse(u"2026-05-18T15:34:26.494349Z");
    item.change = -7;
    item.note = note;
    return item;
}

QString pageOf(const QList<EvidenceItem> &items, const transfer::EvidenceAbout &of = about())
{
    QByteArray html = transfer::evidenceHtmlBegin(of, words());
    for (const EvidenceItem &item : items)
        html += transfer::evidenceHtmlRow(item, words());
    return core::decodeUtf8(html + transfer::evidenceHtmlEnd(of, words(), items.size(), items.size(), "d19e57")).value();
}

//! Fields of one CSV record, read as RFC 4180 says.
QStringList fieldsOf(const QByteArray &row)
{
    const QString text = core::decodeUtf8(row).value();
    QStringList fields{QString()};
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'"' && quoted && i + 1 < text.size() && text.at(i + 1) == u'"')
            fields.last() += text.at(i++);
        else if (c == u'"')
            quoted = !quoted;
        else if (c == u',' && !quoted)
            fields.append(QString());
        else
            fields.last() += c;
    }
    return fields;
}

const QStringList hostile{u"<script>alert(1)</script>"_s, u"\"><img src=x onerror=alert(1)>"_s, u"a' onclick='x"_s,
                          u"&lt;b&gt; &amp; &"_s, u"</style><style>*{display:none}"_s, u"]]>--><!--"_s,
                          u"right\u202Eto left"_s, u"zero\u200Bwidth"_s, u"line\nbreak\r\nand\ttab"_s, u"\u0000nul\u0001"_s,
                          u"javascript:alert(1)"_s, u"%1 %2 %n"_s, u"=cmd|' /C calc'!A0"_s, QString(5000, u'x'), QString(QChar(0xD83D))};

} // namespace

void TestEvidence::jsonIsExact()
{
    for (const QString &text : hostile) {
        if (text.size() == 1)
            continue; // half a character, which no reply can have
        EvidenceItem item = itemWith(text, text + u" noted"_s);
        item.requestId = text;
        item.change = std::nullopt;
        const QByteArray line = transfer::evidenceJsonLine(item);
        QCOMPARE(line.count('\n'), 1);
        QVERIFY(line.endsWith('\n'));
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        QCOMPARE(object.value("path"_L1).toString(), text);
        QCOMPARE(object.value("note"_L1).toString(), item.note);
        QCOMPARE(object.value("request_id"_L1).toString(), text);
        QVERIFY(object.value("size_change_bytes"_L1).isNull()); // not known is not zero
        QCOMPARE(object.value("size_bytes"_L1).toInt(), 42);
        QCOMPARE(object.value("action"_L1).toString(), u"updated"_s);
    }
}

void TestEvidence::csvIsNoProgram_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("guarded");
    for (const QString &formula : {u"=1+1"_s, u"+1"_s, u"-1"_s, u"@SUM(A1)"_s, u"\t=1"_s, u"\r=1"_s, u"  =1"_s, u"＝1"_s,
                                   u"\n=1"_s, u"=HYPERLINK(\"http://x\",\"y\")"_s})
        QTest::addRow("%s", qPrintable(formula)) << formula << true;
    for (const QString &plain : {u"notes/a.md"_s, u"a=b"_s, u"1-2"_s, u"mail@example"_s, u""_s})
        QTest::addRow("%s", qPrintable(plain)) << plain << false;
}

void TestEvidence::csvIsNoProgram()
{
    QFETCH(QString, text);
    QFETCH(bool, guarded);
    EvidenceItem item = itemWith(text, text);
    item.version.actionWord = text;
    item.version.action = core::Action::Other;
    item.requestId = text;
    const QStringList fields = fieldsOf(transfer::evidenceCsvRow(item).chopped(2));
    QCOMPARE(fields.size(), 15);
    for (const int column : {1, 2, 13, 14})
        QCOMPARE(fields.at(column), guarded ? u'\'' + text : text);
    QCOMPARE(fields.at(4), u"-7"_s); // a number of ours is a number
}

void TestEvidence::csvHasWholeRows()
{
    const QByteArray heading = transfer::evidenceCsvHeading();
    QVERIFY(heading.startsWith("\xEF\xBB\xBF") && heading.endsWith("\r\n"));
    QCOMPARE(heading.count(','), 14);
    for (const QString &text : hostile) {
        const QByteArray row = transfer::evidenceCsvRow(itemWith(text, text));
        QVERIFY(row.endsWith("\r\n"));
        QVERIFY(!row.contains('\0'));
        QCOMPARE(fieldsOf(row.chopped(2)).size(), 15);
    }
}

void TestEvidence::pageIsInert_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : hostile)
        QTest::addRow("%s", qPrintable(text.left(20))) << text;
}

//! Every tag is one of ours, whatever stands in the fields; nothing is loaded, nothing runs.
void TestEvidence::pageIsInert()
{
    QFETCH(QString, text);
    EvidenceItem item = itemWith(text, text);
    item.version.id = {text};
    item.version.entry = {text};
    item.version.sha256 = text;
    item.version.actionWord = text;
    item.version.action = core::Action::Other;
    item.requestId = text;
    transfer::EvidenceAbout of = about();
    of.storeName = of.storeId = of.connection = of.baseUrl = of.selection = of.coverage = of.madeAt = of.program = text;
    of.patch = text.toUtf8();
    const QString page = pageOf({item}, of);
    const QString plain = pageOf({itemWith(u"plain"_s, u"plain"_s)});
    const QStringList known{u"html"_s, u"head"_s, u"meta"_s, u"title"_s, u"style"_s, u"body"_s, u"h1"_s, u"h2"_s, u"dl"_s, u"dt"_s,
                            u"dd"_s, u"code"_s, u"table"_s, u"thead"_s, u"tbody"_s, u"tr"_s, u"th"_s, u"td"_s, u"time"_s, u"br"_s, u"p"_s,
                            u"pre"_s, u"span"_s, u"main"_s, u"footer"_s, u"colgroup"_s, u"col"_s, u"col/"_s, u"!DOCTYPE"_s};
    static const QRegularExpression tag(u"<(/?)([^\\s>]*)([^>]*)>"_s);
    for (auto tags = tag.globalMatch(page); tags.hasNext();) {
        const auto found = tags.next();
        QVERIFY2(known.contains(found.captured(2)), qPrintable(found.captured(0)));
        QVERIFY2(!found.captured(3).contains(u"on"_s) || found.captured(2) == u"meta"_s || found.captured(3).contains(u"class"_s),
                 qPrintable(found.captured(0)));
        QVERIFY(!found.captured(3).contains(u"src"_s) || found.captured(2) == u"meta"_s);
        QVERIFY(!found.captured(3).contains(u"href"_s));
    }
    QCOMPARE(page.count(u"<style"_s), 1);
    QCOMPARE(page.count(u"<tr"_s), plain.count(u"<tr"_s));
    QCOMPARE(page.count(u"<td"_s), plain.count(u"<td"_s));
    for (const QChar invisible : {QChar(0x202E), QChar(0x200B), QChar(0x0001), QChar(0x0000)})
        QVERIFY(!page.contains(invisible));
    if (text.contains(QChar(0x202E)))
        QVERIFY(page.contains(u"U+202E"_s));
    // What a browser would forgive is not there in the first place.
    QString xml = page.mid(page.indexOf(u"<html"_s));
    xml.remove(QRegularExpression(u"<meta[^>]*>"_s)).replace(u"<br>"_s, u"<br/>"_s);
    QXmlStreamReader reader(xml);
    while (!reader.atEnd())
        reader.readNext();
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
}

void TestEvidence::pageShowsFacts()
{
    EvidenceItem item = itemWith(u"notes/a.md"_s, u"first line\nsecond line"_s);
    item.version.redacted = true;
    item.version.redactedAt = core::Timestamp::parse(u"2026-06-01T00:00:00Z");
    item.writtenHere = true;
    item.requestId = u"req_1"_s;
    transfer::EvidenceAbout of = about();
    of.patch = "--- a\n+++ b\n@@ -1 +1 @@\n-old <b>\n+new\tword\n";
    const QString page = pageOf({item, itemWith(u"notes/b.md"_s)}, of);
    for (const QString &fact : {u"notes/a.md"_s, u"memver_1"_s, u"mem_1"_s, QString(64, u'a'), u"2026-05-18T15:34:26.494349Z"_s,
                                u"<tr class=\"redacted\">"_s, u"Redacted at <time"_s, u"Written here"_s, u"Request <code>req_1"_s,
                                u"first line<br>"_s, u"\u22127"_s, u"8,214 versions, back to 3 March"_s, u"Not yet"_s,
                                u"<span class=\"l cut\">-old &lt;b&gt;</span><span class=\"l add\">+new\tword</span>"_s,
                                u"<span class=\"l head\">--- a</span>"_s, u"<code>sha256sum -c SHA256SUMS</code>"_s, u"d19e57"_s, u"<thead>"_s,
                                u"@media print"_s})
        QVERIFY2(page.contains(fact), qPrintable(fact));
    QCOMPARE(page.count(u"<tr class=\"redacted\">"_s), 1);
}

void TestEvidence::timesAreUtc()
{
    EvidenceItem item = itemWith(u"a"_s);
    item.version.createdAt = *core::Timestamp::parse(u"2026-05-18T17:34:26.5+02:00");
    QVERIFY(transfer::evidenceJsonLine(item).contains("\"created_at\":\"2026-05-18T15:34:26.500000Z\""));
    QVERIFY(transfer::evidenceCsvRow(item).startsWith("\"2026-05-18T15:34:26.500000Z\""));
    QVERIFY(transfer::evidenceHtmlRow(item, words()).contains(">2026-05-18T15:34:26.500000Z<"));
}

void TestEvidence::folderAddsUp()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"evidence"_s);
    transfer::EvidenceAbout of = about();
    of.patch = "--- a\n+++ b\n";
    auto writer = transfer::EvidenceWriter::start(path, of, words());
    QVERIFY(writer);
    for (const QString &text : hostile)
        QVERIFY((*writer)->add({itemWith(text)}));
    const auto report = (*writer)->finish(true);
    QVERIFY(report);
    QCOMPARE(report->rows, hostile.size());
    QStringList names = QDir(path).entryList(QDir::Files);
    names.sort();
    QCOMPARE(names, (QStringList{u"SHA256SUMS"_s, u"comparison.patch"_s, u"evidence.html"_s, u"manifest.json"_s,
                                                            u"versions.csv"_s, u"versions.jsonl"_s}));
    QProcess check; // as somebody does who has nothing of ours
    check.setWorkingDirectory(path);
    check.start(u"sha256sum"_s, {u"-c"_s, u"SHA256SUMS"_s});
    if (!check.waitForFinished())
        QSKIP("there is no sha256sum");
    QCOMPARE(check.exitCode(), 0);
    QCOMPARE(check.readAllStandardOutput().count(": OK"), 5);
    QFile sums(path + u"/SHA256SUMS"_s);
    QVERIFY(sums.open(QIODevice::ReadOnly));
    QCOMPARE(core::sha256Hex(sums.readAll()).toLatin1(), report->digest);
    QFile json(path + u"/versions.jsonl"_s);
    QVERIFY(json.open(QIODevice::ReadOnly));
    const QByteArray lines = json.readAll();
    QCOMPARE(lines.count('\n'), hostile.size());
    QCOMPARE(core::sha256Hex(lines).toLatin1(), report->recordsDigest);
    QFile manifest(path + u"/manifest.json"_s);
    QVERIFY(manifest.open(QIODevice::ReadOnly));
    const QJsonObject object = QJsonDocument::fromJson(manifest.readAll()).object();
    QCOMPARE(object.value("records_sha256"_L1).toString().toLatin1(), report->recordsDigest);
    QCOMPARE(object.value("records"_L1).toInt(), hostile.size());
    QCOMPARE(object.value("selection"_L1).toString(), of.selection);
}

void TestEvidence::pageIsBounded()
{
    QTemporaryDir folder;
    auto writer = transfer::EvidenceWriter::start(folder.filePath(u"e"_s), about(), words());
    QVERIFY(writer);
    const qint64 more = transfer::EvidenceWriter::maxHtmlRows + 500;
    const QList<EvidenceItem> block(500, itemWith(u"notes/a.md"_s));
    for (qint64 rows = 0; rows < more; rows += block.size())
        QVERIFY((*writer)->add(block));
    QCOMPARE((*writer)->finish(true)->rows, more);
    QFile html(folder.filePath(u"e/evidence.html"_s));
    QVERIFY(html.open(QIODevice::ReadOnly));
    const QByteArray page = html.readAll();
    QCOMPARE(page.count("<tr>"), transfer::EvidenceWriter::maxHtmlRows + 1);
    QVERIFY(page.contains("The first 20000 of 20500 are shown"));
}

void TestEvidence::neverOverAnything()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"there"_s);
    QVERIFY(QDir().mkdir(path));
    QVERIFY(!transfer::EvidenceWriter::start(path, about(), words()));
    QVERIFY(QDir(path).isEmpty());
    QVERIFY(!transfer::EvidenceWriter::start(folder.filePath(u"no/such/place"_s), about(), words()));
}

void TestEvidence::failureStaysMarked()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"e"_s);
    auto writer = transfer::EvidenceWriter::start(path, about(), words());
    QVERIFY(writer);
    QVERIFY((*writer)->add({itemWith(u"a"_s)}));
    QVERIFY(QFile::exists(path + u'/' + transfer::incompleteMark()));
    QVERIFY((*writer)->finish(false));
    QVERIFY(QFile::exists(path + u'/' + transfer::incompleteMark()));
    // Somebody changes a file meanwhile: it is noticed.
    auto other = transfer::EvidenceWriter::start(folder.filePath(u"f"_s), about(), words());
    QVERIFY(other);
    QVERIFY((*other)->add({itemWith(u"a"_s)}));
    QFile json(folder.filePath(u"f/versions.jsonl"_s));
    QVERIFY(json.open(QIODevice::Append));
    json.write("{}\n");
    json.close();
    QVERIFY(!(*other)->finish(true));
    QVERIFY(QFile::exists(folder.filePath(u"f/"_s) + transfer::incompleteMark()));
}

QTEST_GUILESS_MAIN(TestEvidence)
#include "tst_evidence.moc"
