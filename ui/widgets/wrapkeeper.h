// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/document.h"

#include <QTextCursor>

namespace widgets {

// Lines in pieces (text::Document::wrapMark()) while a person edits: a mark and the end of its block are one thing, which
// no cursor comes between, and a piece that grows is divided again.

//! Behind a mark, in front of the end of its block.
[[nodiscard]] bool isWithinBreak(const QTextDocument &shown, int position, QChar mark);
//! In front of a mark.
[[nodiscard]] bool isBeforeBreak(const QTextDocument &shown, int position, QChar mark);
//! At the start of a piece that goes on from the block before.
[[nodiscard]] bool isBehindBreak(const QTextDocument &shown, int position, QChar mark);

//! The block's text without the mark.
[[nodiscard]] QString pieceText(const QTextBlock &block, QChar mark);
[[nodiscard]] bool goesOn(const QTextBlock &block, QChar mark);

//! After an edit between two positions: text that came to stand within a break goes in front of it.
void mendBreak(QTextDocument &shown, int from, int to, QChar mark);

//! Divides blocks between two positions that became too long, as part of the edit that made them so. Returns whether
//! any was.
bool wrapBlocks(QTextDocument &shown, const text::Document &loaded, int from, int to);

} // namespace widgets
