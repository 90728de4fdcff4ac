// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/details.h"
#include "ui/presentation/hashes.h"
#include "ui/presentation/plaintext.h"
#include "ui/presentation/relativetime.h"
#include "ui/presentation/sizes.h"
#include "ui/presentation/words.h"

#include <QSet>
#include <QTest>
#include <QTextDocument>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace {

const QLocale english(QLocale::English, QLocale::UnitedStates);

core::Timestamp at(QStringView text)
{
    return *core::Timestamp::parse(text);
}

} // namespace

//! Runs in the time zone Europe/Berlin (tests/CMakeLists.txt).
class tst_PresentationWords : public QObject
{
    Q_OBJECT

private slots:
    void ages_data()
    {
        QTest::addColumn<QString>("then");
        QTest::addColumn<QString>("words");
        // Now is 18 May 2026, 17:40:00 in Berlin.
        QTest::newRow("now") << u"2026-05-18T15:40:00Z"_s << u"just now"_s;
        QTest::newRow("59 s") << u"2026-05-18T15:39:01Z"_s << u"just now"_s;
        QTest::newRow("a minute") << u"2026-05-18T15:39:00Z"_s << u"1 min ago"_s;
        QTest::newRow("minutes") << u"2026-05-18T15:37:10.5Z"_s << u"2 min ago"_s;
        QTest::newRow("59 min") << u"2026-05-18T14:40:01Z"_s << u"59 min ago"_s;
        QTest::newRow("hour") << u"2026-05-18T14:40:00Z"_s << u"1 h ago"_s;
        QTest::newRow("hours today") << u"2026-05-18T05:40:00Z"_s << u"10 h ago"_s;
        QTest::newRow("yesterday") << u"2026-05-17T13:35:00Z"_s << u"yesterday 15:35"_s;
        QTest::newRow("this year") << u"2026-03-03T08:05:00Z"_s << u"3 Mar 09:05"_s;
        QTest::newRow("earlier") << u"2025-12-31T22:30:00Z"_s << u"31 Dec 2025"_s;
        QTest::newRow("new year in Berlin") << u"2025-12-31T23:30:00Z"_s << u"1 Jan 00:30"_s;
        QTest::newRow("future, a little") << u"2026-05-18T15:40:50Z"_s << u"just now"_s;
        QTest::newRow("future") << u"2026-05-18T17:40:00Z"_s << u"18 May 19:40"_s;
        QTest::newRow("far future") << u"2038-01-19T03:14:07Z"_s << u"19 Jan 2038"_s;
    }
    void ages()
    {
        QFETCH(QString, then);
        QFETCH(QString, words);
        const QDateTime now({2026, 5, 18}, {15, 40}, Qt::UTC);
        QCOMPARE(presentation::ageOf(at(then), now, english), words);
    }
    void noAgeIsNegative()
    {
        const core::Timestamp then = at(u"2026-05-18T15:40:00Z");
        for (qint64 offset = -400LL * 86400; offset < 400LL * 86400; offset += 977) {
            const QString age = presentation::ageOf(then, then.utc().addSecs(offset), english);
            QVERIFY2(!age.contains(u'-') && !age.contains(QChar(0x2212)) && !age.startsWith(u'0'), qPrintable(age));
        }
        QCOMPARE(presentation::ageOf({}, QDateTime::currentDateTimeUtc(), english), u"unknown"_s);
    }
    void exactMoments()
    {
        const core::Timestamp moment = at(u"2026-05-18T15:34:26.494349Z");
        QCOMPARE(presentation::exactLocal(moment, english), u"18 May 2026 17:34:26"_s);
        QCOMPARE(presentation::exactUtc(moment), u"2026-05-18 15:34:26.494349 UTC"_s);
        QCOMPARE(presentation::exactUtc(at(u"2026-05-18T15:34:26Z")), u"2026-05-18 15:34:26 UTC"_s);
        QCOMPARE(presentation::exactUtc(at(u"2026-05-18T15:34:26.120Z")), u"2026-05-18 15:34:26.120 UTC"_s);
        QCOMPARE(presentation::exactUtc(at(u"2026-05-18T15:34:26.123456789Z")), u"2026-05-18 15:34:26.123456789 UTC"_s);
        QCOMPARE(presentation::exactUtc(at(u"2026-05-18T17:34:26.5+02:00")), u"2026-05-18 15:34:26.5 UTC"_s);
    }

