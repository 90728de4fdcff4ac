// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace transfer {

//! An open file or folder of the system, closed at the end.
class Descriptor
{
public:
    explicit Descriptor(int value = -1) : m_value(value) { }
    ~Descriptor();
    Descriptor(Descriptor &&other) noexcept : m_value(other.release()) { }
    Descriptor &operator=(Descriptor &&other) noexcept;
    [[nodiscard]] int value() const { return m_value; }
    [[nodiscard]] bool isOpen() const { return m_value >= 0; }
    int release();
    bool close(); //!< false when what was written did not arrive

private:
    int m_value;
};

//! What the system said about the last call, as an Error{Storage}. `outOfSpace()` knows the ones that mean a full disk.
core::Error systemError(const QString &what);
[[nodiscard]] bool isOutOfSpace(const core::Error &error);

//! Writes all bytes or says why not; less than all is a failure (reliability M6).
core::Result<core::Done> writeAll(int file, QByteArrayView bytes, const QString &name);

//! A folder that did not exist before and that nobody else may enter (0700, files 0600). Everything is opened from its
//! own descriptor, one segment after the other, following no link, and only made anew: whatever a path says or another
//! program swaps meanwhile, nothing is written outside and nothing is overwritten (promise H1). Not thread-safe; any
//! thread. Stands on POSIX (openat and its kin), as all of this layer that touches the disk; Windows needs its own.
class NewFolder
{
public:
    //! `path`: its parent exists and was chosen by the person; the folder itself must not.
    static core::Result<std::unique_ptr<NewFolder>> make(const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }

    //! Makes a file and the folders above it. `name` as isInsideName() allows it; seconds since the epoch, if known.
    core::Result<core::Done> write(const QString &name, QByteArrayView bytes, std::optional<qint64> modified = {});
    //! Makes an empty file that grows by writeAll().
    core::Result<Descriptor> create(const QString &name);
    //! What is there now, read back; an Error when it is more than `maxBytes` or no plain file.
    core::Result<QByteArray> read(const QString &name, qint64 maxBytes) const;
    core::Result<Descriptor> openForReading(const QString &name) const;
    core::Result<core::Done> remove(const QString &name);
    //! Waits until everything is on the disk, as far as the system can do that.
    core::Result<core::Done> sync() const;

private:
    struct Identity
    {
        quint64 device = 0;
        quint64 inode = 0;
    };

    NewFolder() = default;
    //! The folder of `name`, made on the way when `make`; `leaf` gets the last segment.
    core::Result<Descriptor> folderOf(const QString &name, bool make, QByteArray &leaf);
    core::Result<Descriptor> folderOf(const QString &name, QByteArray &leaf) const;

    QString m_path;
    Descriptor m_top;
    QHash<QString, Identity> m_made; //!< sub-folders, to notice when one is another now
};

} // namespace transfer
