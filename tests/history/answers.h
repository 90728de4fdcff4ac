// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/index.h"

#include <QList>

#include <functional>

//! Every answer of the index worked out anew from the list of all records, in the plainest way there is.
namespace answers {

//! `versions` newest first, as the service lists them.
class Answers
{
public:
    explicit Answers(const QList<core::Version> &versions);

    struct Expected
    {
        core::Version version;
        std::optional<qint64> change;
    };

    [[nodiscard]] const QList<Expected> &all() const { return m_all; }
    [[nodiscard]] QList<Expected> matching(const history::Filter &filter) const; //!< newest first
    [[nodiscard]] QList<Expected> ofEntry(const core::EntryId &entry) const;
    [[nodiscard]] QList<core::EntryId> entries() const;
    //! Newest record at or before the moment, whatever it is.
    [[nodiscard]] std::optional<core::Version> standing(const core::EntryId &entry, const core::Timestamp &moment) const;

private:
    QList<Expected> m_all;
};

//! As a test wants it: what differs, or an empty text.
QString difference(const QList<history::Record> &found, const QList<Answers::Expected> &expected);

//! Asks everything that can be asked and compares; names the first answer that is wrong, or gives an empty text.
QString checkAll(history::Index &index, const core::StoreId &store, const QList<core::Version> &versions);

} // namespace answers
