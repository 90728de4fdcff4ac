// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "rig.h"
#include "ui/presentation/errorsentences.h"

using namespace Qt::StringLiterals;
using presentation::Situation;
using rig::Rig;
using rig::wait;

//! The six meanings of 409 (reliability 0.3) with both spellings of its type and with the words of another meaning: what
//! it was is found by reading, never by what the reply says, and each is another sentence.
class TestConflicts : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void isToldByReading_data();
    void isToldByReading();

private:
    static QString told(Rig &rig, const QString &meaning, const QString &store);
};

namespace {

QString words(Situation situation) { return presentation::sentenceFor(situation).text; }

QString words(const core::Error &error, presentation::Operation operation)
{
    return presentation::sentenceFor(error, operation).text;
}

QString wordsOf(const core::Result<session::SaveOutcome> &result)
{
    using Kind = session::SaveOutcome::Kind;
    if (!result)
        return words(result.error(), presentation::Operation::SaveEntry);
    return result->kind == Kind::LostRace ? words(Situation::LostRace)
        : result->kind == Kind::StoreArchived ? words(Situation::StoreArchived) : u"another outcome"_s;
}

QString wordsOf(const core::Result<session::CreateOutcome> &result)
{
    using Kind = session::CreateOutcome::Kind;
    if (!result)
        return words(result.error(), presentation::Operation::CreateEntry);
    return result->kind == Kind::PathTaken ? words(Situation::PathTaken)
        : result->kind == Kind::StoreArchived ? words(Situation::StoreArchived) : u"another outcome"_s;
}

} // namespace

void TestConflicts::isToldByReading_data()
{
    QTest::addColumn<QString>("meaning");
    QTest::addColumn<QByteArray>("type");
    for (const char *type : {"conflict_error", "invalid_request_error"}) {
        for (const char *meaning : {"path", "lock", "archived create", "archived save", "redacted", "key"})
            QTest::addRow("%s, %s", meaning, type) << QString::fromLatin1(meaning) << QByteArray(type);
    }
}

//! The sentence for what happened when this conflict was met.
QString TestConflicts::told(Rig &rig, const QString &meaning, const QString &store)
{
    session::Commands &commands = rig.session->commands();
    if (meaning == u"path") {
        rig.makeEntry(store, "a.md", "theirs");
        return wordsOf(wait(commands.createEntry({store}, {u"a.md"_s, "mine", {}})));
    }
    if (meaning == u"key") { // of a service that keeps keys, though none was sent
        QObject::connect(&rig.front, &support::FaultServer::arrived, rig.session, [&rig](const support::Arrival &arrival) {
            if (arrival.method == "POST")
                rig.front.answer(support::json(409, R"({"error":{"message":"m","type":"conflict_error"},"type":"error"})"));
        });
        return wordsOf(wait(commands.createEntry({store}, {u"a.md"_s, "mine", {}})));
    }
    const QString id = rig.makeEntry(store, "a.md", "old");
    const auto base = wait(rig.session->readEntry({store}, {id}));
    if (!base)
        return u"no base"_s;
    bool done = false;
    rig.beforeEach = [&rig, &done, store, id, meaning](support::Arrival &arrival) {
        if (arrival.method == "GET" || std::exchange(done, true))
            return;
        if (meaning == u"lock") // between our reading and our write
            rig.write(store, id, "theirs");
        else if (meaning.startsWith(u"archived"))
            rig.ask("POST", Rig::pathOf(store) + "/archive");
        else
            rig.ask("POST", arrival.path().mid(int(qstrlen("/api/v1/cloud"))));
    };
    if (meaning == u"archived create")
        return wordsOf(wait(commands.createEntry({store}, {u"b.md"_s, "mine", {}})));
    if (meaning != u"redacted")
        return wordsOf(wait(commands.save(*base, "mine")));
    const auto page = wait(rig.session->service().listVersions({store}, {}, {}));
    const auto result = wait(commands.redact(page->items.first()));
    return result && result->kind == session::RedactOutcome::Kind::AlreadyRedacted ? words(Situation::AlreadyRedacted)
                                                                                     : u"another outcome"_s;
}

void TestConflicts::isToldByReading()
{
    QFETCH(QString, meaning);
    QFETCH(QByteArray, type);
    Rig rig;
    const QString store = rig.makeStore();
    int conflicts = 0;
    rig.afterEach = [&](const support::Arrival &, QByteArray &reply) {
        if (!reply.startsWith("HTTP/1.1 409"))
            return;
        ++conflicts;
        const QByteArray wrong = meaning == u"path" ? "version does not match" : "a memory with this path already exists";
        reply = support::json(409, R"({"error":{"message":")" + wrong + R"(","type":")" + type + R"("},"type":"error"})");
    };
    const QString sentence = told(rig, meaning, store);
    if (meaning != u"key")
        QCOMPARE(conflicts, 1);
    const Situation expected = meaning == u"path" ? Situation::PathTaken
        : meaning == u"lock"                      ? Situation::LostRace
        : meaning == u"redacted"                  ? Situation::AlreadyRedacted
                                                  : Situation::StoreArchived;
    if (meaning != u"key") {
        QCOMPARE(sentence, words(expected));
        return;
    }
    // None of the others: the service's own words are shown.
    for (const Situation other : {Situation::PathTaken, Situation::LostRace, Situation::StoreArchived,
                                  Situation::AlreadyRedacted})
        QVERIFY(sentence != words(other));
    QVERIFY(!sentence.isEmpty() && sentence != u"another outcome"_s);
}

QTEST_GUILESS_MAIN(TestConflicts)
#include "tst_conflicts.moc"
