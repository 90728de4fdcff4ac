// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/tokenvault.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using secrets::KeychainState;
using secrets::TokenPlace;

namespace {

//! A keychain whose answers the test decides.
class ScriptedStore : public secrets::TokenStore
{
public:
    core::Call<std::optional<QByteArray>> read(const core::ConnectionId &connection) override
    {
        if (m_failure)
            return core::ready<std::optional<QByteArray>>(*m_failure);
        const auto token = m_tokens.constFind(connection);
        return core::ready<std::optional<QByteArray>>(token == m_tokens.constEnd() ? std::nullopt
                                                                                   : std::optional(*token));
    }
    core::Call<core::Done> write(const core::ConnectionId &connection, const QByteArray &token) override
    {
        if (m_failure)
            return core::ready<core::Done>(*m_failure);
        m_tokens.insert(connection, token);
        return core::ready<core::Done>(core::Done{});
    }
    core::Call<core::Done> remove(const core::ConnectionId &connection) override
    {
        if (m_failure)
            return core::ready<core::Done>(*m_failure);
        m_tokens.remove(connection);
        return core::ready<core::Done>(core::Done{});
    }
    core::Call<KeychainState> probe() override { return core::ready<KeychainState>(KeychainState::Available); }
    core::Call<KeychainState> unlock() override { return probe(); }

    std::optional<core::Error> m_failure;
    QHash<core::ConnectionId, QByteArray> m_tokens;
};

} // namespace

class TestTokenVault : public QObject
{
    Q_OBJECT

private slots:
    void keepsInTheKeychain();
    void keepsForThisRunOnly();
    void thisRunWinsAndLeavesTheKeptOne();
    void keepingReplacesTheOneOfThisRun();
    void failureChangesNothing();
    void removesFromBothPlaces();
    void statesHaveWordsAndComeBack();

private:
    template<typename T>
    core::Result<T> wait(core::Call<T> call)
    {
        std::optional<core::Result<T>> result;
        call.then(this, [&](const core::Result<T> &arrived) { result = arrived; });
        (void)support::eventually([&] { return result.has_value(); });
        return result.value_or(core::Error{core::ErrorKind::Timeout, {}});
    }

    const core::ConnectionId m_id{u"a"_s};
    using Found = std::optional<QByteArray>;
};

void TestTokenVault::keepsInTheKeychain()
{
    ScriptedStore keychain;
    secrets::TokenVault vault(keychain);
    QCOMPARE(wait(vault.read(m_id)).value(), Found());
    QVERIFY(wait(vault.keep(m_id, "one", TokenPlace::Keychain)));
    QCOMPARE(keychain.m_tokens.value(m_id), QByteArray("one"));
    QVERIFY(!vault.isKeptForThisRun(m_id));
    QCOMPARE(wait(vault.read(m_id)).value(), Found("one"));
}

void TestTokenVault::keepsForThisRunOnly()
{
    ScriptedStore keychain;
    secrets::TokenVault vault(keychain);
    QVERIFY(wait(vault.keep(m_id, "one", TokenPlace::ThisRun)));
    QVERIFY(keychain.m_tokens.isEmpty());
    QCOMPARE(wait(vault.read(m_id)).value(), Found("one"));
    secrets::TokenVault nextRun(keychain);
    QCOMPARE(wait(nextRun.read(m_id)).value(), Found());
}

void TestTokenVault::thisRunWinsAndLeavesTheKeptOne()
{
    ScriptedStore keychain;
    keychain.m_tokens.insert(m_id, "kept");
    keychain.m_failure = secrets::keychainError(KeychainState::Locked);
    secrets::TokenVault vault(keychain);
    QVERIFY(wait(vault.keep(m_id, "for now", TokenPlace::ThisRun)));
    QCOMPARE(wait(vault.read(m_id)).value(), Found("for now"));
    keychain.m_failure.reset();
    secrets::TokenVault nextRun(keychain);
    QCOMPARE(wait(nextRun.read(m_id)).value(), Found("kept"));
}

void TestTokenVault::keepingReplacesTheOneOfThisRun()
{
    ScriptedStore keychain;
    secrets::TokenVault vault(keychain);
    QVERIFY(wait(vault.keep(m_id, "old", TokenPlace::ThisRun)));
    QVERIFY(wait(vault.keep(m_id, "new", TokenPlace::Keychain)));
    QCOMPARE(wait(vault.read(m_id)).value(), Found("new"));
}

void TestTokenVault::failureChangesNothing()
{
    ScriptedStore keychain;
    secrets::TokenVault vault(keychain);
    QVERIFY(wait(vault.keep(m_id, "old", TokenPlace::ThisRun)));
    keychain.m_failure = secrets::keychainError(KeychainState::Refused);
    const auto kept = wait(vault.keep(m_id, "new", TokenPlace::Keychain));
    QVERIFY(!kept);
    QCOMPARE(secrets::keychainState(kept.error()), KeychainState::Refused);
    QCOMPARE(wait(vault.read(m_id)).value(), Found("old"));
}

void TestTokenVault::removesFromBothPlaces()
{
    ScriptedStore keychain;
    keychain.m_tokens.insert(m_id, "kept");
    secrets::TokenVault vault(keychain);
    QVERIFY(wait(vault.keep(m_id, "for now", TokenPlace::ThisRun)));
    QVERIFY(wait(vault.remove(m_id)));
    QVERIFY(keychain.m_tokens.isEmpty());
    QCOMPARE(wait(vault.read(m_id)).value(), Found());

    keychain.m_tokens.insert(m_id, "kept");
    keychain.m_failure = secrets::keychainError(KeychainState::Frozen);
    QVERIFY(!wait(vault.remove(m_id))); // said, not swallowed
}

void TestTokenVault::statesHaveWordsAndComeBack()
{
    QStringList words;
    for (const KeychainState state : {KeychainState::Available, KeychainState::NoBus, KeychainState::NoService,
                                      KeychainState::Locked, KeychainState::Refused, KeychainState::Frozen,
                                      KeychainState::Error}) {
        const core::Error error = secrets::keychainError(state, u"its words"_s);
        QCOMPARE(error.kind, core::ErrorKind::Keychain);
        QCOMPARE(error.detail, secrets::word(state));
        QCOMPARE(secrets::keychainState(error), state);
        words.append(error.detail);
    }
    QCOMPARE(words.removeDuplicates(), 0);
    QCOMPARE(secrets::keychainState(core::Error{core::ErrorKind::Offline, {}}), KeychainState::Error);
}

QTEST_GUILESS_MAIN(TestTokenVault)
#include "tst_tokenvault.moc"
