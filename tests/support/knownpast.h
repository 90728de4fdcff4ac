// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/version.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace service {
struct ImportStore;
}

//! A store whose past is known, for checking what the program says about it. Of any size, and the same for the same seed.
namespace support {

//! One write of it.
struct KnownVersion
{
    int entry = 0;             //!< index into KnownPast::paths
    int text = -1;             //!< number of the text (textOf()); -1 for a deletion
    qint64 at = 0;             //!< microseconds since 1970
    core::Action action = core::Action::Created;
    qint64 redactedAt = 0;     //!< 0: not redacted
};

struct KnownPast
{
    QList<QString> paths;           //!< of each entry; a path comes more than once when it was deleted and made again
    QList<KnownVersion> versions;   //!< oldest first: what was written, in the order of the service's ids
    QList<QPair<int, int>> renames; //!< deleted entry, and the one that was made of its text elsewhere

    //! Created, updated, saved without a change, changed back (A-B-A), renamed (deleted and created with the same text),
    //! deleted, made again at the same path, redacted; with pauses, moments in which the clock stood still, and leaps.
    static KnownPast make(int versions, quint32 seed = 1);

    //! Exact bytes; short, different for each number, with lines in common with its neighbours.
    static QByteArray textOf(int number);

    //! For service::writeImport().
    [[nodiscard]] service::ImportStore toImport(const QByteArray &name) const;
    //! As the service would list it, with ids made up in its form. `index` counts from the oldest.
    [[nodiscard]] core::Version record(qsizetype index, const core::StoreId &store) const;
    //! What was there at a moment (microseconds): for each path the version that it had, as an index into `versions`.
    [[nodiscard]] QHash<QString, qsizetype> standingAt(qint64 moment) const;
    //! All of them, newest first. For up to some 100,000.
    [[nodiscard]] QList<core::Version> records(const core::StoreId &store) const;
};

} // namespace support
