// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/jsonreader.h"
#include "service/replies.h"
#include "service/storage.h"

namespace service {

//! Checks what request bodies say (contract 2.7), field by field in the order of the contract.
class BodyReader
{
public:
    BodyReader(const wire::Dialect &dialect, const Replies &replies) : m_dialect(dialect), m_replies(replies) { }

    [[nodiscard]] Checked<NewStore> newStore(const QByteArray &body) const;
    [[nodiscard]] Checked<StorePatch> storePatch(const QByteArray &body) const;
    [[nodiscard]] Checked<NewEntry> newEntry(const QByteArray &body) const;
    [[nodiscard]] Checked<EntryUpdate> entryUpdate(const QByteArray &body) const;

private:
    using Problem = std::optional<BadRequest>;

    Problem readName(const wire::Json &value, QByteArray &name) const;
    Problem readDescription(const wire::Json &value, QByteArray &description) const;
    Problem readPath(const wire::Json &object, QByteArray &path) const;
    Problem readContent(const wire::Json &object, QByteArray &content) const;
    Problem readMetadata(const wire::Json &object, std::optional<Metadata> &metadata) const;
    Problem readLock(const wire::Json &object, EntryUpdate &update) const;
    [[nodiscard]] Problem checkPair(const QByteArray &key, const wire::Json &value) const;

    const wire::Dialect &m_dialect;
    const Replies &m_replies;
};

} // namespace service
