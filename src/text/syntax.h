// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace text {

enum class Language : quint8 { Plain, Markdown, Yaml, Json };

//! By the name's extension; Plain where none is known.
[[nodiscard]] Language languageOf(QStringView path);

enum class TokenKind : quint8 { Heading, Strong, Emphasis, Code, Quote, Link, Sign, Key, String, Number, Word, Comment };

struct Token
{
    qsizetype from = 0;
    qsizetype length = 0;
    TokenKind kind = TokenKind::Sign;

    friend bool operator==(const Token &, const Token &) = default;
};

//! What the parts of one line are, in order and apart, given how the line before ended (0 for the first). Enough for
//! colours: it never fails and takes time with the line's length only. Returns how this line ended.
int tokenize(Language language, QStringView line, int state, QList<Token> &tokens);

} // namespace text
