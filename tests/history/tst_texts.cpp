// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/filenames.h"
#include "history/textscommon.h"
#include "history/textslook.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textscommon;
using history::TextQuery;
using history::Texts;
using text::SearchEnd;

class TestTexts : public QObject
{
    Q_OBJECT
private slots:
    void keepsExactBytesOnce();
    void outlivesTheRun();
    void isPrivate();
    void damagedTextsAreNotShown();
    void namesOfFiles();
    void indexQueries_data();
    void indexQueries();
    void finds_data();
    void finds();
    void tellsThePlace();
    void searchIsExact();
    void twentyThousand();
    void patternsEnd();
    void cancelled();
};

namespace {

history::KeptText versionWith(const QByteArray &text, const QString &version, const QString &store = u"memstore_1"_s)
{
    return {{store}, {version}, text};
}

} // namespace

void TestTexts::keepsExactBytesOnce()
{
    QTemporaryDir folder(quickFolder());
    Texts texts(folder.filePath(u"a.texts"_s));
    const QList<QByteArray> exact{"", "\xEF\xBB\xBF" "bom\r\n", QByteArray("a\0b", 3), "\xC2\xA0\xE2\x80\xA8 odd",
                                  QByteArray(100 * 1024, 'x'), "not \xFF utf-8"};
    for (int i = 0; i < exact.size(); ++i)
        QVERIFY(wait(texts.keep({versionWith(exact.at(i), u"memver_%1"_s.arg(i))})));
    QVERIFY(wait(texts.keep({versionWith(exact.at(1), u"memver_again"_s)})));
    QCOMPARE(wait(texts.facts())->count, exact.size());
    for (const QByteArray &text : exact)
        QCOMPARE(*wait(texts.find(core::sha256Hex(text))), text);
    QCOMPARE(wait(texts.find(core::sha256Hex("another"))).error().kind, core::ErrorKind::NotFound);
    QCOMPARE(wait(texts.find(u"no hash"_s)).error().kind, core::ErrorKind::NotFound);
    QCOMPARE(*wait(texts.contained({core::sha256Hex("another"), core::sha256Hex(exact.at(2))})),
             QStringList{core::sha256Hex(exact.at(2))});
    QVERIFY(wait(texts.keep({versionWith(QByteArray(9 * 1024 * 1024, 'x'), u"memver_large"_s)})));
    QCOMPARE(wait(texts.facts())->count, exact.size()); // too large
}

void TestTexts::outlivesTheRun()
{
    QTemporaryDir folder(quickFolder());
    const QString file = folder.filePath(u"data/a.texts"_s);
    {
        Texts texts(file);
        QVERIFY(wait(texts.keep({keptText(1)})));
    }
    Texts texts(file);
    QCOMPARE(*wait(texts.find(core::sha256Hex(testText(1)))), testText(1));
    QCOMPARE(findAllIn(texts, {.needle = QString::fromUtf8(canary(1))}).hashes, QSet<QString>{core::sha256Hex(testText(1))});
}

void TestTexts::isPrivate()
{
    QTemporaryDir folder(quickFolder());
    const QString file = folder.filePath(u"data/a.texts"_s);
    Texts texts(file);
    QVERIFY(wait(texts.keep({keptText(1)})));
    const auto mode = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    for (const QString &path : {file, file + u"-wal"_s, file + u"-shm"_s})
        QCOMPARE(QFile::permissions(path) & ~(QFileDevice::ReadUser | QFileDevice::WriteUser), mode);
}

void TestTexts::damagedTextsAreNotShown()
{
    QTemporaryDir folder(quickFolder());
    const QString file = folder.filePath(u"a.texts"_s);
    {
        Texts texts(file);
        QVERIFY(wait(texts.keep({versionWith("a text that somebody changes", u"memver_1"_s)})));
    }
    QFile bytes(file);
    QVERIFY(bytes.open(QIODevice::ReadWrite));
    QByteArray all = bytes.readAll();
    const qsizetype at = all.indexOf("somebody");
    QVERIFY(at > 0);
    bytes.seek(at);
    bytes.write("nobody!!");
    bytes.close();
    Texts texts(file);
    QCOMPARE(wait(texts.find(core::sha256Hex("a text that somebody changes"))).error().kind, core::ErrorKind::NotFound);
}

