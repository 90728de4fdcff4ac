// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "diskfaults.h"

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <sys/stat.h>
#include <unistd.h>

namespace {

std::mutex mutex;
bool counting = false;
int calls = 0;
int failingCall = 0;
int failure = 0;
bool failOnwards = false;
int failed = 0;
int logFile = -1;
std::string watched;

template<typename F>
F next(const char *name)
{
    return reinterpret_cast<F>(dlsym(RTLD_NEXT, name));
}

bool isFile(int descriptor)
{
    struct stat status = {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

//! True when this call is to fail; errno is set then.
bool fails()
{
    const std::lock_guard lock(mutex);
    if (!counting)
        return false;
    ++calls;
    if (calls != failingCall && !(failOnwards && calls > failingCall))
        return false;
    ++failed;
    errno = failure;
    return true;
}

std::string pathOf(int descriptor)
{
    char path[4096];
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const ssize_t length = ::readlink(link.c_str(), path, sizeof path);
    return length > 0 ? std::string(path, size_t(length)) : std::string();
}

void put(const std::string &bytes)
{
    static const auto real = next<ssize_t (*)(int, const void *, size_t)>("write");
    for (size_t done = 0; done < bytes.size();) {
        const ssize_t written = real(logFile, bytes.data() + done, bytes.size() - done);
        if (written <= 0)
            std::abort();
        done += size_t(written);
    }
}

//! One change: "W path offset size\n" and the bytes, "S path" for a sync, "T path size" for a cut, "D path" for a removal.
void log(const char *what, const std::string &path, long long at, const void *data, size_t size)
{
    if (logFile < 0)
        return;
    if (path.compare(0, watched.size() + 1, watched + '/') != 0)
        return;
    put(std::string(what) + ' ' + path.substr(watched.size() + 1) + ' ' + std::to_string(at) + ' ' + std::to_string(size)
        + '\n' + std::string(static_cast<const char *>(data), data ? size : 0));
}

} // namespace

namespace diskfaults {

void failAt(int n, int error, bool onwards)
{
    const std::lock_guard lock(mutex);
    calls = 0;
    failed = 0;
    failingCall = n;
    failure = error;
    failOnwards = onwards;
    counting = true;
}

int failures()
{
    const std::lock_guard lock(mutex);
    return failed;
}

void stop()
{
    const std::lock_guard lock(mutex);
    counting = false;
}

void record(const std::string &folder, const std::string &file)
{
    static const auto real = next<int (*)(const char *, int, ...)>("open");
    watched = folder;
    logFile = real(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

void note(const std::string &words)
{
    put("N " + words + " 0 0\n");
}

} // namespace diskfaults

extern "C" {

ssize_t write(int descriptor, const void *data, size_t size)
{
    static const auto real = next<ssize_t (*)(int, const void *, size_t)>("write");
    if (isFile(descriptor) && fails())
        return -1;
    return real(descriptor, data, size);
}

ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t at)
{
    static const auto real = next<ssize_t (*)(int, const void *, size_t, off64_t)>("pwrite64");
    if (fails())
        return -1;
    const ssize_t written = real(descriptor, data, size, at);
    if (written > 0)
        log("W", pathOf(descriptor), at, data, size_t(written));
    return written;
}

ssize_t pwrite(int descriptor, const void *data, size_t size, off_t at)
{
    return pwrite64(descriptor, data, size, at);
}

int fsync(int descriptor)
{
    static const auto real = next<int (*)(int)>("fsync");
    if (fails())
        return -1;
    log("S", pathOf(descriptor), 0, nullptr, 0);
    return real(descriptor);
}

int fdatasync(int descriptor)
{
    static const auto real = next<int (*)(int)>("fdatasync");
    if (fails())
        return -1;
    log("S", pathOf(descriptor), 0, nullptr, 0);
    return real(descriptor);
}

int ftruncate64(int descriptor, off64_t size) noexcept
{
    static const auto real = next<int (*)(int, off64_t)>("ftruncate64");
    if (fails())
        return -1;
    log("T", pathOf(descriptor), size, nullptr, 0);
    return real(descriptor, size);
}

int ftruncate(int descriptor, off_t size) noexcept
{
    return ftruncate64(descriptor, size);
}

int unlink(const char *path) noexcept
{
    static const auto real = next<int (*)(const char *)>("unlink");
    if (fails())
        return -1;
    log("D", path, 0, nullptr, 0);
    return real(path);
}

int rename(const char *from, const char *to) noexcept
{
    static const auto real = next<int (*)(const char *, const char *)>("rename");
    return fails() ? -1 : real(from, to);
}

int open64(const char *path, int flags, ...)
{
    static const auto real = next<int (*)(const char *, int, ...)>("open64");
    va_list arguments;
    va_start(arguments, flags);
    const int mode = (flags & O_CREAT) ? va_arg(arguments, int) : 0;
    va_end(arguments);
    if ((flags & O_CREAT) && fails())
        return -1;
    return real(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const int mode = (flags & O_CREAT) ? va_arg(arguments, int) : 0;
    va_end(arguments);
    return open64(path, flags, mode);
}
}
