// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QSet>

namespace support {

//! Bytes that are nowhere else, as short as can be: a text that is nothing but one is a short text.
inline QByteArray canary(int number)
{
    return '{' + QByteArray::number(number).rightJustified(6, '0') + '}';
}

//! The numbers of all canaries in the bytes, in one pass for any number of them.
inline QSet<int> canariesIn(const QByteArray &bytes)
{
    QSet<int> numbers;
    for (qsizetype at = bytes.indexOf('{'); at >= 0 && at + 8 <= bytes.size(); at = bytes.indexOf('{', at + 1)) {
        bool fits = false;
        const int number = bytes.mid(at + 1, 6).toInt(&fits);
        if (fits && bytes.at(at + 7) == '}')
            numbers.insert(number);
    }
    return numbers;
}

//! Of all files below a folder, whatever these are: databases, logs, journals.
inline QSet<int> canariesBelow(const QString &folder)
{
    QSet<int> numbers;
    for (QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext();) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            numbers += canariesIn(file.readAll());
    }
    return numbers;
}

} // namespace support