void TestTexts::namesOfFiles()
{
    QCOMPARE(history::textsFileOf(u"/data"_s, {u"local"_s}), u"/data/history/local.texts"_s);
    QCOMPARE(history::indexFileOf(u"/data"_s, {u"0f3a-11"_s}), u"/data/history/0f3a-11.index"_s);
    for (const QString &odd : {u"../../etc/passwd"_s, u"a/b"_s, u""_s, u"a b"_s, u"ä"_s, QString(300, u'a')}) {
        const QString name = history::textsFileOf(u"/data"_s, {odd});
        QVERIFY(name.startsWith(u"/data/history/"_s));
        QCOMPARE(name.count(u'/'), 3);
        QCOMPARE(name.size(), u"/data/history/.texts"_s.size() + 64);
    }
    QTemporaryDir folder(quickFolder());
    const QString file = history::textsFileOf(folder.path(), {u"gone"_s});
    {
        Texts texts(file);
        QVERIFY(wait(texts.keep({keptText(1)})));
    }
    QVERIFY(QFile::exists(file));
    QVERIFY(history::removeDatabase(file));
    QVERIFY(QDir(QFileInfo(file).path()).isEmpty());
    QVERIFY(history::removeDatabase(file));
}

void TestTexts::indexQueries_data()
{
    QTest::addColumn<QString>("needle");
    QTest::addColumn<QByteArray>("asked");
    QTest::addRow("three") << u"abc"_s << QByteArray("\"abc\"");
    QTest::addRow("four") << u"abcd"_s << QByteArray("\"abc\" AND \"bcd\"");
    QTest::addRow("twice the same") << u"aaaaa"_s << QByteArray("\"aaa\"");
    QTest::addRow("quote") << u"a\"b"_s << QByteArray("\"a\"\"b\"");
    QTest::addRow("words of the language") << u"a OR"_s << QByteArray("\"a O\" AND \" OR\"");
    QTest::addRow("two Chinese characters") << u"密码"_s << QByteArray();
    QTest::addRow("three outside the first plane") << u"\U00020000\U00020001\U00020002"_s
                                                   << QByteArray("\"\U00020000\U00020001\U00020002\"");
    QTest::addRow("two of them are four units") << u"\U00020000\U00020001"_s << QByteArray();
    QTest::addRow("letters that fold otherwise") << u"ᲀabc"_s << QByteArray("\"abc\"");
}

void TestTexts::indexQueries()
{
    QFETCH(QString, needle);
    QFETCH(QByteArray, asked);
    QCOMPARE(history::indexQuery({.needle = needle}), asked);
    QCOMPARE(history::indexQuery({.needle = needle, .regex = true}), QByteArray());
}

void TestTexts::finds_data()
{
    QTest::addColumn<TextQuery>("query");
    QTest::addColumn<QString>("versions"); // of the texts below
    const auto row = [](const char *name, const TextQuery &query, const QString &versions) {
        QTest::addRow("%s", name) << query << versions;
    };
    row("word", {.needle = u"password"_s}, u"ab"_s);
    row("by case", {.needle = u"Password"_s, .caseSensitive = true}, u"b"_s);
    row("whole words", {.needle = u"pass"_s, .wholeWord = true}, u"c"_s);
    row("two Chinese characters", {.needle = u"密码"_s}, u"d"_s);
    row("two, by case", {.needle = u"密码"_s, .caseSensitive = true}, u"d"_s);
    row("one character", {.needle = u"É"_s}, u"e"_s);
    row("one character, by case", {.needle = u"É"_s, .caseSensitive = true}, u""_s);
    row("Cyrillic", {.needle = u"ПРИВЕТ"_s}, u"fg"_s); // one of them with letters that the index folds otherwise
    row("Cyrillic, by case", {.needle = u"привет"_s, .caseSensitive = true}, u"f"_s);
    row("trigrams that are not beside each other", {.needle = u"abcd"_s}, u"h"_s);
    row("over lines", {.needle = u"one\r\ntwo"_s}, u"j"_s);
    row("behind a NUL", {.needle = u"behind"_s}, u"k"_s);
    row("pattern", {.needle = u"pass(word)?:? \\w+"_s, .regex = true}, u"abc"_s);
    row("pattern of a line", {.needle = u"^two$"_s, .regex = true}, u"j"_s);
    row("nothing", {.needle = u"nowhere"_s}, u""_s);
    row("empty", {.needle = u""_s}, u""_s);
    row("what FTS would take for its language", {.needle = u"\" OR body:*"_s}, u""_s);
    row("of one store", {.needle = u"password"_s, .store = {u"memstore_2"_s}}, u"b"_s);
    row("of no store", {.needle = u"password"_s, .store = {u"memstore_3"_s}}, u""_s);
}

