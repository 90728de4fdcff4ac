// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychaintokenstore.h"
#include "secrets/tokenvault.h"

#include "keychaintest.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QProcess>

#include <csignal>

using namespace Qt::StringLiterals;
using secrets::KeychainState;

namespace {

const core::ConnectionId work{u"5f3a-work"_s};
const QByteArray canary = "pt-canary-7Qx9Lr2VbT";

} // namespace

//! Against a real Secret Service: gnome-keyring on a bus of its own, unlocked at the start.
class TestKeychain : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void keepsAndGivesBack();
    void missingIsNotAnError();
    void replaces();
    void removesOnlyTheOne();
    void refusesWhatNoHeaderCanCarry();
    void reportsAvailable();
    void lockedIsNotEmpty();
    void frozenIsSaidInTime();
    void frozenWithinTheJobIsSaidInTime();
    void cancelAnswersAtOnce();
    void nothingOnDisk();

private:
    [[nodiscard]] qint64 daemon() const;
    void freeze();
    void thaw();
    void setLocked(bool locked);
    QByteArray tokenOf(const core::ConnectionId &connection);

    QDBusConnection m_bus = QDBusConnection::sessionBus();
    secrets::KeychainTokenStore m_store;
    bool m_frozen = false;
    bool m_locked = false;
};

void TestKeychain::initTestCase()
{
    QVERIFY2(qEnvironmentVariableIsSet("PRIVATE_ROOT"), "run me through withkeyring.sh unlocked");
    QVERIFY(m_bus.isConnected());
    QTRY_VERIFY(daemon() > 0); // it comes to the bus a moment after it has gone into the background
}

void TestKeychain::init()
{
    QVERIFY(*answerOf([&] { return m_store.write(work, canary); }).result);
}

void TestKeychain::cleanup()
{
    thaw();
    if (m_locked)
        setLocked(false);
}

qint64 TestKeychain::daemon() const
{
    return m_bus.interface()->servicePid(u"org.freedesktop.secrets"_s);
}

void TestKeychain::freeze()
{
    QCOMPARE(::kill(pid_t(daemon()), SIGSTOP), 0);
    m_frozen = true;
}

void TestKeychain::thaw()
{
    if (std::exchange(m_frozen, false))
        QCOMPARE(::kill(pid_t(daemon()), SIGCONT), 0);
}

void TestKeychain::setLocked(bool locked)
{
    m_locked = locked;
    if (locked) {
        QDBusMessage lock = QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s,
                                                           u"org.freedesktop.Secret.Service"_s, u"Lock"_s);
        lock << QVariant::fromValue(
            QList<QDBusObjectPath>{QDBusObjectPath(u"/org/freedesktop/secrets/aliases/default"_s)});
        const QDBusMessage reply = m_bus.call(lock);
        QCOMPARE(reply.type(), QDBusMessage::ReplyMessage);
        return;
    }
    QProcess unlock; // there is no prompt without a display: another daemon takes the locked one's place
    unlock.start(u"gnome-keyring-daemon"_s, {u"--replace"_s, u"--unlock"_s, u"--components=secrets"_s});
    unlock.write("pw\n");
    unlock.closeWriteChannel();
    QVERIFY(unlock.waitForFinished(5000));
    QTRY_COMPARE(answerOf([&] { return m_store.probe(); }).result->value(), KeychainState::Available);
}

QByteArray TestKeychain::tokenOf(const core::ConnectionId &connection)
{
    const auto answer = answerOf([&] { return m_store.read(connection); });
    if (!answer.result)
        return "(no answer)";
    if (!*answer.result)
        return "(" + answer.result->error().detail.toLatin1() + ": " + answer.result->error().serverText.toUtf8() + ")";
    return answer.result->value().value_or("(not stored)");
}

void TestKeychain::keepsAndGivesBack()
{
    const auto answer = answerOf([&] { return m_store.read(work); });
    QVERIFY(answer.result && *answer.result);
    QCOMPARE(answer.result->value(), std::optional(canary));
    QVERIFY2(answer.longestGap < standstill, QByteArray::number(answer.longestGap).constData());
}

void TestKeychain::missingIsNotAnError()
{
    const auto answer = answerOf([&] { return m_store.read({u"nobody"_s}); });
    QVERIFY(answer.result && *answer.result);
    QVERIFY(!answer.result->value().has_value());
}

void TestKeychain::replaces()
{
    QVERIFY(*answerOf([&] { return m_store.write(work, "pt-second"); }).result);
    QCOMPARE(tokenOf(work), QByteArray("pt-second"));
}

void TestKeychain::removesOnlyTheOne()
{
    const core::ConnectionId other{u"other"_s};
    QVERIFY(*answerOf([&] { return m_store.write(other, "pt-other"); }).result);
    QVERIFY(*answerOf([&] { return m_store.remove(other); }).result);
    QVERIFY(*answerOf([&] { return m_store.remove(other); }).result); // the second time there is none
    QCOMPARE(tokenOf(other), QByteArray("(not stored)"));
    QCOMPARE(tokenOf(work), canary);
}

