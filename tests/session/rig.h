// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/faultserver.h"
#include "tests/support/profiles.h"
#include "tests/support/waiting.h"
#include "service/service.h"
#include "session/session.h"

#include <QEventLoop>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

//! What the tests of the session share: the real embedded service, a server in front of it that misbehaves when told to,
//! a session that speaks through it, and somebody else who writes to the service directly, in literal HTTP.
namespace rig {

struct Answer
{
    int status = 0;
    QJsonObject body;
};

class Rig
{
public:
    //! In the profile of this run of the test (tests/support/profiles.h).
    explicit Rig(journal::WrittenHere *marks = nullptr);
    ~Rig();

    // Somebody else, past the session.
    Answer ask(const QByteArray &method, const QByteArray &path, const QByteArray &body = {}) const;
    QString makeStore(const QByteArray &name = "project-alpha") const;
    QString makeEntry(const QString &store, const QByteArray &path, const QByteArray &text) const;
    Answer write(const QString &store, const QString &entry, const QByteArray &text) const;
    Answer remove(const QString &store, const QString &entry) const;
    //! Newest first, all pages; without an entry the whole store's.
    QList<QJsonObject> ledger(const QString &store, const QString &entry = {}) const;
    [[nodiscard]] bool isC() const { return m_profileC; }
    //! /memory_stores/{store} and below, the versions under the name of the profile.
    [[nodiscard]] static QByteArray pathOf(const QString &store);
    [[nodiscard]] QByteArray versionsOf(const QString &store) const;
    //! Where the service keeps its database, for who goes past it.
    [[nodiscard]] QString dataFolder() const { return m_folder.filePath(QStringLiteral("data")); }

    //! Called with each request before it reaches the service; may write, may change it.
    std::function<void(support::Arrival &)> beforeEach;
    //! Called with each reply of the service; may change it.
    std::function<void(const support::Arrival &, QByteArray &reply)> afterEach;
    //! The service does not know locks: what comes after is written, whatever it was based on.
    bool withoutLocks = false;
    //! It neither numbers versions nor tells times finer than a second.
    bool withoutNumbers = false;

    //! The next requests go through, then one meets this fault.
    void faultAfter(int requests, const QByteArray &fault);
    //! Writes that reached the front server, complete or not.
    [[nodiscard]] int writes() const;

    //! As after a kill: the session is gone with all that was on its way, and there is another one.
    void restart(journal::Intents *intents);
    //! Waits for a lost reply, and kills before it is looked for. False when none was lost.
    [[nodiscard]] bool killWhenLost();

    support::FaultServer front;
    session::Session *session = nullptr;
    core::SystemClock clock;

private:
    [[nodiscard]] QByteArray forward(const QByteArray &method, const QByteArray &target, const QByteArray &body) const;

    const bool m_profileC;
    journal::WrittenHere *m_marks;
    QTemporaryDir m_folder;
    std::unique_ptr<service::Service> m_service;
    std::unique_ptr<session::Session> m_owned;
};

QByteArray jsonText(const QByteArray &text); //!< quoted

using ::wait; // of tests/support/waiting.h

} // namespace rig
