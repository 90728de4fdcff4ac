// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "db/migration.h"

using namespace Qt::StringLiterals;

namespace db {

namespace {

core::Result<qint64> number(Connection &connection, const char *pragma)
{
    Statement statement = connection.prepare(pragma);
    if (!statement.row())
        return statement.error();
    return statement.integerAt(0);
}

core::Result<core::Done> checkOwner(Connection &connection, qint32 applicationId, qint64 version, qint64 known)
{
    const auto owner = number(connection, "PRAGMA application_id");
    if (!owner)
        return owner.error();
    // A file that is not empty and does not bear our mark is somebody else's.
    const auto pages = number(connection, "PRAGMA page_count");
    if (!pages)
        return pages.error();
    core::Error error{.kind = core::ErrorKind::Storage, .serverText = {}};
    if (*owner != applicationId && (*owner != 0 || version != 0 || *pages > 1))
        error.detail = u"the database belongs to another program"_s;
    else if (version > known)
        error.detail = u"the database was written by a newer Palimpsest (schema %1, this one knows %2)"_s.arg(version).arg(known);
    else
        return core::Done{};
    return error;
}

} // namespace

core::Result<core::Done> migrate(Connection &connection, qint32 applicationId, const std::vector<const char *> &steps)
{
    const auto known = qint64(steps.size());
    bool isNew = false;
    for (;;) {
        const auto before = number(connection, "PRAGMA user_version");
        if (!before)
            return before.error();
        if (const auto owner = checkOwner(connection, applicationId, *before, known); !owner)
            return owner;
        if (*before == known)
            return core::Done{};
        isNew |= *before == 0;
        const char *step = steps[size_t(*before)];
        const bool vacuum = qstrcmp(step, "VACUUM") == 0;
        if (vacuum && !isNew) {
            if (const auto rewritten = connection.execute(step); !rewritten)
                return rewritten;
        }

        Transaction transaction(connection, Transaction::Write);
        if (!transaction.started())
            return transaction.started();
        const auto version = number(connection, "PRAGMA user_version"); // another process may have been faster
        if (!version)
            return version.error();
        if (*version != *before)
            continue;
        if (!vacuum) {
            if (const auto applied = connection.execute(step); !applied)
                return applied;
        }
        const QByteArray marks = "PRAGMA application_id=" + QByteArray::number(applicationId)
            + "; PRAGMA user_version=" + QByteArray::number(*version + 1);
        if (const auto marked = connection.execute(marks.constData()); !marked)
            return marked;
        if (const auto committed = transaction.commit(); !committed)
            return committed;
    }
}

} // namespace db
