// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/textcache.h"

#include "core/utf8.h"

namespace session {

TextCache::TextCache(int bytes) : m_texts(bytes) { }

void TextCache::put(const core::Entry &entry)
{
    if (entry.content && core::integrityOf(*entry.content, entry.sha256, entry.size) == core::Integrity::Verified)
        insert(entry.sha256, *entry.content);
}

void TextCache::put(const core::Version &version)
{
    if (version.redacted || !version.content)
        return;
    const QString sha256 = core::sha256Hex(*version.content);
    m_hashes.insert(version.id, sha256);
    insert(sha256, *version.content);
}

std::optional<QByteArray> TextCache::byHash(const QString &sha256) const
{
    const QByteArray *text = m_texts.object(sha256);
    return text ? std::optional(*text) : std::nullopt;
}

std::optional<QByteArray> TextCache::of(const core::VersionId &version) const
{
    const auto sha256 = m_hashes.constFind(version);
    return sha256 == m_hashes.constEnd() ? std::nullopt : byHash(*sha256);
}

void TextCache::forget(const core::Version &version)
{
    m_texts.remove(version.sha256);
    m_texts.remove(m_hashes.take(version.id));
}

void TextCache::insert(const QString &sha256, const QByteArray &text)
{
    // An empty text costs something too, so that their number is bounded.
    m_texts.insert(sha256, new QByteArray(text), int(std::min<qsizetype>(text.size() + 200, m_texts.maxCost())));
}

} // namespace session
