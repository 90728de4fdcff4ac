// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace transfer {

//! What a file of an export must read as when everything is written.
struct WrittenFile
{
    QString name;
    qint64 size = 0;
    QByteArray sha256; //!< of all its bytes, lower-case hexadecimal
};

//! Where an export goes. Files are made once each, by names as isInsideName() allows them; nothing that exists is touched.
//! Until finish() says that all is well, what is there is marked as incomplete: it survives a kill that way. Any thread,
//! one at a time.
class ExportOutput
{
public:
    virtual ~ExportOutput() = default;

    virtual core::Result<core::Done> write(const QString &name, const QByteArray &bytes,
                                           std::optional<qint64> modified = {}) = 0;
    //! Lets a file grow, piece by piece.
    virtual core::Result<core::Done> append(const QString &name, const QByteArray &bytes) = 0;
    //! Reads every file back and compares it; then takes the mark away, if the export is `complete`.
    virtual core::Result<core::Done> finish(const QList<WrittenFile> &expected, bool complete) = 0;
    //! Where it is, for a person.
    [[nodiscard]] virtual QString path() const = 0;
};

//! The name of the mark.
QString incompleteMark();
QByteArray incompleteText();

//! A folder that does not exist yet.
core::Result<std::unique_ptr<ExportOutput>> exportToFolder(const QString &path);
//! A .zip that does not exist yet. Made beside its place under another name, put in its place when it was read back.
//! Until then the texts are in a file without a name, which goes with the program.
core::Result<std::unique_ptr<ExportOutput>> exportToZip(const QString &path);

//! Reads `file` to its end without keeping it; an Error when its size or hash differ from what is `expected`.
core::Result<core::Done> verifyFile(int file, const WrittenFile &expected);

} // namespace transfer
