// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QIcon>
#include <QPalette>
#include <QString>

namespace presentation {

//! The drawing `:/icons/NAME.svg` in the palette's text colour, with its disabled and selected states, sharp at any scale.
//! Ask again when the palette changes. A name that does not exist gives a null icon.
QIcon icon(const QString &name, const QPalette &palette);
//! The same in one colour of its own (a warning, an accent).
QIcon icon(const QString &name, const QColor &colour, const QPalette &palette);

} // namespace presentation
