// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/mergeresult.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/wrapkeeper.h"

#include <QPainter>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace widgets {

using text::RegionKind;
using text::Take;

namespace {

constexpr int BarWidth = 3;
constexpr qsizetype MaxStates = 128;

} // namespace

MergeResult::MergeResult(QWidget *parent) : TextEditor(parent)
{
    connect(this, &TextEditor::byteCountChanged, this, &MergeResult::follow);
    connect(document(), &QTextDocument::contentsChanged, this, &MergeResult::followUndo);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &MergeResult::noticeCursor);
}

void MergeResult::setMerge(const text::Merge &merge)
{
    m_merge = merge;
    m_places.clear();
    m_conflicts.clear();
    m_states.clear();
    m_current = -1;
    setDraft(merge.result());

    QList<qsizetype> offsets;
    qsizetype offset = 0;
    for (const text::Region &region : merge.regions) {
        offsets.append(offset);
        offset += merge.piece(region, Take::Nothing).size();
    }
    offsets.append(offset);
    const QList<qsizetype> positions = loaded().positionsOf(offsets);
    for (qsizetype i = 0; i < merge.regions.size(); ++i) {
        if (merge.regions[i].kind == RegionKind::Unchanged)
            continue;
        if (merge.regions[i].kind == RegionKind::Conflict)
            m_conflicts.append(m_places.size());
        Place place{merge.regions[i], {}, {}};
        track(place, int(positions[i]), int(positions[i + 1]));
        m_places.append(place);
    }
    emit conflictsChanged();
    if (!m_conflicts.isEmpty())
        goToConflict(0);
}

void MergeResult::track(Place &place, int from, int to)
{
    place.begin = QTextCursor(document());
    place.begin.setPosition(from);
    place.begin.setKeepPositionOnInsert(true);
    place.end = QTextCursor(document());
    place.end.setPosition(to);
    // What is typed in front of the next line belongs to that; behind the last line there is none.
    place.end.setKeepPositionOnInsert(to < document()->characterCount() - 1);
}

void MergeResult::trackAll(const QList<qsizetype> &positions)
{
    for (qsizetype i = 0; i < m_places.size(); ++i)
        track(m_places[i], int(positions[2 * i]), int(positions[2 * i + 1]));
}

QList<qsizetype> MergeResult::positionsOfAll() const
{
    QList<qsizetype> positions;
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        const auto [from, to] = rangeOf(i);
        positions << std::max<qsizetype>(from, positions.isEmpty() ? 0 : positions.last());
        positions << std::max<qsizetype>(to, positions.last());
    }
    return positions;
}

void MergeResult::keepState(const QList<qsizetype> &positions)
{
    if (m_states.size() >= MaxStates)
        m_states.removeFirst();
    m_states.append({document()->toRawText(), positions});
}

void MergeResult::followUndo()
{
    if (m_states.isEmpty())
        return;
    const QString raw = document()->toRawText();
    const auto known = std::find_if(m_states.crbegin(), m_states.crend(),
                                    [&raw](const State &state) { return state.raw == raw; });
    if (known != m_states.crend())
        trackAll(known->positions);
}

int MergeResult::openCount() const
{
    return int(std::count_if(m_conflicts.cbegin(), m_conflicts.cend(),
                             [this](qsizetype index) { return !m_places[index].decision; }));
}

const text::Region &MergeResult::conflict(int index) const
{
    return placeOf(index).region;
}

bool MergeResult::isOpen(int index) const
{
    return !placeOf(index).decision;
}

std::optional<Take> MergeResult::taken(int index) const
{
    const Place &place = placeOf(index);
    return place.edited || place.decision == Take::Nothing ? std::nullopt : place.decision;
}

text::Range MergeResult::linesOf(int index) const
{
    const auto [from, to] = rangeOf(m_conflicts[index]);
    int first = 0;
    QTextBlock block = document()->begin();
    const auto isLine = [&] { return !goesOn(block, loaded().wrapMark()); };
    for (; block.isValid() && block.position() + block.length() <= from; block = block.next())
        first += isLine() ? 1 : 0;
    int lines = 0;
    for (; block.isValid() && block.position() < to; block = block.next())
        lines += isLine() ? 1 : 0;
    return {first, lines};
}

int MergeResult::mergedCount(RegionKind kind) const
{
    return int(std::count_if(m_places.cbegin(), m_places.cend(),
                             [kind](const Place &place) { return place.region.kind == kind; }));
}

//! Behind the one before: whoever deletes what lies between two makes them touch.
std::pair<int, int> MergeResult::rangeOf(qsizetype index) const
{
    int from = m_places[index].begin.position();
    if (index > 0)
        from = std::max(from, m_places[index - 1].end.position());
    return {from, std::max(from, m_places[index].end.position())};
}

void MergeResult::take(int index, Take piece)
{
    if (index >= 0 && index < conflictCount())
        takeThese({m_conflicts[index]}, piece);
}

