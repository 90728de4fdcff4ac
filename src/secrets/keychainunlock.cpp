// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychainunlock.h"

#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QVariantMap>

#include <utility>

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

QDBusMessage serviceCall(const QString &method)
{
    return QDBusMessage::createMethodCall(secretService, servicePath, u"org.freedesktop.Secret.Service"_s, method);
}

//! Unlock and CreateCollection both answer with something and the path of a prompt, "/" for none.
template<typename Something>
void followPrompt(QObject *context, const QDBusMessage &request, std::chrono::milliseconds limit,
                  const KeychainCheckHandler &handler)
{
    askOnBus<Something>(context, request, limit, handler, [=](const Something &, const QDBusMessage &reply) {
        const QString prompt = qvariant_cast<QDBusObjectPath>(reply.arguments().value(1)).path();
        if (prompt.size() > 1)
            new SecretPrompt(context, prompt, limit, handler);
        else
            checkKeychain(context, limit, handler);
    });
}

void unlockSecretService(QObject *context, std::chrono::milliseconds limit, const KeychainCheckHandler &handler)
{
    QDBusMessage readAlias = serviceCall(u"ReadAlias"_s);
    readAlias << u"default"_s;
    const auto then = [=](const QDBusObjectPath &alias, const QDBusMessage &) {
        if (alias.path().size() > 1) {
            QDBusMessage unlock = serviceCall(u"Unlock"_s);
            unlock << QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(defaultAlias)});
            followPrompt<QList<QDBusObjectPath>>(context, unlock, limit, handler);
        } else {
            QDBusMessage create = serviceCall(u"CreateCollection"_s);
            create << QVariantMap{{u"org.freedesktop.Secret.Collection.Label"_s, u"Login"_s}} << u"default"_s;
            followPrompt<QDBusObjectPath>(context, create, limit, handler);
        }
    };
    askOnBus<QDBusObjectPath>(context, readAlias, limit, handler, then);
}

void unlockWallet(QObject *context, std::chrono::milliseconds limit, const QString &wallet,
                  const KeychainCheckHandler &handler)
{
    QDBusMessage open = walletCall(u"open"_s);
    open << wallet << qlonglong(0) << u"palimpsest"_s;
    askOnBus<int>(context, open, limit, handler, [=](int handle, const QDBusMessage &) {
        if (handle < 0)
            handler({KeychainState::Refused, {}});
        else
            checkKeychain(context, limit, handler);
    });
}

} // namespace

void unlockKeychain(QObject *context, std::chrono::milliseconds limit, const KeychainCheckHandler &handler)
{
    chooseKeychain(
        context, limit, handler, [=](const QString &wallet) { unlockWallet(context, limit, wallet, handler); },
        [=] { unlockSecretService(context, limit, handler); });
}

} // namespace secrets

#include "keychainunlock.moc"
