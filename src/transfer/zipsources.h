// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

struct zip;
struct zip_error;
struct zip_source;

//! libzip over descriptors that are open already, so that no name is ever opened a second time.
namespace transfer {

class ZipError
{
public:
    ZipError();
    ~ZipError();
    ZipError(const ZipError &) = delete;
    ZipError &operator=(const ZipError &) = delete;
    [[nodiscard]] zip_error *get() { return m_error; }
    [[nodiscard]] core::Error toError(const QString &what);
    static core::Error of(struct zip *archive, const QString &what);

private:
    zip_error *m_error;
};

//! A piece of an open file, which stays open as long as the archive.
struct FilePart
{
    int file = -1;
    qint64 offset = 0;
    qint64 size = 0;
};

//! Read only, seekable. Null on failure.
zip_source *zipSource(const FilePart &part, ZipError &why);
//! An open, empty file that gets an archive.
zip_source *zipTarget(int file, ZipError &why);

//! The bytes of one file of an archive; nothing when it has more than `maxBytes`, is damaged or is not there. Never
//! unpacks more than that, whatever the archive says about sizes.
std::optional<QByteArray> readZipFile(struct zip *archive, quint64 index, qint64 maxBytes, bool *tooLarge = nullptr);
//! Lower-case hexadecimal sha256 of a file that has exactly `size` bytes.
std::optional<QByteArray> hashOfZipFile(struct zip *archive, const QByteArray &name, qint64 size);

} // namespace transfer
