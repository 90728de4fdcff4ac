// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"
#include "support/knownpast.h"

#include "core/utf8.h"
#include "service/database.h"
#include "service/import.h"
#include "session/liferun.h"
#include "session/originrun.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;

//! Line origin and the search through all time over the real service, held against what the generator says it wrote.
class TestJourneyRecord : public QObject
{
    Q_OBJECT

    support::KnownPast m_past;
    Journey m_journey;
    core::StoreId m_store;
    QHash<QString, int> m_texts;               //!< number of the text by its hash
    QHash<core::EntryId, QList<core::Version>> m_entries; //!< oldest first

    static int size() { return qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2 ? 20'000 : 200; }

    session::LifeWish wish(const QString &needle, bool regex = false) const
    {
        session::LifeWish wished;
        wished.store = m_store;
        wished.query.needle = needle;
        wished.query.regex = regex;
        wished.query.caseSensitive = true;
        return wished;
    }

    //! What the finder says when it is told the truth.
    audit::TextLives expected(const QByteArray &needle) const
    {
        QList<core::Version> all;
        for (const auto &versions : m_entries)
            all += versions;
        std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return history::positionOf(a) < history::positionOf(b); });
        audit::TextLifeFinder finder;
        for (const core::Version &version : all) {
            const bool has = m_texts.contains(version.sha256) && support::KnownPast::textOf(m_texts.value(version.sha256)).contains(needle);
            finder.take(version, version.redacted ? audit::Sighting::Redacted : has ? audit::Sighting::There : audit::Sighting::NotThere);
        }
        return finder.result();
    }

    static bool finish(session::LifeRun &run)
    {
        return QTest::qWaitFor([&run] { return run.stage() == session::LifeRun::Stage::Idle; }, 3'600'000);
    }