void TestKeychain::refusesWhatNoHeaderCanCarry()
{
    for (const QByteArray &token : {QByteArray(), QByteArray("pt-a b"), QByteArray("pt-a\r\nX: y"), QByteArray("pt-\xc3\xa9")}) {
        const auto answer = answerOf([&] { return m_store.write(work, token); });
        QVERIFY(answer.result && !*answer.result);
        QCOMPARE(answer.result->error().kind, core::ErrorKind::Invalid);
    }
    QCOMPARE(tokenOf(work), canary);
}

void TestKeychain::reportsAvailable()
{
    const auto answer = answerOf([&] { return m_store.probe(); });
    QVERIFY(answer.result && *answer.result);
    QCOMPARE(answer.result->value(), KeychainState::Available);
}

void TestKeychain::lockedIsNotEmpty()
{
    setLocked(true);
    const auto probed = answerOf([&] { return m_store.probe(); });
    QCOMPARE(probed.result->value(), KeychainState::Locked);
    const auto read = answerOf([&] { return m_store.read(work); });
    QVERIFY(read.isError(KeychainState::Locked));
    QVERIFY(answerOf([&] { return m_store.write(work, "pt-new"); }).isError(KeychainState::Locked));
    QVERIFY(answerOf([&] { return m_store.remove(work); }).isError(KeychainState::Locked));
    QVERIFY2(read.longestGap < standstill, QByteArray::number(read.longestGap).constData());
    QVERIFY(read.milliseconds < 2000);

    setLocked(false);
    QCOMPARE(tokenOf(work), canary);
}

void TestKeychain::frozenIsSaidInTime()
{
    freeze();
    const auto probed = answerOf([&] { return m_store.probe(); });
    QCOMPARE(probed.result->value(), KeychainState::Frozen);
    QVERIFY2(probed.milliseconds < 2000, QByteArray::number(probed.milliseconds).constData());
    for (int job = 0; job < 3; ++job) {
        const auto read = [&] { return m_store.read(work); };
        const auto write = [&] { return m_store.write(work, "pt-new"); };
        const auto remove = [&] { return m_store.remove(work); };
        qint64 milliseconds = 0;
        double gap = 0;
        const auto check = [&](const auto &answer) {
            milliseconds = answer.milliseconds;
            gap = answer.longestGap;
            return answer.isError(KeychainState::Frozen);
        };
        QVERIFY(job == 0 ? check(answerOf(read)) : job == 1 ? check(answerOf(write)) : check(answerOf(remove)));
        QVERIFY2(milliseconds <= 6500, QByteArray::number(milliseconds).constData());
        QVERIFY2(gap < standstill, QByteArray::number(gap).constData());
    }
    thaw();
    QTRY_COMPARE(answerOf([&] { return m_store.probe(); }).result->value(), KeychainState::Available);
    // What was given up before the keychain had it does not happen afterwards.
    QCOMPARE(tokenOf(work), canary);
}

void TestKeychain::frozenWithinTheJobIsSaidInTime()
{
    // The check passes, then the daemon stops: QtKeychain alone would need 50 s to say so.
    secrets::KeychainTokenStore impatient({.job = std::chrono::milliseconds(700)});
    QVERIFY(*answerOf([&] { return impatient.read(work); }).result);
    auto call = impatient.read(work);
    freeze();
    const auto answer = answerOf([&] { return std::move(call); });
    QVERIFY(answer.isError(KeychainState::Frozen) || answer.result->value() == canary);
    QVERIFY2(answer.longestGap < standstill, QByteArray::number(answer.longestGap).constData());
    const auto next = answerOf([&] { return impatient.read(work); });
    QVERIFY(next.isError(KeychainState::Frozen));
    thaw();
    QTRY_COMPARE(tokenOf(work), canary);
}

void TestKeychain::cancelAnswersAtOnce()
{
    freeze();
    auto call = m_store.read(work);
    call.cancel();
    const auto answer = answerOf([&] { return std::move(call); });
    QVERIFY(answer.result && !*answer.result);
    QCOMPARE(answer.result->error().kind, core::ErrorKind::Cancelled);
    QVERIFY(answer.milliseconds < 2000);
}

void TestKeychain::nothingOnDisk()
{
    QCOMPARE(tokenOf(work), canary);
    QCOMPARE(filesWith(canary), QStringList());
    QFile planted(qEnvironmentVariable("PRIVATE_ROOT") + u"/tmp/planted"_s); // that the search finds anything
    QVERIFY(planted.open(QIODevice::WriteOnly));
    planted.write("x" + canary.toBase64());
    planted.close();
    QCOMPARE(filesWith(canary).size(), 1);
    QVERIFY(planted.remove());
}

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_keychain.moc"