void MergeResult::takeForOpen(Take piece)
{
    QList<qsizetype> open;
    std::copy_if(m_conflicts.cbegin(), m_conflicts.cend(), std::back_inserter(open),
                 [this](qsizetype index) { return !m_places[index].decision; });
    if (!open.isEmpty())
        takeThese(open, piece);
}

//! One step for undo, however many there are.
void MergeResult::takeThese(const QList<qsizetype> &places, Take piece)
{
    const QList<qsizetype> positions = positionsOfAll();
    keepState(positions);
    const text::Document before = present();
    const QByteArray &now = before.bytes();
    const QList<qsizetype> offsets = before.offsetsOf(positions);
    QByteArray wanted;
    QList<qsizetype> wantedOffsets;
    qsizetype at = 0;
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        wanted += now.sliced(at, offsets[2 * i] - at);
        wantedOffsets << wanted.size();
        at = offsets[2 * i + 1];
        const bool taken = std::binary_search(places.cbegin(), places.cend(), i);
        wanted += taken ? m_merge.piece(m_places[i].region, piece)
                        : now.sliced(offsets[2 * i], at - offsets[2 * i]);
        wantedOffsets << wanted.size();
    }
    const qsizetype first = places.first();
    const qsizetype last = places.last();
    const qsizetype start = wantedOffsets[2 * first];
    replaceBytes(int(positions[2 * first]), int(positions[2 * last + 1] - positions[2 * first]),
            wanted.sliced(start, wantedOffsets[2 * last + 1] - start));
    const QList<qsizetype> placed = loaded().positionsOf(wantedOffsets);
    trackAll(placed);
    keepState(placed);
    for (const qsizetype i : places) {
        m_places[i].decision = piece;
        m_places[i].edited = false;
    }
    follow();
}

void MergeResult::accept(int index)
{
    if (index < 0 || index >= conflictCount())
        return;
    placeOf(index).decision = Take::Nothing;
    viewport()->update();
    emit conflictsChanged();
}

//! After typing, undo, redo: what each conflict stands for now, by its bytes.
void MergeResult::follow()
{
    if (m_conflicts.isEmpty())
        return;
    QList<qsizetype> positions;
    for (const qsizetype index : std::as_const(m_conflicts)) {
        const auto [from, to] = rangeOf(index);
        positions << from << to;
    }
    const text::Document now = present();
    const QByteArray &text = now.bytes();
    const QList<qsizetype> offsets = now.offsetsOf(positions);
    for (qsizetype i = 0; i < m_conflicts.size(); ++i) {
        decide(m_places[m_conflicts[i]],
               QByteArrayView(text).sliced(offsets[2 * i], offsets[2 * i + 1] - offsets[2 * i]));
    }
    viewport()->update();
    emit conflictsChanged();
}

void MergeResult::decide(Place &place, QByteArrayView now) const
{
    const auto isThere = [&](Take piece) { return m_merge.piece(place.region, piece) == now; };
    place.edited = false;
    if (place.decision == Take::Nothing || (place.decision && isThere(*place.decision)))
        return;
    for (const Take piece : {Take::Theirs, Take::MineThenTheirs, Take::TheirsThenMine}) {
        if (isThere(piece) && !isThere(Take::Mine)) {
            place.decision = piece; // taken again by redo, or typed
            return;
        }
    }
    if (isThere(Take::Mine))
        place.decision.reset(); // taken back
    else
        place.edited = true;
}

QString MergeResult::words(int index) const
{
    const Place &place = placeOf(index);
    if (!place.decision)
        return place.edited ? tr("edited, not decided") : tr("not decided");
    if (place.edited)
        return tr("edited");
    switch (*place.decision) {
    case Take::Mine:
        return tr("mine");
    case Take::Theirs:
        return tr("theirs");
    case Take::MineThenTheirs:
        return tr("mine, then theirs");
    case Take::TheirsThenMine:
        return tr("theirs, then mine");
    case Take::Base:
        return tr("as it was before");
    case Take::Nothing:
        break;
    }
    return tr("as it stands");
}

void MergeResult::setCurrent(int index)
{
    if (m_current == index)
        return;
    m_current = index;
    viewport()->update();
    emit currentConflictChanged(index);
}

void MergeResult::noticeCursor()
{
    const int at = textCursor().position();
    for (int i = 0; i < conflictCount(); ++i) {
        const auto [from, to] = rangeOf(m_conflicts[i]);
        if (at >= from && (at < to || (at == to && (from == to || to == document()->characterCount() - 1)))) {
            setCurrent(i);
            return;
        }
    }
}

void MergeResult::goToConflict(int index)
{
    if (index < 0 || index >= conflictCount())
        return;
    QTextCursor cursor(document());
    cursor.setPosition(rangeOf(m_conflicts[index]).first);
    setTextCursor(cursor);
    centerCursor();
    setCurrent(index);
}

int MergeResult::nextFrom(int index, int step) const
{
    const int count = conflictCount();
    const bool anyOpen = openCount() > 0;
    for (int i = 1; i <= count; ++i) {
        const int candidate = (((index + step * i) % count) + count) % count;
        if (!anyOpen || isOpen(candidate))
            return candidate;
    }
    return index;
}

