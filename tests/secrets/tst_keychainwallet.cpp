// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychaintokenstore.h"

#include "keychaintest.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QHash>

using namespace Qt::StringLiterals;
using secrets::KeychainState;

namespace {

//! As much of kwalletd5 as QtKeychain uses. A closed wallet opens when it is asked to, as if the person typed the
//! password, unless it is one that refuses.
class FakeWallet : public QDBusVirtualObject
{
public:
    FakeWallet() : m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"fake-wallet"_s))
    {
        m_onBus = m_bus.registerVirtualObject(u"/modules/kwalletd5"_s, this)
            && m_bus.registerService(u"org.kde.kwalletd5"_s);
    }
    ~FakeWallet() override
    {
        m_bus.unregisterService(u"org.kde.kwalletd5"_s);
        m_bus.unregisterObject(u"/modules/kwalletd5"_s);
        QDBusConnection::disconnectFromBus(u"fake-wallet"_s);
    }

    QString introspect(const QString &) const override { return {}; }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        const QString member = message.member();
        const QVariantList arguments = message.arguments();
        m_calls.append(member);
        if (m_silent)
            return true;
        QVariant answer;
        if (member == "networkWallet"_L1)
            answer = u"kdewallet"_s;
        else if (member == "isOpen"_L1)
            answer = m_open;
        else if (member == "open"_L1)
            answer = (m_open = !m_refuses) ? 7 : -1;
        else if (member == "entryType"_L1)
            answer = m_entries.contains(arguments.value(2).toString()) ? 1 : 0;
        else if (member == "readPassword"_L1)
            answer = m_entries.value(arguments.value(2).toString());
        else if (member == "writePassword"_L1)
            answer = (m_entries.insert(arguments.value(2).toString(), arguments.value(3).toString()), 0);
        else if (member == "removeEntry"_L1)
            answer = m_entries.remove(arguments.value(2).toString()) > 0 ? 0 : -3;
        else
            return false;
        connection.send(message.createReply(answer));
        return true;
    }

    QDBusConnection m_bus;
    QHash<QString, QString> m_entries;
    QStringList m_calls;
    bool m_open = true;
    bool m_refuses = false;
    bool m_silent = false;
    bool m_onBus = false;
};

} // namespace

//! In a Plasma session, where QtKeychain uses KWallet in place of the Secret Service.
class TestKeychainWallet : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void keepsInTheWallet();
    void closedIsNotEmpty();
    void unlocks();
    void refusedIsSaid();
    void withoutWalletTheSecretServiceIsAsked();
    void silentIsGivenUpInTime(); // last: leaves a job behind

private:
    const core::ConnectionId m_id{u"5f3a"_s};
};

void TestKeychainWallet::initTestCase()
{
    QVERIFY2(qEnvironmentVariableIsSet("PRIVATE_ROOT"), "run me through withkeyring.sh bare-bus");
    qputenv("XDG_CURRENT_DESKTOP", "KDE"); // before QtKeychain looks, once, at the first job
    qputenv("KDE_FULL_SESSION", "true");
    qputenv("KDE_SESSION_VERSION", "5");
}

void TestKeychainWallet::keepsInTheWallet()
{
    FakeWallet wallet;
    QVERIFY(wallet.m_onBus);
    secrets::KeychainTokenStore store;
    QCOMPARE(answerOf([&] { return store.probe(); }).result->value(), KeychainState::Available);
    QVERIFY(!answerOf([&] { return store.read(m_id); }).result->value().has_value());
    const auto written = answerOf([&] { return store.write(m_id, "pt-wallet"); });
    QVERIFY(written.result && *written.result);
    QVERIFY2(written.longestGap < standstill, QByteArray::number(written.longestGap).constData());
    QCOMPARE(wallet.m_entries.value(m_id.value), u"pt-wallet"_s);
    QCOMPARE(answerOf([&] { return store.read(m_id); }).result->value(), std::optional<QByteArray>("pt-wallet"));
    QVERIFY(*answerOf([&] { return store.remove(m_id); }).result);
    QVERIFY(wallet.m_entries.isEmpty());
}

void TestKeychainWallet::closedIsNotEmpty()
{
    FakeWallet wallet;
    wallet.m_open = false;
    wallet.m_entries.insert(m_id.value, u"pt-old"_s);
    secrets::KeychainTokenStore store;
    QCOMPARE(answerOf([&] { return store.probe(); }).result->value(), KeychainState::Locked);
    QVERIFY(answerOf([&] { return store.read(m_id); }).isError(KeychainState::Locked));
    QVERIFY(answerOf([&] { return store.write(m_id, "pt-new"); }).isError(KeychainState::Locked));
    QVERIFY(answerOf([&] { return store.remove(m_id); }).isError(KeychainState::Locked));
    QCOMPARE(wallet.m_entries.value(m_id.value), u"pt-old"_s);
    QVERIFY(!wallet.m_calls.contains(u"open"_s)); // and nobody was asked for a password
}

void TestKeychainWallet::unlocks()
{
    FakeWallet wallet;
    wallet.m_open = false;
    wallet.m_entries.insert(m_id.value, u"pt-old"_s);
    secrets::KeychainTokenStore store;
    QCOMPARE(answerOf([&] { return store.unlock(); }).result->value(), KeychainState::Available);
    QCOMPARE(answerOf([&] { return store.read(m_id); }).result->value(), std::optional<QByteArray>("pt-old"));
}

void TestKeychainWallet::refusedIsSaid()
{
    FakeWallet wallet;
    wallet.m_open = false;
    wallet.m_refuses = true;
    secrets::KeychainTokenStore store;
    QCOMPARE(answerOf([&] { return store.unlock(); }).result->value(), KeychainState::Refused);
}

void TestKeychainWallet::withoutWalletTheSecretServiceIsAsked()
{
    secrets::KeychainTokenStore store;
    QCOMPARE(answerOf([&] { return store.probe(); }).result->value(), KeychainState::NoService);
    QCOMPARE(answerOf([&] { return store.unlock(); }).result->value(), KeychainState::NoService);
}

void TestKeychainWallet::silentIsGivenUpInTime()
{
    FakeWallet wallet;
    wallet.m_silent = true;
    secrets::KeychainTokenStore store({.job = std::chrono::milliseconds(2000)});
    const auto probed = answerOf([&] { return store.probe(); });
    QCOMPARE(probed.result->value(), KeychainState::Frozen);
    QVERIFY2(probed.milliseconds < 2000, QByteArray::number(probed.milliseconds).constData());
    const auto read = answerOf([&] { return store.read(m_id); });
    QVERIFY(read.isError(KeychainState::Frozen));
    QVERIFY2(read.milliseconds < 3500, QByteArray::number(read.milliseconds).constData());
    QVERIFY2(read.longestGap < standstill, QByteArray::number(read.longestGap).constData());
}

QTEST_GUILESS_MAIN(TestKeychainWallet)
#include "tst_keychainwallet.moc"
