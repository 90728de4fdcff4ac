// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychainunlock.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QVariantMap>

namespace secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr auto secretService = "org.freedesktop.secrets"_L1;
constexpr auto servicePath = "/org/freedesktop/secrets"_L1;
constexpr auto defaultAlias = "/org/freedesktop/secrets/aliases/default"_L1;

//! Shows one prompt of the Secret Service and hears how it ended. A QObject, because D-Bus signals of Qt want a slot.
class SecretPrompt final : public QObject
{
    Q_OBJECT
public:
    SecretPrompt(QObject *context, const QString &path, std::chrono::milliseconds limit, KeychainCheckHandler handler)
        : QObject(context), m_context(context), m_limit(limit), m_handler(std::move(handler))
    {
        const auto interface = u"org.freedesktop.Secret.Prompt"_s;
        keychainBus().connect(secretService, path, interface, u"Completed"_s, this,
                              SLOT(end(bool, QDBusVariant)));
        QDBusMessage show = QDBusMessage::createMethodCall(secretService, path, interface, u"Prompt"_s);
        show << QString();
        auto *watcher = new QDBusPendingCallWatcher(keychainBus().asyncCall(show, int(limit.count())), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
            if (watcher->isError())
                finish({stateOf(watcher->error()), watcher->error().message()});
        });
    }

private slots:
    void end(bool dismissed, const QDBusVariant &)
    {
        if (dismissed)
            finish({KeychainState::Refused, {}});
        else if (const auto handler = std::exchange(m_handler, {})) {
            checkKeychain(m_context, m_limit, handler);
            deleteLater();
        }
    }

private:
    void finish(const KeychainCheck &check)
    {
        if (const auto handler = std::exchange(m_handler, {}))
            handler(check);
        deleteLater();
    }

    QObject *m_context;
    std::chrono::milliseconds m_limit;
    KeychainCheckHandler m_handler;
};

void followPrompt(QObject *context, const QDBusMessage &request, std::chrono::milliseconds limit,
                  const KeychainCheckHandler &handler)
{
    auto *watcher = new QDBusPendingCallWatcher(keychainBus().asyncCall(request, int(limit.count())), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [=] {
        watcher->deleteLater();
        const QDBusMessage reply = watcher->reply();
        if (watcher->isError()) {
            handler({stateOf(watcher->error()), watcher->error().message()});
            return;
        }
        // Unlock and CreateCollection both answer with something and the path of a prompt, "/" for none.
        const QString prompt = qvariant_cast<QDBusObjectPath>(reply.arguments().value(1)).path();
        if (prompt.size() > 1)
            new SecretPrompt(context, prompt, limit, handler);
        else
            checkKeychain(context, limit, handler);
    });
}

QDBusMessage serviceCall(const QString &method)
{
    return QDBusMessage::createMethodCall(secretService, servicePath, u"org.freedesktop.Secret.Service"_s, method);
}

void unlockSecretService(QObject *context, std::chrono::milliseconds limit, const KeychainCheckHandler &handler)
{
    QDBusMessage readAlias = serviceCall(u"ReadAlias"_s);
    readAlias << u"default"_s;
    auto *watcher = new QDBusPendingCallWatcher(keychainBus().asyncCall(readAlias, int(limit.count())), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [=] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusObjectPath> reply = *watcher;
        if (reply.isError()) {
            handler({stateOf(reply.error()), reply.error().message()});
            return;
        }
        QDBusMessage request;
        if (reply.value().path().size() > 1) {
            request = serviceCall(u"Unlock"_s);
            request << QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(defaultAlias)});
        } else {
            request = serviceCall(u"CreateCollection"_s);
            request << QVariantMap{{u"org.freedesktop.Secret.Collection.Label"_s, u"Login"_s}} << u"default"_s;
        }
        followPrompt(context, request, limit, handler);
    });
}

void openWallet(QObject *context, std::chrono::milliseconds limit, const QString &wallet,
                const KeychainCheckHandler &handler)
{
    QDBusMessage open = walletCall(u"open"_s);
    open << wallet << qlonglong(0) << u"palimpsest"_s;
    auto *watcher = new QDBusPendingCallWatcher(keychainBus().asyncCall(open, int(limit.count())), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [=] {
        watcher->deleteLater();
        const QDBusPendingReply<int> reply = *watcher;
        if (reply.isError())
            handler({stateOf(reply.error()), reply.error().message()});
        else if (reply.value() < 0)
            handler({KeychainState::Refused, {}});
        else
            checkKeychain(context, limit, handler);
    });
}

void unlockWallet(QObject *context, std::chrono::milliseconds limit, const KeychainCheckHandler &handler)
{
    const QDBusPendingCall call = keychainBus().asyncCall(walletCall(u"networkWallet"_s), int(limit.count()));
    auto *watcher = new QDBusPendingCallWatcher(call, context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [=] {
        watcher->deleteLater();
        const QDBusPendingReply<QString> reply = *watcher;
        if (!reply.isError())
            openWallet(context, limit, reply.value(), handler);
        else if (stateOf(reply.error()) == KeychainState::NoService)
            unlockSecretService(context, limit, handler);
        else
            handler({stateOf(reply.error()), reply.error().message()});
    });
}

} // namespace

void unlockKeychain(QObject *context, std::chrono::milliseconds limit, const KeychainCheckHandler &handler)
{
    const QDBusConnection bus = keychainBus();
    if (!bus.isConnected())
        handler({KeychainState::NoBus, bus.lastError().message()});
    else if (walletService().isEmpty())
        unlockSecretService(context, limit, handler);
    else
        unlockWallet(context, limit, handler);
}

} // namespace secrets

#include "keychainunlock.moc"
