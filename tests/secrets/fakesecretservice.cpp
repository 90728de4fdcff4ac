// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "fakesecretservice.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QTimer>

using namespace Qt::StringLiterals;

FakeSecretService::FakeSecretService(Manner manner)
    : m_manner(manner), m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"fake-secrets"_s)),
      m_locked(manner == Manner::LockedAsks || manner == Manner::LockedDismissed),
      m_hasDefault(manner != Manner::NoDefault)
{
    m_onBus = m_bus.registerVirtualObject(u"/"_s, this, QDBusConnection::SubPath)
        && m_bus.registerService(u"org.freedesktop.secrets"_s);
}

FakeSecretService::~FakeSecretService()
{
    m_bus.unregisterService(u"org.freedesktop.secrets"_s);
    m_bus.unregisterObject(u"/"_s, QDBusConnection::UnregisterTree);
    QDBusConnection::disconnectFromBus(u"fake-secrets"_s);
}

QString FakeSecretService::introspect(const QString &) const
{
    return {};
}

bool FakeSecretService::handleMessage(const QDBusMessage &message, const QDBusConnection &connection)
{
    if (message.type() != QDBusMessage::MethodCallMessage)
        return false;
    m_calls.append(message.interface().section(u'.', -1) + u'.' + message.member());
    const bool isCheck = message.member() == "Get"_L1;
    if (m_manner == Manner::Silent || (m_manner == Manner::SilentAfterCheck && !isCheck))
        return true; // taken, and never answered
    if (m_manner == Manner::Slow) {
        QTimer::singleShot(600, this, [this, message] {
            m_calls.append(u"(answer)"_s);
            m_bus.send(answerTo(message));
        });
        return true;
    }
    connection.send(answerTo(message));
    if (message.member() == "Prompt"_L1) {
        const QString path = message.path();
        QTimer::singleShot(50, this, [this, path] { completePrompt(path); });
    }
    return true;
}

QDBusMessage FakeSecretService::answerTo(const QDBusMessage &message)
{
    const QString member = message.member();
    const QDBusObjectPath prompt(u"/org/freedesktop/secrets/prompts/p1"_s);
    if (m_manner == Manner::Denies)
        return message.createErrorReply(u"org.freedesktop.DBus.Error.AccessDenied"_s, u"not for you"_s);
    if (m_manner == Manner::Breaks)
        return message.createErrorReply(u"org.example.Broken"_s, u"the disk of the keyring is on fire"_s);
    if (m_manner == Manner::Garbage)
        return message.createReply(QVariant::fromValue(QDBusVariant(u"perhaps"_s)));
    if (member == "Get"_L1 && !m_hasDefault)
        return message.createErrorReply(u"org.freedesktop.DBus.Error.UnknownObject"_s, u"no such object"_s);
    if (member == "Get"_L1)
        return message.createReply(QVariant::fromValue(QDBusVariant(m_locked)));
    if (member == "ReadAlias"_L1)
        return message.createReply(QVariant::fromValue(
            QDBusObjectPath(m_hasDefault ? u"/org/freedesktop/secrets/collection/login"_s : u"/"_s)));
    if (member == "Unlock"_L1)
        return message.createReply({QVariant::fromValue(QList<QDBusObjectPath>()), QVariant::fromValue(prompt)});
    if (member == "CreateCollection"_L1)
        return message.createReply({QVariant::fromValue(QDBusObjectPath(u"/"_s)), QVariant::fromValue(prompt)});
    return message.createReply();
}

void FakeSecretService::completePrompt(const QString &path)
{
    const bool dismissed = m_manner == Manner::LockedDismissed;
    if (!dismissed) {
        m_locked = false;
        m_hasDefault = true;
    }
    QDBusMessage completed = QDBusMessage::createSignal(path, u"org.freedesktop.Secret.Prompt"_s, u"Completed"_s);
    completed << dismissed << QVariant::fromValue(QDBusVariant(u""_s));
    m_bus.send(completed);
}
