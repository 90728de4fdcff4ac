// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "secrets/tokenstore.h"

#include <QByteArray>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QStringList>
#include <QTest>
#include <QTimer>

#include <optional>

//! The longest time for which the event loop of the window's thread stood still while this object lived.
class EventLoopWatch : public QObject
{
public:
    EventLoopWatch()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &EventLoopWatch::note);
        m_sinceLast.start();
        m_timer.start(5);
    }

    [[nodiscard]] qint64 longestGap()
    {
        note();
        return m_longest;
    }

private:
    void note()
    {
        m_longest = qMax(m_longest, m_sinceLast.elapsed());
        m_sinceLast.restart();
    }

    QTimer m_timer;
    QElapsedTimer m_sinceLast;
    qint64 m_longest = 0;
};

template<typename T>
struct Answer
{
    std::optional<core::Result<T>> result;
    qint64 milliseconds = -1;
    qint64 longestGap = -1;

    [[nodiscard]] bool isError(secrets::KeychainState state) const
    {
        return result && !*result && result->error().kind == core::ErrorKind::Keychain
            && result->error().detail == secrets::word(state);
    }
};

template<typename Call>
struct ValueOf;
template<typename T>
struct ValueOf<core::Call<T>>
{
    using Type = T;
};

//! Runs the event loop until the call has answered; it has 8 s, more than anything is allowed to take.
template<typename Start>
auto answerOf(Start start)
{
    using T = typename ValueOf<std::decay_t<decltype(start())>>::Type;
    Answer<T> answer;
    EventLoopWatch watch;
    QElapsedTimer clock;
    clock.start();
    auto call = start();
    call.then(&watch, [&](const core::Result<T> &result) {
        answer.result = result;
        answer.milliseconds = clock.elapsed();
    });
    (void)QTest::qWaitFor([&] { return answer.result.has_value(); }, 8000);
    answer.longestGap = watch.longestGap();
    return answer;
}

//! The files of the test's private home, runtime and temporary folder in which the secret stands, as it is or disguised.
inline QStringList filesWith(const QByteArray &secret)
{
    const QString text = QString::fromLatin1(secret);
    const QByteArray utf16(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    const QByteArray base64 = secret.toBase64().left(secret.size()); // without the padding
    QStringList found;
    QDirIterator files(qEnvironmentVariable("PRIVATE_ROOT"), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        if (bytes.contains(secret) || bytes.contains(base64) || bytes.contains(utf16))
            found.append(file.fileName());
    }
    return found;
}
