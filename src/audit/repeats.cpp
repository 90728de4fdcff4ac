// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/repeats.h"

#include <algorithm>

namespace audit {

namespace {

constexpr qsizetype hashBytes = 32;

//! The hash as bytes; empty for what is no SHA-256.
QByteArray packed(const QString &sha256)
{
    if (sha256.size() != 2 * hashBytes)
        return {};
    const QByteArray bytes = QByteArray::fromHex(sha256.toLatin1());
    return bytes.size() == hashBytes ? bytes : QByteArray();
}

void cut(QList<Twins> &list)
{
    std::sort(list.begin(), list.end(), [](const Twins &a, const Twins &b) {
        return a.size.value_or(0) == b.size.value_or(0) ? a.sha256 < b.sha256 : a.size.value_or(0) > b.size.value_or(0);
    });
    if (list.size() > RepeatFinder::mostListed)
        list.resize(RepeatFinder::mostListed);
}

} // namespace

int Twins::currentPlaces() const
{
    return int(std::count_if(places.cbegin(), places.cend(), [](const Place &place) { return place.current; }));
}

//! The newest ones are kept: the list is longer than wanted for a while and then cut at its old end.
void RepeatFinder::note(QList<Return> &list, qint64 &total, const Return &found)
{
    ++total;
    list.append(found);
    if (list.size() >= 2 * mostListed)
        list.remove(0, list.size() - mostListed);
}

void RepeatFinder::take(const core::Version &version)
{
    ++m_repeats.records;
    const auto [known, fresh] = [&] {
        const auto it = m_entries.constFind(version.entry);
        return std::pair(it == m_entries.cend() ? int(m_lives.size()) : *it, it == m_entries.cend());
    }();
    if (fresh) {
        m_entries.insert(version.entry, known);
        m_lives.append(Life{version.entry, version.path, 0, false, {}, {}});
    }
    Life &life = m_lives[known];
    const int number = life.versions++;
    life.path = version.path;
    life.deleted = version.action == core::Action::Deleted;
    const QByteArray hash = life.deleted ? QByteArray() : packed(version.sha256);
    life.now = hash;
    if (hash.isEmpty())
        return;
    const auto before = life.texts.find(hash);
    if (before != life.texts.end()) {
        const Return found{version.entry, version.path,    version.id, version.createdAt, before->version,
                           before->at,    number - before->number - 1, version.redacted || before->redacted};
        if (found.between == 0)
            note(m_repeats.unchanged, m_repeats.unchangedTotal, found);
        else
            note(m_repeats.returned, m_repeats.returnedTotal, found);
        *before = {number, version.id, version.createdAt, version.redacted};
        return;
    }
    life.texts.insert(hash, {number, version.id, version.createdAt, version.redacted});
    Text &text = m_texts[hash];
    if (version.size)
        text.size = version.size;
    text.entries.append(known);
}

Repeats RepeatFinder::result() const
{
    Repeats repeats = m_repeats;
    for (QList<Return> *list : {&repeats.unchanged, &repeats.returned}) {
        std::reverse(list->begin(), list->end());
        if (list->size() > mostListed)
            list->resize(mostListed);
    }
    for (auto it = m_texts.cbegin(); it != m_texts.cend(); ++it) {
        if (it->entries.size() < 2)
            continue;
        Twins twins{QString::fromLatin1(it.key().toHex()), it->size, {}};
        for (const int index : it->entries) {
            const Life &life = m_lives.at(index);
            const Seen seen = life.texts.value(it.key());
            twins.places.append({life.id, life.path, seen.version, seen.at, !life.deleted && life.now == it.key(), seen.redacted});
        }
        std::sort(twins.places.begin(), twins.places.end(), [](const Place &a, const Place &b) {
            if (a.current != b.current)
                return a.current;
            return a.at == b.at ? b.version < a.version : b.at < a.at;
        });
        (twins.currentPlaces() > 1 ? repeats.now : repeats.ever).append(twins);
    }
    repeats.nowTotal = repeats.now.size();
    repeats.everTotal = repeats.ever.size();
    cut(repeats.now);
    cut(repeats.ever);
    return repeats;
}

} // namespace audit
