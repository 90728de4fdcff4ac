// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <ctime>

//! The text that a typist called `name` has typed after `count` keys: every count is another text, and nobody else's.
inline QByteArray typedKey(char name, int index)
{
    if (index % 23 == 22)
        return "\n";
    if (index % 7 == 6)
        return "\xE4\xB8\xAD";
    return QByteArray(1, name == 'a' ? char('a' + index * 5 % 26) : char('A' + index * 5 % 26));
}

inline QByteArray typedText(char name, int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += typedKey(name, i);
    return text;
}

//! How many keys of this typist `text` ends with, after `start`; -1 when it is anything else.
inline int keysIn(const QByteArray &text, const QByteArray &start, char name)
{
    if (!text.startsWith(start))
        return -1;
    const QByteArray typed = text.mid(start.size());
    QByteArray so;
    for (int count = 0; so.size() <= typed.size(); ++count) {
        if (so == typed)
            return count;
        so += typedKey(name, count);
    }
    return -1;
}

//! Milliseconds of a clock that all programs of this computer share.
inline qint64 sharedNow()
{
    timespec time = {};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}
