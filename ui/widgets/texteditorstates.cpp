// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The half of TextEditor that puts exact bytes into an edited text. Line ends are no part of what is displayed, so a state
// that undo comes back to is known by its display and by how much there is to undo, and brings its bytes along.
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

//! Several may look the same: the newest one that undo has not gone back behind.
const text::Document *TextEditor::stateShowing(const QString &raw) const
{
    const int steps = document()->availableUndoSteps();
    const text::Document *found = nullptr;
    int since = 0;
    for (const State &state : m_states) {
        if (state.since <= steps && state.since >= since && state.document.shows(raw)) {
            found = &state.document;
            since = state.since;
        }
    }
    if (m_since <= steps && m_since >= since && m_document.shows(raw))
        found = &m_document;
    return found;
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
    if (before.bytes() == bytes)
        return;
    Shown range;
    QString with;
    if (shown != now) {
        auto [front, back] = commonEnds(shown, now, after.wrapMark());
        // Keys typed behind a mere insertion would become one step with it.
        if (front + back == shown.size() && front > 0) {
            do
                --front;
            while (front > 0 && (belongTogether(shown[front - 1], shown[front], after.wrapMark())
                                 || belongTogether(now[front - 1], now[front], after.wrapMark())));
        }
        range = {int(front), int(shown.size() - back)};
        with = now.sliced(front, now.size() - back - front);
    }
    step(before, after, range, with);
}

//! One step of undo from `before`, which is shown, to `after`.
void TextEditor::step(const text::Document &before, const text::Document &after, const Shown &range, const QString &with)
{
    const int steps = document()->availableUndoSteps();
    const QString shown = document()->toRawText();
    Shown from = range;
    QString to = with;
    if (QStringView(shown).sliced(from.from, from.to - from.from) == to && !shown.isEmpty()) {
        // Nothing that is displayed changes: what stands at the first difference takes its own place.
        const QByteArray &was = before.bytes();
        const auto differs = std::mismatch(was.begin(), was.end(), after.bytes().begin(), after.bytes().end()).first;
        from.from = int(std::min(before.positionsOf({differs - was.begin()}).first(), shown.size() - 1));
        while (from.from > 0 && belongTogether(shown[from.from - 1], shown[from.from], after.wrapMark()))
            --from.from;
        from.to = from.from + 1;
        while (from.to < shown.size() && belongTogether(shown[from.to - 1], shown[from.to], after.wrapMark()))
            ++from.to;
        to = shown.sliced(from.from, from.to - from.from);
    }
    keepState({m_document, m_since}); // undo goes back beyond this step, too
    keepState({before, steps});
    m_document = after;
    m_since = shown.isEmpty() && to.isEmpty() ? steps : steps + 1;
    keepState({after, m_since});
    if (m_since > steps)
        exchange(from.from, from.to, to);
    if (!document()->isModified())
        document()->setModified(true);
    m_countTimer.start(0);
}

void TextEditor::exchange(int from, int to, const QString &with)
{
    m_keeping = true; // long lines in it are divided already
    QTextCursor cursor(document());
    cursor.setPosition(to); // undo brings the cursor back to where it was when the block began
    cursor.beginEditBlock();
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
    if (before.bytes() != wanted)
        step(before, after, {position, position + length}, now.sliced(position, added));
}

void TextEditor::keepState(const State &state)
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
    const text::Document *state = stateShowing(raw);
    if (!state || state == &m_document)
        return;
    m_document = text::Document(*state);
    m_since = document()->availableUndoSteps();
}

} // namespace widgets
