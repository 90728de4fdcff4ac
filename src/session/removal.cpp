// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/removal.h"

#include "session/inorder.h"

namespace session {

using State = RemovalItem::State;

namespace {

QList<RemovalItem> waiting(const QList<core::Entry> &entries)
{
    QList<RemovalItem> items;
    for (const core::Entry &entry : entries)
        items.append({.entry = entry, .error = {}, .deleted = {}, .created = {}});
    return items;
}

} // namespace

core::Call<QList<RemovalItem>> deleteInOrder(Session &session, const QList<core::Entry> &entries,
                                             const RemovalProgress &progress)
{
    const auto step = [&session](RemovalItem &item, const std::function<void()> &next) {
        session.commands().deleteEntry(item.entry).then(&session, [&item, next](const core::Result<DeleteOutcome> &result) {
            using Kind = DeleteOutcome::Kind;
            if (!result) {
                item.state = State::Refused;
                item.error = result.error();
            } else {
                const bool unknown = result->kind == Kind::StillUnknown;
                item.state = result->kind == Kind::Deleted ? State::Done : unknown ? State::Unknown : State::Refused;
                item.deleted = *result;
                if (item.state == State::Done && result->removed)
                    item.entry = *result->removed;
            }
            next();
        });
    };
    return (new InOrder<RemovalItem>(session, waiting(entries), step, progress))->start();
}

core::Call<QList<RemovalItem>> createAgain(Session &session, const QList<core::Entry> &entries,
                                           const RemovalProgress &progress)
{
    const auto step = [&session](RemovalItem &item, const std::function<void()> &next) {
        api::NewEntry wanted{item.entry.path, item.entry.content.value_or(QByteArray()), std::nullopt};
        if (session.dialect().entryMetadata && !item.entry.metadata.isEmpty())
            wanted.metadata = item.entry.metadata;
        session.commands().createEntry(item.entry.store, wanted).then(
            &session, [&item, next](const core::Result<CreateOutcome> &result) {
                using Kind = CreateOutcome::Kind;
                if (!result) {
                    item.state = State::Refused;
                    item.error = result.error();
                } else {
                    const bool unknown = result->kind == Kind::StillUnknown;
                    item.state = result->kind == Kind::Created ? State::Done : unknown ? State::Unknown : State::Refused;
                    item.created = *result;
                }
                next();
            });
    };
    return (new InOrder<RemovalItem>(session, waiting(entries), step, progress))->start();
}

} // namespace session
