// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "core/timestamp.h"
#include "core/version.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace history {

class Past;

//! A store as it stood at a moment: after every write up to it. A value over a Past.
struct PastState
{
    core::Timestamp moment;
    std::shared_ptr<const Past> past; //!< never null in what Past::stateAt() gives
    //! By path. A write of the past that stood then; or, told apart by isUncertain(), of an entry that was there before its
    //! oldest known write, which is later than the moment: whether it was there, and with what, is not known.
    std::vector<int> items;
    std::vector<qint64> bytesBefore; //!< of the items before each, and of all at the end; where the size is known
    std::vector<int> countBefore;    //!< the same for those that stood
    int redacted = 0;                //!< of those that stood
    int withoutSize = 0;
    int uncertain = 0;

    [[nodiscard]] static bool isUncertain(int item) { return item < 0; }
    [[nodiscard]] static int write(int item) { return item < 0 ? ~item : item; } //!< number in the Past
    [[nodiscard]] qint64 bytes() const { return bytesBefore.empty() ? 0 : bytesBefore.back(); }
    [[nodiscard]] int entries() const { return countBefore.empty() ? 0 : countBefore.back(); }
};

//! All that is needed to say what stood in a store at any moment, of every record that was known when it was read
//! (Index::past()): no hash, no id of a version, about 40 bytes for a record and the paths once. The index needs a second
//! and more for one moment among a million records, this some milliseconds. Immutable, any thread. The order is that of
//! the service's list: by moment, and by id within one; a clock that was set back has no say in it.
class Past : public std::enable_shared_from_this<Past>
{
public:
    struct Write
    {
        qint64 at = 0;      //!< microseconds since 1970
        qint64 size = -1;   //!< bytes; -1: not known
        int path = 0;       //!< number of the path; numbers rise with the paths
        int entry = 0;
        core::Action action = core::Action::Created;
        bool redacted = false;
    };

    //! `newestFirst`: entries and paths by number. Sorts what has to be sorted.
    static std::shared_ptr<const Past> of(std::vector<Write> newestFirst, std::vector<QString> paths, std::vector<QByteArray> entries);

    [[nodiscard]] PastState stateAt(const core::Timestamp &moment) const;

    [[nodiscard]] int writes() const { return int(m_writes.size()); }
    [[nodiscard]] const Write &at(int write) const { return m_writes[size_t(write)]; }
    [[nodiscard]] const QString &pathOf(int write) const { return path(at(write).path); }
    [[nodiscard]] int paths() const { return int(m_paths.size()); }
    [[nodiscard]] const QString &path(int number) const { return m_paths[size_t(number)]; }
    [[nodiscard]] core::EntryId entryOf(int write) const;
    //! 1 for its entry's creation, and so on; 0 while the creation is not known.
    [[nodiscard]] int ordinalOf(int write) const;
    [[nodiscard]] int entries() const { return int(m_entries.size()); } //!< that ever were, as far as known

    //! The moments of the writes next to a moment: steps. Several writes of one moment are one step.
    [[nodiscard]] std::optional<core::Timestamp> writeBefore(const core::Timestamp &moment) const;
    [[nodiscard]] std::optional<core::Timestamp> writeAfter(const core::Timestamp &moment) const;
    [[nodiscard]] std::optional<core::Timestamp> oldest() const;
    [[nodiscard]] std::optional<core::Timestamp> newest() const;
    //! At or after the first moment, before the second.
    [[nodiscard]] qint64 writesBetween(const core::Timestamp &from, const core::Timestamp &to) const;

private:
    Past() = default;
    void sortPaths(std::vector<QString> paths);

    std::vector<Write> m_writes;      //!< of one entry after the other; of each, oldest first
    std::vector<int> m_firstOfEntry;  //!< and one more after the last
    std::vector<QString> m_paths;     //!< rising by UTF-16
    std::vector<QByteArray> m_entries; //!< packed ids
    std::vector<qint64> m_moments;    //!< of all writes, rising
};

} // namespace history