void TestTexts::finds()
{
    QFETCH(TextQuery, query);
    QFETCH(QString, versions);
    QTemporaryDir folder(quickFolder());
    Texts texts(folder.filePath(u"a.texts"_s));
    const QList<QByteArray> contents{"the password: hunter2", "Password reset", "pass the salt", "新的密码在这里",
                                     "caf\xC3\xA9", "всем привет!", "всем при\u1C80ет!", "abc and bcd, then abcd",
                                     "abc bcd", "one\r\ntwo\r\n", QByteArray("front\0behind", 12), "not \xFF utf-8 password"};
    for (int i = 0; i < contents.size(); ++i)
        QVERIFY(wait(texts.keep({versionWith(contents.at(i), u"memver_%1"_s.arg(i), i == 1 ? u"memstore_2"_s : u"memstore_1"_s)})));
    const QString names = u"abcdefghijkl"_s;
    QSet<QString> wanted;
    for (const QChar name : versions)
        wanted.insert(core::sha256Hex(contents.at(names.indexOf(name))));
    for (const int limit : {200, 1}) {
        const Found found = findAllIn(texts, query, limit);
        QCOMPARE(found.hashes, wanted);
        QCOMPARE(found.last.end, SearchEnd::Complete);
    }
}

void TestTexts::tellsThePlace()
{
    QTemporaryDir folder(quickFolder());
    Texts texts(folder.filePath(u"a.texts"_s));
    QVERIFY(wait(texts.keep({versionWith("first line\r\nthe \xF0\x9F\x90\xA7 sings at night\nlast", u"memver_1"_s)})));
    const auto page = wait(texts.search({.needle = u"SINGS"_s}));
    QVERIFY(page);
    QCOMPARE(page->matches.size(), 1);
    const history::TextMatch match = page->matches.constFirst();
    QCOMPARE(match.at, 19);
    QCOMPARE(match.length, 5);
    QCOMPARE(match.place, (text::Excerpt{2, 7, 5, u"the \U0001F427 sings at night"_s}));
}

//! Against a plain look through every text, for needles cut out of them.
void TestTexts::searchIsExact()
{
    QTemporaryDir folder(quickFolder());
    Texts texts(folder.filePath(u"a.texts"_s));
    const QStringList words{u"密码"_s, u"memory"_s, u"Straße"_s, u"ПРИВЕТ"_s, u"naïve"_s, u"\U0001F427"_s, u"αβγ"_s, u"x"_s, u"\n"_s, u"İı"_s};
    QRandomGenerator random(5);
    QStringList all;
    QList<history::KeptText> kept;
    for (int i = 0; i < 400; ++i) {
        QString text;
        for (int word = random.bounded(1, 12); word > 0; --word) {
            const QString &one = words.at(random.bounded(int(words.size())));
            text += random.bounded(2) ? one.toUpper() : one;
        }
        all.append(text);
        kept.append(versionWith(text.toUtf8(), u"memver_%1"_s.arg(i)));
    }
    QVERIFY(wait(texts.keep(kept)));
    int hits = 0;
    for (int i = 0; i < 150; ++i) {
        const QString &from = all.at(random.bounded(int(all.size())));
        const qsizetype at = random.bounded(int(from.size()));
        TextQuery query;
        query.needle = from.mid(at, random.bounded(1, 9));
        query.caseSensitive = random.bounded(2) == 0;
        if (query.needle.front().isLowSurrogate() || query.needle.back().isHighSurrogate())
            continue; // no text has half a character
        QSet<QString> wanted;
        for (const QString &text : std::as_const(all)) {
            if (text.contains(query.needle, query.caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive))
                wanted.insert(core::sha256Hex(text.toUtf8()));
        }
        QVERIFY(!wanted.isEmpty());
        hits += int(wanted.size());
        QCOMPARE(findAllIn(texts, query, 50).hashes, wanted);
    }
    QVERIFY(hits > 1000);
}

