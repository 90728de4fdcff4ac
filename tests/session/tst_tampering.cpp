// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "rig.h"
#include "service/database.h"
#include "session/verifyrun.h"

#include <QSignalSpy>

#include <functional>

using namespace Qt::StringLiterals;
using audit::Problem;
using session::VerifyRun;

namespace {

//! Something done to the reply of the service, or to its database, which it does not know of.
struct Tampering
{
    std::string sql;
    std::function<void(const support::Arrival &, QByteArray &)> reply;
};

void exchange(QByteArray &reply, const QByteArray &from, const QByteArray &to)
{
    if (from.size() != to.size()) // there is a Content-Length
        qFatal("the words have to be of the same length");
    reply.replace(from, to);
}

// The versions of notes/plan.md, oldest first: 'first', 'second', redacted 'third', 'fourth'.
constexpr auto plan = "(SELECT id FROM entry WHERE path = 'notes/plan.md')";

std::string nth(int number)
{
    return "(SELECT key FROM version WHERE entry_id = " + std::string(plan) + " ORDER BY id LIMIT 1 OFFSET " + std::to_string(number) + ")";
}

std::string setVersion(int number, const std::string &what)
{
    return "UPDATE version SET " + what + " WHERE key = " + nth(number);
}

} // namespace

Q_DECLARE_METATYPE(Tampering)

