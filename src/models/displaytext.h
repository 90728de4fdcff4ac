// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringView>

namespace models {

//! A name or path as it may be shown anywhere: odd characters are made visible (text/visible.h; promises E4, I5).
QString displayText(QStringView text);

//! Whether displayText() differs from the text.
bool hasOddCharacters(QStringView text);

} // namespace models
