// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The half of TextEditor that puts exact bytes into an edited text. Line ends are no part of what is displayed, so a state
// that undo comes back to is known by its display, and brings its bytes along.
#include "ui/widgets/texteditor.h"

#include <QTextCursor>

#include <algorithm>
#include <utility>

namespace widgets {

namespace {

constexpr qsizetype MaxStates = 128;

//! Whether a cut between these two would divide a character, or a mark and the end of its block.
bool belongTogether(QChar before, QChar after, QChar mark)
{
    return (before.isHighSurrogate() && after.isLowSurrogate()) || (before == mark && after == QChar::ParagraphSeparator);
}

//! What both have in front and behind, as lengths.
std::pair<qsizetype, qsizetype> commonEnds(QStringView a, QStringView b, QChar mark)
{
    const qsizetype most = std::min(a.size(), b.size());
    qsizetype front = std::mismatch(a.begin(), a.begin() + most, b.begin()).first - a.begin();
    const auto cuts = [mark](QStringView text, qsizetype at) {
        return at > 0 && at < text.size() && belongTogether(text[at - 1], text[at], mark);
    };
    while (front > 0 && (cuts(a, front) || cuts(b, front)))
        --front;
    qsizetype back = std::mismatch(a.rbegin(), a.rbegin() + (most - front), b.rbegin()).first - a.rbegin();
    while (back > 0 && (cuts(a, a.size() - back) || cuts(b, b.size() - back)))
        --back;
    return {front, back};
}

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

void TextEditor::useBytes(const QByteArray &bytes)
{
    const text::Document before = present();
    const text::Document after = text::Document::load(bytes);
    const QString shown = document()->toRawText();
    const QString now = blocksOf(after.display());
    if (after.readOnlyReason() != readOnlyReason() || after.wrapMark() != m_document.wrapMark()
        || blocksOf(before.display()) != shown) {
        setDraft(bytes);
        return;
    }
    keepState(m_document); // undo goes back beyond this step, too
    keepState(before);
    m_document = after;
    keepState(after);
    if (shown != now) {
        auto [front, back] = commonEnds(shown, now, after.wrapMark());
        // Keys typed behind a mere insertion would become one step with it.
        if (front + back == shown.size() && front > 0) {
            do
                --front;
            while (front > 0 && (belongTogether(shown[front - 1], shown[front], after.wrapMark())
                                 || belongTogether(now[front - 1], now[front], after.wrapMark())));
        }
        exchange(int(front), int(shown.size() - back), now.sliced(front, now.size() - back - front));
    }
    document()->setModified(true);
    m_countTimer.start(0);
}

void TextEditor::exchange(int from, int to, const QString &with)
{
    m_keeping = true; // long lines in it are divided already
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    cursor.setPosition(to);
    cursor.insertText(with);
    cursor.setPosition(from);
    cursor.setPosition(to, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    cursor.endEditBlock();
    m_keeping = false;
    m_touched = {};
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
    if (QStringView(shown).sliced(position, length) != text)
        exchange(position, position + length, text.toString());
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
