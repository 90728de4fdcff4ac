// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychaintokenstore.h"

#include "fakesecretservice.h"
#include "keychaintest.h"

using namespace Qt::StringLiterals;
using secrets::KeychainState;
using Manner = FakeSecretService::Manner;

//! Against a Secret Service that misbehaves as no real one would on demand.
class TestKeychainFake : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhichItIs_data();
    void saysWhichItIs();
    void unlocks_data();
    void unlocks();
    void neverPromptsByItself();
    void lateAnswerIsIgnored();
    void cancelledIsNotDoneLater();
    void silentIsGivenUpInTime(); // the last two leave jobs behind that QtKeychain waits for
    void silentAfterTheCheckIsGivenUpInTime();

private:
    const core::ConnectionId m_connection{u"5f3a"_s};
};

void TestKeychainFake::initTestCase()
{
    QVERIFY2(qEnvironmentVariableIsSet("PRIVATE_ROOT"), "run me through withkeyring.sh bare-bus");
}

void TestKeychainFake::saysWhichItIs_data()
{
    QTest::addColumn<Manner>("manner");
    QTest::addColumn<KeychainState>("state");
    QTest::newRow("denies") << Manner::Denies << KeychainState::Refused;
    QTest::newRow("breaks") << Manner::Breaks << KeychainState::Error;
    QTest::newRow("no default keyring") << Manner::NoDefault << KeychainState::Locked;
    QTest::newRow("locked") << Manner::LockedAsks << KeychainState::Locked;
    QTest::newRow("garbage") << Manner::Garbage << KeychainState::Locked;
}

void TestKeychainFake::saysWhichItIs()
{
    QFETCH(const Manner, manner);
    QFETCH(const KeychainState, state);
    const FakeSecretService service(manner);
    QVERIFY(service.isOnBus());
    secrets::KeychainTokenStore store;
    const auto probed = answerOf([&] { return store.probe(); });
    QVERIFY(probed.result && *probed.result);
    QCOMPARE(probed.result->value(), state);
    QVERIFY(answerOf([&] { return store.read(m_connection); }).isError(state));
    QVERIFY(answerOf([&] { return store.write(m_connection, "pt-x"); }).isError(state));
    QVERIFY(answerOf([&] { return store.remove(m_connection); }).isError(state));
    QCOMPARE(service.calls(), QStringList(4, u"Properties.Get"_s)); // and no job was begun
    if (manner == Manner::Breaks) {
        const auto read = answerOf([&] { return store.read(m_connection); });
        QCOMPARE(read.result->error().serverText, u"the disk of the keyring is on fire"_s);
    }
}

void TestKeychainFake::unlocks_data()
{
    QTest::addColumn<Manner>("manner");
    QTest::addColumn<KeychainState>("state");
    QTest::addColumn<QString>("means");
    QTest::newRow("the person types the password")
        << Manner::LockedAsks << KeychainState::Available << u"Service.Unlock"_s;
    QTest::newRow("the person dismisses it") << Manner::LockedDismissed << KeychainState::Refused << u"Service.Unlock"_s;
    QTest::newRow("the person makes the first keyring")
        << Manner::NoDefault << KeychainState::Available << u"Service.CreateCollection"_s;
    QTest::newRow("refused") << Manner::Denies << KeychainState::Refused << u"Service.ReadAlias"_s;
}

void TestKeychainFake::unlocks()
{
    QFETCH(const Manner, manner);
    QFETCH(const KeychainState, state);
    QFETCH(const QString, means);
    const FakeSecretService service(manner);
    QVERIFY(service.isOnBus());
    secrets::KeychainTokenStore store;
    const auto unlocked = answerOf([&] { return store.unlock(); });
    QVERIFY(unlocked.result && *unlocked.result);
    QCOMPARE(unlocked.result->value(), state);
    QVERIFY(service.calls().contains(means));
    QVERIFY(unlocked.longestGap < standstill);
}

