// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "session/rulebook.h"
#include "session/textmarks.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using session::TextMarks;
using session::TextScan;

namespace {

constexpr auto fruit = R"({"format": 1, "rules": [{"id": "fruit", "reason": "a fruit", "kind": "instruction", "patterns": ["\\b(?:apple|pear)\\b"]}]})";
constexpr auto broken = R"({"format": 1, "rules": [{"id": "x"}]})";

std::shared_ptr<const audit::Scanner> scannerOf(const char *json)
{
    return std::make_shared<audit::Scanner>(*audit::readScanRules(json));
}

} // namespace

//! What the rules find in single texts: each text once, off the window's thread.
class TestTextMarks : public QObject
{
    Q_OBJECT

    static std::optional<TextScan> look(TextMarks &marks, const QByteArray &text)
    {
        std::optional<TextScan> found;
        QObject context;
        bool ended = false;
        marks.look(text).then(&context, [&](const core::Result<TextScan> &scan) {
            ended = true;
            if (scan)
                found = *scan;
        });
        return QTest::qWaitFor([&] { return ended; }, 30'000) ? found : std::nullopt;
    }

private slots:
    void eachTextOnce()
    {
        TextMarks marks;
        marks.setScanner(scannerOf(fruit));
        const QByteArray text = "an apple, a pear";
        QVERIFY(!marks.known(core::sha256Hex(text)));
        const auto first = look(marks, text);
        QVERIFY(first);
        QCOMPARE(first->marks, (QList<audit::ScanMark>{{0, 3, 5}, {0, 12, 4}}));
        QCOMPARE(marks.scans(), 1);
        QCOMPARE(look(marks, QByteArray("an apple, a pear"))->marks.size(), 2);
        QCOMPARE(marks.scans(), 1); // by its hash
        QCOMPARE(marks.known(core::sha256Hex(text))->marks.size(), 2);
        QCOMPARE(look(marks, "nothing")->marks.size(), 0);
        QVERIFY(marks.known(core::sha256Hex("nothing"))); // that nothing was found is known, too
        QCOMPARE(marks.scans(), 2);
    }

    void otherRulesForgetEverything()
    {
        TextMarks marks;
        QCOMPARE(look(marks, "an apple")->marks.size(), 0);
        marks.setScanner(scannerOf(fruit));
        QVERIFY(!marks.known(core::sha256Hex("an apple")));
        QCOMPARE(look(marks, "an apple")->marks.size(), 1);
    }

    void boundsAreTold()
    {
        TextMarks marks;
        marks.setScanner(scannerOf(fruit));
        QByteArray many;
        for (int i = 0; i < 600; ++i)
            many += "apple ";
        const auto found = look(marks, many);
        QCOMPARE(found->marks.size(), TextMarks::mostMarks);
        QVERIFY(found->more);
        const auto large = look(marks, QByteArray(TextMarks::mostBytes + 1, 'a'));
        QVERIFY(large->tooLarge);
        QCOMPARE(marks.scans(), 1);
    }

    void whatIsCancelledIsNotLookedAt()
    {
        TextMarks marks;
        marks.setScanner(scannerOf(fruit));
        for (int i = 0; i < 50; ++i) {
            auto call = marks.look(QByteArray(200'000, char('a' + i % 20)) + QByteArray::number(i));
            call.then(this, [](const core::Result<TextScan> &) { QFAIL("nobody listens"); });
            call.abandon();
        }
        QVERIFY(look(marks, "an apple"));
        QVERIFY2(marks.scans() < 50, qPrintable(QString::number(marks.scans())));
    }

    void rulesOfOnesOwn()
    {
        QTemporaryDir folder;
        const auto write = [&folder](const QString &name, const QByteArray &json) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(json) == json.size();
        };
        const session::RuleBook without = session::readRuleBook(folder.filePath(u"there is none"_s));
        QVERIFY(without.problems.isEmpty());
        QVERIFY(write(u"fruit.json"_s, fruit));
        QVERIFY(write(u"broken.json"_s, broken));
        const session::RuleBook with = session::readRuleBook(folder.path());
        QCOMPARE(with.scanner->rules().size(), without.scanner->rules().size() + 1);
        QCOMPARE(with.problems.size(), 1);
        QCOMPARE(with.problems.first().file, u"broken.json"_s);
        QVERIFY(!with.problems.first().reason.isEmpty());
        QVERIFY(with.fingerprint != without.fingerprint);
        QCOMPARE(session::readRuleBook(folder.path()).fingerprint, with.fingerprint);
    }
};

QTEST_GUILESS_MAIN(TestTextMarks)
#include "tst_textmarks.moc"
