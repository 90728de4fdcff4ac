// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychaintokenstore.h"
#include "secrets/tokenvault.h"

#include "keychaintest.h"

#include <QDir>

using namespace Qt::StringLiterals;
using secrets::KeychainState;

//! No bus, a bad address, a bus without a keychain: run once for each, with EXPECTED_STATE in the environment.
class TestKeychainAbsent : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhichItIs();
    void everyJobFailsWithThatWord();
    void goesOnForThisRunOnly();

private:
    const core::ConnectionId m_connection{u"5f3a"_s};
    const QByteArray m_canary = "pt-canary-Zk81Wd5Mue";
    QString m_expected;
};

void TestKeychainAbsent::initTestCase()
{
    m_expected = qEnvironmentVariable("EXPECTED_STATE");
    QVERIFY2(!m_expected.isEmpty(), "run me through withkeyring.sh with EXPECTED_STATE");
}

void TestKeychainAbsent::saysWhichItIs()
{
    secrets::KeychainTokenStore store;
    const auto answer = answerOf([&] { return store.probe(); });
    QVERIFY(answer.result && *answer.result);
    QCOMPARE(secrets::word(answer.result->value()), m_expected);
    QVERIFY2(answer.milliseconds < 2000, QByteArray::number(answer.milliseconds).constData());
    QVERIFY2(answer.longestGap < standstill, QByteArray::number(answer.longestGap).constData());
}

void TestKeychainAbsent::everyJobFailsWithThatWord()
{
    secrets::KeychainTokenStore store;
    const auto read = answerOf([&] { return store.read(m_connection); });
    const auto written = answerOf([&] { return store.write(m_connection, m_canary); });
    const auto removed = answerOf([&] { return store.remove(m_connection); });
    const auto unlocked = answerOf([&] { return store.unlock(); });
    QVERIFY(read.result && !*read.result);
    QCOMPARE(read.result->error().detail, m_expected);
    QVERIFY(written.result && !*written.result);
    QCOMPARE(written.result->error().detail, m_expected);
    QVERIFY(removed.result && !*removed.result);
    QCOMPARE(removed.result->error().detail, m_expected);
    QVERIFY(unlocked.result && *unlocked.result);
    QCOMPARE(secrets::word(unlocked.result->value()), m_expected);
    QVERIFY(read.longestGap < standstill && written.longestGap < standstill && removed.longestGap < standstill);
}

//! Promise G3: "remember" was ticked, there is no keychain, and nothing of the token reaches the disk.
void TestKeychainAbsent::goesOnForThisRunOnly()
{
    secrets::KeychainTokenStore store;
    secrets::TokenVault vault(store);
    const auto kept = answerOf([&] { return vault.keep(m_connection, m_canary, secrets::TokenPlace::Keychain); });
    QVERIFY(kept.result && !*kept.result);
    QCOMPARE(kept.result->error().detail, m_expected);
    QVERIFY(!vault.isKeptForThisRun(m_connection)); // not behind the person's back

    QVERIFY(*answerOf([&] { return vault.keep(m_connection, m_canary, secrets::TokenPlace::ThisRun); }).result);
    const auto read = answerOf([&] { return vault.read(m_connection); });
    QVERIFY(read.result && *read.result);
    QCOMPARE(read.result->value(), std::optional(m_canary));
    QCOMPARE(filesWith(m_canary), QStringList());

    const QDir home(QDir::homePath()); // QtKeychain's fallback would be a settings file
    QCOMPARE(home.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
}

QTEST_GUILESS_MAIN(TestKeychainAbsent)
#include "tst_keychainabsent.moc"
