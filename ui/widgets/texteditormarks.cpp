// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

//! The part of the editor that marks places somebody should look at: where they stand, how they are told, the way there.
#include "ui/widgets/markpainter.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/texteditor.h"

#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace widgets {

namespace {

constexpr qsizetype MostNamed = 12; //!< in a tooltip

//! Where bytes of a text are in what people know as the text: UTF-16, lines end with LF, no byte order mark. `offsets` rises.
QList<qsizetype> unitsOf(QByteArrayView text, const QList<qsizetype> &offsets)
{
    QList<qsizetype> units;
    units.reserve(offsets.size());
    qsizetype unit = 0;
    qsizetype byte = text.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    for (const qsizetype offset : offsets) {
        for (; byte < std::min(offset, text.size()); ++byte) {
            const auto c = uchar(text[byte]);
            const bool isTail = (c & 0xC0) == 0x80;
            const bool endsPair = c == '\r' && byte + 1 < text.size() && text[byte + 1] == '\n';
            if (!isTail && !endsPair)
                unit += c >= 0xF0 ? 2 : 1;
        }
        units.append(unit);
    }
    return units;
}

} // namespace

void TextEditor::setMarks(const QByteArray &text, const TextMarks &marks, bool more)
{
    if (m_marks.isEmpty() && marks.isEmpty())
        return;
    m_marks.clear();
    m_moreMarks = more;
    untellMark();
    if (!marks.isEmpty() && readOnlyReason() != text::ReadOnlyReason::InvalidUtf8) {
        QList<qsizetype> offsets;
        for (const TextMark &mark : marks)
            offsets << mark.from << mark.from + mark.length;
        std::sort(offsets.begin(), offsets.end()); // marks may overlap
        const QList<qsizetype> units = unitsOf(text, offsets);
        const auto unitOf = [&](qsizetype offset) {
            return units[std::lower_bound(offsets.cbegin(), offsets.cend(), offset) - offsets.cbegin()];
        };
        const text::Unwrapped plain = unwrapped();
        for (const TextMark &mark : marks) {
            const Shown range{int(plain.shownStart(unitOf(mark.from))), int(plain.shownEnd(unitOf(mark.from + mark.length)))};
            if (range.to < document()->characterCount())
                m_marks.append({range, mark.words, mark.isDrawn});
        }
    }
    updateGutter();
    viewport()->update();
    emit marksChanged();
}

QString TextEditor::markWords() const
{
    QStringList words;
    for (const Marked &mark : m_marks) {
        if (!words.contains(mark.words) && words.size() < MostNamed)
            words.append(mark.words);
    }
    return words.join(u'\n');
}

void TextEditor::nextMark()
{
    if (m_marks.isEmpty())
        return;
    const int at = textCursor().selectionStart();
    const bool onMark = textCursor().hasSelection() || at > 0;
    for (const Marked &mark : std::as_const(m_marks)) {
        if (mark.range.from > at || (mark.range.from == at && !onMark)) {
            goToMark(mark);
            return;
        }
    }
    goToMark(m_marks.first());
}

void TextEditor::previousMark()
{
    if (m_marks.isEmpty())
        return;
    const int at = textCursor().selectionStart();
    for (qsizetype i = m_marks.size() - 1; i >= 0; --i) {
        if (m_marks[i].range.from < at) {
            goToMark(m_marks[i]);
            return;
        }
    }
    goToMark(m_marks.last());
}

//! Selects it and tells what it is: to the eye beside it, to whoever listens as the description of the text.
void TextEditor::goToMark(const Marked &mark)
{
    const Marked at = mark; // what follows may bring others
    QTextCursor cursor(document());
    cursor.setPosition(at.range.from);
    cursor.setPosition(at.range.to, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
    setFocus(Qt::OtherFocusReason);
    //: %1 is what the scan found: "GitHub personal access token (github-pat)"
    const QString words = tr("Found by the scan: %1").arg(at.words);
    if (!m_ownDescription)
        m_ownDescription = accessibleDescription();
    setAccessibleDescription(words);
    QToolTip::showText(viewport()->mapToGlobal(cursorRect().bottomRight()), plainToolTip(words), viewport());
}

//! The marks are others: the one that was told may be gone.
void TextEditor::untellMark()
{
    if (m_ownDescription)
        setAccessibleDescription(*std::exchange(m_ownDescription, std::nullopt));
}

template<typename Visit>
void TextEditor::visitMarks(const QTextBlock &block, Visit visit) const
{
    const int end = block.position() + block.length();
    for (const Marked &mark : m_marks) { // not many, and they may overlap
        if (mark.range.from >= end)
            break;
        if (mark.range.to > block.position())
            visit(mark);
    }
}

bool TextEditor::isMarked(const QTextBlock &block) const
{
    bool found = false;
    visitMarks(block, [&found](const Marked &) { found = true; });
    return found;
}

void TextEditor::paintMarks(QPainter &painter, const QTextBlock &block, const QPointF &origin, const Colors &colors) const
{
    visitMarks(block, [&](const Marked &mark) {
        if (mark.isDrawn)
            return;
        for (const QRectF &place : placesOf(block, origin, mark.range))
            paintMark(painter, place, readable(colors.warning, colors.ground, 3), false);
    });
}

QString TextEditor::marksAt(const QTextBlock &block, const QPointF &origin, const QPointF &point) const
{
    QStringList words;
    visitMarks(block, [&](const Marked &mark) {
        for (const QRectF &place : placesOf(block, origin, mark.range)) {
            if (place.adjusted(-2, 0, 2, 0).contains(point))
                words.append(tr("Found by the scan: %1").arg(mark.words));
        }
    });
    words.removeDuplicates();
    return words.join(u'\n');
}

} // namespace widgets
