// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "hostilepaths.h"

#include "transfer/filenames.h"

#include <QDir>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

//! H2: names that every system takes, all different, whatever the service calls its entries.
class TestFileNames : public QObject
{
    Q_OBJECT

    //! The rules of the three systems, written down apart from the code that follows them.
    static QString whyIllegal(const QString &segment)
    {
        static const QRegularExpression device(
            u"^(con|prn|aux|nul|com[0-9\u00B9\u00B2\u00B3]|lpt[0-9\u00B9\u00B2\u00B3]|conin\\$|conout\\$|clock\\$) *(\\..*)?$"_s,
            QRegularExpression::CaseInsensitiveOption);
        static const QRegularExpression forbidden(u"[\\x{00}-\\x{1f}\\x{7f}-\\x{9f}<>:\"/\\\\|?*~\\x{200b}-\\x{200f}"
                                                  "\\x{2028}-\\x{202e}\\x{2060}-\\x{206f}\\x{feff}\\x{fdd0}\\x{fffe}\\x{ffff}"
                                                  "\\x{ad}\\x{e000}-\\x{f8ff}]"_s);
        if (segment.isEmpty())
            return u"empty"_s;
        if (!segment.isValidUtf16())
            return u"half a character"_s;
        if (segment.toUtf8().size() > 120)
            return u"too long"_s;
        if (segment.startsWith(u'.') || segment.startsWith(u'-') || segment.startsWith(u' '))
            return u"starts like an option or a hidden file"_s;
        if (segment.endsWith(u'.') || segment.endsWith(u' '))
            return u"Windows drops the end"_s;
        if (device.match(segment).hasMatch())
            return u"a device of Windows"_s;
        if (forbidden.match(segment).hasMatch())
            return u"a forbidden character"_s;
        if (segment != segment.normalized(QString::NormalizationForm_C))
            return u"macOS would write it otherwise"_s;
        return {};
    }

    //! What macOS and Windows take for the same file.
    static QString same(const QString &name)
    {
        return name.normalized(QString::NormalizationForm_D).toUpper().toLower();
    }

    static void judge(const QStringList &paths)
    {
        const QStringList names = transfer::safeFileNames(paths);
        QCOMPARE(names.size(), paths.size());
        QSet<QString> files;
        QHash<QString, QString> folders; // how each is spelled
        for (qsizetype i = 0; i < names.size(); ++i) {
            const QString &name = names.at(i);
            QVERIFY2(transfer::isInsideName(name), qPrintable(name));
            QVERIFY2(name.toUtf8().size() <= 220, qPrintable(name));
            QCOMPARE(QDir::cleanPath(u"/base/"_s + name), u"/base/"_s + name);
            const QStringList segments = name.split(u'/');
            for (const QString &segment : segments)
                QVERIFY2(whyIllegal(segment).isEmpty(), qPrintable(name + u": "_s + whyIllegal(segment)));
            QVERIFY2(!files.contains(same(name)), qPrintable(name + u" twice"_s));
            files.insert(same(name));
            QString folder;
            for (const QString &segment : segments.first(segments.size() - 1)) {
                folder += segment + u'/';
                QCOMPARE(folders.value(same(folder), folder), folder);
                folders.insert(same(folder), folder);
            }
        }
        for (const QString &file : std::as_const(files))
            QVERIFY2(!folders.contains(file + u'/'), qPrintable(file + u" is file and folder"_s));
    }

private slots:
    void theTablesAreWhole()
    {
        QVERIFY2(hostile::paths().size() >= 200, qPrintable(QString::number(hostile::paths().size())));
        QVERIFY2(hostile::names().size() >= 90, qPrintable(QString::number(hostile::names().size())));
        const QStringList all = hostile::paths() + hostile::names();
        QCOMPARE(QSet<QString>(all.begin(), all.end()).size() + 2, all.size()); // two stand in both
    }

    void hostilePathsStayInside() { judge(hostile::paths()); }
    void hostileNamesAreLegalAndDistinct() { judge(hostile::names()); }

    void allTogetherToo()
    {
        QStringList all = hostile::paths() + hostile::names();
        all.removeDuplicates();
        judge(all);
    }

    void plainPathsKeepTheirNames()
    {
        const QStringList plain{u"notes/meeting.md"_s, u"notes/Besprechung März.md"_s, u"a/b/c.tar.gz"_s, u"日本/メモ.md"_s,
                                u"50% (draft), v2 + #3 @home.txt"_s};
        QCOMPARE(transfer::safeFileNames(plain), plain);
    }

    void someNamesWordForWord_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("name");
        QTest::newRow("up") << u"../../x"_s << u"__/__/x"_s;
        QTest::newRow("top") << u"/etc/passwd"_s << u"_/etc/passwd"_s;
        QTest::newRow("windows") << u"C:\\x"_s << u"C__x"_s;
        QTest::newRow("device") << u"nul.md"_s << u"_nul.md"_s;
        QTest::newRow("hidden") << u".git/config"_s << u"_git/config"_s;
        QTest::newRow("option") << u"-rf"_s << u"_-rf"_s;
        QTest::newRow("end") << u"x."_s << u"x_"_s;
        QTest::newRow("bidi") << u"x\u202Edm.exe"_s << u"x_dm.exe"_s;
        QTest::newRow("empty") << QString() << u"_"_s;
    }

    void someNamesWordForWord()
    {
        QFETCH(QString, path);
        QFETCH(QString, name);
        QCOMPARE(transfer::safeFileNames({path}), QStringList{name});
    }

    void fileAndFolderOfOneNameLiveBesideEachOther()
    {
        // In the order of the paths: "A", "A/c", "a", "a/b".
        QCOMPARE(transfer::safeFileNames({u"a"_s, u"a/b"_s, u"A/c"_s, u"A"_s}),
                 (QStringList{u"a-3"_s, u"a-4/b"_s, u"A-2/c"_s, u"A"_s}));
    }

    void theOrderOfArrivalDoesNotCount()
    {
        QStringList paths = hostile::names();
        const QStringList names = transfer::safeFileNames(paths);
        QHash<QString, QString> byPath;
        for (qsizetype i = 0; i < paths.size(); ++i)
            byPath.insert(paths.at(i), names.at(i));
        std::reverse(paths.begin(), paths.end());
        const QStringList again = transfer::safeFileNames(paths);
        for (qsizetype i = 0; i < paths.size(); ++i)
            QCOMPARE(again.at(i), byPath.value(paths.at(i)));
    }

    void manyNamesThatFallTogetherAreQuick()
    {
        QStringList paths;
        for (int i = 0; i < 50'000; ++i)
            paths.append(QString(1 + i % 3, QChar(u'*')) + QChar(char16_t(0xE000 + i % 6000)) + QString(i / 6000 + 1, u'?'));
        paths.removeDuplicates();
        QElapsedTimer timer;
        timer.start();
        const QStringList names = transfer::safeFileNames(paths);
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), paths.size());
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    }

    void namesOfOthersAreJudgedAlike_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &path : {u".."_s, u"../x"_s, u"/x"_s, u"a/../x"_s, u"a//x"_s, u"a/"_s, u"\\x"_s, u"C:x"_s, QString(),
                                    u"a/./x"_s, u".git/config"_s, u"nul"_s, u"a\u202Eb"_s, u"x "_s})
            QTest::newRow(qPrintable(u"<%1>"_s.arg(path))) << path;
    }

    void namesOfOthersAreJudgedAlike()
    {
        QFETCH(QString, name);
        QVERIFY(!transfer::isInsideName(name));
    }
};

QTEST_APPLESS_MAIN(TestFileNames)
#include "tst_filenames.moc"