void TestTexts::twentyThousand()
{
    QTemporaryDir folder(quickFolder());
    Texts texts(folder.filePath(u"a.texts"_s));
    constexpr int count = 20'000;
    QList<history::KeptText> block;
    QSet<QString> nines;
    for (int i = 0; i < count; ++i) {
        QByteArray text = "entry " + QByteArray::number(i) + " about " + QByteArray::number(i * 7919 % 1000) + " things\n";
        if (i % 5000 == 1)
            text += QByteArray(100 * 1024, 'y') + " giraffe";
        if (i % 1000 == 999)
            nines.insert(core::sha256Hex(text));
        block.append(versionWith(text, u"memver_%1"_s.arg(i)));
        if (block.size() == 1000)
            QVERIFY(wait(texts.keep(std::exchange(block, {}))));
    }
    QCOMPARE(wait(texts.facts())->count, count);
    QElapsedTimer timer;
    timer.start();
    const Found giraffes = findAllIn(texts, {.needle = u"Giraffe"_s});
    QCOMPARE(giraffes.hashes.size(), 4);
    QCOMPARE(giraffes.looked, 4); // by the index and not by reading everything
    const qint64 indexed = timer.restart();
    QVERIFY(findAllIn(texts, {.needle = u"entry \\d*999 "_s, .regex = true}).hashes.contains(nines));
    const qint64 pattern = timer.restart();
    const Found all = findAllIn(texts, {.needle = u"things"_s});
    QCOMPARE(all.hashes.size(), count);
    QVERIFY(all.parts >= count / 200);
    const qint64 everything = timer.restart();
    QVERIFY(wait(texts.forget(QStringList(nines.begin(), nines.end()), {}))->complete);
    QVERIFY(findAllIn(texts, {.needle = u"entry 4999 about"_s}).hashes.isEmpty());
    qInfo("indexed %lld ms, pattern %lld ms, all %lld ms, forget %lld ms", indexed, pattern, everything, timer.elapsed());
}

void TestTexts::patternsEnd()
{
    QTemporaryDir folder(quickFolder());
    Texts texts(folder.filePath(u"a.texts"_s));
    QVERIFY(wait(texts.keep({versionWith(QByteArray(5000, 'a'), u"memver_1"_s), versionWith("b", u"memver_2"_s)})));
    const Found bad = findAllIn(texts, {.needle = u"a("_s, .regex = true});
    QCOMPARE(bad.last.end, SearchEnd::BadPattern);
    QVERIFY(!bad.last.error.isEmpty());
    QElapsedTimer timer;
    timer.start();
    const Found slow = findAllIn(texts, {.needle = u"(a|a)+[bc]"_s, .regex = true});
    QCOMPARE(slow.last.end, SearchEnd::TooSlow);
    QVERIFY(timer.elapsed() < 5000);
}

void TestTexts::cancelled()
{
    QTemporaryDir folder(quickFolder());
    Texts texts(folder.filePath(u"a.texts"_s));
    QVERIFY(wait(texts.keep({versionWith("a text", u"memver_1"_s)})));
    auto call = texts.search({.needle = u"text"_s, .regex = true});
    call.cancel();
    const auto page = wait(call);
    QVERIFY(page);
    QVERIFY(page->end == SearchEnd::Cancelled || page->matches.size() == 1); // it may have been done already
}

QTEST_GUILESS_MAIN(TestTexts)
#include "tst_texts.moc"
