// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "hostilepaths.h"

#include "transfer/newfolder.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cstdio>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;

//! H1: nothing is written but in the folder that was made, whatever a name says and whoever swaps folders meanwhile.
class TestNewFolder : public QObject
{
    Q_OBJECT

    static mode_t modeOf(const QString &path)
    {
        struct stat status = {};
        return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 07777 : 0;
    }

    static QStringList everythingIn(const QString &folder)
    {
        QStringList found;
        QDirIterator all(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
        while (all.hasNext())
            found.append(QDir(folder).relativeFilePath(all.next()));
        found.sort();
        return found;
    }

private slots:
    void writesAndReadsBack()
    {
        QTemporaryDir place;
        ::umask(0);
        auto folder = transfer::NewFolder::make(place.filePath(u"export"_s));
        ::umask(022);
        QVERIFY(folder);
        QVERIFY((*folder)->write(u"a/b/c.md"_s, "text\0\xFF", 1'700'000'000));
        QVERIFY((*folder)->write(u"a/d.md"_s, {}));
        QCOMPARE(*(*folder)->read(u"a/b/c.md"_s, 100), QByteArray("text"));
        QVERIFY(!(*folder)->read(u"a/b/c.md"_s, 3));
        QCOMPARE(modeOf(place.filePath(u"export"_s)), mode_t(0700));
        QCOMPARE(modeOf(place.filePath(u"export/a/b"_s)), mode_t(0700));
        QCOMPARE(modeOf(place.filePath(u"export/a/b/c.md"_s)), mode_t(0600));
        QVERIFY((*folder)->sync());
        QVERIFY((*folder)->remove(u"a/d.md"_s));
        QCOMPARE(everythingIn(place.path()),
                 (QStringList{u"export"_s, u"export/a"_s, u"export/a/b"_s, u"export/a/b/c.md"_s}));
    }

    void whatIsThereStays()
    {
        QTemporaryDir place;
        QVERIFY(QDir(place.path()).mkdir(u"folder"_s));
        QVERIFY(QFile::link(place.filePath(u"folder"_s), place.filePath(u"link"_s)));
        QVERIFY(QFile::link(place.filePath(u"nowhere"_s), place.filePath(u"dangling"_s)));
        for (const QString &taken : {u"folder"_s, u"link"_s, u"dangling"_s, u"missing/deeper"_s, u".."_s, u"folder/.."_s})
            QVERIFY2(!transfer::NewFolder::make(place.filePath(taken)), qPrintable(taken));
        auto folder = transfer::NewFolder::make(place.filePath(u"new"_s));
        QVERIFY(folder);
        QVERIFY((*folder)->write(u"x"_s, "first"));
        QVERIFY(!(*folder)->write(u"x"_s, "second"));
        QCOMPARE(*(*folder)->read(u"x"_s, 100), QByteArray("first"));
        // Links that somebody put there are not followed, folders that somebody put there not used.
        QVERIFY(QFile::link(place.filePath(u"outside"_s), place.filePath(u"new/y"_s)));
        QVERIFY(QDir(place.path()).mkdir(u"new/z"_s));
        QVERIFY(!(*folder)->write(u"y"_s, "secret"));
        QVERIFY(!(*folder)->write(u"z/a"_s, "secret"));
        QVERIFY(!(*folder)->read(u"y"_s, 100));
        QVERIFY(!QFile::exists(place.filePath(u"outside"_s)));
    }

    void hostileNamesWriteNothing()
    {
        QTemporaryDir place;
        auto folder = transfer::NewFolder::make(place.filePath(u"export"_s));
        QVERIFY(folder);
        int refused = 0;
        for (const QString &path : hostile::paths()) {
            if (!(*folder)->write(path, "text"))
                ++refused;
        }
        QVERIFY2(refused > 150, qPrintable(QString::number(refused)));
        for (const QString &found : everythingIn(place.path()))
            QVERIFY2(found == u"export" || found.startsWith(u"export/"), qPrintable(found));
    }

    //! Another program swaps a sub-folder for a link to a folder outside, a thousand times.
    void aRacingSwapWritesNothingOutside()
    {
        QTemporaryDir place;
        QVERIFY(QDir(place.path()).mkdir(u"outside"_s));
        auto folder = transfer::NewFolder::make(place.filePath(u"export"_s));
        QVERIFY(folder);
        QVERIFY((*folder)->write(u"sub/first"_s, "text"));
        const QByteArray sub = QFile::encodeName(place.filePath(u"export/sub"_s));
        const QByteArray aside = QFile::encodeName(place.filePath(u"export/aside"_s));
        const QByteArray outside = QFile::encodeName(place.filePath(u"outside"_s));
        std::atomic_bool stop = false;
        std::atomic_int swaps = 0;
        std::thread racer([&] {
            while (!stop) {
                ::rename(sub.constData(), aside.constData());
                const bool linked = ::symlink(outside.constData(), sub.constData()) == 0;
                std::this_thread::yield();
                if (linked)
                    ::unlink(sub.constData());
                ::rename(aside.constData(), sub.constData());
                ++swaps;
            }
        });
        int refused = 0;
        for (int i = 0; i < 1000 || (swaps < 100 && i < 100'000); ++i) {
            if (!(*folder)->write(u"sub/file%1"_s.arg(i), "secret"))
                ++refused;
        }
        stop = true;
        racer.join();
        QVERIFY2(refused > 0, "the race never met a write: the test proves nothing");
        QCOMPARE(everythingIn(place.filePath(u"outside"_s)), QStringList());
    }

    void aFullDeviceIsAFailure()
    {
        const auto written = transfer::writeAll(-1, "x", u"nowhere"_s);
        QVERIFY(!written);
        QVERIFY(!transfer::isOutOfSpace(written.error()));
        QFile full(u"/dev/full"_s);
        if (!full.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            QSKIP("no /dev/full here");
        const auto refused = transfer::writeAll(full.handle(), "x", u"full"_s);
        QVERIFY(!refused);
        QVERIFY(transfer::isOutOfSpace(refused.error()));
    }
};

QTEST_APPLESS_MAIN(TestNewFolder)
#include "tst_newfolder.moc"
