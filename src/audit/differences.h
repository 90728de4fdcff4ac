// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/records.h"

#include <QList>
#include <QString>

#include <optional>

namespace audit {

enum class DifferenceKind {
    Created,
    Changed,
    Deleted,
    Moved,    //!< the text is at another path: with the hash of a deleted entry, or the entry itself
    NotKnown, //!< written to; what it was at the first moment is older than what is known
};
constexpr int differenceKinds = 5;

//! How a store at one moment differs from itself at another one, in one path.
struct Difference
{
    DifferenceKind kind = DifferenceKind::Changed;
    QString path;                          //!< at the second moment; of a deleted one where it was
    QString pathBefore;                    //!< of a moved one
    std::optional<history::Record> before; //!< its text at the first moment; nothing: it was not there, or is not known
    std::optional<history::Record> after;
    int versions = 0;                      //!< written in between
    bool madeAgain = false;                //!< before and after are two entries at one path
    bool mayBeSame = false;                //!< a hash is not known: whether the texts differ is not known either

    //! Bytes; nothing where a size is not known.
    [[nodiscard]] std::optional<qint64> sizeChange() const;
    friend bool operator==(const Difference &, const Difference &) = default;
};

//! By path. Paths are what is compared, as a restore plan does: an entry that was deleted and made again is a change of its
//! path, and none where the text is the same. What came and went in between, or was written to and is the same as before,
//! is no difference. `changes`: history::Index::changesBetween() the two moments.
QList<Difference> differencesOf(const QList<history::EntryChange> &changes);

} // namespace audit
