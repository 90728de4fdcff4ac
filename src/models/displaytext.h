// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringView>

namespace models {

//! A name or path as it may be shown anywhere: odd characters are made visible (text/visible.h; promises E4, I5).
QString displayText(QStringView text);

//! A part of a text, as it may be shown: as displayText(), but ordinary blanks may stand anywhere and tabs are blanks.
QString displayContent(QStringView part);

//! Whether displayText() differs from the text.
bool hasOddCharacters(QStringView text);

} // namespace models
