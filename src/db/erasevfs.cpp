// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "db/erasevfs.h"

#include "db/erasepage.h"

#include <sqlite3.h>

#include <new>

namespace db {

namespace {

constexpr const char *name = "palimpsest-erasing";

//! A database file; the one of the system's layer follows in the same memory. SQLite makes and ends it.
struct File
{
    sqlite3_file base;
    std::optional<PageFormat> format;
    uchar *copy; //!< of a page
};

constexpr int ownSize = (int(sizeof(File)) + 15) / 16 * 16;

File *ours(sqlite3_file *file)
{
    return reinterpret_cast<File *>(file);
}

sqlite3_file *real(sqlite3_file *file)
{
    return reinterpret_cast<sqlite3_file *>(reinterpret_cast<char *>(file) + ownSize);
}

sqlite3_vfs *real(sqlite3_vfs *vfs)
{
    return static_cast<sqlite3_vfs *>(vfs->pAppData);
}

const sqlite3_io_methods *methods(sqlite3_file *file)
{
    return real(file)->pMethods;
}

//! A format never changes once it was written, by whichever program.
void learnFormat(sqlite3_file *file, const uchar *bytes, int size, sqlite3_int64 at)
{
    if (ours(file)->format)
        return;
    uchar header[PageFormat::headerSize];
    if (at == 0 && size >= int(PageFormat::headerSize))
        ours(file)->format = PageFormat::from(bytes);
    else if (methods(file)->xRead(real(file), header, int(sizeof header), 0) == SQLITE_OK)
        ours(file)->format = PageFormat::from(header);
    if (ours(file)->format)
        ours(file)->copy = static_cast<uchar *>(sqlite3_malloc64(ours(file)->format->pageSize));
}

int writeFile(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at)
{
    const auto *page = static_cast<const uchar *>(bytes);
    learnFormat(file, page, size, at);
    const auto &format = ours(file)->format;
    if (format && size == int(format->pageSize) && at % size == 0) {
        if (!ours(file)->copy)
            return SQLITE_IOERR_NOMEM;
        if (copyUsed(*format, at / size + 1, page, ours(file)->copy))
            bytes = ours(file)->copy;
    }
    return methods(file)->xWrite(real(file), bytes, size, at);
}

int closeFile(sqlite3_file *file)
{
    const int code = methods(file)->xClose(real(file));
    sqlite3_free(ours(file)->copy);
    ours(file)->~File();
    file->pMethods = nullptr;
    return code;
}

//! Version 2: a log in shared memory, but no mapped file, which would be written without us.
const sqlite3_io_methods fileMethods = {
    2,
    closeFile,
    [](sqlite3_file *file, void *to, int size, sqlite3_int64 at) { return methods(file)->xRead(real(file), to, size, at); },
    writeFile,
    [](sqlite3_file *file, sqlite3_int64 size) { return methods(file)->xTruncate(real(file), size); },
    [](sqlite3_file *file, int flags) { return methods(file)->xSync(real(file), flags); },
    [](sqlite3_file *file, sqlite3_int64 *size) { return methods(file)->xFileSize(real(file), size); },
    [](sqlite3_file *file, int lock) { return methods(file)->xLock(real(file), lock); },
    [](sqlite3_file *file, int lock) { return methods(file)->xUnlock(real(file), lock); },
    [](sqlite3_file *file, int *locked) { return methods(file)->xCheckReservedLock(real(file), locked); },
    [](sqlite3_file *file, int what, void *value) { return methods(file)->xFileControl(real(file), what, value); },
    [](sqlite3_file *file) { return methods(file)->xSectorSize(real(file)); },
    [](sqlite3_file *file) { return methods(file)->xDeviceCharacteristics(real(file)); },
    [](sqlite3_file *file, int region, int size, int extend, void volatile **memory) {
        return methods(file)->xShmMap(real(file), region, size, extend, memory);
    },
    [](sqlite3_file *file, int from, int count, int flags) { return methods(file)->xShmLock(real(file), from, count, flags); },
    [](sqlite3_file *file) { methods(file)->xShmBarrier(real(file)); },
    [](sqlite3_file *file, int remove) { return methods(file)->xShmUnmap(real(file), remove); },
    nullptr,
    nullptr,
};

//! Logs and journals are the system's own files.
int openFile(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *opened)
{
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0)
        return real(vfs)->xOpen(real(vfs), path, file, flags, opened);
    file->pMethods = nullptr;
    real(file)->pMethods = nullptr;
    const int code = real(vfs)->xOpen(real(vfs), path, real(file), flags, opened);
    if (code != SQLITE_OK) {
        if (methods(file))
            methods(file)->xClose(real(file));
        return code;
    }
    new (file) File{{&fileMethods}, std::nullopt, nullptr};
    return code;
}

sqlite3_vfs make(sqlite3_vfs *system)
{
    sqlite3_vfs vfs = {};
    vfs.iVersion = 2;
    vfs.szOsFile = ownSize + system->szOsFile;
    vfs.mxPathname = system->mxPathname;
    vfs.zName = name;
    vfs.pAppData = system;
    vfs.xOpen = openFile;
    vfs.xDelete = [](sqlite3_vfs *v, const char *path, int sync) { return real(v)->xDelete(real(v), path, sync); };
    vfs.xAccess = [](sqlite3_vfs *v, const char *path, int flags, int *out) {
        return real(v)->xAccess(real(v), path, flags, out);
    };
    vfs.xFullPathname = [](sqlite3_vfs *v, const char *path, int size, char *out) {
        return real(v)->xFullPathname(real(v), path, size, out);
    };
    vfs.xRandomness = [](sqlite3_vfs *v, int size, char *out) { return real(v)->xRandomness(real(v), size, out); };
    vfs.xSleep = [](sqlite3_vfs *v, int microseconds) { return real(v)->xSleep(real(v), microseconds); };
    vfs.xCurrentTime = [](sqlite3_vfs *v, double *out) { return real(v)->xCurrentTime(real(v), out); };
    vfs.xGetLastError = [](sqlite3_vfs *v, int size, char *out) { return real(v)->xGetLastError(real(v), size, out); };
    vfs.xCurrentTimeInt64 = [](sqlite3_vfs *v, sqlite3_int64 *out) { return real(v)->xCurrentTimeInt64(real(v), out); };
    return vfs;
}

} // namespace

const char *erasingVfs()
{
    sqlite3_vfs *system = sqlite3_vfs_find(nullptr);
    if (!system || system->iVersion < 2)
        return nullptr;
    // SQLite keeps the address for as long as the process lives.
    static sqlite3_vfs vfs = make(system);
    static const int code = sqlite3_vfs_register(&vfs, 0);
    return code == SQLITE_OK ? name : nullptr;
}

} // namespace db
