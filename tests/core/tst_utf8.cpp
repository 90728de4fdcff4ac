// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/entry.h"
#include "core/utf8.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestUtf8 : public QObject
{
    Q_OBJECT
private slots:
    void findsTheFirstBadByte_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<qsizetype>("position");

        QTest::newRow("empty") << QByteArray() << qsizetype(-1);
        QTest::newRow("ascii") << QByteArray("plain") << qsizetype(-1);
        QTest::newRow("all lengths") << QByteArray("a\xC3\xA4\xE4\xB8\xAD\xF0\x9F\x98\x80") << qsizetype(-1);
        QTest::newRow("nul is valid UTF-8") << QByteArray("a\0b", 3) << qsizetype(-1);
        QTest::newRow("highest") << QByteArray("\xF4\x8F\xBF\xBF") << qsizetype(-1);
        QTest::newRow("lone tail") << QByteArray("ab\x80") << qsizetype(2);
        QTest::newRow("cut") << QByteArray("ab\xE4\xB8") << qsizetype(2);
        QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << qsizetype(0);
        QTest::newRow("overlong three") << QByteArray("\xE0\x80\xAF") << qsizetype(0);
        QTest::newRow("surrogate") << QByteArray("x\xED\xA0\x80") << qsizetype(1);
        QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80") << qsizetype(0);
        QTest::newRow("latin-1") << QByteArray("caf\xE9!") << qsizetype(3);
    }

    void findsTheFirstBadByte()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(qsizetype, position);
        QCOMPARE(core::firstInvalidUtf8(bytes), position);
        QCOMPARE(core::decodeUtf8(bytes).has_value(), position < 0);
    }

    void keepsALeadingBom()
    {
        const QByteArray bytes = "\xEF\xBB\xBFtext";
        const auto text = core::decodeUtf8(bytes);
        QVERIFY(text);
        QCOMPARE(text->size(), 5);
        QCOMPARE(text->toUtf8(), bytes);
        QVERIFY(QString::fromUtf8(bytes) != *text); // what this function is for
    }

    void hashesLikeTheContractsVectors()
    {
        QCOMPARE(core::sha256Hex("Hello world"), u"64ec88ca00b268e5ba1a35678a1b5316d212f4f366b2477232534a8aeca37f3c"_s);
        QCOMPARE(core::sha256Hex("Version 1 content"),
                 u"fe80a065cb120813abf7dfceb4018a53d6eb7140c785181634e019656176c64e"_s);
    }

    void theSeedsCreateSampleDoesNotFitItsHash()
    {
        const QString hash = u"64ec88ca00b268e5ba1a35678a1b5316d212f4f366b2477232534a8aeca37f3c"_s;
        QCOMPARE(core::integrityOf("Meeting notes content...", hash, 11), core::Integrity::HashMismatch);
        QCOMPARE(core::integrityOf("Hello world", hash, 11), core::Integrity::Verified);
        QCOMPARE(core::integrityOf("Hello world", hash.toUpper(), 11), core::Integrity::Verified);
        QCOMPARE(core::integrityOf("Hello world", hash, 12), core::Integrity::SizeMismatch);
        QCOMPARE(core::integrityOf("Hello world", {}, 11), core::Integrity::Unchecked);
    }
};

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
