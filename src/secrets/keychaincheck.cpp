// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychaincheck.h"

#include <QDBusVariant>
#include <QLibrary>
#include <QObject>
#include <QVariant>

namespace secrets {

using namespace Qt::StringLiterals;

namespace {

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
    askOnBus<QDBusVariant>(context, get, limit, handler,
                           [context, handler](const QDBusVariant &answer, const QDBusMessage &reply) {
        noticeRestart(context, reply.service());
        const QVariant locked = answer.variant();
        // Whatever is not clearly "unlocked" is not unlocked.
        const bool open = locked.typeId() == QMetaType::Bool && !locked.toBool();
        handler({open ? KeychainState::Available : KeychainState::Locked, {}});
    });
}

void checkWallet(QObject *context, std::chrono::milliseconds limit, const QString &wallet,
                 const KeychainCheckHandler &handler)
{
    QDBusMessage isOpen = walletCall(u"isOpen"_s);
    isOpen << wallet;
    askOnBus<bool>(context, isOpen, limit, handler, [handler](bool open, const QDBusMessage &) {
        handler({open ? KeychainState::Available : KeychainState::Locked, {}});
    });
}

} // namespace

void checkKeychain(QObject *context, std::chrono::milliseconds limit, const KeychainCheckHandler &handler)
{
    chooseKeychain(
        context, limit, handler, [=](const QString &wallet) { checkWallet(context, limit, wallet, handler); },
        [=] { checkSecretService(context, limit, handler); });
}

} // namespace secrets
