// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/background.h"

#include <QByteArray>
#include <QFlags>
#include <QList>
#include <QString>

namespace text {

enum class MarkdownKind : quint8 { Paragraph, Heading, Code, Html, Rule, TableRow };

enum class MarkdownStyle : quint8 { Strong = 1, Emphasis = 2, Code = 4, Strike = 8, Link = 16, Image = 32 };
Q_DECLARE_FLAGS(MarkdownStyles, MarkdownStyle)

//! A stretch of one look. Characters that a person cannot see are written as ‹U+202E›.
struct MarkdownRun
{
    QString text;
    MarkdownStyles styles = {};
    QString target = {}; //!< of a link or an image, as written; nothing is ever loaded from it
};

//! One line or paragraph. Long ones are divided, so that showing one never takes long.
struct MarkdownBlock
{
    MarkdownKind kind = MarkdownKind::Paragraph;
    int level = 0;       //!< of a heading, 1 to 6
    int indent = 0;      //!< lists that it is in
    int quote = 0;       //!< quotes that it is in
    bool goesOn = false; //!< stands close to the block before: the next line of code, row, piece of a long paragraph
    QString marker = {}; //!< of a list's item: "•", "3.", "☑"
    QList<MarkdownRun> runs = {};
    int line = 1;        //!< of the source
};

struct MarkdownPage
{
    QList<MarkdownBlock> blocks;
    bool cut = false; //!< there is more than a preview shows
};

//! CommonMark with tables, strike-through and task lists. Raw HTML stays text. Bounded in blocks, characters and time
//! whatever the text is (promise I2). Pure, any thread.
[[nodiscard]] MarkdownPage parseMarkdown(const QByteArray &utf8, const core::CancelFlag &cancel = {});

//! Whether a preview makes sense for a name: not for data (JSON, YAML).
[[nodiscard]] bool mayBeMarkdown(QStringView path);

} // namespace text

Q_DECLARE_OPERATORS_FOR_FLAGS(text::MarkdownStyles)
