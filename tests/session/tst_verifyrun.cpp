// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "rig.h"
#include "service/database.h"
#include "service/import.h"
#include "session/verifyrun.h"
#include "support/knownpast.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using audit::Unchecked;
using session::VerifyRun;

namespace {

bool runToEnd(VerifyRun &run)
{
    QSignalSpy finished(&run, &VerifyRun::finished);
    run.start();
    return (finished.isEmpty() ? finished.wait(60'000) : true) && finished.size() == 1;
}

//! As a test wants it: the first finding, or an empty text.
QString told(const audit::Verification &report)
{
    if (report.findings.isEmpty())
        return {};
    const audit::Finding &first = report.findings.first();
    return (audit::nameOf(first.problem) + u' ' + first.path + u' ' + first.version.value + u": "_s + first.expected + u" / "_s + first.found);
}

qint64 unchecked(const audit::Tally &tally, Unchecked reason)
{
    return tally.unchecked[size_t(reason)];
}

} // namespace

//! Verify over the real service: what is honest fits, what is written meanwhile is told as such, and it ends.
class TestVerifyRun : public QObject
{
    Q_OBJECT

    static QString importPast(const rig::Rig &rig, const support::KnownPast &past)
    {
        auto database = service::Database::open(rig.dataFolder());
        if (!database || !service::writeImport(**database, {past.toImport("the past")}))
            qFatal("the past could not be written");
        const auto stores = rig.ask("GET", "/memory_stores").body.value(u"data"_s).toArray();
        return stores.at(0)[u"id"_s].toString();
    }

private slots:
    void initTestCase_data() { support::addProfiles(); }

    //! Written, changed, deleted, made again, redacted: everything that the service lets be done.
    void nothingIsRaisedOverHonestOperations()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        const int operations = qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2 ? 1000 : 250;
        QRandomGenerator random(11);
        struct Live
        {
            QByteArray path;
            QString id;
        };
        QList<Live> live;
        int texts = 0;
        for (int i = 0; i < operations; ++i) {
            const int kind = live.size() < 3 ? 0 : random.bounded(10);
            const qsizetype at = live.isEmpty() ? 0 : random.bounded(int(live.size()));
            if (kind == 0) {
                const QByteArray path = "notes/" + QByteArray::number(i) + ".md";
                live.append({path, rig.makeEntry(store, path, "text " + QByteArray::number(texts++))});
            } else if (kind == 1) {
                QCOMPARE(rig.remove(store, live[at].id).status / 100, 2);
                const Live gone = live.takeAt(at);
                if (random.bounded(2) == 0)
                    live.append({gone.path, rig.makeEntry(store, gone.path, "again " + QByteArray::number(texts++))});
            } else if (kind == 2) {
                const auto versions = rig.ledger(store, live[at].id);
                const auto &version = versions.at(random.bounded(int(versions.size())));
                rig.ask("POST", rig.versionsOf(store) + '/' + version.value(u"id"_s).toString().toLatin1() + "/redact");
            } else { // the same text again, too
                rig.write(store, live[at].id, "text " + QByteArray::number(kind == 3 ? 1 : texts++));
            }
        }
        const auto all = rig.ledger(store);
        qint64 redacted = 0;
        qint64 deleted = 0;
        for (const QJsonObject &version : all) {
            const bool gone = version.value(rig.isC() ? u"operation"_s : u"action"_s).toString() == u"deleted";
            deleted += gone ? 1 : 0;
            redacted += version.value(u"redacted"_s).toBool() && !gone ? 1 : 0;
        }
        QVERIFY(redacted > 0 && deleted > 0);

        VerifyRun run(*rig.session, {{store}});
        QVERIFY(runToEnd(run));
        const audit::Verification &report = run.report();
        QVERIFY2(report.findings.isEmpty(), qPrintable(told(report)));
        QVERIFY(report.isComplete());
        QCOMPARE(report.records, all.size());
        QCOMPARE(report.versionTexts.redacted, redacted);
        QCOMPARE(report.versionTexts.deleted, deleted);
        QCOMPARE(report.versionTexts.ok, all.size() - redacted - deleted);
        QCOMPARE(report.entryTexts.ok, live.size());
        QCOMPARE(report.chains.ok, report.chains.total());
        QCOMPARE(report.counters.ok, 2);
    }

    void aKnownPast()
    {
        rig::Rig rig;
        const support::KnownPast past = support::KnownPast::make(250, 4);
        const QString store = importPast(rig, past);
        qint64 redacted = 0;
        qint64 deleted = 0;
        for (const support::KnownVersion &version : past.versions) {
            deleted += version.text < 0 && version.redactedAt == 0 ? 1 : 0;
            redacted += version.redactedAt != 0 ? 1 : 0;
        }
        VerifyRun run(*rig.session, {{store}});
        QVERIFY(runToEnd(run));
        const audit::Verification &report = run.report();
        QVERIFY2(report.findings.isEmpty(), qPrintable(told(report)));
        QCOMPARE(report.records, past.versions.size());
        QCOMPARE(report.versionTexts.redacted, redacted);
        QCOMPARE(report.versionTexts.deleted, deleted);
        QCOMPARE(report.versionTexts.ok, past.versions.size() - redacted - deleted);
        QCOMPARE(report.chains.ok, past.paths.size());
    }

    void aPartOfIt()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        const QString inside = rig.makeEntry(store, "notes/a.md", "one");
        rig.makeEntry(store, "notes.md", "two");
        rig.write(store, inside, "three");
        VerifyRun folder(*rig.session, {{store}, u"notes/"_s});
        QVERIFY(runToEnd(folder));
        QVERIFY2(folder.report().findings.isEmpty(), qPrintable(told(folder.report())));
        QCOMPARE(folder.report().records, 2);
        QCOMPARE(folder.report().entryTexts.total(), 1);
        QCOMPARE(unchecked(folder.report().counters, Unchecked::PartOnly), 2);

        VerifyRun entry(*rig.session, {{store}, {}, {inside}, false});
        QVERIFY(runToEnd(entry));
        QVERIFY2(entry.report().findings.isEmpty(), qPrintable(told(entry.report())));
        QCOMPARE(entry.report().records, 2);
        QCOMPARE(entry.report().entryTexts.ok, 1);
        QCOMPARE(unchecked(entry.report().versionTexts, Unchecked::NotWished), 2);
        QVERIFY(entry.report().isComplete());
    }