//! The service's database is changed behind the program's back, and Verify sees it.
class TestTampering : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() { support::addProfiles(); }

    void isSeen_data()
    {
        QTest::addColumn<Tampering>("tampering");
        QTest::addColumn<QList<Problem>>("expected");
        const auto sql = [](const char *name, const std::string &text, const QList<Problem> &expected) {
            QTest::newRow(name) << Tampering{text, {}} << expected;
        };
        // Our own service does not give out a text that does not fit its hash: that it cannot is what is told.
        sql("a text", "UPDATE version_text SET content = CAST('forged' AS BLOB) WHERE version = " + nth(0), {Problem::Unreadable});
        sql("a text and its hash and size, not the entry's",
            "UPDATE version_text SET content = CAST('abc' AS BLOB) WHERE version = " + nth(3) + ";"
                + setVersion(3, "size = 3, sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'"),
            {Problem::HeadHashDiffers, Problem::HeadSizeDiffers});
        sql("a text is lost", "DELETE FROM version_text WHERE version = " + nth(1), {Problem::Unreadable});
        sql("a hash", setVersion(1, "sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'"), {Problem::Unreadable});
        sql("the hash of the newest", setVersion(3, "sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'"),
            {Problem::Unreadable, Problem::HeadHashDiffers});
        sql("a size", setVersion(1, "size = size + 1"), {Problem::Unreadable});
        sql("a redaction is taken back", setVersion(2, "redacted_at = NULL"), {Problem::Unreadable});
        sql("redacted before it was written", setVersion(2, "redacted_at = created_at - 60000000"), {Problem::RedactedBeforeWritten});
        sql("the first record is lost", "DELETE FROM version WHERE key = " + nth(0), {Problem::NotCreatedFirst});
        sql("a record is lost", "DELETE FROM version WHERE key = " + nth(1), {Problem::HeadNumberDiffers});
        sql("the newest record is lost", "DELETE FROM version WHERE key = " + nth(3), {Problem::HeadNumberDiffers});
        sql("all records are lost", "DELETE FROM version WHERE entry_id = " + std::string(plan), {Problem::WithoutRecords});
        sql("the creation is called an update", setVersion(0, "action = 1"), {Problem::NotCreatedFirst});
        sql("an update is called a creation", setVersion(1, "action = 0"), {Problem::CreatedTwice});
        sql("an update is called a deletion", setVersion(1, "action = 2"), {Problem::WrittenAfterDeletion});
        sql("the newest is called a deletion", setVersion(3, "action = 2"), {Problem::ListedAfterDeletion});
        sql("a deletion is called an update", "UPDATE version SET action = 1 WHERE action = 2", {Problem::NotListed});
        sql("a deletion is lost", "DELETE FROM version WHERE action = 2", {Problem::NotListed});
        sql("a moment was set back", setVersion(2, "created_at = created_at - 86400000000"),
            {Problem::TimeFalls, Problem::IdAfterTime});
        sql("a moment was set forward", setVersion(1, "created_at = created_at + 86400000000"),
            {Problem::TimeFalls, Problem::IdBeforeTime});
        sql("all moments were set back", "UPDATE version SET created_at = created_at - 86400000000", {Problem::IdAfterTime});
        sql("an id", setVersion(0, "id = 'memver_017f22e279b07cc398c4dc0c0c07398f'"), {Problem::IdBeforeTime});
        sql("a path in the past", setVersion(1, "entry_path = 'notes/elsewhere.md'"), {Problem::PathChanges});
        sql("a version of another entry",
            setVersion(1, "entry_id = (SELECT id FROM entry WHERE path = 'other.md'), entry_path = 'other.md'"),
            {Problem::HeadNumberDiffers});
        sql("the path of the entry", "UPDATE entry SET path = 'notes/moved.md' WHERE path = 'notes/plan.md'", {Problem::HeadPathDiffers});
        sql("the text of the entry",
            "UPDATE entry_text SET content = CAST('forged' AS BLOB) WHERE entry = (SELECT key FROM entry WHERE path = 'notes/plan.md')",
            {Problem::Unreadable});
        sql("the text of the entry with its hash",
            "UPDATE entry_text SET content = CAST('abc' AS BLOB) WHERE entry = (SELECT key FROM entry WHERE path = 'notes/plan.md');"
            "UPDATE entry SET size = 3, sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' WHERE path = 'notes/plan.md'",
            {Problem::HeadHashDiffers, Problem::TotalSizeDiffers});
        sql("the entry is lost", "DELETE FROM entry WHERE path = 'notes/plan.md'",
            {Problem::NotListed, Problem::EntryCountDiffers, Problem::TotalSizeDiffers});
        sql("the number of entries", "UPDATE store SET entry_count = entry_count + 1", {Problem::EntryCountDiffers});
        sql("the sum of sizes", "UPDATE store SET total_size = total_size - 1", {Problem::TotalSizeDiffers});

        // A service that does not look itself.
        const auto reply = [](const char *name, const std::function<void(const support::Arrival &, QByteArray &)> &change,
                              const QList<Problem> &expected) { QTest::newRow(name) << Tampering{{}, change} << expected; };
        reply("a text is given out otherwise", [](const support::Arrival &arrival, QByteArray &bytes) {
                if (arrival.target.contains("/memver_"))
                    exchange(bytes, "\"second text\"", "\"secont text\"");
            }, {Problem::HashDiffers});
        reply("a size is told otherwise", [](const support::Arrival &, QByteArray &bytes) {
                exchange(bytes, "size\":11,", "size\":12,"); // of "second text" and "fourth text"
                exchange(bytes, "size_bytes\":11,", "size_bytes\":12,");
            }, {Problem::SizeDiffers});
        reply("the text of an entry is given out otherwise", [](const support::Arrival &arrival, QByteArray &bytes) {
                if (arrival.target.contains("/memories/mem_"))
                    exchange(bytes, "\"fourth text\"", "\"fourht text\"");
            }, {Problem::HashDiffers});
        reply("redacted in the list, and readable", [](const support::Arrival &arrival, QByteArray &bytes) {
                if (!arrival.target.contains("/memver_"))
                    exchange(bytes, "\"redacted\":false", "\"redacted\":true ");
            }, {Problem::TextOfRedacted});
        reply("a version is another one when it is read", [](const support::Arrival &arrival, QByteArray &bytes) {
                if (arrival.target.contains("/memver_"))
                    exchange(bytes, "notes/plan.md", "notes/flan.md");
            }, {Problem::RecordDiffers});
    }

    void isSeen()
    {
        QFETCH(Tampering, tampering);
        QFETCH(QList<Problem>, expected);
        rig::Rig rig;
        const QString store = rig.makeStore();
        const QString other = rig.makeEntry(store, "other.md", "other");
        const QString entry = rig.makeEntry(store, "notes/plan.md", "first text");
        for (const char *text : {"second text", "third text", "fourth text"})
            rig.write(store, entry, text);
        rig.write(store, other, "other, changed");
        const QString gone = rig.makeEntry(store, "gone.md", "gone");
        rig.remove(store, gone);
        const auto versions = rig.ledger(store, entry);
        rig.ask("POST", rig.versionsOf(store) + '/' + versions.at(1).value(u"id"_s).toString().toLatin1() + "/redact");

        const auto verify = [&]() -> audit::Verification {
            VerifyRun run(*rig.session, {{store}});
            QSignalSpy finished(&run, &VerifyRun::finished);
            run.start();
            if (!finished.wait(60'000))
                qFatal("the check never ended");
            return run.report();
        };
        QVERIFY(verify().findings.isEmpty()); // before

        if (!tampering.sql.empty()) {
            auto database = service::Database::open(rig.dataFolder());
            QVERIFY(database);
            const auto changed = (*database)->write<bool>([&](service::WriteContext &context) -> service::Outcome<bool> {
                if (const auto done = context.connection.execute(tampering.sql.c_str()); !done)
                    qFatal("%s", qPrintable(done.error().detail));
                return true;
            });
            QVERIFY(changed);
        }
        rig.afterEach = tampering.reply;
        const audit::Verification report = verify();
        rig.afterEach = {};
        QSet<Problem> found;
        QByteArray names;
        for (const audit::Finding &finding : report.findings) {
            found.insert(finding.problem);
            names += audit::nameOf(finding.problem).toLatin1() + ' ';
        }
        for (const Problem problem : expected)
            QVERIFY2(found.contains(problem), qPrintable(audit::nameOf(problem) + u" is not among: "_s + QString::fromLatin1(names)));
        QVERIFY(report.problems + report.remarks > 0);
        QVERIFY(!report.endedBy);
    }
};

QTEST_GUILESS_MAIN(TestTampering)
#include "tst_tampering.moc"
