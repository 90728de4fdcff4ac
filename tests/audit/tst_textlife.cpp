// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/textlife.h"

#include "support/knownpast.h"

#include <QTest>

using namespace Qt::StringLiterals;
using audit::Sighting;

namespace {

int size()
{
    return qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2 ? 20'000 : 200;
}

core::Version version(int number, core::Action action, const QString &entry = u"mem_1"_s)
{
    core::Version made;
    made.id = {u"memver_%1_%2"_s.arg(entry).arg(number)};
    made.entry = {entry};
    made.path = u"notes.md"_s;
    made.action = action;
    made.createdAt = core::Timestamp::fromMicroseconds(number * 1'000'000LL);
    return made;
}

//! "3-5" from version 3 until 5; "3-" still there; "?3": perhaps before; "-?5": perhaps before; "3-?": nobody knows.
QString words(const audit::TextLives &lives)
{
    QStringList all;
    for (const audit::TextLife &life : lives.lives) {
        QString one = (life.cameInEarlier ? u"?"_s : QString()) + QString::number(life.cameIn.number) + u'-';
        if (life.went)
            one += (life.wentEarlier ? u"?"_s : QString()) + QString::number(life.went->number);
        else if (life.mayBeGone)
            one += u'?';
        all.append(one);
    }
    return all.join(u' ');
}

} // namespace

class TestTextLife : public QObject
{
    Q_OBJECT

private slots:
    void livesAreTold_data()
    {
        // t: there, n: not there, u: the text is not known, r: redacted, d: deleted
        QTest::addColumn<QByteArray>("sightings");
        QTest::addColumn<bool>("fromBeginning");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *sightings, const QString &expected, bool fromBeginning = true) {
            QTest::newRow((QByteArray(sightings) + (fromBeginning ? "" : ", later")).constData()) << QByteArray(sightings) << fromBeginning << expected;
        };
        row("nnn", {});
        row("t", u"1-"_s);
        row("nttn", u"2-4"_s);
        row("ntntt", u"2-3 4-"_s);
        row("ntd", u"2-3"_s);
        row("nut", u"?3-"_s);
        row("ut", u"?2-"_s);
        row("trtn", u"1-4"_s);
        row("trn", u"1-?3"_s);
        row("tu", u"1-?"_s);
        row("nturrn", u"2-?6"_s);
        row("tnut", u"1-2 ?4-"_s);
        row("uuu", {});
        row("tn", u"?1-2"_s, false);
        row("nt", u"2-"_s, false);
    }
    void livesAreTold()
    {
        QFETCH(QByteArray, sightings);
        QFETCH(bool, fromBeginning);
        audit::TextLifeFinder finder;
        for (int i = 0; i < sightings.size(); ++i) {
            const char what = sightings[i];
            finder.take(version(i + 1, what == 'd' ? core::Action::Deleted : i == 0 && fromBeginning ? core::Action::Created : core::Action::Updated),
                        what == 't'       ? Sighting::There
                            : what == 'u' ? Sighting::Unknown
                            : what == 'r' ? Sighting::Redacted
                                          : Sighting::NotThere);
        }
        const audit::TextLives lives = finder.result();
        QTEST(words(lives), "expected");
        QCOMPARE(lives.redacted, sightings.count('r'));
        QCOMPARE(lives.unknown, sightings.count('u'));
        QCOMPARE(lives.deletions, sightings.count('d'));
        QCOMPARE(lives.known, sightings.count('t') + sightings.count('n'));
        QCOMPARE(lives.versions, sightings.size() - sightings.count('d'));
        QCOMPARE(lives.total, lives.lives.size());
    }

    void theyComeInTheOrderInWhichTheyBegan()
    {
        audit::TextLifeFinder finder;
        finder.take(version(1, core::Action::Created, u"mem_b"_s), Sighting::There);
        finder.take(version(2, core::Action::Created, u"mem_a"_s), Sighting::There);
        finder.take(version(3, core::Action::Deleted, u"mem_a"_s), Sighting::NotThere);
        finder.take(version(4, core::Action::Created, u"mem_c"_s), Sighting::There);
        const audit::TextLives lives = finder.result();
        QCOMPARE(lives.lives.size(), 3);
        QCOMPARE(lives.lives[0].entry.value, u"mem_b"_s);
        QCOMPARE(lives.lives[1].entry.value, u"mem_a"_s);
        QCOMPARE(lives.lives[1].went->action, core::Action::Deleted);
        QVERIFY(lives.lives[2].isStillThere());
    }

    //! Whatever it says is held against every text of the generator: inside a life every readable text has it, outside none.
    void itAgreesWithTheRecordOfTheGenerator()
    {
        int lives = 0;
        for (quint32 seed = 1; seed <= 3; ++seed) {
            const support::KnownPast past = support::KnownPast::make(size(), seed);
            for (const QByteArray &needle : {QByteArray("line 13 says"), QByteArray("# page 2"), QByteArray("text 4"), QByteArray("nowhere")})
                lives += compareWithRecord(past, needle);
        }
        QVERIFY(lives > size() / 4);
    }

private:
    static int compareWithRecord(const support::KnownPast &past, const QByteArray &needle)
    {
        const core::StoreId store{u"memstore_1"_s};
        audit::TextLifeFinder finder;
        QHash<core::EntryId, QList<std::optional<bool>>> seen; // by version; nothing: redacted
        for (qsizetype i = 0; i < past.versions.size(); ++i) {
            const support::KnownVersion &known = past.versions[i];
            const core::Version record = past.record(i, store);
            const bool has = known.text >= 0 && support::KnownPast::textOf(known.text).contains(needle);
            const Sighting sighting = record.redacted ? Sighting::Redacted : has ? Sighting::There : Sighting::NotThere;
            finder.take(record, sighting);
            // A deletion may be redacted, too: it has no text all the same.
            const bool tells = !record.redacted || record.action == core::Action::Deleted;
            seen[record.entry].append(tells ? std::optional(has) : std::nullopt);
        }
        const audit::TextLives found = finder.result();
        for (const audit::TextLife &life : found.lives) {
            auto &versions = seen[life.entry];
            const auto at = [&versions](int number) { return versions.value(number - 1, false); };
            if (at(life.cameIn.number) != true || at(life.last.number) != true) {
                QTest::qFail("a life begins or ends with a text that does not have it", __FILE__, __LINE__);
                return 0;
            }
            const std::optional<bool> before = at(life.cameIn.number - 1);
            const std::optional<bool> after = life.went ? at(life.went->number) : std::nullopt;
            if (before == true || life.cameInEarlier == before.has_value() || (life.went && after != false)
                || (!life.went && life.isStillThere() != (life.last.number == versions.size()))
                || (life.went && life.wentEarlier != (life.went->number > life.last.number + 1))) {
                QTest::qFail("a life does not begin or end where it does", __FILE__, __LINE__);
                return 0;
            }
            for (int number = life.cameIn.number; number <= life.last.number; ++number) {
                if (at(number) == false) {
                    QTest::qFail("a text within a life does not have it", __FILE__, __LINE__);
                    return 0;
                }
                versions[number - 1].reset(); // told
            }
        }
        for (const auto &versions : std::as_const(seen)) {
            if (versions.contains(std::optional(true))) {
                QTest::qFail("a text that has it is in no life", __FILE__, __LINE__);
                return 0;
            }
        }
        return int(found.total);
    }
};

QTEST_GUILESS_MAIN(TestTextLife)
#include "tst_textlife.moc"