    void anEmptyStore()
    {
        rig::Rig rig;
        VerifyRun run(*rig.session, {{rig.makeStore()}});
        QVERIFY(runToEnd(run));
        QVERIFY(run.report().findings.isEmpty());
        QVERIFY(run.report().isComplete());
        QCOMPARE(run.report().counters.ok, 2);
    }

    //! Another program changes, deletes, makes and redacts at each step of the check.
    void whatIsWrittenMeanwhileIsNoMismatch()
    {
        for (const bool empty : {false, true}) {
            rig::Rig rig;
            const QString store = rig.makeStore();
            QStringList entries;
            for (int i = 0; !empty && i < 6; ++i)
                entries.append(rig.makeEntry(store, "n" + QByteArray::number(i), "first " + QByteArray::number(i)));
            int requests = 0;
            rig.beforeEach = [&](const support::Arrival &) {
                const int step = requests++;
                if (step == 0 && empty)
                    return;
                if (step % 3 == 1 && !entries.isEmpty())
                    rig.write(store, entries[step % entries.size()], "changed " + QByteArray::number(step));
                if (step % 5 == 2)
                    rig.makeEntry(store, "new" + QByteArray::number(step), "new");
                if (step == 4 && !entries.isEmpty())
                    rig.remove(store, entries.takeLast());
                if (step == 6) {
                    const auto versions = rig.ledger(store);
                    rig.ask("POST", rig.versionsOf(store) + '/' + versions.last().value(u"id"_s).toString().toLatin1() + "/redact");
                }
            };
            VerifyRun run(*rig.session, {{store}});
            QVERIFY(runToEnd(run));
            rig.beforeEach = {};
            QVERIFY2(run.report().findings.isEmpty(), qPrintable(told(run.report())));
            QVERIFY(!run.report().isComplete());
            QCOMPARE(unchecked(run.report().counters, Unchecked::WrittenMeanwhile), 2);
            QVERIFY(unchecked(run.report().chains, Unchecked::WrittenMeanwhile) > 0);
        }
    }

