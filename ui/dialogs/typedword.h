// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace dialogs {

//! The word that a person types before something final happens. Compared by character, surrounding blanks ignored; a
//! word with characters that cannot be seen or typed may be typed as it is shown.
class TypedWord
{
public:
    explicit TypedWord(const QString &word = {})
        : m_word(word)
    { }

    [[nodiscard]] const QString &word() const { return m_word; }
    [[nodiscard]] QString shown() const; //!< hidden characters made visible
    [[nodiscard]] bool matches(const QString &typed) const;

private:
    QString m_word;
};

} // namespace dialogs
