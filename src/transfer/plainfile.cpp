// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "transfer/plainfile.h"

#include "core/utf8.h"
#include "wire/pathrules.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace transfer {

OpenedFile openPlainFile(int folder, const QByteArray &name, bool followLink)
{
    OpenedFile opened;
    const auto fail = [&opened](FileProblem problem) {
        opened.problem = problem;
        if (problem == FileProblem::Unreadable)
            opened.detail = QString::fromLocal8Bit(std::strerror(errno));
    };
    struct stat status = {};
    // Looked at before it is opened: to open a device can do things.
    if (::fstatat(folder, name.constData(), &status, followLink ? 0 : AT_SYMLINK_NOFOLLOW) != 0) {
        fail(errno == ENOENT ? FileProblem::Missing : FileProblem::Unreadable);
        return opened;
    }
    if (S_ISLNK(status.st_mode) || !S_ISREG(status.st_mode)) {
        fail(S_ISLNK(status.st_mode) ? FileProblem::Link : FileProblem::NotAFile);
        return opened;
    }
    // … and again when it is open: it may be another one now.
    opened.file = Descriptor(::openat(folder, name.constData(),
                                      O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (followLink ? 0 : O_NOFOLLOW)));
    if (!opened.file.isOpen() || ::fstat(opened.file.value(), &status) != 0)
        fail(errno == ELOOP ? FileProblem::Link : FileProblem::Unreadable);
    else if (!S_ISREG(status.st_mode))
        fail(FileProblem::NotAFile);
    opened.size = status.st_size;
    return opened;
}

std::optional<QByteArray> readPlainFile(const Descriptor &file, qint64 maxBytes, ScannedFile &told)
{
    QByteArray bytes;
    QByteArray piece(64 * 1024, Qt::Uninitialized);
    while (bytes.size() <= maxBytes) {
        const ssize_t got = ::read(file.value(), piece.data(), size_t(piece.size()));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            told.problem = FileProblem::Unreadable;
            told.detail = QString::fromLocal8Bit(std::strerror(errno));
            return std::nullopt;
        }
        if (got == 0)
            return bytes;
        bytes.append(piece.constData(), got);
    }
    told.problem = FileProblem::TooLarge;
    told.size = std::max(told.size, qint64(bytes.size()));
    return std::nullopt;
}

void judgeText(const QByteArray &bytes, ScannedFile &told)
{
    told.size = bytes.size();
    const qint64 invalid = core::firstInvalidUtf8(bytes);
    const qint64 nul = bytes.indexOf('\0');
    if (invalid >= 0 || nul >= 0) {
        told.problem = FileProblem::NotText;
        told.position = invalid < 0 ? nul : nul < 0 ? invalid : std::min(invalid, nul);
        told.looksUtf16 = bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF")
            || (bytes.size() > 1 && (bytes.at(0) == '\0') != (bytes.at(1) == '\0'));
    } else if (wire::isBlank(bytes)) {
        told.problem = FileProblem::Blank;
    } else {
        told.sha256 = core::sha256Hex(bytes);
    }
}

} // namespace transfer