private slots:
    void initTestCase()
    {
        m_past = support::KnownPast::make(size(), 2);
        {
            const auto database = service::Database::open(m_journey.dataFolder());
            QVERIFY(database && service::writeImport(**database, {m_past.toImport("the past")}));
        }
        QVERIFY(m_journey.openLocal());
        m_store = m_journey.session()->stores().stores().first().id;
        m_journey.session()->history()->follow(m_store);
        QTRY_VERIFY_WITH_TIMEOUT(m_journey.session()->history()->coverage(m_store).complete, 3'600'000);
        for (const support::KnownVersion &version : m_past.versions) {
            if (version.text >= 0)
                m_texts.insert(core::sha256Hex(support::KnownPast::textOf(version.text)), version.text);
        }
        std::optional<history::Position> from;
        bool more = true;
        while (more) {
            bool answered = false;
            history::FeedQuery query;
            query.store = m_store;
            query.from = from;
            query.direction = history::FeedQuery::Direction::Newer;
            query.limit = 2000;
            m_journey.session()->history()->index().feed(query).then(this, [&](const core::Result<history::Block> &block) {
                answered = true;
                more = block && block->more;
                for (auto record = block->records.crbegin(); record != block->records.crend(); ++record)
                    m_entries[record->version.entry].append(record->version);
                from = history::positionOf(block->records.constFirst().version);
            });
            QTRY_VERIFY(answered);
        }
        qsizetype records = 0;
        for (const auto &versions : m_entries)
            records += versions.size();
        QCOMPARE(records, m_past.versions.size());
    }

    void whatIsNotAtHandIsUnknown()
    {
        session::LifeRun run(*m_journey.session(), wish(u"line 13 says"_s));
        run.start();
        QVERIFY(finish(run));
        const audit::TextLives &lives = run.report().lives;
        const audit::TextLives whole = expected("line 13 says");
        QCOMPARE(lives.versions, whole.versions);
        QCOMPARE(lives.redacted, whole.redacted);
        QCOMPARE(lives.known + lives.unknown + lives.redacted, lives.versions);
        QVERIFY(run.missing() > 0 && run.missing() <= lives.unknown);
    }

    //! Stopped in the middle it keeps what it read, and goes on there.
    void readingGoesOnWhereItWasStopped()
    {
        session::LifeRun run(*m_journey.session(), wish(u"line 13 says"_s));
        run.start();
        QVERIFY(finish(run));
        const qint64 before = run.missing();
        connect(&run, &session::LifeRun::progressChanged, &run, [&run] {
            if (run.stage() == session::LifeRun::Stage::Reading && run.done() == 20)
                run.cancel();
        });
        run.readMissing();
        QVERIFY(finish(run));
        QVERIFY(run.report().wasStopped);
        QVERIFY2(run.missing() < before && run.missing() > 0, QByteArray::number(run.missing()).constData());
        const qint64 left = run.missing();
        run.disconnect();
        run.readMissing();
        QVERIFY(run.total() <= left); // not from the beginning
        QVERIFY(finish(run));
        QVERIFY(!run.report().wasStopped);
        QCOMPARE(run.missing(), 0);
        const audit::TextLives whole = expected("line 13 says");
        QCOMPARE(run.report().lives.lives, whole.lives);
        QCOMPARE(run.report().lives.known, whole.known);
        QVERIFY(whole.total > size() / 40);
    }

    void searchesAgreeWithTheRecord_data()
    {
        QTest::addColumn<QString>("needle");
        QTest::addColumn<bool>("regex");
        QTest::addColumn<QByteArray>("same"); //!< as a plain text
        QTest::newRow("text") << u"# page 2"_s << false << QByteArray("# page 2");
        QTest::newRow("two letters") << u"t 4"_s << false << QByteArray("t 4");
        QTest::newRow("pattern") << u"^line 4\\d says"_s << true << QByteArray("line 4");
        QTest::newRow("nowhere") << u"nobody wrote this"_s << false << QByteArray("nobody wrote this");
    }
    void searchesAgreeWithTheRecord()
    {
        QFETCH(QString, needle);
        QFETCH(bool, regex);
        QFETCH(QByteArray, same);
        session::LifeRun run(*m_journey.session(), wish(needle, regex));
        run.start();
        QVERIFY(finish(run));
        run.readMissing(); // the texts of before are at hand still, some perhaps not
        QVERIFY(finish(run));
        QCOMPARE(run.missing(), 0);
        if (regex) { // two digits: "line 4 says" is none
            QVERIFY(run.report().lives.total > 0);
            QVERIFY(run.report().lives.total <= expected(same).total * 2);
        } else {
            QCOMPARE(run.report().lives.lives, expected(same).lives);
        }
    }

    //! With texts kept beyond this run their own search finds the same, and nothing is asked of the service.
    void keptTextsSayTheSame()
    {
        m_journey.startAnew(); // the texts of this run are forgotten
        QVERIFY(m_journey.openLocal());
        m_journey.session()->history()->follow(m_store);
        QTRY_VERIFY_WITH_TIMEOUT(m_journey.session()->history()->coverage(m_store).complete, 3'600'000);
        QVERIFY(m_journey.session()->keptTexts()); // the Local workspace keeps what was read above
        QSet<QString> forgotten; // of a version that is redacted: not kept, whoever else has the text
        for (const QList<core::Version> &versions : std::as_const(m_entries)) {
            for (const core::Version &version : versions) {
                if (version.redacted)
                    forgotten.insert(version.sha256);
            }
        }
        for (const QByteArray &needle : {QByteArray("line 13 says"), QByteArray("t 4")}) {
            session::LifeRun run(*m_journey.session(), wish(QString::fromLatin1(needle)));
            run.start();
            QVERIFY(finish(run));
            QVERIFY(run.missing() <= forgotten.size());
            QVERIFY(run.report().lives.known > run.report().lives.versions * 3 / 4);
            run.readMissing();
            QVERIFY(finish(run));
            QCOMPARE(run.report().lives.lives, expected(needle).lives);
        }
    }

    void originsAgreeWithTheRecord()
    {
        int compared = 0;
        for (const QList<core::Version> &versions : std::as_const(m_entries)) {
            if (compared >= 60)
                break;
            QList<std::optional<QByteArray>> texts;
            for (const core::Version &version : versions)
                texts.append(version.redacted || !m_texts.contains(version.sha256) ? std::nullopt
                                                                                  : std::optional(support::KnownPast::textOf(m_texts.value(version.sha256))));
            if (versions.size() < 2 || !texts.last())
                continue;
            session::OriginRun run(*m_journey.session(), {m_store, versions.last().entry, {}, *texts.last()});
            run.start();
            QTRY_VERIFY(!run.isRunning());
            const session::OriginReport &report = run.report();
            // The newest version with this text is the last.
            QCOMPARE(report.versions.size(), versions.size());
            QCOMPARE(report.versions.last().id, versions.last().id);
            QVERIFY(report.fromBeginning);
            QCOMPARE(report.lines, audit::lineOrigins(texts, true).lines);
            QCOMPARE(report.read + report.redacted + report.failed + report.unread, versions.size());
            QVERIFY(report.settled || report.unread == 0);
            ++compared;
        }
        QVERIFY(compared > 10);
    }

    //! What is said after a stop is true as well.
    void aStoppedOriginSaysAtLeast()
    {
        const QList<core::Version> *longest = nullptr;
        for (const QList<core::Version> &versions : std::as_const(m_entries)) {
            if (!versions.last().redacted && m_texts.contains(versions.last().sha256) && (!longest || versions.size() > longest->size()))
                longest = &versions;
        }
        QVERIFY(longest);
        const QByteArray text = support::KnownPast::textOf(m_texts.value(longest->last().sha256));
        session::OriginRun run(*m_journey.session(), {m_store, longest->last().entry, {}, text});
        connect(&run, &session::OriginRun::changed, &run, &session::OriginRun::cancel);
        run.start();
        QTRY_VERIFY(!run.isRunning());
        QVERIFY(run.report().wasStopped);
        QCOMPARE(run.report().read, 1);
        QCOMPARE(run.report().unread, longest->size() - 1);
        for (const audit::LineOrigin &line : run.report().lines)
            QCOMPARE(line, (audit::LineOrigin{0, int(longest->size()) - 1}));

        session::OriginRun other(*m_journey.session(), {m_store, longest->last().entry, {}, "nobody wrote this\n"});
        other.start();
        QTRY_VERIFY(!other.isRunning());
        QVERIFY(other.report().unknownText);
        QVERIFY(other.report().lines.isEmpty());
    }
};

QTEST_MAIN(TestJourneyRecord)
#include "tst_journey_record.moc"
