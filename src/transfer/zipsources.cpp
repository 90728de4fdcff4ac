// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "transfer/zipsources.h"

#include "transfer/newfolder.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <sys/types.h>
#include <unistd.h>
#include <zip.h>

using namespace Qt::StringLiterals;

namespace transfer {

namespace {

//! What libzip carries from call to call.
struct SourceState
{
    FilePart part;
    bool writable = false;
    qint64 position = 0;
    zip_error_t error = {};
};

zip_int64_t failed(SourceState &state, int code)
{
    zip_error_set(&state.error, code, errno);
    return -1;
}

zip_int64_t seek(SourceState &state, void *data, zip_uint64_t length)
{
    const zip_int64_t offset = zip_source_seek_compute_offset(zip_uint64_t(state.position), zip_uint64_t(state.part.size),
                                                              data, length, &state.error);
    if (offset < 0)
        return -1;
    state.position = offset;
    return 0;
}

zip_int64_t read(SourceState &state, void *data, zip_uint64_t length)
{
    const qint64 left = std::max<qint64>(0, state.part.size - state.position);
    const ssize_t got = ::pread(state.part.file, data, size_t(std::min<quint64>(length, quint64(left))),
                                off_t(state.part.offset + state.position));
    if (got < 0)
        return failed(state, ZIP_ER_READ);
    state.position += got;
    return got;
}

//! All or nothing: less than all is a failure.
zip_int64_t write(SourceState &state, const void *data, zip_uint64_t length)
{
    quint64 done = 0;
    while (done < length) {
        const ssize_t put = ::pwrite(state.part.file, static_cast<const char *>(data) + done, size_t(length - done),
                                     off_t(state.position));
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return failed(state, ZIP_ER_WRITE);
        done += quint64(put);
        state.position += put;
    }
    state.part.size = std::max(state.part.size, state.position);
    return zip_int64_t(length);
}

zip_int64_t stat(SourceState &state, void *data, zip_uint64_t length)
{
    if (length < sizeof(zip_stat_t))
        return failed(state, ZIP_ER_INVAL);
    if (state.writable && state.part.size == 0) { // an archive that does not exist yet
        zip_error_set(&state.error, ZIP_ER_READ, ENOENT);
        return -1;
    }
    auto *status = static_cast<zip_stat_t *>(data);
    zip_stat_init(status);
    status->size = zip_uint64_t(state.part.size);
    status->valid |= ZIP_STAT_SIZE;
    return sizeof(zip_stat_t);
}

zip_int64_t answer(void *user, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
    SourceState &state = *static_cast<SourceState *>(user);
    switch (command) {
    case ZIP_SOURCE_SUPPORTS:
        return state.writable ? ZIP_SOURCE_SUPPORTS_WRITABLE : ZIP_SOURCE_SUPPORTS_SEEKABLE;
    case ZIP_SOURCE_OPEN:
    case ZIP_SOURCE_BEGIN_WRITE:
        state.position = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return read(state, data, length);
    case ZIP_SOURCE_WRITE:
        return write(state, data, length);
    case ZIP_SOURCE_SEEK:
    case ZIP_SOURCE_SEEK_WRITE:
        return seek(state, data, length);
    case ZIP_SOURCE_TELL:
    case ZIP_SOURCE_TELL_WRITE:
        return state.position;
    case ZIP_SOURCE_STAT:
        return stat(state, data, length);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&state.error, data, length);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_COMMIT_WRITE:
    case ZIP_SOURCE_REMOVE:
        return 0;
    case ZIP_SOURCE_ROLLBACK_WRITE:
        return ::ftruncate(state.part.file, 0) == 0 ? 0 : failed(state, ZIP_ER_WRITE);
    case ZIP_SOURCE_FREE:
        delete &state;
        return 0;
    default:
        zip_error_set(&state.error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

zip_source *makeSource(const FilePart &part, bool writable, ZipError &why)
{
    auto state = std::make_unique<SourceState>();
    state->part = part;
    state->writable = writable;
    zip_error_init(&state->error);
    zip_source *source = zip_source_function_create(answer, state.get(), why.get());
    if (source)
        static_cast<void>(state.release()); // ZIP_SOURCE_FREE deletes it
    return source;
}

core::Error archiveError(zip_error_t *why, const QString &what)
{
    if (zip_error_system_type(why) == ZIP_ET_SYS && zip_error_code_system(why) != 0) {
        errno = zip_error_code_system(why);
        return systemError(what);
    }
    core::Error error;
    error.kind = core::ErrorKind::Storage;
    error.detail = what + u": "_s + QString::fromUtf8(zip_error_strerror(why));
    error.delivery = core::Delivery::NotSent;
    return error;
}

} // namespace

ZipError::ZipError() : m_error(new zip_error_t)
{
    zip_error_init(m_error);
}

ZipError::~ZipError()
{
    zip_error_fini(m_error);
    delete m_error;
}

core::Error ZipError::toError(const QString &what)
{
    return archiveError(m_error, what);
}

core::Error ZipError::of(struct zip *archive, const QString &what)
{
    return archiveError(zip_get_error(archive), what);
}

zip_source *zipSource(const FilePart &part, ZipError &why)
{
    return makeSource(part, false, why);
}

zip_source *zipTarget(int file, ZipError &why)
{
    return makeSource({file, 0, 0}, true, why);
}

std::optional<QByteArray> readZipFile(struct zip *archive, quint64 index, qint64 maxBytes, bool *tooLarge)
{
    zip_file_t *file = zip_fopen_index(archive, index, 0);
    if (!file)
        return std::nullopt;
    QByteArray bytes;
    QByteArray piece(16 * 1024, Qt::Uninitialized);
    zip_int64_t got = 0;
    while (bytes.size() <= maxBytes && (got = zip_fread(file, piece.data(), zip_uint64_t(piece.size()))) > 0)
        bytes.append(piece.constData(), got);
    const bool whole = zip_fclose(file) == 0 && got == 0; // the checksum is compared at the end
    if (tooLarge)
        *tooLarge = bytes.size() > maxBytes;
    return whole && bytes.size() <= maxBytes ? std::optional(bytes) : std::nullopt;
}

std::optional<QByteArray> hashOfZipFile(struct zip *archive, const QByteArray &name, qint64 size)
{
    zip_file_t *file = zip_fopen(archive, name.constData(), ZIP_FL_ENC_UTF_8);
    if (!file)
        return std::nullopt;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QByteArray piece(64 * 1024, Qt::Uninitialized);
    qint64 sum = 0;
    zip_int64_t got = 0;
    while (sum <= size && (got = zip_fread(file, piece.data(), zip_uint64_t(piece.size()))) > 0) {
        hash.addData(QByteArrayView(piece.constData(), got));
        sum += got;
    }
    const bool whole = zip_fclose(file) == 0 && got == 0;
    return whole && sum == size ? std::optional(hash.result().toHex()) : std::nullopt;
}

} // namespace transfer
