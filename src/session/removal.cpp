// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/removal.h"

#include "session/session.h"

#include <QObject>
#include <QPointer>

#include <utility>

namespace session {

using State = RemovalItem::State;

namespace {

//! Goes through the items one by one; owned by the session, and by itself once it is done.
class InOrder : public QObject
{
public:
    using Step = std::function<void(RemovalItem &item, const std::function<void()> &next)>;

    InOrder(Session &session, const QList<core::Entry> &entries, Step step, RemovalProgress progress)
        : QObject(&session), m_step(std::move(step)), m_progress(std::move(progress))
    {
        for (const core::Entry &entry : entries)
            m_items.append({.entry = entry, .error = {}, .deleted = {}, .created = {}});
        m_promise.onCancel([self = QPointer(this)] {
            if (self)
                self->m_cancelled = true;
        });
    }

    core::Call<QList<RemovalItem>> start()
    {
        auto call = m_promise.call();
        next();
        return call;
    }

private:
    void next()
    {
        if (m_progress)
            m_progress(int(m_at));
        const bool unknown = m_at > 0 && m_items.at(m_at - 1).state == State::Unknown;
        if (m_cancelled || unknown || m_at == m_items.size()) {
            m_promise.resolve(std::exchange(m_items, {}));
            deleteLater();
            return;
        }
        m_step(m_items[m_at++], [this] { next(); });
    }

    QList<RemovalItem> m_items;
    qsizetype m_at = 0;
    bool m_cancelled = false;
    const Step m_step;
    const RemovalProgress m_progress;
    core::Promise<QList<RemovalItem>> m_promise;
};

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
    return (new InOrder(session, entries, step, progress))->start();
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
    return (new InOrder(session, entries, step, progress))->start();
}

} // namespace session
