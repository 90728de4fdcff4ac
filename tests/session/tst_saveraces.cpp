// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "rig.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using rig::Rig;
using rig::wait;
using Kind = session::SaveOutcome::Kind;

//! Random histories of two writers and a bad line (promises A4, A8, B3): no foreign text is ever overtaken unsaid, and
//! what is claimed is what the ledger says.
class TestSaveRaces : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void histories_data();
    void histories();
};

namespace {

QString hashOf(const QJsonObject &record)
{
    return record.value("content_sha256"_L1).toString();
}

struct History
{
    Rig &rig;
    QRandomGenerator &random;
    QString store;
    QString entry;
    int texts = 0;
    bool deleted = false;

    void disturb()
    {
        const int what = int(random.bounded(10));
        if (deleted || what > 4)
            return;
        if (what == 0) {
            rig.remove(store, entry);
            deleted = true;
        } else if (what == 1) {
            rig.write(store, entry, "base"); // perhaps back to what we know
        } else {
            rig.write(store, entry, "theirs " + QByteArray::number(++texts));
        }
    }
};

} // namespace

void TestSaveRaces::histories_data()
{
    QTest::addColumn<uint>("seed");
    for (uint seed = 1; seed <= 4; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestSaveRaces::histories()
{
    QFETCH(uint, seed);
    QRandomGenerator random(seed);
    Rig rig;
    rig.session->commands().setCheckSchedule({0ms, 10ms, 40ms});
    const QString store = rig.makeStore();
    const QByteArrayList faults{"",           "",           "",           "apply_then_fin", "apply_then_rst", "noapply_then_fin",
                                "noapply_then_rst", "late_apply@20", "cut_reply@30", "status:503"};
    for (int round = 0; round < 15; ++round) {
        History history{rig, random, store, rig.makeEntry(store, "notes/" + QByteArray::number(round) + ".md", "first")};
        rig.write(store, history.entry, "base");
        const auto base = wait(rig.session->readEntry({store}, {history.entry}));
        QVERIFY(base);
        rig.front.clear();
        if (random.bounded(2) == 0)
            history.disturb();
        rig.beforeEach = [&](support::Arrival &) {
            if (random.bounded(3) == 0)
                history.disturb();
        };
        const QByteArray fault = faults.at(random.bounded(int(faults.size())));
        if (!fault.isEmpty())
            rig.faultAfter(1, fault);
        const auto saved = wait(rig.session->commands().save(*base, "mine"));
        rig.beforeEach = {};
        rig.front.clear(); // a fault that nobody met

        const QList<QJsonObject> ledger = rig.ledger(store, history.entry); // newest first
        const QString mine = core::sha256Hex("mine");
        qsizetype applied = 0;
        for (qsizetype i = 0; i < ledger.size(); ++i) {
            if (hashOf(ledger.at(i)) != mine)
                continue;
            ++applied;
            QCOMPARE(hashOf(ledger.at(i + 1)), core::sha256Hex("base")); // G-I6
        }
        if (!saved) { // a number that moved on under the same text: refused in a way that only words explain
            QCOMPARE(saved.error().kind, core::ErrorKind::Conflict);
            QCOMPARE(saved.error().delivery, core::Delivery::Answered);
            QCOMPARE(applied, 0);
            continue;
        }
        const bool claimed
            = saved->kind == Kind::Saved || saved->kind == Kind::SavedThenOvertaken || saved->savedBeforeGone;
        QCOMPARE(int(applied), claimed ? 1 : 0); // G-I1, G-I2
        QVERIFY(saved->kind != Kind::StillUnknown);
        if (saved->kind == Kind::LostRace)
            QVERIFY(saved->entry.content && saved->entry.content != QByteArray("mine"));
    }
}

QTEST_GUILESS_MAIN(TestSaveRaces)
#include "tst_saveraces.moc"
