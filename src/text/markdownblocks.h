// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/markdown.h"

namespace text {

//! Makes the blocks of a page from what a parser tells, and keeps them small and few.
class MarkdownBlocks
{
public:
    void enterQuote() { ++m_quote; }
    void leaveQuote() { --m_quote; }
    void enterList() { end(); ++m_indent; }
    void leaveList() { --m_indent; }
    void setMarker(const QString &marker); //!< of the next block
    void endItem();

    void begin(MarkdownKind kind, int level = 0);
    void end();
    void beginTable();
    void beginCell(bool heading);
    void endRow();
    void endTable();
    void add(const MarkdownRun &run, int line); //!< begins a paragraph where none is open
    void addImage(MarkdownStyles styles, const QString &target);

    [[nodiscard]] bool isFull() const { return m_full; }
    [[nodiscard]] MarkdownPage take();

private:
    struct Row
    {
        QStringList cells;
        bool heading = false;
        int line = 1;
    };

    void addLine(MarkdownBlock block);
    void append(const MarkdownBlock &block);
    [[nodiscard]] MarkdownBlock fresh(MarkdownKind kind) const;

    QList<MarkdownBlock> m_done;
    MarkdownBlock m_block;
    QList<Row> m_rows;
    QString m_marker;
    int m_quote = 0;
    int m_indent = 0;
    int m_line = 1;
    qsizetype m_cost = 0; //!< characters, slow ones counted manifold
    qsizetype m_runs = 0;
    bool m_open = false;
    bool m_inTable = false;
    bool m_full = false;
};

//! The character that "&amp;" or "&#x202E;" stands for; the text itself where it stands for none.
[[nodiscard]] QString textOfEntity(const QString &entity);

} // namespace text
