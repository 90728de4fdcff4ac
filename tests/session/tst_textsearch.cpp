// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "rig.h"
#include "session/textsearch.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using rig::Rig;
using rig::wait;
using session::findInText;
using session::TextHit;
using session::TextSearch;

class TestTextSearch : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void findsPlaces_data();
    void findsPlaces();
    void longLinesAreCut();
    void bytesThatAreNoText();
    void searchesAStore();
    void keptTextsAreNotReadAgain();
    void countsWhatFails();
    void stopsAtTooMany();
    void canBeCancelled();
    void neverMoreThanFourAtOnce();
};

namespace {

struct Run
{
    explicit Run(Rig &rig) : search(*rig.session)
    {
        QObject::connect(&search, &TextSearch::found, &search, [this](const QList<TextHit> &some) { hits.append(some); });
    }
    TextSearch search;
    QList<TextHit> hits;
};

} // namespace

void TestTextSearch::findsPlaces_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("sensitive");
    QTest::addColumn<QStringList>("expected"); // line:column:length:lineText
    QTest::addRow("nothing") << QByteArray("abc") << u"x"_s << true << QStringList{};
    QTest::addRow("twice in a line") << QByteArray("a cat, a cat\n") << u"cat"_s << true
                                     << QStringList{u"1:2:3:a cat, a cat"_s, u"1:9:3:a cat, a cat"_s};
    QTest::addRow("all line ends") << QByteArray("1\n2\r\n3\r4\xE2\x80\xA9x") << u"x"_s << true << QStringList{u"5:0:1:x"_s};
    QTest::addRow("not U+2028") << QByteArray("1\xE2\x80\xA8x") << u"x"_s << true << QStringList{u"1:2:1:1\u2028x"_s};
    QTest::addRow("case kept") << QByteArray("Cat\ncat") << u"cat"_s << true << QStringList{u"2:0:3:cat"_s};
    QTest::addRow("case folded") << QByteArray("\xC3\x84rger") << u"\u00e4RG"_s << false << QStringList{u"1:0:3:\u00c4rger"_s};
    QTest::addRow("byte order mark") << QByteArray("\xEF\xBB\xBFx") << u"x"_s << true << QStringList{u"1:1:1:\ufeffx"_s};
    QTest::addRow("two lines") << QByteArray("one\ntwo") << u"e\nt"_s << true << QStringList{u"1:2:1:one"_s};
    QTest::addRow("overlapping") << QByteArray("aaaa") << u"aa"_s << true << QStringList{u"1:0:2:aaaa"_s, u"1:2:2:aaaa"_s};
    QTest::addRow("Chinese") << QByteArray("\xE4\xBC\x9A\xE8\xAE\xAE\n\xE8\xAE\xB0\xE5\xBD\x95") << u"\u8bb0\u5f55"_s << true
                             << QStringList{u"2:0:2:\u8bb0\u5f55"_s};
}

void TestTextSearch::findsPlaces()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, text);
    QFETCH(bool, sensitive);
    QFETCH(QStringList, expected);
    const auto hits = findInText(content, text, sensitive ? Qt::CaseSensitive : Qt::CaseInsensitive, 100);
    QVERIFY(hits);
    QStringList found;
    for (const TextHit &hit : *hits)
        found.append(u"%1:%2:%3:%4"_s.arg(hit.line).arg(hit.column).arg(hit.length).arg(hit.lineText));
    QCOMPARE(found, expected);
}

void TestTextSearch::longLinesAreCut()
{
    const QString emoji = QString::fromUtf8("\xF0\x9F\x98\x80");
    for (const int before : {1'000, 1'001}) {
        const QString line = QString(before, u'x') + emoji.repeated(300) + u"cat"_s + emoji.repeated(300);
        const auto hits = findInText(line.toUtf8(), u"cat"_s, Qt::CaseSensitive, 10);
        QCOMPARE(hits->size(), 1);
        const TextHit &hit = hits->first();
        QVERIFY(hit.lineText.size() <= 400);
        QCOMPARE(hit.lineText.mid(hit.column, hit.length), u"cat"_s);
        QVERIFY(hit.lineText.isValidUtf16()); // no half characters at the ends
    }
}

void TestTextSearch::bytesThatAreNoText()
{
    QVERIFY(!findInText("\xff", u"x"_s, Qt::CaseSensitive, 10));
}

