// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/auditfiles.h"

#include "transfer/exportoutput.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace session {

namespace {

QByteArray sha256Of(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

} // namespace

core::Result<AuditFolder> writeAuditFolder(const QString &path, const QList<AuditFile> &files)
{
    auto output = transfer::exportToFolder(path);
    if (!output)
        return output.error();
    QByteArray sums;
    for (const AuditFile &file : files)
        sums += sha256Of(file.bytes) + "  " + file.name.toUtf8() + '\n';
    QList<transfer::WrittenFile> expected;
    for (const AuditFile &file : files + QList<AuditFile>{{u"SHA256SUMS"_s, sums}}) {
        if (const auto written = output.value()->write(file.name, file.bytes); !written)
            return written.error();
        expected.append({file.name, file.bytes.size(), sha256Of(file.bytes)});
    }
    if (const auto finished = output.value()->finish(expected, true); !finished)
        return finished.error();
    return AuditFolder{output.value()->path(), sha256Of(sums)};
}

} // namespace session
