// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/apiclient.h"
#include "rig.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using rig::Rig;
using rig::wait;

//! Promise A5, under the window: a token that dies at the k-th request of a session with reads and a save on their way.
class TestDeadToken : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void nothingMoreIsSentWithIt_data();
    void nothingMoreIsSentWithIt();
    void whatWasReadWithOneTokenIsNotWrittenWithAnother();
};

void TestDeadToken::nothingMoreIsSentWithIt_data()
{
    QTest::addColumn<int>("k");
    QTest::addColumn<int>("status");
    for (int k = 1; k <= 20; ++k) {
        QTest::addRow("401 at %d", k) << k << 401;
        QTest::addRow("403 at %d", k) << k << 403;
    }
}

void TestDeadToken::nothingMoreIsSentWithIt()
{
    QFETCH(int, k);
    QFETCH(int, status);
    Rig rig;
    const QString store = rig.makeStore();
    const QString id = rig.makeEntry(store, "a.md", "old");
    const auto base = wait(rig.session->readEntry({store}, {id}));
    QVERIFY(base);
    rig.front.clear();
    int seen = 0;
    QObject::connect(&rig.front, &support::FaultServer::arrived, rig.session, [&](const support::Arrival &) {
        if (++seen >= k)
            rig.front.fault("status:" + QByteArray::number(status));
    });
    QSignalSpy refused(rig.session, &session::Session::unauthorized);
    int ended = 0;
    for (int i = 0; i < 10; ++i)
        rig.session->readEntry({store}, {id}).then(rig.session, [&](const auto &) { ++ended; });
    const auto saved = wait(rig.session->commands().save(*base, "new"));
    for (int i = 0; i < 10; ++i)
        rig.session->readEntry({store}, {id}).then(rig.session, [&](const auto &) { ++ended; });
    QTRY_COMPARE(ended, 20);

    const QList<QJsonObject> ledger = rig.ledger(store, id);
    const bool claimed = saved && saved->kind == session::SaveOutcome::Kind::Saved;
    QCOMPARE(claimed ? 2 : 1, int(ledger.size())); // what is claimed is what was applied
    QVERIFY(rig.front.mostArrivals() <= 1);
    if (status == 403) { // this one thing is not allowed: no reason to ask for another token
        QCOMPARE(refused.size(), 0);
        return;
    }
    QCOMPARE(refused.size(), 1);
    // From here on the dead token is not sent at all.
    const int before = rig.front.arrivalCount();
    const auto read = wait(rig.session->readEntry({store}, {id}));
    QVERIFY(!read && read.error().kind == core::ErrorKind::Unauthorized);
    const auto again = wait(rig.session->commands().save(*base, "newer"));
    QVERIFY(!again && again.error().kind == core::ErrorKind::Unauthorized);
    QCOMPARE(again.error().delivery, core::Delivery::NotSent);
    QCOMPARE(rig.front.arrivalCount(), before);
    QCOMPARE(refused.size(), 1);
}

void TestDeadToken::whatWasReadWithOneTokenIsNotWrittenWithAnother()
{
    Rig rig;
    const QString store = rig.makeStore();
    const QString id = rig.makeEntry(store, "a.md", "old");
    const auto base = wait(rig.session->readEntry({store}, {id}));
    QVERIFY(base);
    // The person gives another token while the save still reads.
    QObject::connect(&rig.front, &support::FaultServer::arrived, rig.session, [&](const support::Arrival &arrival) {
        if (arrival.method == "GET")
            rig.session->client().setToken(*api::Token::make(QByteArray("pt-another")));
    });
    const int writes = rig.writes();
    const auto saved = wait(rig.session->commands().save(*base, "new"));
    QVERIFY(!saved && saved.error().kind == core::ErrorKind::Unauthorized);
    QCOMPARE(rig.writes(), writes);
    QCOMPARE(rig.ledger(store, id).size(), 1);
}

QTEST_GUILESS_MAIN(TestDeadToken)
#include "tst_deadtoken.moc"
