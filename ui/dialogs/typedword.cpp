// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/typedword.h"

#include "text/visible.h"

namespace dialogs {

QString TypedWord::shown() const { return text::visible(m_word); }

bool TypedWord::matches(const QString &typed) const
{
    const QString word = m_word.trimmed();
    const QString given = typed.trimmed();
    return !word.isEmpty() && (given == word || given == shown());
}

} // namespace dialogs
