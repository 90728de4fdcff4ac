// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/writeending.h"

namespace controllers {

void showFailure(dialogs::Sheet &sheet, presentation::Situation situation, const std::optional<core::Error> &cause)
{
    const presentation::Sentence words = presentation::sentenceFor(situation, cause ? &*cause : nullptr);
    sheet.showFailure(words.full(), words.details);
}

} // namespace controllers
