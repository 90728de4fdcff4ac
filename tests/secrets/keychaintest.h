// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "secrets/tokenstore.h"
#include "support/loopwatch.h"

#include <QByteArray>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QStringList>
#include <QTest>

#include <optional>

//! A window that stands still for a slow or frozen daemon does so for seconds; less than this (in milliseconds) may be
//! the machine.
constexpr double standstill = 500;

template<typename T>
struct Answer
{
    std::optional<core::Result<T>> result;
    qint64 milliseconds = -1;
    double longestGap = -1; //!< milliseconds for which the event loop stood still

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
    support::LoopWatch watch;
    QElapsedTimer clock;
    clock.start();
    auto call = start();
    call.then(&watch, [&](const core::Result<T> &result) {
        answer.result = result;
        answer.milliseconds = clock.elapsed();
    });
    (void)QTest::qWaitFor([&] { return answer.result.has_value(); }, 8000);
    answer.longestGap = watch.longestAwayMs();
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
