// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/lineorigin.h"

#include "support/knownpast.h"

#include <QTest>

using namespace Qt::StringLiterals;
using audit::LineOrigin;

namespace {

constexpr int unknown = LineOrigin::unknown;
using Texts = QList<std::optional<QByteArray>>;

//! "1 2-3 ?4": with version 1; with 2 or 3; with 4 or any before.
QString words(const QList<LineOrigin> &lines)
{
    QStringList all;
    for (const LineOrigin &line : lines) {
        const QString latest = QString::number(line.latest);
        all.append(line.isExact() ? latest : line.earliest == unknown ? u'?' + latest : QString::number(line.earliest) + u'-' + latest);
    }
    return all.join(u' ');
}

int size()
{
    return qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2 ? 20'000 : 200;
}

} // namespace

Q_DECLARE_METATYPE(Texts)

class TestLineOrigin : public QObject
{
    Q_OBJECT

private slots:
    void originsAreTold_data()
    {
        QTest::addColumn<Texts>("texts");
        QTest::addColumn<bool>("fromBeginning");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const Texts &texts, const QString &expected, bool fromBeginning = true) {
            QTest::newRow(name) << texts << fromBeginning << expected;
        };
        row("one version", {"first\nsecond\n"}, u"0 0"_s);
        row("an empty text", {"first\n", ""}, {});
        row("a line put in", {"first\n", "first\nnew line\n"}, u"0 1"_s);
        row("a line changed", {"first\nsecond\n", "first\nsecond!\n", "first\nsecond!\nthird\n"}, u"0 1 2"_s);
        row("taken out and put in again", {"first\nsecond\n", "first\n", "first\nsecond\n"}, u"0 2"_s);
        row("moved down", {"first line\nsecond line\n", "second line\nfirst line\n"}, u"0 0"_s);
        row("moved and changed", {"alpha\nbravo\ncharlie\n", "charlie\nalpha\nbravo and more\n"}, u"0 0 1"_s);
        row("other line ends", {"first\nsecond", "first\r\nsecond\r\n"}, u"0 0"_s);
        row("saved without a change", {"first\n", "first\n", "first\nlater\n", "first\nlater\n"}, u"0 2"_s);
        row("one that cannot be read", {"first\n", std::nullopt, "first\nnew\n"}, u"0 1-2"_s);
        row("two, and then a change", {"first\n", std::nullopt, std::nullopt, "first\nnew\n", "first\nnew\nlast\n"}, u"0 1-3 4"_s);
        row("the creation cannot be read", {std::nullopt, "first\n", "first\nnew\n"}, u"0-1 2"_s);
        row("nothing but the newest", {std::nullopt, std::nullopt, "first\n"}, u"0-2"_s);
        row("the beginning is not known", {"first\n", "first\nnew\n"}, u"?0 1"_s, false);
        row("nor can the oldest be read", {std::nullopt, "first\n", "first\nnew\n"}, u"?1 2"_s, false);
    }
    void originsAreTold()
    {
        QFETCH(Texts, texts);
        QFETCH(bool, fromBeginning);
        const audit::LineOrigins origins = audit::lineOrigins(texts, fromBeginning);
        QCOMPARE(origins.state, audit::OriginState::Ready);
        QTEST(words(origins.lines), "expected");
    }

    //! What is told half-way is true: that a line is at least as old as the oldest text that was read.
    void halfWayItSaysAtLeast()
    {
        audit::OriginTracer tracer("first\nsecond\nthird\n", 5);
        QCOMPARE(words(tracer.lines(true)), u"0-5 0-5 0-5"_s);
        tracer.take(4, "first\nsecond\n");
        QCOMPARE(words(tracer.lines(true)), u"0-4 0-4 5"_s);
        tracer.takeSame(3);
        QCOMPARE(words(tracer.lines(false)), u"?3 ?3 5"_s);
        QVERIFY(!tracer.isSettled());
        tracer.take(2, "something else\n");
        QCOMPARE(words(tracer.lines(true)), u"3 3 5"_s);
        QVERIFY(tracer.isSettled());
        tracer.take(0, "first\n"); // changes nothing
        QCOMPARE(words(tracer.lines(true)), u"3 3 5"_s);
    }

    void boundsHold()
    {
        audit::OriginLimits limits;
        limits.bytes = 20;
        limits.lines = 3;
        limits.versions = 2;
        QCOMPARE(audit::lineOrigins({QByteArray(21, 'a')}, true, {}, limits).state, audit::OriginState::TooLarge);
        QCOMPARE(audit::lineOrigins({"a\nb\nc\nd\n"}, true, {}, limits).state, audit::OriginState::TooLarge);
        // A text that is too large, or too far back, is one that cannot be read.
        QCOMPARE(words(audit::lineOrigins({"a\n", QByteArray(21, 'a'), "a\nb\n"}, true, {}, limits).lines), u"0-2 0-2"_s);
        limits.versions = 3;
        QCOMPARE(words(audit::lineOrigins({"a\n", QByteArray(21, 'a'), "a\nb\n"}, true, {}, limits).lines), u"0 1-2"_s);
        core::CancelFlag cancel;
        cancel.set();
        QCOMPARE(audit::lineOrigins({"a\n", "b\n"}, true, cancel).state, audit::OriginState::Cancelled);
    }

    //! Lines of its texts are each there once, so one came in with the first version from which on it was always there.
    void itAgreesWithTheRecordOfTheGenerator()
    {
        qint64 lines = 0;
        qint64 ranges = 0; // redactions took part
        for (quint32 seed = 1; seed <= 5; ++seed)
            compareWithRecord(support::KnownPast::make(size(), seed), lines, ranges);
        QVERIFY(lines > size());
        QVERIFY(ranges > 0);
    }

    static void compareWithRecord(const support::KnownPast &past, qint64 &lines, qint64 &ranges)
    {
        QHash<int, QList<const support::KnownVersion *>> lives;
        for (const support::KnownVersion &version : past.versions)
            lives[version.entry].append(&version);
        for (auto life = lives.cbegin(); life != lives.cend(); ++life) {
            Texts texts;
            for (const support::KnownVersion *version : *life)
                texts.append(version->text < 0 || version->redactedAt != 0 ? std::nullopt
                                                                           : std::optional(support::KnownPast::textOf(version->text)));
            while (!texts.isEmpty() && !texts.last())
                texts.removeLast();
            if (texts.isEmpty())
                continue;
            QStringList expected;
            for (const QByteArray &line : texts.last()->chopped(1).split('\n')) {
                qsizetype latest = texts.size() - 1;
                qsizetype at = latest;
                while (--at >= 0 && (!texts[at] || texts[at]->split('\n').contains(line)))
                    latest = texts[at] ? at : latest;
                qsizetype earliest = latest;
                while (earliest > 0 && !texts[earliest - 1])
                    --earliest;
                expected.append(earliest == latest ? QString::number(latest) : QString::number(earliest) + u'-' + QString::number(latest));
                ranges += earliest == latest ? 0 : 1;
                ++lines;
            }
            QCOMPARE(words(audit::lineOrigins(texts, true).lines), expected.join(u' '));
        }
    }

    void otherEntriesAreSearchedByHash()
    {
        const auto at = [](qint64 second) { return core::Timestamp::fromMicroseconds(second * 1'000'000); };
        const auto place = [&at](const char *version, qint64 second) {
            return audit::LinePlace{{u"mem_other"_s}, u"old.md"_s, {QString::fromLatin1(version)}, at(second)};
        };
        const QByteArray text = "a line of some length\nshort\nnobody else has this line\n";
        audit::LineHunt hunt(text, {{0, at(100)}, {1, at(100)}, {2, at(100)}});
        hunt.take("short\na line of some length\n", place("later", 50));
        hunt.take("a line of some length\r\n", place("first", 20));
        hunt.take("a line of some length\n", place("middle", 30));
        hunt.take("nobody else has this line\n", place("too late", 100));
        QCOMPARE(hunt.found().size(), 1);
        QCOMPARE(hunt.found().value(0), place("first", 20));
        QVERIFY(audit::LineHunt(text, {{1, at(100)}}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLineOrigin)
#include "tst_lineorigin.moc"
