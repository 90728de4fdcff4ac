// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/textscommon.h"
#include "history/textsfile.h"
#include "history/textslook.h"

#include <QHash>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textscommon;
using history::Texts;

//! The index folds letters by a table of its own, and an older one. Whatever the program takes for the same letter has to
//! be found all the same: every letter there is, against every form of it.
class TestTextsFold : public QObject
{
    Q_OBJECT
private slots:
    void everyLetter();
};

namespace {

QString textWith(char32_t letter)
{
    return u"hay "_s + QString::fromUcs4(&letter, 1) + u" and stack"_s;
}

} // namespace

void TestTextsFold::everyLetter()
{
    QTemporaryDir folder(quickFolder());
    Texts texts(folder.filePath(u"a.texts"_s));
    QHash<char32_t, QList<char32_t>> families; // by what Qt folds them to
    int odd = 0;
    for (char32_t c = 1; c < 0x20000; ++c) {
        const bool hasCase = QChar::toCaseFolded(c) != c || QChar::toUpper(c) != c || QChar::toLower(c) != c;
        if (QChar::isSurrogate(c) || !hasCase)
            continue;
        // The odd ones are never left to the index; each text with one is read for each question, so some have to do.
        const bool leftOut = history::textsfile::isOddForIndex(c) && ++odd % 40 != 0;
        if (!leftOut)
            families[QChar::toCaseFolded(c)].append(c);
    }
    QList<history::KeptText> kept;
    for (const QList<char32_t> &family : std::as_const(families)) {
        for (const char32_t letter : family)
            kept.append({{u"s"_s}, {u"memver_%1"_s.arg(kept.size())}, textWith(letter).toUtf8()});
    }
    QVERIFY(wait(texts.keep(kept)));
    for (const QList<char32_t> &family : std::as_const(families)) {
        for (const char32_t letter : family) {
            // The letter alone among spaces, so that nothing else decides.
            const QSet<QString> found
                = findAllIn(texts, {.needle = u" "_s + QString::fromUcs4(&letter, 1) + u" "_s}).hashes;
            for (const char32_t other : family)
                QVERIFY2(found.contains(core::sha256Hex(textWith(other).toUtf8())),
                         qPrintable(u"%1 is not found as %2"_s.arg(uint(other), 4, 16).arg(uint(letter), 4, 16)));
        }
    }
    qInfo("%d letters, %d odd ones", int(kept.size()), odd);
    QVERIFY(kept.size() > 1500);
}

QTEST_GUILESS_MAIN(TestTextsFold)
#include "tst_textsfold.moc"
