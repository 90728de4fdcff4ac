// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/utf8.h"
#include "history/texts.h"
#include "support/quickfolder.h"
#include "wait.h"

#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>
#include <QSet>

//! What the tests of history::Texts share.
namespace textscommon {

using support::quickFolder;

constexpr char32_t firstCanary = 0x21000;

//! Three characters that no other text has, so that their trigram is theirs alone, too.
inline QByteArray canary(int number)
{
    const char32_t first = firstCanary + char32_t(number * 3);
    const char32_t three[] = {first, first + 1, first + 2};
    return QString::fromUcs4(three, 3).toUtf8();
}

//! What is left of the canary where a common beginning was left out: an index writes only what is new in a word.
inline QByteArray tailOf(const QByteArray &canary)
{
    return canary.mid(4);
}

//! The n-th text: words, a canary somewhere in them. Most are short, so that several share a page.
inline QByteArray testText(int number, int most = 900)
{
    QRandomGenerator random{quint32(number)};
    QByteArray text;
    const int size = most > 500 && random.bounded(10) == 0 ? random.bounded(1, 40'000) : random.bounded(1, most);
    while (text.size() < size) {
        for (int i = random.bounded(2, 9); i > 0; --i)
            text.append(char('a' + random.bounded(26)));
        text.append(random.bounded(12) == 0 ? '\n' : ' ');
    }
    return text.insert(random.bounded(int(text.size())), canary(number));
}

inline history::KeptText keptText(int number, int most = 900)
{
    return {{QStringLiteral("memstore_1")}, {QStringLiteral("memver_%1").arg(number)}, testText(number, most)};
}

//! The numbers of the texts of whose canary the tail is in the bytes. In one pass, for many of them.
inline QSet<int> canariesIn(const QByteArray &bytes)
{
    const auto characterAt = [&bytes](qsizetype at) {
        char32_t character = 0;
        for (int i = 1; i < 4; ++i) {
            const auto byte = uchar(bytes.at(at + i));
            if ((byte & 0xc0) != 0x80)
                return char32_t(0);
            character = character << 6 | (byte & 0x3f);
        }
        return character;
    };
    QSet<int> numbers;
    for (qsizetype at = bytes.indexOf('\xF0'); at >= 0 && at + 8 <= bytes.size(); at = bytes.indexOf('\xF0', at + 1)) {
        const char32_t second = characterAt(at);
        const char32_t third = characterAt(at + 4);
        if (second > firstCanary && third == second + 1 && (second - firstCanary) % 3 == 1)
            numbers.insert(int(second - firstCanary) / 3);
    }
    return numbers;
}

inline QByteArray bytesOf(const QString &folder)
{
    QByteArray bytes;
    for (QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext();) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            bytes += file.readAll();
    }
    return bytes;
}

//! How often the bytes are in the files of the folder, whatever these are.
inline int timesIn(const QString &folder, const QByteArray &bytes)
{
    return int(bytesOf(folder).count(bytes));
}

//! A whole search, part by part.
struct Found
{
    QSet<QString> hashes;
    int parts = 0;
    qint64 looked = 0;
    history::TextPage last;
};

inline Found findAllIn(history::Texts &texts, const history::TextQuery &query, int limit = 200)
{
    Found found;
    qint64 next = 0;
    for (;;) {
        const auto page = wait(texts.search(query, next, limit));
        if (!page)
            qFatal("%s", qPrintable(page.error().detail));
        ++found.parts;
        found.looked += page->looked;
        for (const auto &match : page->matches)
            found.hashes.insert(match.sha256);
        found.last = *page;
        if (!page->next)
            return found;
        next = *page->next;
    }
}

} // namespace textscommon
