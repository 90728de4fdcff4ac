// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/scribbles.h"

#include "core/utf8.h"
#include "history/rows.h"
#include "history/schema.h"

namespace history {

namespace {

QString textAt(const db::Statement &row, int column)
{
    return core::decodeUtf8(row.bytesAt(column)).value_or(QString());
}

void bindMark(db::Statement &statement, const Mark &mark)
{
    statement.text(mark.store.value.toUtf8())
        .integer(mark.moment.microseconds())
        .text(mark.newest.value.toUtf8())
        .text(mark.name.toUtf8())
        .integer(mark.madeAt.microseconds())
        .integer(mark.automatic);
}

} // namespace

core::Result<Mark> writeMark(db::Connection &connection, const Mark &mark)
{
    db::Transaction transaction(connection, db::Transaction::Write);
    if (!transaction.started())
        return transaction.started().error();
    if (mark.automatic) {
        db::Statement remove = connection.prepare("DELETE FROM mark WHERE store = ? AND automatic = 1 AND id <> ?");
        if (!remove.text(mark.store.value.toUtf8()).integer(mark.id).run())
            return remove.error();
    }
    Mark kept = mark;
    if (mark.id == 0) {
        db::Statement insert = connection.prepare(
            "INSERT INTO mark (store, moment, newest, name, made_at, automatic) VALUES (?, ?, ?, ?, ?, ?) RETURNING id");
        bindMark(insert, mark);
        if (!insert.row())
            return insert.error();
        kept.id = insert.integerAt(0);
        if (!insert.run())
            return insert.error();
    } else {
        db::Statement update = connection.prepare(
            "UPDATE mark SET store = ?, moment = ?, newest = ?, name = ?, made_at = ?, automatic = ? WHERE id = ?");
        bindMark(update, mark);
        if (!update.integer(mark.id).run())
            return update.error();
    }
    if (const auto committed = transaction.commit(); !committed)
        return committed.error();
    return kept;
}

core::Result<QList<Mark>> readMarks(db::Connection &connection, const core::StoreId &store)
{
    db::Statement select = connection.prepare("SELECT id, moment, newest, name, made_at, automatic FROM mark WHERE store = ?"
                                              " ORDER BY moment DESC, id DESC");
    select.text(store.value.toUtf8());
    QList<Mark> marks;
    while (select.row()) {
        marks.append({select.integerAt(0), store, momentOf(select.integerAt(1)), {textAt(select, 2)}, textAt(select, 3),
                      momentOf(select.integerAt(4)), select.integerAt(5) != 0});
    }
    if (select.failed())
        return select.error();
    return marks;
}

core::Result<core::Done> removeMark(db::Connection &connection, qint64 id)
{
    db::Statement remove = connection.prepare("DELETE FROM mark WHERE id = ?");
    return outcomeOf(remove.integer(id));
}

core::Result<core::Done> writeNote(db::Connection &connection, const Note &note)
{
    if (note.text.isEmpty()) {
        db::Statement remove = connection.prepare("DELETE FROM note WHERE store = ? AND version = ?");
        return outcomeOf(remove.text(note.store.value.toUtf8()).text(note.version.value.toUtf8()));
    }
    db::Statement keep = connection.prepare("INSERT OR REPLACE INTO note (store, version, text, edited_at) VALUES (?, ?, ?, ?)");
    keep.text(note.store.value.toUtf8()).text(note.version.value.toUtf8()).text(note.text.toUtf8());
    return outcomeOf(keep.integer(note.editedAt.microseconds()));
}

core::Result<QList<Note>> readNotes(db::Connection &connection, const core::StoreId &store)
{
    db::Statement select = connection.prepare(
        "SELECT version, text, edited_at FROM note WHERE store = ? ORDER BY edited_at DESC, version");
    select.text(store.value.toUtf8());
    QList<Note> notes;
    while (select.row())
        notes.append({store, {textAt(select, 0)}, textAt(select, 1), momentOf(select.integerAt(2))});
    if (select.failed())
        return select.error();
    return notes;
}

core::Result<core::Done> forgetScribbles(db::Connection &connection, const core::StoreId &store)
{
    for (const char *sql : {"DELETE FROM mark WHERE store = ?", "DELETE FROM note WHERE store = ?"}) {
        db::Statement remove = connection.prepare(sql);
        if (!remove.text(store.value.toUtf8()).run())
            return remove.error();
    }
    return core::Done{};
}

} // namespace history
