// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/move.h"

#include "session/inorder.h"

namespace session {

using State = MoveItem::State;
using Why = MoveItem::Why;

namespace {

//! One entry on its way: create, compare, delete, each when the one before is certain.
class Mover
{
public:
    Mover(Session &session, MoveItem &item, std::function<void()> next)
        : m_session(session), m_item(item), m_next(std::move(next))
    {
    }

    void start()
    {
        m_item.why = Why::None;
        m_item.error.reset();
        m_item.created.reset();
        m_item.deleted.reset();
        await<core::Entry>(m_session.readEntry(m_item.entry.store, m_item.entry.id),
                           [](Mover self, const core::Result<core::Entry> &now) { self.takeOriginal(now); });
    }

private:
    template<typename T>
    void await(core::Call<T> call, void (*then)(Mover, const core::Result<T> &))
    {
        call.then(&m_session, [self = *this, then](const core::Result<T> &result) { then(self, result); });
    }

    void end(State state, Why why = Why::None, const std::optional<core::Error> &error = {})
    {
        m_item.state = state;
        m_item.why = why;
        m_item.error = error;
        m_next();
    }

    void takeOriginal(const core::Result<core::Entry> &now)
    {
        const bool copied = !m_item.copy.id.isEmpty();
        if (!now) {
            // Somebody else deleted it after the copy was made: that is where this was to end.
            if (copied && now.error().kind == core::ErrorKind::NotFound)
                end(State::Moved);
            else if (now.error().kind == core::ErrorKind::NotFound)
                end(State::Refused, Why::Gone, now.error());
            else
                end(copied ? State::CopyStays : State::Refused, Why::Error, now.error());
            return;
        }
        m_item.entry = *now;
        const bool whole = now->content
            && core::integrityOf(*now->content, now->sha256, now->size) != core::Integrity::HashMismatch
            && core::integrityOf(*now->content, now->sha256, now->size) != core::Integrity::SizeMismatch;
        if (copied)
            compare();
        else if (!whole)
            end(State::Refused, Why::Damaged);
        else if (!now->metadata.isEmpty() && !m_session.dialect().entryMetadata)
            end(State::Refused, Why::MetadataLost);
        else
            create();
    }

    void create()
    {
        api::NewEntry wanted{m_item.target, *m_item.entry.content, std::nullopt};
        if (!m_item.entry.metadata.isEmpty())
            wanted.metadata = m_item.entry.metadata;
        await<CreateOutcome>(m_session.commands().createEntry(m_item.entry.store, wanted),
                             [](Mover self, const core::Result<CreateOutcome> &made) { self.takeCopy(made); });
    }

    void takeCopy(const core::Result<CreateOutcome> &made)
    {
        using Kind = CreateOutcome::Kind;
        if (!made) {
            end(State::Refused, Why::Error, made.error());
            return;
        }
        m_item.created = *made;
        if (made->kind == Kind::StillUnknown) {
            end(State::Unknown, Why::Error, made->cause);
        } else if (made->kind != Kind::Created || made->entry.id.isEmpty()) { // made, and deleted by somebody since
            end(State::Refused, Why::Error, made->cause);
        } else {
            m_item.copy = made->entry;
            compare();
        }
    }

    //! The reply to a create may be what was sent and not what is kept.
    void compare()
    {
        await<core::Entry>(m_session.readEntry(m_item.copy.store, m_item.copy.id),
                           [](Mover self, const core::Result<core::Entry> &copy) { self.takeComparison(copy); });
    }

    void takeComparison(const core::Result<core::Entry> &copy)
    {
        if (!copy && copy.error().kind == core::ErrorKind::NotFound) {
            m_item.copy = {};
            end(State::Refused, Why::Error, copy.error());
            return;
        }
        if (!copy) {
            end(State::CopyStays, Why::Error, copy.error());
            return;
        }
        m_item.copy = *copy;
        const bool same = copy->path == m_item.target && copy->content == m_item.entry.content
            && copy->metadata == m_item.entry.metadata
            && core::integrityOf(*copy->content, copy->sha256, copy->size) != core::Integrity::HashMismatch;
        if (same)
            remove();
        else
            end(State::CopyStays, Why::CopyDiffers);
    }

    //! Compares the old entry with what was copied before anything is sent.
    void remove()
    {
        await<DeleteOutcome>(m_session.commands().deleteEntry(m_item.entry),
                             [](Mover self, const core::Result<DeleteOutcome> &gone) { self.takeRemoval(gone); });
    }

    void takeRemoval(const core::Result<DeleteOutcome> &gone)
    {
        using Kind = DeleteOutcome::Kind;
        if (!gone) {
            end(State::CopyStays, Why::Error, gone.error());
            return;
        }
        m_item.deleted = *gone;
        if (gone->kind == Kind::Deleted || gone->kind == Kind::AlreadyGone)
            end(State::Moved);
        else
            end(gone->kind == Kind::StillUnknown ? State::Unknown : State::CopyStays, Why::Error, gone->cause);
    }

    Session &m_session;
    MoveItem &m_item;
    std::function<void()> m_next;
};

} // namespace

core::Call<QList<MoveItem>> moveInOrder(Session &session, const QList<MoveItem> &wanted,
                                        const std::function<void(int)> &progress)
{
    const auto step = [&session](MoveItem &item, const std::function<void()> &next) {
        Mover(session, item, next).start();
    };
    return (new InOrder<MoveItem>(session, wanted, step, progress))->start();
}

} // namespace session
