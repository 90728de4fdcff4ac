// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/lineend.h"
#include "text/wrap.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>

namespace text {

enum class ReadOnlyReason : quint8 {
    None,
    InvalidUtf8,      //!< what is shown has U+FFFD where the text has other bytes
    NoStandIn,        //!< uses so many noncharacters that the editor has none left to stand for what it cannot hold
};

//! A text as bytes and as what a QTextDocument can hold, and the way back: open, change one place, save, and only that
//! place differs (promise E1). A BOM is kept aside. Line ends are not in the display; they are found again by aligning
//! the edited lines with the loaded ones, which survives undo. Characters that a QTextDocument takes for its own
//! (U+FDD0, U+FDD1, U+FFFC, NUL) are shown as stand-ins: noncharacters that the text does not use. Lines too long to be
//! edited in one piece (I6) are shown as several blocks; wrapMark() at the end of a block says that its line goes on, so
//! that breaks for display live in the text, come back with undo and cost no byte. A value, any thread.
class Document
{
public:
    Document();

    static Document load(const QByteArray &bytes, const WrapLimits &limits = {});

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; } //!< as loaded
    //! For QPlainTextEdit::setPlainText: lines joined by LF, nothing in it that the document would change.
    [[nodiscard]] const QString &display() const { return m_display; }

    [[nodiscard]] ReadOnlyReason readOnlyReason() const { return m_reason; }
    //! Byte offset of what made it read-only; -1 when it is not.
    [[nodiscard]] qsizetype readOnlyAt() const { return m_reasonAt; }

    [[nodiscard]] bool hasBom() const { return m_bom; }
    [[nodiscard]] LineEnd dominantEnd() const { return m_dominant; } //!< what a new line gets; Lf without any line end
    [[nodiscard]] bool hasMixedEnds() const { return m_mixed; }
    [[nodiscard]] bool endsWithLineEnd() const;
    //! Last in a block: the line goes on in the next one. Never counts as a character of the text.
    [[nodiscard]] QChar wrapMark() const { return QChar(m_standIns.back()); }
    [[nodiscard]] const WrapLimits &wrapLimits() const { return m_limits; }

    //! The bytes of an edited display, given as QTextDocument::toRawText() (blocks end with U+2029) or with LF. Exactly
    //! bytes() when nothing was edited, and always for a read-only document.
    [[nodiscard]] QByteArray save(QStringView edited) const;
    //! The document as it would be, had the edited display been loaded: after a save.
    [[nodiscard]] Document rebased(QStringView edited) const;

    //! Whether this is the display as loaded; given as for save().
    [[nodiscard]] bool shows(QStringView edited) const;
    //! Where bytes of bytes() stand in the display; `offsets` rises. One within a character or a line end stands behind it.
    [[nodiscard]] QList<qsizetype> positionsOf(const QList<qsizetype> &offsets) const;
    //! The other way round: where places of the display, rising, are in bytes().
    [[nodiscard]] QList<qsizetype> offsetsOf(const QList<qsizetype> &positions) const;

    //! Foreign text (paste, drop) as the display may hold it: line ends become LF, stand-ins and breaks for
    //! display where needed. Half surrogates, which have no UTF-8, become U+FFFD, so that what is seen is what is saved.
    [[nodiscard]] QString toDisplay(QStringView foreign) const;
    //! A piece of the display for the clipboard: U+2029 becomes LF, stand-ins what they stand for, no break for display.
    [[nodiscard]] QString fromDisplay(QStringView shown) const;

    //! What the character stands for, or itself.
    [[nodiscard]] char16_t meaning(char16_t shown) const;

private:
    template<typename Visit> void walk(Visit visit) const;
    [[nodiscard]] bool isBreak(qsizetype position, qsizetype offset) const;

    static constexpr std::array<char16_t, 4> Troublesome = {u'\0', u'\uFDD0', u'\uFDD1', u'\uFFFC'};

    bool chooseStandIns(QStringView text);
    [[nodiscard]] char16_t standIn(char16_t c) const;
    [[nodiscard]] QString wrapped(const QString &display) const;
    void setText(const QString &text);
    void addLine(QStringView line, LineEnd end);
    void countEnds();
    [[nodiscard]] QList<LineEnd> endsFor(const QList<QStringView> &lines) const;

    QByteArray m_bytes;
    QString m_display;
    QList<LineEnd> m_ends;          //!< after each line; None after the last
    WrapLimits m_limits;
    std::array<char16_t, 5> m_standIns = {u'\uFDD2', u'\uFDD3', u'\uFDD4', u'\uFDD5', u'\uFDD6'}; //!< the last: wrapMark()
    ReadOnlyReason m_reason = ReadOnlyReason::None;
    qsizetype m_reasonAt = -1;
    LineEnd m_dominant = LineEnd::Lf;
    bool m_bom = false;
    bool m_mixed = false;
};

} // namespace text