void MergeResult::nextConflict()
{
    if (conflictCount() > 0)
        goToConflict(nextFrom(m_current, 1));
}

void MergeResult::previousConflict()
{
    if (conflictCount() > 0)
        goToConflict(nextFrom(std::max(m_current, 0), -1));
}

QRectF MergeResult::rectOf(const Place &place) const
{
    const QTextBlock first = document()->findBlock(place.begin.position());
    QTextBlock last = document()->findBlock(place.end.position());
    const QRectF top = blockBoundingGeometry(first).translated(contentOffset());
    if (place.end.position() <= place.begin.position())
        return {0, top.top(), qreal(viewport()->width()), 0};
    if (place.end.position() == last.position())
        last = last.previous(); // the line end belongs to it, the line after does not
    const qreal bottom = blockBoundingGeometry(last).translated(contentOffset()).bottom();
    return {0, top.top(), qreal(viewport()->width()), bottom - top.top()};
}

QString MergeResult::caption(qsizetype place) const
{
    switch (m_places[place].region.kind) {
    case RegionKind::Mine:
        return tr("mine");
    case RegionKind::Theirs:
        return tr("theirs");
    case RegionKind::Both:
        return tr("both alike");
    case RegionKind::Unchanged:
    case RegionKind::Conflict:
        break;
    }
    const auto index = int(m_conflicts.indexOf(place));
    //: In the margin of a merged text: %1 is a number, %2 says what was taken ("mine", "not decided")
    return index < 0 ? QString() : tr("%1: %2").arg(index + 1).arg(words(index));
}

int MergeResult::lastVisiblePosition() const
{
    QTextBlock block = firstVisibleBlock();
    qreal y = contentOffset().y();
    while (block.next().isValid() && y < viewport()->height()) {
        y += blockBoundingRect(block).height();
        block = block.next();
    }
    return block.position() + block.length();
}

void MergeResult::visitVisible(const std::function<void(qsizetype place, const QRectF &rect)> &visit) const
{
    const int from = firstVisibleBlock().position();
    const int to = lastVisiblePosition();
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        if (m_places[i].end.position() >= from && m_places[i].begin.position() <= to)
            visit(i, rectOf(m_places[i]));
    }
}

//! Grounds behind the text; bars and captions over it, as the current line has a ground of its own.
void MergeResult::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(viewport());
        visitVisible([&](qsizetype place, const QRectF &rect) { paintGround(painter, place, rect); });
    }
    TextEditor::paintEvent(event);
    QPainter painter(viewport());
    visitVisible([&](qsizetype place, const QRectF &rect) { paintMarks(painter, place, rect); });
}

bool MergeResult::isOpenPlace(const Place &place) const
{
    return place.region.kind == RegionKind::Conflict && !place.decision;
}

void MergeResult::paintGround(QPainter &painter, qsizetype index, const QRectF &rect) const
{
    const Place &place = m_places[index];
    const Colors colors = colorsFor(palette());
    const bool isConflict = place.region.kind == RegionKind::Conflict;
    painter.fillRect(rect, isOpenPlace(place) ? colors.removed : blend(colors.ground, colors.added, isConflict ? 1.0 : 0.5));
}

//! Not by colour alone: a caption says what it is where its first line leaves room.
void MergeResult::paintMarks(QPainter &painter, qsizetype index, const QRectF &rect) const
{
    const Place &place = m_places[index];
    const Colors colors = colorsFor(palette());
    const bool isCurrent = m_current >= 0 && m_conflicts[m_current] == index;
    const QColor bar = isOpenPlace(place)                          ? colors.warning
        : place.region.kind == RegionKind::Conflict ? colors.positive
                                                    : colors.muted;
    if (rect.height() < 1) { // nothing stands there: a line between the lines
        painter.fillRect(QRectF(0, rect.top() - 1, rect.width(), isCurrent ? 3 : 2), bar);
        return;
    }
    if (isCurrent) {
        painter.setPen(QPen(bar, 1));
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    }
    painter.fillRect(QRectF(0, rect.top(), BarWidth, rect.height()), bar);

    const QTextLayout *layout = document()->findBlock(place.begin.position()).layout();
    const qreal used = layout->lineCount() > 0 ? layout->lineAt(0).naturalTextWidth() : 0;
    const QFontMetrics metrics = fontMetrics();
    const QString words = caption(index);
    const int width = metrics.horizontalAdvance(words) + metrics.averageCharWidth();
    if (used + width + 4 * metrics.averageCharWidth() > viewport()->width())
        return;
    painter.setFont(font());
    painter.setPen(readable(colors.muted, isOpenPlace(place) ? colors.removed : colors.added));
    painter.drawText(QRectF(viewport()->width() - width, rect.top(), width, metrics.lineSpacing()),
                     Qt::AlignLeft | Qt::AlignVCenter, words);
}

} // namespace widgets
