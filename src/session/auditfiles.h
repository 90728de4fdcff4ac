// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace session {

struct AuditFile
{
    QString name;
    QByteArray bytes;
};

struct AuditFolder
{
    QString path;
    QByteArray digest; //!< SHA-256 of SHA256SUMS, which names that of every other file: one number for the whole
};

//! A report as evidence: the files in a folder that does not exist yet, with SHA256SUMS over them; each is read back. After
//! a failure what is there stays marked as incomplete. Any thread.
core::Result<AuditFolder> writeAuditFolder(const QString &path, const QList<AuditFile> &files);

} // namespace session
