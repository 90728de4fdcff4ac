// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychainbus.h"

namespace secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr auto busName = "palimpsest-keychain"_L1;

//! The wallet service that QtKeychain prefers in this session, empty outside Plasma.
QString walletService()
{
    const bool plasma = qgetenv("XDG_CURRENT_DESKTOP") == "KDE" || qgetenv("DESKTOP_SESSION") == "kde"
        || !qEnvironmentVariableIsEmpty("KDE_FULL_SESSION");
    const QByteArray version = qgetenv("KDE_SESSION_VERSION");
    if (!plasma || (version != "5" && version != "6"))
        return {};
    return u"org.kde.kwalletd"_s + QString::fromLatin1(version);
}

} // namespace

QDBusConnection keychainBus()
{
    QDBusConnection bus(busName);
    if (bus.isConnected())
        return bus;
    QDBusConnection::disconnectFromBus(busName);
    return QDBusConnection::connectToBus(QDBusConnection::SessionBus, busName);
}

KeychainState stateOf(const QDBusError &error)
{
    switch (error.type()) {
    case QDBusError::ServiceUnknown:
        return KeychainState::NoService;
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
        return KeychainState::Frozen;
    case QDBusError::AccessDenied:
        return KeychainState::Refused;
    case QDBusError::NoServer:
    case QDBusError::Disconnected:
        return KeychainState::NoBus;
    case QDBusError::UnknownObject:
    case QDBusError::UnknownInterface:
    case QDBusError::UnknownMethod:
    case QDBusError::UnknownProperty:
        return KeychainState::Locked; // a service without a default keyring: it must be set up first
    default:
        break;
    }
    if (error.name().startsWith("org.freedesktop.DBus.Error.Spawn."_L1)
        || error.name() == "org.freedesktop.DBus.Error.NameHasNoOwner"_L1)
        return KeychainState::NoService;
    return KeychainState::Error;
}

QDBusMessage walletCall(const QString &method)
{
    const QString service = walletService();
    const QString path = u"/modules/"_s + service.section(u'.', -1);
    return QDBusMessage::createMethodCall(service, path, u"org.kde.KWallet"_s, method);
}

void chooseKeychain(QObject *context, std::chrono::milliseconds limit, const KeychainCheckHandler &failed,
                    const std::function<void(const QString &)> &wallet, const std::function<void()> &secretService)
{
    const QDBusConnection bus = keychainBus();
    if (!bus.isConnected()) {
        failed({KeychainState::NoBus, bus.lastError().message()});
        return;
    }
    if (walletService().isEmpty()) {
        secretService();
        return;
    }
    const auto withoutWallet = [failed, secretService](const KeychainCheck &check) {
        if (check.state == KeychainState::NoService)
            secretService(); // what QtKeychain then does, too
        else
            failed(check);
    };
    askOnBus<QString>(context, walletCall(u"networkWallet"_s), limit, withoutWallet,
                      [wallet](const QString &name, const QDBusMessage &) { wallet(name); });
}

} // namespace secrets
