// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The half of TextEditor that puts exact bytes into an edited text. Line ends are no part of what is displayed, so a state
// that undo comes back to is known by its display, and brings its bytes along.
#include "ui/widgets/texteditor.h"

#include <QTextCursor>

#include <algorithm>

namespace widgets {

namespace {

constexpr qsizetype MaxStates = 128;

QString blocksOf(const QString &display)
{
    return QString(display).replace(u'\n', QChar::ParagraphSeparator);
}

} // namespace

const text::Document *TextEditor::stateShowing(const QString &raw) const
{
    if (m_document.shows(raw))
        return &m_document;
    const auto known = std::find_if(m_states.crbegin(), m_states.crend(),
                                    [&raw](const text::Document &state) { return state.shows(raw); });
    return known == m_states.crend() ? nullptr : &*known;
}

QByteArray TextEditor::bytes() const
{
    const QString raw = document()->toRawText();
    const text::Document *state = stateShowing(raw);
    return state ? state->bytes() : m_document.save(raw);
}

text::Document TextEditor::present() const
{
    const QString raw = document()->toRawText();
    const text::Document *state = stateShowing(raw);
    return state ? *state : m_document.rebased(raw);
}

void TextEditor::replaceBytes(int position, int length, const QByteArray &piece)
{
    const text::Document before = present();
    const QList<qsizetype> place = before.offsetsOf({position, position + length});
    const QByteArray wanted = before.bytes().first(place[0]) + piece + before.bytes().sliced(place[1]);
    const text::Document after = text::Document::load(wanted);

    const QString shown = document()->toRawText();
    const QString now = blocksOf(after.display());
    const qsizetype added = now.size() - (shown.size() - length);
    const bool inPlace = added >= 0 && QStringView(shown).first(position) == QStringView(now).first(position)
        && QStringView(shown).sliced(position + length) == QStringView(now).sliced(position + added)
        && after.readOnlyReason() == readOnlyReason() && blocksOf(before.display()) == shown;
    if (!inPlace) { // other stand-ins, or a long line divided elsewhere
        load(wanted);
        document()->setModified(true);
        return;
    }
    keepState(before);
    m_document = after;
    keepState(after);
    const QStringView text = QStringView(now).sliced(position, added);
    if (QStringView(shown).sliced(position, length) != text) {
        m_keeping = true; // long lines in it are divided already
        QTextCursor cursor(document());
        cursor.setPosition(position);
        cursor.setPosition(position + length, QTextCursor::KeepAnchor);
        cursor.insertText(text.toString());
        m_keeping = false;
        m_touched = {};
    }
    document()->setModified(true);
    m_countTimer.start(0);
}

void TextEditor::keepState(const text::Document &state)
{
    if (m_states.size() >= MaxStates)
        m_states.removeFirst();
    m_states.append(state);
}

//! Back at a known state, what is typed from here on is judged by that one.
void TextEditor::followUndo()
{
    if (m_states.isEmpty())
        return;
    const QString raw = document()->toRawText();
    if (m_document.shows(raw))
        return;
    if (const text::Document *state = stateShowing(raw))
        m_document = *state;
}

} // namespace widgets