    void itStopsWhenAsked()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        for (int i = 0; i < 20; ++i)
            rig.makeEntry(store, "n" + QByteArray::number(i), "text");
        VerifyRun run(*rig.session, {{store}});
        connect(&run, &VerifyRun::progressChanged, &run, [&run] {
            if (run.report().versionTexts.ok >= 3)
                run.cancel();
        });
        QVERIFY(runToEnd(run));
        const audit::Verification &report = run.report();
        QVERIFY(report.wasStopped && !report.isComplete());
        QVERIFY(report.findings.isEmpty());
        QCOMPARE(report.versionTexts.total(), 20);
        QVERIFY(unchecked(report.versionTexts, Unchecked::Stopped) > 0);
        QCOMPARE(unchecked(report.entryTexts, Unchecked::Stopped), 20);
        QCOMPARE(unchecked(report.chains, Unchecked::Stopped), 20);
    }

    void singleVersionsAreLost()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        for (int i = 0; i < 20; ++i)
            rig.makeEntry(store, "n" + QByteArray::number(i), "text");
        int reads = 0;
        rig.beforeEach = [&](support::Arrival &arrival) {
            if (arrival.target.contains("/memver_") && ++reads > 3)
                arrival.target = "/elsewhere"; // answered with an error that is none of the store's
        };
        VerifyRun run(*rig.session, {{store}});
        QVERIFY(runToEnd(run));
        rig.beforeEach = {};
        // A service that loses single versions is worth a finding each.
        QCOMPARE(run.report().problems, 17);
        QCOMPARE(unchecked(run.report().versionTexts, Unchecked::Failed), 17);
        QCOMPARE(run.report().versionTexts.ok, 3);
        QVERIFY(!run.report().isComplete());
    }

    void theStoreIsDeletedMeanwhile()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        for (int i = 0; i < 6; ++i)
            rig.makeEntry(store, "n" + QByteArray::number(i), "text");
        int reads = 0;
        rig.beforeEach = [&](const support::Arrival &arrival) {
            if (arrival.target.contains("/memver_") && ++reads == 3)
                rig.ask("DELETE", rig::Rig::pathOf(store));
        };
        VerifyRun run(*rig.session, {{store}});
        QVERIFY(runToEnd(run));
        rig.beforeEach = {};
        QVERIFY2(run.report().findings.isEmpty(), qPrintable(told(run.report())));
        QVERIFY(run.report().endedBy);
        QCOMPARE(run.report().endedBy->kind, core::ErrorKind::NotFound);
    }

    void theSessionIsClosedMeanwhile()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        rig.makeEntry(store, "n", "text");
        VerifyRun run(*rig.session, {{store}});
        QSignalSpy finished(&run, &VerifyRun::finished);
        run.start();
        rig.restart(nullptr);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(run.report().endedBy);
        QVERIFY(run.report().findings.isEmpty());
    }

    void destroyedOnTheWay()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        rig.makeEntry(store, "n", "text");
        auto run = std::make_unique<VerifyRun>(*rig.session, session::VerifyWish{{store}});
        run->start();
        run.reset();
        VerifyRun another(*rig.session, {{store}}); // nothing of the first one is left to hurt it
        QVERIFY(runToEnd(another));
        QVERIFY(another.report().isComplete());
    }
};

QTEST_GUILESS_MAIN(TestVerifyRun)
#include "tst_verifyrun.moc"