void TestKeychainFake::neverPromptsByItself()
{
    const FakeSecretService service(Manner::LockedAsks);
    QVERIFY(service.isOnBus());
    secrets::KeychainTokenStore store;
    (void)answerOf([&] { return store.probe(); });
    (void)answerOf([&] { return store.write(m_connection, "pt-x"); });
    QVERIFY(!service.calls().contains(u"Prompt.Prompt"_s));
    QVERIFY(!service.calls().contains(u"Service.Unlock"_s));
}

//! The person was told that it failed: what arrives afterwards neither answers a second time nor starts the job.
void TestKeychainFake::lateAnswerIsIgnored()
{
    const FakeSecretService service(Manner::Slow);
    QVERIFY(service.isOnBus());
    secrets::KeychainTokenStore store({.job = std::chrono::milliseconds(200)});
    int answers = 0;
    std::optional<core::Result<core::Done>> result;
    store.write(m_connection, "pt-x").then(this, [&](const core::Result<core::Done> &arrived) {
        ++answers;
        result = arrived;
    });
    QTRY_COMPARE(answers, 1);
    QVERIFY(!*result);
    QCOMPARE(result->error().detail, u"frozen"_s);
    // By the time that a patient probe's own check is answered, the late answer has come, too.
    const auto patient = answerOf([&] { return store.probe(); });
    QVERIFY(patient.result.has_value());
    QCOMPARE(answers, 1);
    const QStringList expected{u"Properties.Get"_s, u"Properties.Get"_s, u"(answer)"_s, u"(answer)"_s};
    QCOMPARE(service.calls().mid(0, 4), expected); // and nothing for the write between the two answers
}

void TestKeychainFake::cancelledIsNotDoneLater()
{
    const FakeSecretService service(Manner::Slow);
    QVERIFY(service.isOnBus());
    secrets::KeychainTokenStore store;
    auto call = store.write(m_connection, "pt-x");
    QTRY_COMPARE(service.calls().size(), 1); // its check is under way
    call.cancel();
    const auto patient = answerOf([&] { return store.probe(); });
    QVERIFY(patient.result.has_value());
    const QStringList expected{u"Properties.Get"_s, u"Properties.Get"_s, u"(answer)"_s, u"(answer)"_s};
    QCOMPARE(service.calls().mid(0, 4), expected);
}

void TestKeychainFake::silentIsGivenUpInTime()
{
    const FakeSecretService service(Manner::Silent);
    QVERIFY(service.isOnBus());
    secrets::KeychainTokenStore store;
    const auto probed = answerOf([&] { return store.probe(); });
    QCOMPARE(probed.result->value(), KeychainState::Frozen);
    QVERIFY2(probed.milliseconds < 2000, QByteArray::number(probed.milliseconds).constData());
    const auto read = answerOf([&] { return store.read(m_connection); });
    QVERIFY(read.isError(KeychainState::Frozen));
    QVERIFY2(read.milliseconds <= 6500, QByteArray::number(read.milliseconds).constData());
    QVERIFY2(read.longestGap < standstill, QByteArray::number(read.longestGap).constData());
}

void TestKeychainFake::silentAfterTheCheckIsGivenUpInTime()
{
    const FakeSecretService service(Manner::SilentAfterCheck);
    QVERIFY(service.isOnBus());
    secrets::KeychainTokenStore store;
    const auto written = answerOf([&] { return store.write(m_connection, "pt-x"); });
    QVERIFY(written.isError(KeychainState::Frozen));
    QVERIFY2(written.milliseconds <= 6500, QByteArray::number(written.milliseconds).constData());
    QVERIFY2(written.longestGap < standstill, QByteArray::number(written.longestGap).constData());
    QVERIFY(service.calls().size() > 1); // the job was with the keychain when it fell silent
    const auto next = answerOf([&] { return store.read(m_connection); });
    QVERIFY(next.isError(KeychainState::Frozen));
}

QTEST_GUILESS_MAIN(TestKeychainFake)
#include "tst_keychainfake.moc"
