// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transfer/importscan.h"
#include "transfer/newfolder.h"

struct zip;

namespace transfer {

//! A .zip file that somebody else may have made. Names are data here, never places; sizes are not believed.
class ZipReader
{
public:
    explicit ZipReader(const QByteArray &file);
    ~ZipReader();
    ZipReader(const ZipReader &) = delete;
    ZipReader &operator=(const ZipReader &) = delete;

    [[nodiscard]] bool isOpen() const { return m_zip != nullptr; }
    [[nodiscard]] qint64 count() const;
    [[nodiscard]] std::optional<QByteArray> rawName(qint64 index) const;
    [[nodiscard]] bool isLink(qint64 index) const;
    //! As the archive claims; for the person to see.
    [[nodiscard]] qint64 claimedSize(qint64 index) const;
    std::optional<QByteArray> read(qint64 index, qint64 maxBytes, bool *tooLarge = nullptr);

private:
    Descriptor m_file;
    struct zip *m_zip = nullptr;
};

//! Appends what is in the archive; an Error when it is a damaged export of ours.
std::optional<core::Error> scanZip(const QByteArray &file, const QString &name, const ScanOptions &options,
                                   const core::CancelFlag &cancel, ImportScan &scan);

} // namespace transfer
