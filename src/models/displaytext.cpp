// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/displaytext.h"

#include "text/visible.h"

namespace models {

QString displayText(QStringView text)
{
    return text::visible(text);
}

bool hasOddCharacters(QStringView text)
{
    return text::hasOdd(text);
}

} // namespace models
