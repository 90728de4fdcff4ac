// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "exportfixture.h"

#include "transfer/exporter.h"
#include "transfer/newfolder.h"

#include <QTest>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace fixture;

//! The n-th call to the disk fails; everything else goes through. These stand in for the library's in this program.
namespace {
std::atomic_int countdown = 0; //!< 0: not armed
std::atomic_int failure = ENOSPC;
std::atomic_bool reached = false;

bool fails()
{
    if (countdown == 0 || --countdown != 0)
        return false;
    reached = true;
    errno = failure;
    return true;
}
} // namespace

extern "C" {
ssize_t write(int file, const void *bytes, size_t count)
{
    if (!fails())
        return ::syscall(SYS_write, file, bytes, count);
    // A disk that fills up takes a part first (reliability M6).
    return count > 1 ? ::syscall(SYS_write, file, bytes, count / 2) : -1;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset)
{
    return fails() ? -1 : ::syscall(SYS_pwrite64, file, bytes, count, offset);
}

int openat(int folder, const char *name, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(more, mode_t) : 0;
    va_end(more);
    return fails() ? -1 : int(::syscall(SYS_openat, folder, name, flags, mode));
}

int mkdirat(int folder, const char *name, mode_t mode)
{
    return fails() ? -1 : int(::syscall(SYS_mkdirat, folder, name, mode));
}

int unlinkat(int folder, const char *name, int flags)
{
    return fails() ? -1 : int(::syscall(SYS_unlinkat, folder, name, flags));
}

int fsync(int file)
{
    return fails() ? -1 : int(::syscall(SYS_fsync, file));
}

int syncfs(int file) noexcept
{
    return fails() ? -1 : int(::syscall(SYS_syncfs, file));
}

int ftruncate(int file, off_t length) noexcept
{
    return fails() ? -1 : int(::syscall(SYS_ftruncate, file, length));
}
}

//! A6 and H3, as a loop that ends by itself (reliability 3.4): whichever call fails, the export says so or is whole, and
//! what is left of it is marked.
class TestExportFaults : public QObject
{
    Q_OBJECT

    static QList<core::Entry> store()
    {
        return {entry(1, u"notes/a.md"_s, "one\n"), entry(2, u"b.md"_s, QByteArray(3000, 'b')), entry(3, u"c/d/e.md"_s, "e")};
    }

    static QList<core::Version> history()
    {
        return {version(1, u"notes/a.md"_s, core::Action::Created, "zero\n", 2),
                version(2, u"notes/a.md"_s, core::Action::Updated, "one\n", 3)};
    }

    static core::Result<transfer::ExportReport> run(const QString &path, transfer::ExportForm form)
    {
        auto exporter = transfer::Exporter::start({path, form, true}, {}, store(), history());
        if (!exporter)
            return exporter.error();
        for (qsizetype i = 0; i < store().size(); ++i) {
            if (const auto added = (*exporter)->addEntry(i, store().at(i)); !added)
                return added.error();
        }
        for (qsizetype i = 0; i < history().size(); ++i) {
            if (const auto added = (*exporter)->addVersion(i, history().at(i)); !added)
                return added.error();
        }
        return (*exporter)->finish({});
    }

    static void judgeFolder(const QString &out, const core::Result<transfer::ExportReport> &report)
    {
        const bool marked = QFile::exists(out + u"/INCOMPLETE.txt"_s);
        const bool empty = everythingIn(out).isEmpty();
        QVERIFY2(report ? !marked && report->complete : marked || empty, "neither whole nor marked");
        // A text that is there is whole, whatever happened.
        for (const core::Entry &each : store()) {
            const QString file = out + u"/memories/"_s + each.path;
            if (QFile::exists(file))
                QCOMPARE(contents(file), *each.content);
        }
    }

private slots:
    void everyCallMayFail_data()
    {
        QTest::addColumn<bool>("zip");
        QTest::addColumn<int>("code");
        for (const bool zip : {false, true}) {
            for (const int code : {ENOSPC, EIO, EDQUOT, EROFS})
                QTest::addRow("%s %d", zip ? "zip" : "folder", code) << zip << code;
        }
    }

    void everyCallMayFail()
    {
        QFETCH(bool, zip);
        QFETCH(int, code);
        failure = code;
        int points = 0;
        int refused = 0;
        for (int n = 1;; ++n) {
            QTemporaryDir place(support::quickFolder());
            const QString out = place.filePath(zip ? u"out.zip"_s : u"out"_s);
            reached = false;
            countdown = n;
            const auto report = run(out, zip ? transfer::ExportForm::Zip : transfer::ExportForm::Folder);
            countdown = 0;
            if (!reached) {
                QVERIFY(report && report->complete);
                break;
            }
            ++points;
            refused += !report;
            if (zip)
                QVERIFY2(QFile::exists(out) == report.has_value(), qPrintable(QString::number(n)));
            else
                judgeFolder(out, report);
            if (!report && code == ENOSPC)
                QVERIFY2(report.error().kind == core::ErrorKind::Storage, qPrintable(report.error().detail));
        }
        QVERIFY2(points > 20, qPrintable(u"only %1 calls were met"_s.arg(points)));
        // Only what does not matter may fail unheard: half a write that the next one completes, a courtesy.
        QVERIFY2(refused * 2 > points, qPrintable(u"%1 of %2 were noticed"_s.arg(refused).arg(points)));
    }
};

QTEST_APPLESS_MAIN(TestExportFaults)
#include "tst_exportfaults.moc"
