// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/notes.h"

using namespace Qt::StringLiterals;

namespace session {

Notes::Notes(history::Index &index, const core::Clock &clock, QObject *parent)
    : QObject(parent), m_index(index), m_clock(clock)
{
}

void Notes::load(const core::StoreId &store)
{
    if (m_notes.contains(store))
        return;
    m_notes.insert(store, {});
    read(store);
}

QString Notes::of(const core::StoreId &store, const core::VersionId &version) const
{
    return m_notes.value(store).value(version);
}

void Notes::read(const core::StoreId &store)
{
    m_index.notes(store).then(this, [this, store](const core::Result<QList<history::Note>> &notes) {
        if (!notes) {
            qWarning("notes cannot be read: %s", qPrintable(notes.error().detail));
            return;
        }
        QHash<core::VersionId, QString> &known = m_notes[store];
        const qsizetype before = known.size();
        for (const history::Note &note : *notes) {
            if (!known.contains(note.version)) // one that was written meanwhile is newer
                known.insert(note.version, note.text);
        }
        if (known.size() > before)
            emit changed(store);
    });
}

core::Call<core::Done> Notes::keep(const core::StoreId &store, const core::VersionId &version, const QString &text)
{
    if (text.size() > maxLength) {
        core::Error error{.kind = core::ErrorKind::Invalid, .serverText = {}};
        error.field = u"text"_s;
        error.delivery = core::Delivery::NotSent;
        return core::ready<core::Done>(error);
    }
    core::Promise<core::Done> promise;
    const history::Note note{store, version, text, core::Timestamp::fromDateTime(m_clock.now())};
    m_index.keepNote(note).then(this, [this, promise, note](const core::Result<core::Done> &kept) {
        if (kept) {
            load(note.store);
            m_notes[note.store].insert(note.version, note.text); // empty: there is none
            emit changed(note.store);
        }
        promise.resolve(kept);
    });
    return promise.call();
}

void Notes::forget(const core::StoreId &store)
{
    m_notes.remove(store);
}

} // namespace session
