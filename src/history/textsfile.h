// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"

#include <QByteArray>
#include <QList>

//! The tables behind Texts. Inside the layer only; on the file's thread.
namespace history::textsfile {

db::OpenOptions optionsFor(const QString &file);
//! Brings the file to the newest schema and finishes an erasure that was cut off.
core::Result<core::Done> prepare(db::Connection &connection);

//! The number of the text with this hash (32 bytes), 0 when it is not kept.
core::Result<qint64> numberOf(db::Connection &connection, const QByteArray &hash);
core::Result<QByteArray> textOf(db::Connection &connection, qint64 number);
core::Result<qint64> insert(db::Connection &connection, const QByteArray &hash, const QByteArray &text);
core::Result<core::Done> notePlace(db::Connection &connection, qint64 number, const QString &store,
                                   const QString &version);

//! Takes the text out of the tables and the index, and notes that its bytes are still to go. Inside a transaction.
core::Result<core::Done> remove(db::Connection &connection, qint64 number);
//! The texts kept first go until at most `bytes` are left. Inside a transaction.
core::Result<core::Done> shrinkTo(db::Connection &connection, qint64 bytes);
core::Result<core::Done> clear(db::Connection &connection);
//! Removes from the file what the tables do not have any more. False: somebody reads it, to be tried again.
core::Result<bool> finishErasure(db::Connection &connection);

//! count, bytes, whether bytes are still to go.
core::Result<QList<qint64>> sums(db::Connection &connection);

//! Whether the index may hold another letter to be the same than the program does: such texts are always read.
bool isOddForIndex(const QString &text);
bool isOddForIndex(char32_t character);

} // namespace history::textsfile
