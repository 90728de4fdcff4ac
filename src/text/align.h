// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QStringView>

namespace text {

//! For each line of `now` the index of the line of `then` that it is or came from, or -1 for a new line. Rises strictly.
//! Lines hold no line ends. A replaced run is aligned from its top; where lines were split or joined, the
//! last one to the last one, so that what followed it stays.
QList<qsizetype> alignLines(const QList<QStringView> &then, const QList<QStringView> &now);

} // namespace text
