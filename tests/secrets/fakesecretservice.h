// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDBusConnection>
#include <QDBusVirtualObject>
#include <QStringList>

//! A Secret Service that behaves as badly as the test wants; lives on a bus connection of its own in the test program.
class FakeSecretService : public QDBusVirtualObject
{
    Q_OBJECT
public:
    enum class Manner {
        Silent,          //!< never answers anything
        SilentAfterCheck, //!< says that it is unlocked, then nothing more
        Denies,          //!< AccessDenied
        Breaks,          //!< an error nobody knows
        NoDefault,       //!< no default keyring; creating one asks, and then there is one
        LockedAsks,      //!< locked; unlocking shows a prompt that the person answers
        LockedDismissed, //!< the same, but the person dismisses the prompt
        Slow,            //!< is fine, but takes 600 ms for every answer
        Garbage,         //!< answers with values of the wrong type
    };

    explicit FakeSecretService(Manner manner);
    ~FakeSecretService() override;

    [[nodiscard]] bool isOnBus() const { return m_onBus; }
    //! `Interface.Method` of what was called, in order; a slow one also notes its answers.
    [[nodiscard]] const QStringList &calls() const { return m_calls; }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;
    QString introspect(const QString &path) const override;

private:
    [[nodiscard]] QDBusMessage answerTo(const QDBusMessage &message);
    void completePrompt(const QString &path);

    Manner m_manner;
    QDBusConnection m_bus;
    bool m_locked;
    bool m_hasDefault;
    bool m_onBus = false;
    QStringList m_calls;
};
