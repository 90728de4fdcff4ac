// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "rig.h"
#include "session/linecounts.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using session::LineChange;
using session::LineCounts;

//! How many lines differ, from texts at hand; what is missing is read when somebody asks.
class TestLineCounts : public QObject
{
    Q_OBJECT

    struct Counting
    {
        explicit Counting(LineCounts &counts)
        {
            connect(&counts, &LineCounts::counted, &counts, [this](int pair, const LineChange &lines) { found.insert(pair, lines); });
        }
        QHash<int, LineChange> found;
    };

    std::unique_ptr<rig::Rig> m_rig;
    core::StoreId m_store;
    QList<core::Version> m_versions; //!< oldest first

    bool listed()
    {
        const auto page = wait(m_rig->session->service().listVersions(m_store, {}, {}, 50));
        m_versions = page ? page->items : QList<core::Version>();
        std::reverse(m_versions.begin(), m_versions.end());
        return bool(page);
    }
    static bool ended(const LineCounts &counts)
    {
        return QTest::qWaitFor([&counts] { return !counts.isRunning(); }, 30'000);
    }

private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void init()
    {
        m_rig = std::make_unique<rig::Rig>();
        m_store = {m_rig->makeStore()};
        const QString entry = m_rig->makeEntry(m_store.value, "notes/a.md", "one\ntwo\nthree\n");
        m_rig->write(m_store.value, entry, "one\n2\nthree\nfour\n");
        m_rig->makeEntry(m_store.value, "notes/b.md", "b\n");
        QVERIFY(listed());
        QCOMPARE(m_versions.size(), 3);
    }

    void cleanup() { m_rig.reset(); }

    void whatIsNotAtHandIsNotAskedFor()
    {
        int requests = 0;
        m_rig->beforeEach = [&requests](support::Arrival &) { ++requests; };
        LineCounts counts;
        Counting counting(counts);
        counts.start(*m_rig->session, m_store, {{m_versions[0], m_versions[1]}, {{}, m_versions[2]}});
        QVERIFY(ended(counts));
        QCOMPARE(requests, 0);
        QCOMPARE(counts.missing(), 2);
        QVERIFY(counting.found.isEmpty());
        // Asked for, it is read.
        counts.readMissing();
        QVERIFY(ended(counts));
        QVERIFY(requests > 0);
        QCOMPARE(counts.missing(), 0);
        QCOMPARE(counting.found.value(0), (LineChange{2, 1}));
        QCOMPARE(counting.found.value(1), (LineChange{1, 0})); // it was not there before
        // And from then on at hand; the other way round, too.
        requests = 0;
        counting.found.clear();
        counts.start(*m_rig->session, m_store, {{m_versions[1], m_versions[0]}, {m_versions[2], {}}});
        QVERIFY(ended(counts));
        QCOMPARE(requests, 0);
        QCOMPARE(counting.found.value(0), (LineChange{1, 2}));
        QCOMPARE(counting.found.value(1), (LineChange{0, 1}));
        m_rig->beforeEach = nullptr;
    }

    void aRedactedTextIsNeitherCountedNorMissing()
    {
        core::Version gone = m_versions[0];
        gone.redacted = true;
        LineCounts counts;
        Counting counting(counts);
        counts.start(*m_rig->session, m_store, {{gone, m_versions[1]}, {{}, m_versions[2]}});
        QVERIFY(ended(counts));
        QCOMPARE(counts.missing(), 1); // the other one
        counts.readMissing();
        QVERIFY(ended(counts));
        QCOMPARE(counts.missing(), 0);
        QVERIFY(!counting.found.contains(0));
        QVERIFY(counting.found.contains(1));
    }

    void withoutAServiceTheRestStaysMissing()
    {
        const QString entry = m_rig->makeEntry(m_store.value, "notes/c.md", "c\n");
        m_rig->write(m_store.value, entry, "d\n");
        QVERIFY(listed());
        LineCounts counts;
        Counting counting(counts);
        counts.start(*m_rig->session, m_store, {{m_versions[3], m_versions[4]}, {{}, m_versions[3]}});
        QVERIFY(ended(counts));
        QCOMPARE(counts.missing(), 2);
        m_rig->afterEach = [](const support::Arrival &, QByteArray &reply) {
            reply = "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        };
        counts.readMissing();
        QVERIFY(ended(counts));
        QVERIFY(counts.error());
        QCOMPARE(counts.missing(), 2);
        m_rig->afterEach = nullptr;
        counts.readMissing();
        QVERIFY(ended(counts));
        QCOMPARE(counts.missing(), 0);
        QCOMPARE(counting.found.value(0), (LineChange{1, 1}));
    }

    void whatCannotBeHadIsAskedForOnce()
    {
        int asked = 0;
        m_rig->afterEach = [this, &asked](const support::Arrival &request, QByteArray &reply) {
            if (!request.path().endsWith(m_versions[0].id.value.toUtf8()))
                return;
            ++asked;
            reply = "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        };
        LineCounts counts;
        Counting counting(counts);
        counts.start(*m_rig->session, m_store, {{m_versions[0], m_versions[1]}, {{}, m_versions[2]}});
        QVERIFY(ended(counts));
        QCOMPARE(counts.missing(), 2);
        counts.readMissing();
        QVERIFY(ended(counts));
        QVERIFY(!counts.error());
        QVERIFY(asked > 0);
        QCOMPARE(counting.found.keys(), QList<int>{1});
        QCOMPARE(counts.missing(), 0); // or the window, which reads what is missing where that costs nothing, never ends
        const int before = asked;
        counts.readMissing();
        QVERIFY(ended(counts));
        QCOMPARE(asked, before);
        m_rig->afterEach = nullptr;
    }

    void anotherListEndsTheFirst()
    {
        LineCounts counts;
        Counting counting(counts);
        counts.start(*m_rig->session, m_store, {{m_versions[0], m_versions[1]}, {{}, m_versions[2]}});
        QVERIFY(ended(counts));
        counts.readMissing(); // now they are at hand
        QVERIFY(ended(counts));
        counting.found.clear();
        counts.start(*m_rig->session, m_store, {{m_versions[0], m_versions[1]}, {m_versions[1], m_versions[0]}});
        counts.start(*m_rig->session, m_store, {{{}, m_versions[2]}});
        QVERIFY(ended(counts));
        QCOMPARE(counting.found.size(), 1);
        QCOMPARE(counting.found.value(0), (LineChange{1, 0}));
    }
};

QTEST_GUILESS_MAIN(TestLineCounts)
#include "tst_linecounts.moc"
