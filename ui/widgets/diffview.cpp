// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/diffview.h"

#include "core/utf8.h"
#include "text/fold.h"
#include "text/unified.h"
#include "text/visible.h"
#include "ui/widgets/diffline.h"
#include "ui/widgets/diffpainter.h"
#include "ui/widgets/diffspeech.h"
#include "ui/widgets/plainlabel.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>

namespace widgets {

namespace {

constexpr qsizetype InBackground = 64 * 1024; //!< bytes of both texts, above which they leave the window's thread
constexpr int NarrowColumns = 90;              //!< below this the automatic arrangement is inline

DiffFindings compared(const QByteArray &before, const QByteArray &after, bool ignoreBlanks,
                      const core::CancelFlag &cancel = {})
{
    text::DiffOptions options;
    options.ignoreBlanks = ignoreBlanks;
    DiffFindings found{text::diff(before, after, cancel, options)};
    found.moves = text::moves(found.diff, cancel);
    found.facts = text::factsOf(found.diff, found.moves);
    return found;
}

} // namespace

DiffView::DiffView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_header(new QWidget(this))
    , m_beforeLabel(new PlainLabel(m_header))
    , m_afterLabel(new PlainLabel(m_header))
    , m_summaryLabel(new PlainLabel(m_header))
{
    m_pool.setMaxThreadCount(1);
    m_busyTimer.setSingleShot(true);
    m_busyTimer.setInterval(150);
    connect(&m_busyTimer, &QTimer::timeout, this, [this] {
        m_showBusy = true;
        updateHeader();
        viewport()->update();
    });
    // Each label over its half.
    auto *right = new QWidget(m_header);
    auto *layout = new QHBoxLayout(m_header);
    layout->setContentsMargins(6, 2, 6, 2);
    layout->setSpacing(12);
    layout->addWidget(m_beforeLabel, 1);
    layout->addWidget(right, 1);
    auto *rightLayout = new QHBoxLayout(right);
    rightLayout->setContentsMargins({});
    rightLayout->addWidget(m_afterLabel, 1);
    rightLayout->addWidget(m_summaryLabel);
    for (QWidget *half : {static_cast<QWidget *>(m_beforeLabel), right})
        half->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_beforeLabel->setElideMode(Qt::ElideMiddle);
    m_afterLabel->setElideMode(Qt::ElideMiddle);
    m_summaryLabel->setElideMode(Qt::ElideRight);
    m_header->setAutoFillBackground(true);

    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_header->setFont(QGuiApplication::font());
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setLayoutDirection(Qt::LeftToRight); // old left, new right, in every language
    setAccessibleName(tr("Changes"));
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    updateHeader();
}

DiffView::~DiffView()
{
    m_call.abandon();
}

void DiffView::setTexts(const DiffSide &before, const DiffSide &after)
{
    const auto isSame = [](const DiffSide &a, const DiffSide &b) {
        return a.bytes == b.bytes && a.gap.isEmpty() == b.gap.isEmpty() && a.absent == b.absent;
    };
    const bool same = isSame(m_before, before) && isSame(m_after, after);
    const TextMarks marksBefore = m_marksBefore;
    const TextMarks marksAfter = m_marksAfter;
    m_before = before;
    m_after = after;
    compare();
    if (same) // the same texts with other words: their marks stand while they are found again
        setMarks(marksBefore, marksAfter);
    emit textsChanged();
}

void DiffView::showGap(Side side, const QString &label)
{
    (side == Side::Old ? m_before : m_after).gap = label;
    compare();
    emit textsChanged();
}

void DiffView::clear()
{
    setTexts({}, {});
}

void DiffView::compare()
{
    m_call.abandon();
    m_busyTimer.stop();
    m_showBusy = false;
    m_expanded.clear();
    m_spot.reset();
    m_current = -1;
    m_anchor = -1;
    m_marks = {};
    m_marksBefore.clear();
    m_marksAfter.clear();
    m_currentMark = -1;
    // Beside a gap the other text stands alone, as if unchanged.
    const QByteArray before = m_before.gap.isEmpty() ? m_before.bytes : m_after.gap.isEmpty() ? m_after.bytes : QByteArray();
    const QByteArray after = m_after.gap.isEmpty() ? m_after.bytes : before;
    if (before.size() + after.size() <= InBackground) {
        adopt(compared(before, after, m_ignoreBlanks));
        return;
    }
    m_diff = {};
    m_moved = {};
    m_facts = {};
    m_changes.clear();
    m_currentChange = -1; // of the comparison before; painting may come first
    rebuild();
    m_busyTimer.start();
    m_call = core::inBackground<DiffFindings>(
        m_pool, [before, after, ignore = m_ignoreBlanks](const core::CancelFlag &cancel) {
            return core::Result<DiffFindings>(compared(before, after, ignore, cancel));
        });
    m_call.then(this, [this](const core::Result<DiffFindings> &found) {
        if (found && found->diff.state != text::DiffState::Cancelled)
            adopt(*found);
    });
}

void DiffView::adopt(DiffFindings findings)
{
    m_busyTimer.stop();
    m_showBusy = false;
    m_diff = std::move(findings.diff);
    m_moved = MovedBlocks(m_diff, findings.moves);
    m_facts = std::move(findings.facts);
    m_changes = text::changeStarts(m_diff.rows);
    placeMarks();
    m_currentChange = -1;
    m_columns = 0;
    for (const text::Row &row : std::as_const(m_diff.rows)) {
        m_columns = std::max(m_columns, columnsOf(m_diff.before(row), m_tabWidth));
        if (row.kind != text::RowKind::Same)
            m_columns = std::max(m_columns, columnsOf(m_diff.after(row), m_tabWidth));
    }
    rebuild();
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    if (m_spot)
        showSpot();
    else if (!m_changes.isEmpty())
        goToChange(0);
    emit ready();
}

void DiffView::setArrangement(Arrangement arrangement)
{
    m_arrangement = arrangement;
    rebuild();
}

bool DiffView::isInline() const
{
    if (m_arrangement != Arrangement::Automatic)
        return m_arrangement == Arrangement::Inline;
    return viewport()->width() < fontMetrics().horizontalAdvance(u'0') * NarrowColumns;
}

void DiffView::setFolding(bool fold)
{
    m_folding = fold;
    rebuild();
}

void DiffView::setTabWidth(int columns)
{
    m_tabWidth = columns;
    updateScrollBars();
    viewport()->update();
}

void DiffView::setIgnoreBlanks(bool ignore)
{
    if (m_ignoreBlanks == ignore)
        return;
    m_ignoreBlanks = ignore;
    const TextMarks before = m_marksBefore;
    const TextMarks after = m_marksAfter;
    compare();
    setMarks(before, after);
}

void DiffView::rebuild()
{
    const qsizetype topRow = m_items.value(verticalScrollBar()->value(), DiffItem{}).row;
    const qsizetype currentRow = m_current >= 0 && m_current < m_items.size() ? m_items[m_current].row : -1;
    const bool wasInline = std::exchange(m_wasInline, isInline());
    m_items = layOut(m_diff, {m_wasInline, m_folding, m_expanded}, m_moved);
    m_current = currentRow >= 0 ? itemOfRow(m_items, currentRow) : -1;
    m_anchor = m_current;
    updateHeader();
    updateScrollBars();
    verticalScrollBar()->setValue(int(std::max<qsizetype>(itemOfRow(m_items, topRow), 0)));
    updateDescription();
    viewport()->update();
    if (wasInline != m_wasInline)
        emit arrangementChanged(m_wasInline);
}

void DiffView::updateHeader()
{
    const auto show = [this](PlainLabel *label, QChar sign, const DiffSide &side) {
        QString words = side.label;
        if (m_wasInline && !side.gap.isEmpty()) // side by side the reason stands in the gap
            //: Header of one side of a comparison: %1 names the text, %2 says why there is none
            words = words.isEmpty() ? side.gap : tr("%1: %2").arg(side.label, side.gap);
        label->showName(words.isEmpty() ? QString() : sign + (u' ' + words));
    };
    show(m_beforeLabel, u'\u2212', m_before);
    show(m_afterLabel, u'+', m_after);
    m_summaryLabel->showText(summary());
    // Two names are worth more than a number; what is there instead of a number stays.
    const bool counted = m_changes.size() > 0 && !isBusy() && m_before.gap.isEmpty() && m_after.gap.isEmpty();
    const int half = (viewport()->width() - 24) / 2;
    m_summaryLabel->setVisible(!counted || m_afterLabel->sizeHint().width() + m_summaryLabel->sizeHint().width() + 6 <= half);
    const int height = m_header->sizeHint().height();
    setViewportMargins(0, height, 0, 0);
    const QRect area = contentsRect();
    m_header->setGeometry(area.left(), area.top(), viewport()->width(), height); // not under the scroll bar
}

QString DiffView::summary() const
{
    if (isBusy())
        return m_showBusy ? tr("Comparing…") : QString();
    if (!m_before.gap.isEmpty() && !m_after.gap.isEmpty())
        return tr("There is nothing left to compare.");
    if (!m_before.gap.isEmpty() || !m_after.gap.isEmpty())
        return tr("Only one of the texts is there.");
    if (m_diff.state == text::DiffState::TooLarge)
        return tr("The texts are too large to be compared.");
    if (m_before.label.isEmpty() && m_after.label.isEmpty() && m_diff.rows.isEmpty())
        return {};
    if (m_diff.isEqual())
        return m_diff.beforeText == m_diff.afterText ? tr("The texts are equal.")
                                                     : tr("The texts differ in white space only, which is ignored.");
    //: %1 lines added, %2 lines removed; + and minus are signs
    const QString lines = tr("+%L1 \u2212%L2").arg(m_diff.added).arg(m_diff.removed);
    if (m_currentChange < 0)
        return (changeCount() == 1 ? tr("1 change, %1") : tr("%n changes, %1", nullptr, changeCount())).arg(lines);
    return tr("Change %L1 of %L2, %3").arg(m_currentChange + 1).arg(changeCount()).arg(lines);
}

QByteArray DiffView::unifiedText() const
{
    if (!m_before.gap.isEmpty() || !m_after.gap.isEmpty())
        return {};
    return text::unified(m_diff, m_before.label.toUtf8(), m_after.label.toUtf8());
}

QString DiffView::spokenChanges() const
{
    return speechOf(m_diff, m_facts, m_changes);
}

QStringList DiffView::sentences() const
{
    QStringList all;
    for (const text::Fact &fact : m_facts.list)
        all.append(sentence(m_diff, fact));
    return all + sentencesOfMarks(m_marks, m_diff);
}

void DiffView::goToSentence(int index)
{
    if (index >= m_facts.list.size())
        goToMark(index - m_facts.list.size());
    else if (index >= 0)
        goToRow(m_facts.list[index].row, m_facts.list[index].kind == text::Fact::Kind::Removed ? Side::Old : Side::New);
}

QByteArray DiffView::selectedBytes() const
{
    if (m_current < 0 || m_anchor < 0 || m_current == m_anchor)
        return {};
    const bool isOld = m_side == Side::Old;
    QByteArray bytes;
    for (qsizetype i = std::min(m_current, m_anchor); i <= std::max(m_current, m_anchor); ++i) {
        const DiffItem &item = m_items[i];
        if (m_wasInline && item.kind == (isOld ? DiffItem::Kind::After : DiffItem::Kind::Before))
            continue;
        for (qsizetype row = item.row; row < item.row + item.count; ++row) {
            const text::Line &line = isOld ? m_diff.rows[row].before : m_diff.rows[row].after;
            if (line.number == 0)
                continue;
            bytes += isOld ? m_diff.before(m_diff.rows[row]) : m_diff.after(m_diff.rows[row]);
            bytes += text::bytesOf(line.end);
        }
    }
    return bytes;
}

void DiffView::copy()
{
    const QByteArray selected = selectedBytes();
    const QByteArray bytes = selected.isEmpty() ? unifiedText() : selected;
    if (!bytes.isEmpty())
        QGuiApplication::clipboard()->setText(core::decodeUtf8(bytes).value_or(QString::fromUtf8(bytes)));
}

void DiffView::expandAll()
{
    for (const DiffItem &item : std::as_const(m_items)) {
        if (item.kind == DiffItem::Kind::Fold)
            m_expanded.append(item.row);
    }
    rebuild();
}

void DiffView::updateDescription()
{
    QString words = summary();
    if (m_currentChange >= 0)
        words = speechOf(m_diff, m_facts, m_changes, m_currentChange) + marksIn(markedRows());
    else if (words.isEmpty() && isBusy())
        words = tr("Comparing…");
    setAccessibleDescription(words);
}

} // namespace widgets
