// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "rig.h"
#include "service/database.h"
#include "session/historykeeper.h"
#include "session/ledgerfile.h"
#include "session/witness.h"

#include <QRandomGenerator>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using audit::Contradiction;
using audit::Contradictions;
using session::Alarm;
using session::Witness;

namespace {

// The versions of notes/plan.md, oldest first: 'first', 'second', redacted 'third', 'fourth'.
std::string nth(int number)
{
    return "(SELECT key FROM version WHERE entry_id = (SELECT id FROM entry WHERE path = 'notes/plan.md') ORDER BY id LIMIT 1 OFFSET "
        + std::to_string(number) + ")";
}

std::string setVersion(int number, const std::string &what)
{
    return "UPDATE version SET " + what + " WHERE key = " + nth(number);
}

} // namespace

//! What was seen once is told otherwise: the witness raises it, with both states; and nothing else.
class TestWitness : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<rig::Rig> m_rig;
    QList<Alarm> m_raised;

    Witness &witness() const { return *Witness::of(m_rig->session->history()); }
    void open()
    {
        m_rig->session->keepHistory(m_folder->path());
        QVERIFY(Witness::of(m_rig->session->history()));
        connect(&witness(), &Witness::raised, this,
                [this](const core::StoreId &, const QList<Alarm> &alarms) { m_raised.append(alarms); });
    }
    void readAll(const core::StoreId &store)
    {
        m_rig->session->history()->readNewest(store);
        m_rig->session->history()->follow(store);
        QTRY_VERIFY(m_rig->session->history()->coverage(store).complete && !m_rig->session->history()->isReading(store));
    }
    void sweep(const core::StoreId &store)
    {
        QSignalSpy swept(m_rig->session->history(), &session::HistoryKeeper::sweepCompleted);
        m_rig->session->history()->sweep(store);
        QTRY_VERIFY_WITH_TIMEOUT(!swept.isEmpty(), 120'000);
        settle();
    }
    //! Whatever was told up to now is written down: an answer of its thread comes after it.
    void settle()
    {
        bool done = false;
        witness().alarms({u"none"_s}).then(this, [&done](const auto &) { done = true; });
        QTRY_VERIFY(done);
    }
    void runSql(const std::string &sql) const
    {
        auto database = service::Database::open(m_rig->dataFolder());
        QVERIFY(database);
        const auto changed = (*database)->write<bool>([&](service::WriteContext &context) -> service::Outcome<bool> {
            if (const auto done = context.connection.execute(sql.c_str()); !done)
                qFatal("%s", qPrintable(done.error().detail));
            return true;
        });
        QVERIFY(changed);
    }
    QString makePlan(const QString &store)
    {
        const QString entry = m_rig->makeEntry(store, "notes/plan.md", "first text");
        for (const char *text : {"second text", "third text", "fourth text"})
            m_rig->write(store, entry, text);
        m_rig->makeEntry(store, "other.md", "other");
        const auto versions = m_rig->ledger(store, entry);
        m_rig->ask("POST", m_rig->versionsOf(store) + '/' + versions.at(1).value(u"id"_s).toString().toLatin1() + "/redact");
        return entry;
    }
    QList<Alarm> kept(const core::StoreId &store)
    {
        QList<Alarm> alarms;
        bool done = false;
        witness().alarms(store).then(this, [&](const core::Result<QList<Alarm>> &answer) {
            alarms = answer ? *answer : QList<Alarm>();
            done = true;
        });
        return QTest::qWaitFor([&done] { return done; }) ? alarms : QList<Alarm>();
    }
    audit::LedgerReport verified() const { return session::LedgerFile::verify(witness().file()); }

private slots:
    void initTestCase_data() { support::addProfiles(); }
    void init()
    {
        m_raised.clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_rig = std::make_unique<rig::Rig>();
    }
    void cleanup()
    {
        m_rig.reset();
        m_folder.reset();
    }

    void isRaised_data()
    {
        QTest::addColumn<std::string>("sql");
        QTest::addColumn<int>("expected");
        const auto row = [](const char *name, const std::string &sql, Contradictions what) { QTest::newRow(name) << sql << int(what); };
        row("a hash", setVersion(1, "sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'"), Contradiction::Hash);
        row("a size", setVersion(1, "size = size + 1"), Contradiction::Size);
        row("text, hash and size at once",
            "UPDATE version_text SET content = CAST('abc' AS BLOB) WHERE version = " + nth(1) + ";"
                + setVersion(1, "size = 3, sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'"),
            Contradictions(Contradiction::Hash) | Contradiction::Size);
        row("a moment", setVersion(0, "created_at = created_at - 3000000"), Contradiction::Time);
        row("a path", setVersion(1, "entry_path = 'notes/elsewhere.md'"), Contradiction::Path);
        row("an action", setVersion(1, "action = 0"), Contradiction::Action);
        row("an entry", setVersion(1, "entry_id = (SELECT id FROM entry WHERE path = 'other.md')"), Contradiction::Entry);
        row("the hash of a redacted one", setVersion(2, "sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'"), Contradiction::Hash);
        row("a record is lost", "DELETE FROM version WHERE key = " + nth(1), Contradiction::Missing);
    }
    void isRaised()
    {
        QFETCH(std::string, sql);
        QFETCH(int, expected);
        const QString id = m_rig->makeStore();
        const core::StoreId store{id};
        makePlan(id);
        open();
        readAll(store);
        sweep(store);
        QVERIFY(m_raised.isEmpty());
        QCOMPARE(verified().seen, 5);

        runSql(sql);
        sweep(store);
        QCOMPARE(m_raised.size(), 1);
        QCOMPARE(int(m_raised.first().what), expected);
        QCOMPARE(m_raised.first().now.store, store);
        if (!(expected & int(Contradiction::Missing)))
            QVERIFY(m_raised.first().before != m_raised.first().now); // both states
        sweep(store);
        QCOMPARE(m_raised.size(), 1); // once
        QCOMPARE(kept(store).size(), 1);
        QCOMPARE(int(kept(store).first().what), expected);
        QCOMPARE(verified().verdict, audit::LedgerReport::Verdict::Intact);
        QCOMPARE(verified().raised, 1);
    }

    //! The index cannot take such a page, and the sweep ends there; the witness heard it all the same.
    void aMomentThatBreaksTheOrderIsRaised()
    {
        const QString id = m_rig->makeStore();
        const core::StoreId store{id};
        makePlan(id);
        open();
        readAll(store);
        settle();
        runSql(setVersion(1, "created_at = created_at - 60000000"));
        for (int times = 0; times < 2; ++times) { // and once only
            m_rig->session->history()->sweep(store);
            QTRY_VERIFY(m_rig->session->history()->errorOf(store));
            QCOMPARE(m_rig->session->history()->errorOf(store)->kind, core::ErrorKind::Protocol);
            settle();
            QCOMPARE(m_raised.size(), 1);
        }
        QCOMPARE(int(m_raised.first().what), int(Contradiction::Time));
        QCOMPARE(m_raised.first().before.createdAt.microseconds() - m_raised.first().now.createdAt.microseconds(), 60'000'000);
    }

    //! The program was not there when it happened, and its index is gone: the ledger remembers.
    void isRaisedByTheLedgerAlone()
    {
        const QString id = m_rig->makeStore();
        const core::StoreId store{id};
        makePlan(id);
        open();
        readAll(store);
        settle();
        QTRY_COMPARE(verified().seen, 5);
        const QString ledger = witness().file();
        m_rig->restart(nullptr);
        const QDir folder = QFileInfo(ledger).dir();
        for (const QString &name : folder.entryList(QDir::Files)) {
            if (!name.endsWith(u".ledger"_s))
                QVERIFY(QFile::remove(folder.filePath(name))); // index, table and head
        }
        runSql(setVersion(1, "size = size + 1"));
        open();
        QCOMPARE(witness().file(), ledger);
        readAll(store);
        settle();
        QTRY_COMPARE(m_raised.size(), 1);
        QCOMPARE(int(m_raised.first().what), int(Contradiction::Size));
        QCOMPARE(m_raised.first().before.size, 11);
        QCOMPARE(m_raised.first().now.size, 12);
    }

    //! The ledger was begun later than the index; more than one page of it.
    void whatTheIndexKnewIsWrittenDown()
    {
        constexpr int known = 2'500;
        const QString id = m_rig->makeStore();
        const core::StoreId store{id};
        makePlan(id);
        open();
        readAll(store);
        QList<core::Version> versions;
        for (int i = 0; i < known; ++i) {
            core::Version version;
            version.id = {u"memver_%1"_s.arg(i, 32, 16, QChar(u'0'))};
            version.store = store;
            version.entry = {u"mem_%1"_s.arg(i % 100, 32, 16, QChar(u'0'))};
            version.path = u"old/%1.md"_s.arg(i % 100);
            version.action = core::Action::Updated;
            version.sha256 = QString(64, u'a');
            version.size = i;
            version.createdAt = core::Timestamp::fromMicroseconds(1'600'000'000'000'000 + i);
            versions.append(version);
        }
        bool kept = false;
        m_rig->session->history()->index().put(store, versions, versions.first().createdAt).then(this, [&kept](const auto &put) { kept = bool(put); });
        QTRY_VERIFY(kept);
        settle();
        QCOMPARE(verified().seen, 5); // nobody was told
        const QString ledger = witness().file();
        m_rig->restart(nullptr);
        const QDir folder = QFileInfo(ledger).dir();
        for (const QString &name : folder.entryList({u"*.ledger*"_s}, QDir::Files))
            QVERIFY(QFile::remove(folder.filePath(name)));
        QVERIFY(QDir().mkdir(ledger)); // in the way
        open();
        m_rig->session->history()->readNewest(store);
        QTRY_VERIFY(witness().problem());
        settle();
        QVERIFY(QDir().rmdir(ledger));
        m_rig->session->history()->readNewest(store);
        QTRY_COMPARE(verified().seen, known + 5);
        QVERIFY(m_raised.isEmpty());
        QCOMPARE(verified().verdict, audit::LedgerReport::Verdict::Intact);
    }

    void aTextThatIsLostOrAnotherIsRaised_data()
    {
        QTest::addColumn<QByteArray>("told");
        QTest::addColumn<int>("expected");
        // Of the same length, as the head of the reply tells it.
        QTest::newRow("another") << QByteArray("\"secont text\"") << int(Contradiction::TextOther);
        QTest::newRow("lost") << QByteArray("null         ") << int(Contradiction::TextLost);
    }
    void aTextThatIsLostOrAnotherIsRaised()
    {
        QFETCH(QByteArray, told);
        QFETCH(int, expected);
        const QString id = m_rig->makeStore();
        const core::StoreId store{id};
        const QString entry = makePlan(id);
        open();
        readAll(store);
        settle();
        const core::VersionId second{m_rig->ledger(id, entry).at(2).value(u"id"_s).toString()};
        const auto readIt = [&] {
            bool done = false;
            m_rig->session->service().getVersion(store, second).then(this, [&](const core::Result<core::Version> &read) {
                if (read)
                    witness().noteText(*read);
                done = true;
            });
            QTRY_VERIFY(done);
            settle();
        };
        readIt();
        QVERIFY(m_raised.isEmpty());
        m_rig->afterEach = [told](const support::Arrival &, QByteArray &reply) { reply.replace("\"second text\"", told); };
        readIt();
        QCOMPARE(m_raised.size(), 1);
        QCOMPARE(int(m_raised.first().what), expected);
        QCOMPARE(m_raised.first().textHash.size(), told.startsWith("null") ? 0 : 64);
        readIt();
        QCOMPARE(m_raised.size(), 1); // once
    }

    //! Whatever the service may do without anything being wrong.
    void nothingHonestIsRaised()
    {
        const int steps = qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2 ? 1000 : 220;
        const QString id = m_rig->makeStore();
        const core::StoreId store{id};
        open();
        QRandomGenerator random(4711);
        QStringList entries;
        int made = 0;
        int redacted = 0;
        for (int step = 0; step < steps; ++step) {
            const int kind = int(random.bounded(100));
            const QByteArray text = "text " + QByteArray::number(int(random.bounded(60)));
            if (entries.size() < 3 || kind < 20) {
                entries.append(m_rig->makeEntry(id, "e/" + QByteArray::number(made++) + ".md", text));
            } else if (kind < 65) {
                m_rig->write(id, entries.at(int(random.bounded(int(entries.size())))), text);
            } else if (kind < 75) {
                m_rig->remove(id, entries.takeAt(int(random.bounded(int(entries.size())))));
            } else if (kind < 90) {
                const auto versions = m_rig->ledger(id, entries.at(int(random.bounded(int(entries.size())))));
                const auto answer = m_rig->ask("POST", m_rig->versionsOf(id) + '/'
                                                           + versions.at(int(random.bounded(int(versions.size())))).value(u"id"_s).toString().toLatin1() + "/redact");
                redacted += answer.status < 300;
            } else {
                m_rig->session->history()->readNewest(store);
                readAll(store);
            }
            if (step % 60 == 59) {
                readAll(store);
                sweep(store);
            }
        }
        readAll(store);
        sweep(store);
        QVERIFY(redacted > 10);
        QVERIFY2(m_raised.isEmpty(), m_raised.isEmpty() ? "" : qPrintable(QString::number(int(m_raised.first().what)) + u' ' + m_raised.first().now.path));
        QVERIFY(kept(store).isEmpty());
        const audit::LedgerReport report = verified();
        QCOMPARE(report.verdict, audit::LedgerReport::Verdict::Intact);
        QCOMPARE(report.seen, m_rig->ledger(id).size());
        QCOMPARE(report.raised, 0);
        QCOMPARE(report.broken, 0);
    }
};

QTEST_GUILESS_MAIN(TestWitness)
#include "tst_witness.moc"
