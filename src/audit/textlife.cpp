// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/textlife.h"

#include <algorithm>

namespace audit {

void TextLifeFinder::take(const core::Version &version, Sighting sighting)
{
    Entry &entry = m_entries[version.entry];
    if (++entry.versions == 1)
        entry.fromBeginning = version.action == core::Action::Created;
    const bool isFirst = entry.versions == 1;
    const bool deletion = version.action == core::Action::Deleted;
    const LifeMoment moment{version.id, entry.versions, version.createdAt, version.action};
    if (deletion) {
        ++m_result.deletions;
        sighting = Sighting::NotThere;
    } else {
        ++m_result.versions;
        ++(sighting == Sighting::Redacted ? m_result.redacted : sighting == Sighting::Unknown ? m_result.unknown : m_result.known);
    }
    switch (sighting) {
    case Sighting::There:
        if (!entry.life) {
            entry.life.emplace();
            entry.life->entry = version.entry;
            entry.life->path = version.path;
            entry.life->fromBeginning = entry.fromBeginning;
            entry.life->cameIn = moment;
            entry.life->cameInEarlier = entry.gap || (isFirst && !entry.fromBeginning);
        }
        entry.life->last = moment;
        entry.gap = false;
        break;
    case Sighting::NotThere:
        if (entry.life) {
            entry.life->went = moment;
            entry.life->wentEarlier = entry.gap;
            close(*entry.life);
            entry.life.reset();
        }
        entry.gap = false;
        break;
    case Sighting::Unknown:
    case Sighting::Redacted:
        entry.gap = true;
        break;
    }
}

void TextLifeFinder::close(const TextLife &life)
{
    ++m_result.total;
    if (m_result.lives.size() < mostListed)
        m_result.lives.append(life);
}

TextLives TextLifeFinder::result() const
{
    TextLives result = m_result;
    for (const Entry &entry : m_entries) {
        if (!entry.life)
            continue;
        TextLife life = *entry.life;
        life.mayBeGone = entry.gap;
        ++result.total;
        result.lives.append(life);
    }
    std::sort(result.lives.begin(), result.lives.end(), [](const TextLife &a, const TextLife &b) {
        return a.cameIn.at == b.cameIn.at ? a.cameIn.version < b.cameIn.version : a.cameIn.at < b.cameIn.at;
    });
    // What is left out is what came in last; the count tells how much.
    if (result.lives.size() > mostListed)
        result.lives.resize(mostListed);
    return result;
}

} // namespace audit
