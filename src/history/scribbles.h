// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"
#include "history/records.h"

//! Marks and notes: what a person puts beside the records. Inside the layer only; on the worker's thread.
namespace history {

core::Result<Mark> writeMark(db::Connection &connection, const Mark &mark);
core::Result<QList<Mark>> readMarks(db::Connection &connection, const core::StoreId &store);
core::Result<core::Done> removeMark(db::Connection &connection, qint64 id);
core::Result<core::Done> writeNote(db::Connection &connection, const Note &note);
core::Result<QList<Note>> readNotes(db::Connection &connection, const core::StoreId &store);
core::Result<core::Done> forgetScribbles(db::Connection &connection, const core::StoreId &store);

} // namespace history
