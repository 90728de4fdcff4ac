// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/displaytext.h"
#include "models/facts.h"
#include "models/pastedid.h"
#include "models/pathcheck.h"

#include <QTest>

using namespace Qt::StringLiterals;
using models::FactKey;
using models::PastedId;

class tst_ModelValues : public QObject
{
    Q_OBJECT

private slots:
    void pastedIds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("store");
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("version");
        const QString none;
        QTest::newRow("store") << u" memstore_019e3bb93b7074f9a5130d39ddcca90f\n"_s << u"memstore_019e3bb93b7074f9a5130d39ddcca90f"_s << none << none;
        QTest::newRow("entry") << u"mem_1"_s << none << u"mem_1"_s << none;
        QTest::newRow("version") << u"\"memver_1\","_s << none << none << u"memver_1"_s;
        QTest::newRow("url") << u"https://api.qoder.com/api/v1/cloud/memory_stores/memstore_a/memories/mem_b?x=1"_s << u"memstore_a"_s << u"mem_b"_s << none;
        QTest::newRow("words") << u"a memory of mem_ and members"_s << none << none << none;
        QTest::newRow("path") << u"notes/meeting.md"_s << none << none << none;
        QTest::newRow("part of a word") << u"xmem_1"_s << none << none << none;
        QTest::newRow("too long") << u"mem_"_s + QString(300, u'a') << none << none << none;
        QTest::newRow("empty") << none << none << none << none;
    }
    void pastedIds()
    {
        QFETCH(QString, text);
        QFETCH(QString, store);
        QFETCH(QString, entry);
        QFETCH(QString, version);
        QCOMPARE(models::pastedId(text), (PastedId {{store}, {entry}, {version}}));
    }

    void factsKeepEveryFieldInFull()
    {
        core::Version version;
        version.id = {u"memver_019e3bb9e5197b0c816e621050a8394e"_s};
        version.store = {u"memstore_1"_s};
        version.entry = {u"mem_1"_s};
        version.path = u"versions/test.md"_s;
        version.actionWord = u"updated"_s;
        version.size = 27;
        version.sha256 = u"ff1328301132f954eeac24cd379ab7f6f5a540573bfe3eb2db3995abe3678210"_s;
        version.createdAt = *core::Timestamp::parse(u"2026-05-18T15:34:59.125612Z");
        version.unknownFields = {{u"created_by"_s, u"{\"type\":\"session_actor\"}"_s}};
        const auto facts = models::factsOf(version);
        const auto raw = [&](FactKey key) {
            for (const models::Fact &fact : facts) {
                if (fact.key == key)
                    return fact.raw;
            }
            return u"missing"_s;
        };
        QCOMPARE(raw(FactKey::Id), version.id.value);
        QCOMPARE(raw(FactKey::Sha256), version.sha256);
        QCOMPARE(raw(FactKey::CreatedAt), u"2026-05-18T15:34:59.125612Z"_s);
        QCOMPARE(raw(FactKey::Size), u"27"_s);
        QCOMPARE(raw(FactKey::Redacted), u"false"_s);
        QCOMPARE(raw(FactKey::RedactedAt), u"missing"_s);
        QCOMPARE(raw(FactKey::Unknown), u"{\"type\":\"session_actor\"}"_s);
        QCOMPARE(facts.last().name, u"created_by"_s);
    }
    void absentFieldsAreLeftOut()
    {
        core::Entry entry;
        entry.id = {u"mem_1"_s};
        entry.path = u"a"_s;
        QCOMPARE(models::factsOf(entry).size(), 2);
        core::Store store;
        store.id = {u"memstore_1"_s};
        store.metadata = {{u"k"_s, u"v"_s}};
        const auto facts = models::factsOf(store);
        QCOMPARE(facts.last().key, FactKey::Metadata);
        QCOMPARE(facts.last().name, u"k"_s);
        QCOMPARE(facts.last().raw, u"v"_s);
    }

    void pathsAreJudgedAsTheWireDoes()
    {
        QCOMPARE(models::checkPath(u"notes/meeting.md"), std::nullopt);
        QCOMPARE(models::checkPath(u"/a"), models::PathProblem::LeadingSlash);
        QCOMPARE(models::checkPath(u"a/../b"), models::PathProblem::DotDot);
        QCOMPARE(models::checkPath(u"a//b"), models::PathProblem::EmptySegment);
        QCOMPARE(models::checkPath(QString(1025, u'a')), models::PathProblem::TooLong);
    }

    void oddCharactersAreShown()
    {
        const QString path = u"notes/\u202Egpj.exe"_s;
        QVERIFY(models::hasOddCharacters(path));
        QVERIFY(!models::displayText(path).contains(QChar(0x202E)));
        QVERIFY(models::displayText(path).contains(u"U+202E"_s));
        QCOMPARE(models::displayText(u"notes/meeting.md"), u"notes/meeting.md"_s);
        // A part of a line has blanks at its ends, and nobody wants to see their numbers.
        QCOMPARE(models::displayContent(u"- "), u"- "_s);
        QCOMPARE(models::displayContent(u"\ta\u202Eb "), u" a\u2039U+202E\u203Ab "_s);
    }
};

QTEST_GUILESS_MAIN(tst_ModelValues)
#include "tst_modelvalues.moc"