    void sizes()
    {
        QCOMPARE(presentation::sizeText(0, english), u"0 B"_s);
        QCOMPARE(presentation::sizeText(1204, english), u"1,204 B"_s);
        QCOMPARE(presentation::sizeText(102'400, english), u"102 KB"_s);
        QCOMPARE(presentation::sizeText(12'345, english), u"12.3 KB"_s);
        QCOMPARE(presentation::sizeText(3'100'000, english), u"3.1 MB"_s);
        QCOMPARE(presentation::exactSizeText(1, english), u"1 byte"_s);
        QCOMPARE(presentation::exactSizeText(1204, english), u"1,204 bytes"_s);
        QCOMPARE(presentation::sizeOfLimit(1204, 102'400, english), u"1,204 of 102,400 bytes"_s);
        QCOMPARE(presentation::sizeChangeText(214, english), u"+214 B"_s);
        QCOMPARE(presentation::sizeChangeText(-12, english), u"\u221212 B"_s);
        QCOMPARE(presentation::sizeChangeText(0, english), u"\u00b10 B"_s);
        QCOMPARE(presentation::spokenSizeChange(214), u"214 bytes more"_s);
        QCOMPARE(presentation::spokenSizeChange(-1), u"1 byte less"_s);
        QVERIFY(!presentation::sizeChangeText(std::numeric_limits<qint64>::min(), english).isEmpty());
    }
    void hashes()
    {
        QCOMPARE(presentation::shortHash(u"9a4f8d1122"), u"9a4f8d1"_s);
        QCOMPARE(presentation::shortHash(u""), QString());
        QCOMPARE(presentation::shortHash(u"<b>x</b>"), u"?"_s);
        QCOMPARE(presentation::shortId(u"mem_019e3bb965a671fca51bde1cf8d87de0"), u"mem_019e3bb9\u2026d87de0"_s);
        QCOMPARE(presentation::shortId(u"mem_1"), u"mem_1"_s);
    }
    void counts()
    {
        QCOMPARE(presentation::countText(12, true, {}, english), u"12"_s);
        QCOMPARE(presentation::countText(4, false, {}, english), u"4+"_s);
        QCOMPARE(presentation::countText(4, false, 2, english), u"2 of 4+"_s);
        QCOMPARE(presentation::entryCountText(1, true), u"1 entry"_s);
        QCOMPARE(presentation::entryCountText(4, false), u"at least 4 entries"_s);
        QCOMPARE(presentation::ordinalText(3, false), u"v3"_s);
        QCOMPARE(presentation::ordinalText(3, true), u"at least v3"_s);
    }
    void coverage()
    {
        core::Loading loading;
        QCOMPARE(presentation::entriesCoverage(loading, english), u"entries not read yet"_s);
        loading.state = core::LoadState::Loading;
        loading.loaded = 412;
        QCOMPARE(presentation::entriesCoverage(loading, english), u"412 entries so far"_s);
        loading.expected = 8000;
        QCOMPARE(presentation::entriesCoverage(loading, english), u"412 of about 8,000 entries"_s);
        loading.expected = 400; // what the service counted was another moment
        QCOMPARE(presentation::entriesCoverage(loading, english), u"412 entries so far"_s);
        loading.complete = true;
        QCOMPARE(presentation::entriesCoverage(loading, english), u"412 of 412 entries"_s);

        models::HistoryCoverage history;
        QCOMPARE(presentation::historyCoverage(history, english), u"history not read yet"_s);
        history.loading.state = core::LoadState::Ready;
        history.known = 412;
        QCOMPARE(presentation::historyCoverage(history, english), u"412 versions so far"_s);
        history.oldest = at(u"2026-03-03T08:05:00Z");
        QCOMPARE(presentation::historyCoverage(history, english), u"412 versions so far, back to 3 Mar 2026"_s);
        history.expected = 8000;
        QCOMPARE(presentation::historyCoverage(history, english), u"412 of about 8,000 versions"_s);
        history.complete = true;
        QCOMPARE(presentation::historyCoverage(history, english), u"all 412 versions"_s);
        QCOMPARE(presentation::filterCoverage({12, 412, true}, english), u"12 of 412 match"_s);
        QCOMPARE(presentation::filterCoverage({12, 412, false}, english), u"12 of 412 match so far"_s);
    }
    void everyPathProblemHasASentence()
    {
        QSet<QString> sentences;
        for (int i = 0; i <= int(models::PathProblem::NotUnicode); ++i) {
            const QString sentence = presentation::pathProblemText(models::PathProblem(i));
            QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
            sentences.insert(sentence);
        }
        QCOMPARE(sentences.size(), int(models::PathProblem::NotUnicode) + 1);
    }
    void wordsFromOutsideAreShort()
    {
        QCOMPARE(presentation::actionWord(core::Action::Other, u"merged"_s), u"merged"_s);
        QVERIFY(presentation::actionWord(core::Action::Other, QString(5000, u'x')).size() < 100);
        QCOMPARE(presentation::actionWord(core::Action::Updated, u"modified"_s), u"updated"_s);
    }

    void tooltipsShowMarkupAndDoNotObeyIt()
    {
        const QString hostile = u"<img src=\"/dev/zero\">notes.md"_s;
        const QString shown = presentation::plainTooltip(hostile);
        QTextDocument document;
        if (Qt::mightBeRichText(shown))
            document.setHtml(shown);
        else
            document.setPlainText(shown);
        QCOMPARE(document.toRawText().trimmed().replace(QChar::Nbsp, u' '), hostile);
        QCOMPARE(presentation::plainTooltip(u"notes/a.md"_s), u"notes/a.md"_s);
    }
    void linesStayLinesAndOddCharactersShow()
    {
        QCOMPARE(presentation::displayLines(u"one\r\ntwo"_s), u"one\ntwo"_s);
        QVERIFY(!presentation::displayLines(u"a\u202Eb"_s).contains(QChar(0x202E)));
        QVERIFY(presentation::displayLines(QString(100'000, u'x')).size() < 500);
    }

    void detailsShowAndCopyEachField()
    {
        core::Entry entry;
        entry.id = {u"mem_019e3bb965a671fca51bde1cf8d87de0"_s};
        entry.path = u"notes/a.md"_s;
        entry.size = 1204;
        entry.createdAt = at(u"2026-05-18T15:34:26.494349Z");
        entry.unknownFields = {{u"<b>odd</b>"_s, u"[1,2]"_s}};
        const auto rows = presentation::detailRows(models::factsOf(entry), english);
        QCOMPARE(rows[1].label, u"ID"_s);
        QCOMPARE(rows[1].value, entry.id.value);
        QCOMPARE(rows[2].value, u"1,204 bytes"_s);
        QCOMPARE(rows[2].copyText, u"1204"_s);
        QCOMPARE(rows[3].copyText, u"2026-05-18T15:34:26.494349Z"_s);
        QVERIFY(rows[3].value.contains(u"17:34:26"_s) && rows[3].value.contains(u"15:34:26.494349 UTC"_s));
        QCOMPARE(rows[4].label, u"<b>odd</b>"_s);
        QCOMPARE(rows[4].value, u"[1,2]"_s);
    }
};

QTEST_MAIN(tst_PresentationWords)
#include "tst_presentationwords.moc"
