// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/syntaxhighlighter.h"

#include "ui/widgets/colors.h"

#include <QTextDocument>

namespace widgets {

namespace {

//! A text of 100,000 empty lines has nothing to colour, and passing through it takes a third of a second.
constexpr int MaxBlocks = 20'000;

// Okabe and Ito, as the other colours.
constexpr QRgb hueOf(text::TokenKind kind, bool dark)
{
    switch (kind) {
    case text::TokenKind::Heading:
    case text::TokenKind::Key:
    case text::TokenKind::Link:
        return dark ? 0xFF56B4E9 : 0xFF0072B2;
    case text::TokenKind::Code:
    case text::TokenKind::String:
        return dark ? 0xFF3CC49C : 0xFF00735A;
    case text::TokenKind::Number:
    case text::TokenKind::Word:
    case text::TokenKind::Sign:
        return dark ? 0xFFE69F00 : 0xFFA84400;
    case text::TokenKind::Strong:
    case text::TokenKind::Emphasis:
    case text::TokenKind::Quote:
    case text::TokenKind::Comment:
        break;
    }
    return 0;
}

} // namespace

SyntaxHighlighter::SyntaxHighlighter(QTextDocument *document) : QSyntaxHighlighter(document) { }

QTextCharFormat SyntaxHighlighter::formatFor(text::TokenKind kind, const QPalette &palette)
{
    const Colors colors = colorsFor(palette);
    const QRgb hue = hueOf(kind, isDark(palette));
    QTextCharFormat format;
    if (hue != 0 || kind == text::TokenKind::Quote || kind == text::TokenKind::Comment) {
        QColor ink = hue != 0 ? QColor(hue) : colors.muted;
        for (const QColor &ground : {colors.ground, colors.currentLine, colors.match, colors.gap})
            ink = readable(ink, ground);
        format.setForeground(ink);
    }
    if (kind == text::TokenKind::Heading || kind == text::TokenKind::Strong)
        format.setFontWeight(QFont::Bold);
    if (kind == text::TokenKind::Emphasis)
        format.setFontItalic(true);
    return format;
}

void SyntaxHighlighter::setLanguage(text::Language language)
{
    if (std::exchange(m_language, language) != language)
        rehighlight();
}

void SyntaxHighlighter::setPalette(const QPalette &palette)
{
    for (size_t i = 0; i < m_formats.size(); ++i)
        m_formats[i] = formatFor(text::TokenKind(i), palette);
    if (m_language != text::Language::Plain)
        rehighlight();
}

void SyntaxHighlighter::highlightBlock(const QString &line)
{
    if (m_language == text::Language::Plain || document()->blockCount() > MaxBlocks)
        return;
    QStringView shown(line);
    if (shown.endsWith(m_wrapMark))
        shown.chop(1);
    QList<text::Token> tokens;
    setCurrentBlockState(text::tokenize(m_language, shown, std::max(previousBlockState(), 0), tokens));
    for (const text::Token &token : std::as_const(tokens))
        setFormat(int(token.from), int(token.length), m_formats[size_t(token.kind)]);
}

} // namespace widgets
