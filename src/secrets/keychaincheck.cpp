// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychaincheck.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QLibrary>
#include <QObject>

namespace secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr auto busName = "palimpsest-keychain"_L1;

//! libsecret goes on using its encrypted session with a keyring daemon that was restarted meanwhile: "The session does
//! not exist" for as long as the program runs. QtKeychain has no door to it, so it is told to begin anew from here.
void noticeRestart(QObject *context, const QString &owner)
{
    constexpr auto property = "secretServiceOwner";
    const QString before = context->property(property).toString();
    context->setProperty(property, owner);
    if (before.isEmpty() || before == owner)
        return;
    QLibrary libsecret(u"secret-1"_s, 0); // as QtKeychain loads it
    if (const auto disconnect = reinterpret_cast<void (*)()>(libsecret.resolve("secret_service_disconnect")))
        disconnect();
}

void checkSecretService(QObject *context, std::chrono::milliseconds limit, const KeychainCheckHandler &handler)
{
    QDBusMessage get =
        QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets/aliases/default"_s,
                                       u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    get << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
    auto *watcher = new QDBusPendingCallWatcher(keychainBus().asyncCall(get, int(limit.count())), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [context, handler, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isError()) {
            handler({stateOf(reply.error()), reply.error().message()});
            return;
        }
        noticeRestart(context, watcher->reply().service());
        const QVariant locked = reply.value().variant();
        // Whatever is not clearly "unlocked" is not unlocked.
        const bool open = locked.typeId() == QMetaType::Bool && !locked.toBool();
        handler({open ? KeychainState::Available : KeychainState::Locked, {}});
    });
}

void checkWalletOpen(QObject *context, std::chrono::milliseconds limit, const QString &wallet,
                     const KeychainCheckHandler &handler)
{
    QDBusMessage isOpen = walletCall(u"isOpen"_s);
    isOpen << wallet;
    auto *watcher = new QDBusPendingCallWatcher(keychainBus().asyncCall(isOpen, int(limit.count())), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [handler, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<bool> reply = *watcher;
        if (reply.isError())
            handler({stateOf(reply.error()), reply.error().message()});
        else
            handler({reply.value() ? KeychainState::Available : KeychainState::Locked, {}});
    });
}

void checkWallet(QObject *context, std::chrono::milliseconds limit, const KeychainCheckHandler &handler)
{
    const QDBusPendingCall call = keychainBus().asyncCall(walletCall(u"networkWallet"_s), int(limit.count()));
    auto *watcher = new QDBusPendingCallWatcher(call, context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [=] {
        watcher->deleteLater();
        const QDBusPendingReply<QString> reply = *watcher;
        if (!reply.isError())
            checkWalletOpen(context, limit, reply.value(), handler);
        else if (stateOf(reply.error()) == KeychainState::NoService)
            checkSecretService(context, limit, handler); // what QtKeychain then does, too
        else
            handler({stateOf(reply.error()), reply.error().message()});
    });
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

QString walletService()
{
    const bool plasma = qgetenv("XDG_CURRENT_DESKTOP") == "KDE" || qgetenv("DESKTOP_SESSION") == "kde"
        || !qEnvironmentVariableIsEmpty("KDE_FULL_SESSION");
    const QByteArray version = qgetenv("KDE_SESSION_VERSION");
    if (!plasma || (version != "5" && version != "6"))
        return {};
    return u"org.kde.kwalletd"_s + QString::fromLatin1(version);
}

QDBusMessage walletCall(const QString &method)
{
    const QString service = walletService();
    const QString path = u"/modules/"_s + service.section(u'.', -1);
    return QDBusMessage::createMethodCall(service, path, u"org.kde.KWallet"_s, method);
}

void checkKeychain(QObject *context, std::chrono::milliseconds limit, const KeychainCheckHandler &handler)
{
    const QDBusConnection bus = keychainBus();
    if (!bus.isConnected())
        handler({KeychainState::NoBus, bus.lastError().message()});
    else if (walletService().isEmpty())
        checkSecretService(context, limit, handler);
    else
        checkWallet(context, limit, handler);
}

} // namespace secrets
