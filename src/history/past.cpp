// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/past.h"

#include "history/packing.h"

#include <algorithm>
#include <numeric>
#include <utility>

using namespace Qt::StringLiterals;

namespace history {

std::shared_ptr<const Past> Past::of(std::vector<Write> newestFirst, std::vector<QString> paths, std::vector<QByteArray> entries)
{
    const std::shared_ptr<Past> past(new Past);
    past->m_entries = std::move(entries);
    past->m_moments.reserve(newestFirst.size());
    past->m_firstOfEntry.assign(past->m_entries.size() + 1, 0);
    for (auto write = newestFirst.crbegin(); write != newestFirst.crend(); ++write) {
        past->m_moments.push_back(write->at);
        ++past->m_firstOfEntry[size_t(write->entry) + 1];
    }
    std::partial_sum(past->m_firstOfEntry.cbegin(), past->m_firstOfEntry.cend(), past->m_firstOfEntry.begin());
    past->m_writes.resize(newestFirst.size());
    std::vector<int> next(past->m_firstOfEntry.cbegin(), past->m_firstOfEntry.cend());
    for (auto write = newestFirst.crbegin(); write != newestFirst.crend(); ++write)
        past->m_writes[size_t(next[size_t(write->entry)]++)] = *write;
    past->sortPaths(std::move(paths));
    return past;
}

//! Numbers of paths rise with the paths: a state is sorted by numbers then.
void Past::sortPaths(std::vector<QString> paths)
{
    std::vector<int> order(paths.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&paths](int a, int b) { return paths[size_t(a)] < paths[size_t(b)]; });
    std::vector<int> numbers(paths.size());
    m_paths.reserve(paths.size());
    for (const int path : order) {
        numbers[size_t(path)] = int(m_paths.size());
        m_paths.push_back(std::move(paths[size_t(path)]));
    }
    for (Write &write : m_writes)
        write.path = numbers[size_t(write.path)];
}

PastState Past::stateAt(const core::Timestamp &moment) const
{
    PastState state;
    state.moment = moment;
    state.past = shared_from_this();
    const qint64 until = moment.microseconds();
    for (size_t entry = 0; entry < m_entries.size(); ++entry) {
        const auto first = m_writes.cbegin() + m_firstOfEntry[entry];
        const auto last = m_writes.cbegin() + m_firstOfEntry[entry + 1];
        const auto after = std::upper_bound(first, last, until, [](qint64 at, const Write &write) { return at < write.at; });
        if (after != first && (after - 1)->action != core::Action::Deleted)
            state.items.push_back(int(after - 1 - m_writes.cbegin()));
        else if (after == first && first != last && first->action != core::Action::Created)
            state.items.push_back(~int(first - m_writes.cbegin()));
    }
    std::sort(state.items.begin(), state.items.end(), [this](int a, int b) {
        const int left = PastState::write(a);
        const int right = PastState::write(b);
        return std::pair(at(left).path, left) < std::pair(at(right).path, right);
    });
    state.bytesBefore.reserve(state.items.size() + 1);
    state.countBefore.reserve(state.items.size() + 1);
    state.bytesBefore.push_back(0);
    state.countBefore.push_back(0);
    for (const int item : state.items) {
        const bool stood = !PastState::isUncertain(item);
        const Write &write = at(PastState::write(item));
        state.bytesBefore.push_back(state.bytes() + (stood ? std::max<qint64>(0, write.size) : 0));
        state.countBefore.push_back(state.entries() + (stood ? 1 : 0));
        state.uncertain += stood ? 0 : 1;
        state.redacted += stood && write.redacted ? 1 : 0;
        state.withoutSize += stood && write.size < 0 ? 1 : 0;
    }
    return state;
}

core::EntryId Past::entryOf(int write) const
{
    return {unpackId("mem_"_L1, m_entries[size_t(at(write).entry)])};
}

int Past::ordinalOf(int write) const
{
    const int first = m_firstOfEntry[size_t(at(write).entry)];
    return at(first).action == core::Action::Created ? write - first + 1 : 0;
}

std::optional<core::Timestamp> Past::writeBefore(const core::Timestamp &moment) const
{
    const auto found = std::lower_bound(m_moments.cbegin(), m_moments.cend(), moment.microseconds());
    if (found == m_moments.cbegin())
        return std::nullopt;
    return core::Timestamp::fromMicroseconds(*(found - 1));
}

std::optional<core::Timestamp> Past::writeAfter(const core::Timestamp &moment) const
{
    const auto found = std::upper_bound(m_moments.cbegin(), m_moments.cend(), moment.microseconds());
    if (found == m_moments.cend())
        return std::nullopt;
    return core::Timestamp::fromMicroseconds(*found);
}

std::optional<core::Timestamp> Past::oldest() const
{
    return m_moments.empty() ? std::nullopt : std::optional(core::Timestamp::fromMicroseconds(m_moments.front()));
}

std::optional<core::Timestamp> Past::newest() const
{
    return m_moments.empty() ? std::nullopt : std::optional(core::Timestamp::fromMicroseconds(m_moments.back()));
}

qint64 Past::writesBetween(const core::Timestamp &from, const core::Timestamp &to) const
{
    const auto first = std::lower_bound(m_moments.cbegin(), m_moments.cend(), from.microseconds());
    return std::max<qint64>(0, std::lower_bound(m_moments.cbegin(), m_moments.cend(), to.microseconds()) - first);
}

} // namespace history
