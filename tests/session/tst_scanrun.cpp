// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "rig.h"
#include "session/scanrun.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using session::ScanRun;

namespace {

constexpr auto rules = R"({"format": 1, "rules": [
    {"id": "fruit", "reason": "a fruit", "kind": "instruction", "patterns": ["\\b(?:apple|pear)\\b"]},
    {"id": "key", "reason": "a key", "kind": "secret", "patterns": ["\\bkey-\\d{8}\\b"]}]})";

session::ScanWish wishFor(const QString &store)
{
    session::ScanWish wish;
    wish.store = {store};
    wish.scanner = std::make_shared<audit::Scanner>(*audit::readScanRules(rules));
    return wish;
}

bool runToEnd(ScanRun &run)
{
    QSignalSpy finished(&run, &ScanRun::finished);
    run.start();
    return (finished.isEmpty() ? finished.wait(60'000) : true) && finished.size() == 1;
}

} // namespace

//! Scan over the real service: each text once, the places with their lines, and what was not looked at.
class TestScanRun : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() { support::addProfiles(); }

    void whatEntriesHaveNow()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        const QString a = rig.makeEntry(store, "a.md", "key-12345678");
        rig.makeEntry(store, "notes/b.md", "first\nan apple and\na pear");
        rig.write(store, a, "nothing any more");
        ScanRun run(*rig.session, wishFor(store));
        QVERIFY(runToEnd(run));
        const session::ScanReport &report = run.report();
        QVERIFY(!report.endedBy);
        QCOMPARE(report.entries, 2);
        QCOMPARE(report.versions, 0);
        QCOMPARE(report.found, 2);
        QCOMPARE(report.findings[0].path, u"notes/b.md"_s);
        QCOMPARE(report.findings[0].excerpt, u"apple"_s);
        QCOMPARE(report.findings[0].line, 2);
        QCOMPARE(report.findings[1].line, 3);
        QVERIFY(report.findings[0].version.isEmpty());
    }

    void wherePastTextsCameIn()
    {
        rig::Rig rig;
        rig.session->keepHistory({});
        const QString store = rig.makeStore();
        const QString a = rig.makeEntry(store, "a.md", "none");
        rig.write(store, a, "key-12345678");
        rig.write(store, a, "none");          // the same as at first
        rig.write(store, a, "key-12345678");  // again
        rig.write(store, a, "key-87654321");
        rig.write(store, a, "clean");
        const QString gone = rig.makeEntry(store, "gone.md", "a pear");
        rig.remove(store, gone);
        const auto versions = rig.ledger(store, a); // newest first
        rig.ask("POST", rig.versionsOf(store) + '/' + versions.at(1).value(u"id"_s).toString().toLatin1() + "/redact");
        rig.session->history()->follow({store});
        QTRY_VERIFY(rig.session->history()->coverage({store}).complete);

        auto wish = wishFor(store);
        wish.past = true;
        ScanRun run(*rig.session, wish);
        QVERIFY(runToEnd(run));
        const session::ScanReport &report = run.report();
        QVERIFY(!report.endedBy);
        QCOMPARE(report.found, 2);
        QCOMPARE(report.findings[0].version.value, versions.at(4).value(u"id"_s).toString());
        QCOMPARE(report.findings[0].excerpt, u"key-… (12)"_s);
        QCOMPARE(report.findings[1].path, u"gone.md"_s);
        QCOMPARE(report.entries, 1);
        QCOMPARE(report.versions, 3); // "none", the key, "a pear"
        QCOMPARE(report.same, 3);     // "none" and the key again, and what the entry has now
        QCOMPARE(report.without, 2);  // redacted, deleted
        QCOMPARE(report.failed, 0);
    }

    void aPartOfIt()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        rig.makeEntry(store, "a.md", "apple");
        const QString b = rig.makeEntry(store, "notes/b.md", "pear");
        auto wish = wishFor(store);
        wish.folder = u"notes/"_s;
        ScanRun folder(*rig.session, wish);
        QVERIFY(runToEnd(folder));
        QCOMPARE(folder.report().entries, 1);
        QCOMPARE(folder.report().findings.value(0).entry.value, b);
    }

    void itStopsWhenAsked()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        for (int i = 0; i < 20; ++i)
            rig.makeEntry(store, "n" + QByteArray::number(i), "apple");
        ScanRun run(*rig.session, wishFor(store));
        connect(&run, &ScanRun::progressChanged, &run, [&run] {
            if (run.report().entries >= 3)
                run.cancel();
        });
        QVERIFY(runToEnd(run));
        QVERIFY(run.report().wasStopped);
        QCOMPARE(run.report().entries + run.report().failed, 20);
        QVERIFY(run.report().failed > 0);
    }

    void theSessionIsClosedMeanwhile()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        rig.makeEntry(store, "n", "apple");
        ScanRun run(*rig.session, wishFor(store));
        QSignalSpy finished(&run, &ScanRun::finished);
        run.start();
        rig.restart(nullptr);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(run.report().endedBy);
    }
};

QTEST_GUILESS_MAIN(TestScanRun)
#include "tst_scanrun.moc"
