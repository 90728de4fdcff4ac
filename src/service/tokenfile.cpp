// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/tokenfile.h"

#include "service/service.h"

#include "db/privatefile.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace service {

core::Result<QByteArray> readOrMakeToken(const QString &fileName)
{
    const auto fail = [&fileName](const QString &why) {
        return core::Error{.kind = core::ErrorKind::Storage, .serverText = {}, .detail = fileName + u": "_s + why};
    };
    if (const auto prepared = db::preparePlainPrivateFile(fileName); !prepared)
        return prepared.error();
    QFile file(fileName);
    if (!file.open(QIODevice::ReadWrite))
        return fail(file.errorString());
    QByteArray token = file.read(4096).trimmed();
    if (!token.isEmpty())
        return token;
    token = makeToken();
    const QByteArray line = token + '\n';
    if (!file.seek(0) || file.write(line) != line.size() || !file.flush())
        return fail(file.errorString());
    return token;
}

} // namespace service