void TestTextSearch::searchesAStore()
{
    Rig rig;
    const QString store = rig.makeStore();
    for (int i = 0; i < 12; ++i)
        rig.makeEntry(store, "notes/" + QByteArray::number(i) + ".md", i % 3 ? "a Needle\nin hay" : "hay");
    Run run(rig);
    run.search.start({store}, u"needle"_s, Qt::CaseInsensitive);
    QVERIFY(run.search.progress().running);
    QTRY_VERIFY(!run.search.progress().running);
    QCOMPARE(run.hits.size(), 8);
    QCOMPARE(run.search.progress().searched, 12);
    QCOMPARE(run.search.progress().total, 12);
    QCOMPARE(run.search.progress().hits, 8);
    QVERIFY(run.search.progress().listComplete);
    QVERIFY(run.hits.first().path.startsWith(u"notes/"));
    QVERIFY(rig.session->entries({store}).find(run.hits.first().entry));
}

void TestTextSearch::keptTextsAreNotReadAgain()
{
    Rig rig;
    const QString store = rig.makeStore();
    for (int i = 0; i < 5; ++i)
        rig.makeEntry(store, "notes/" + QByteArray::number(i) + ".md", "text " + QByteArray::number(i));
    Run run(rig);
    run.search.start({store}, u"text"_s, Qt::CaseSensitive);
    QTRY_VERIFY(!run.search.progress().running);
    rig.front.clear();
    run.hits.clear();
    run.search.start({store}, u"text 3"_s, Qt::CaseSensitive);
    QTRY_VERIFY(!run.search.progress().running);
    QCOMPARE(run.hits.size(), 1);
    QCOMPARE(rig.front.arrivalCount(), 0);
}

void TestTextSearch::countsWhatFails()
{
    Rig rig;
    const QString store = rig.makeStore();
    for (int i = 0; i < 3; ++i)
        rig.makeEntry(store, "notes/" + QByteArray::number(i) + ".md", "text " + QByteArray::number(i));
    rig.faultAfter(1, "status:403");
    Run run(rig);
    run.search.start({store}, u"text"_s, Qt::CaseSensitive);
    QTRY_VERIFY(!run.search.progress().running);
    QCOMPARE(run.search.progress().searched, 3);
    QCOMPARE(run.search.progress().failed, 1);
    QCOMPARE(run.hits.size(), 2);
}

void TestTextSearch::stopsAtTooMany()
{
    Rig rig;
    const QString store = rig.makeStore();
    rig.makeEntry(store, "notes/a.md", QByteArray("x ").repeated(3'000));
    rig.makeEntry(store, "notes/b.md", QByteArray("x\n").repeated(3'000));
    Run run(rig);
    run.search.start({store}, u"x"_s, Qt::CaseSensitive);
    QTRY_VERIFY(!run.search.progress().running);
    QVERIFY(run.search.progress().tooManyHits);
    QCOMPARE(run.hits.size(), TextSearch::maxHits);
}

void TestTextSearch::canBeCancelled()
{
    Rig rig;
    const QString store = rig.makeStore();
    for (int i = 0; i < 10; ++i)
        rig.makeEntry(store, "notes/" + QByteArray::number(i) + ".md", "text " + QByteArray::number(i));
    Run run(rig);
    run.search.start({store}, u"text"_s, Qt::CaseSensitive);
    QTRY_VERIFY(run.search.progress().searched > 0);
    run.search.cancel();
    QVERIFY(!run.search.progress().running);
    const qsizetype hits = run.hits.size();
    QSignalSpy found(&run.search, &TextSearch::found);
    QVERIFY(!found.wait(150));
    QCOMPARE(run.hits.size(), hits);
    run.search.start({store}, u"text"_s, Qt::CaseSensitive); // a new one starts from nothing
    QTRY_COMPARE(run.search.progress().searched, 10);
}

void TestTextSearch::neverMoreThanFourAtOnce()
{
    Rig rig;
    const QString store = rig.makeStore();
    for (int i = 0; i < 12; ++i)
        rig.makeEntry(store, "notes/" + QByteArray::number(i) + ".md", "text " + QByteArray::number(i));
    int most = 0;
    QObject::connect(rig.session, &session::Session::activityChanged, rig.session,
                     [&](int inFlight) { most = std::max(most, inFlight); });
    Run run(rig);
    run.search.start({store}, u"text"_s, Qt::CaseSensitive);
    QTRY_VERIFY(!run.search.progress().running);
    QVERIFY2(most > 1 && most <= 4, qPrintable(QString::number(most)));
}

QTEST_GUILESS_MAIN(TestTextSearch)
#include "tst_textsearch.moc"
