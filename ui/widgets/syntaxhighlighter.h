// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/syntax.h"

#include <QPalette>
#include <QSyntaxHighlighter>

#include <array>

namespace widgets {

//! Colours the document of an editor. Every colour has at least 4.5:1 on the ground, on the current line and on what
//! find found. Lines are short (long ones come in pieces), so a line never costs much.
class SyntaxHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit SyntaxHighlighter(QTextDocument *document);

    void setLanguage(text::Language language);
    void setWrapMark(QChar mark) { m_wrapMark = mark; } //!< before the text is set
    [[nodiscard]] text::Language language() const { return m_language; }
    void setPalette(const QPalette &palette);

    static QTextCharFormat formatFor(text::TokenKind kind, const QPalette &palette);

protected:
    void highlightBlock(const QString &line) override;

private:
    std::array<QTextCharFormat, size_t(text::TokenKind::Comment) + 1> m_formats;
    text::Language m_language = text::Language::Plain;
    QChar m_wrapMark;
};

} // namespace widgets
