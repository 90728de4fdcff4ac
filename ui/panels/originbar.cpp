// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/originbar.h"

#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace panels {

OriginBar::OriginBar(QWidget *parent)
    : QWidget(parent)
    , m_line(new widgets::PlainLabel(this))
    , m_coverage(new widgets::PlainLabel(this))
    , m_go(new QPushButton(tr("&Go to the Change"), this))
    , m_stop(new QPushButton(tr("S&top"), this))
    , m_goOn(new QPushButton(tr("Go &On"), this))
    , m_elsewhere(new QPushButton(tr("&Look in Other Entries"), this))
    , m_showElsewhere(new QPushButton(tr("Sho&w the Earlier Place"), this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("originBar"));
    // The words get what room there is: two rows, each with its own buttons.
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(8, 3, 6, 3);
    rows->setSpacing(2);
    const auto addRow = [rows](QWidget *words, const QList<QWidget *> &buttons) {
        auto *row = new QHBoxLayout;
        row->setSpacing(6);
        row->addWidget(words, 1);
        for (QWidget *button : buttons)
            row->addWidget(button);
        rows->addLayout(row);
    };
    addRow(m_line, {m_go, m_close});
    addRow(m_coverage, {m_showElsewhere, m_goOn, m_elsewhere, m_stop});
    for (widgets::PlainLabel *label : {m_line, m_coverage})
        label->setElideMode(Qt::ElideRight); // never widens the window
    m_line->setObjectName(QStringLiteral("originLine"));
    m_coverage->setObjectName(QStringLiteral("originCoverage"));
    m_line->setAccessibleDescription(tr("Origin of the line where the cursor is"));
    m_coverage->setAccessibleDescription(tr("How much was read for it"));
    m_elsewhere->setToolTip(tr("Looks for lines that stood in other entries before, deleted ones too, as after a copy or a move."));
    m_close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Hide the line origin"));
    m_close->setAccessibleName(tr("Hide the line origin"));
    m_close->setFocusPolicy(Qt::TabFocus);
    connect(m_go, &QPushButton::clicked, this, &OriginBar::goRequested);
    connect(m_stop, &QPushButton::clicked, this, &OriginBar::stopRequested);
    connect(m_goOn, &QPushButton::clicked, this, &OriginBar::goOnRequested);
    connect(m_elsewhere, &QPushButton::clicked, this, &OriginBar::elsewhereRequested);
    connect(m_showElsewhere, &QPushButton::clicked, this, &OriginBar::showElsewhereRequested);
    connect(m_close, &QToolButton::clicked, this, &OriginBar::closeRequested);
    m_state.running = true; // so that the first state is set
    setState({});
}

void OriginBar::setState(const OriginBarState &state)
{
    if (state == m_state)
        return;
    m_state = state;
    m_line->showText(state.line);
    m_line->setToolTip(widgets::plainToolTip(state.details));
    m_coverage->showText(state.coverage);
    // A button that is about to vanish hands the keyboard on.
    const bool lost = (m_stop->hasFocus() && !state.running) || (m_goOn->hasFocus() && !state.canGoOn)
        || (m_elsewhere->hasFocus() && !state.canLookElsewhere) || (m_showElsewhere->hasFocus() && !state.canShowElsewhere);
    m_go->setEnabled(state.canGo);
    m_stop->setVisible(state.running);
    m_goOn->setVisible(state.canGoOn);
    m_elsewhere->setVisible(state.canLookElsewhere);
    m_showElsewhere->setVisible(state.canShowElsewhere);
    if (lost)
        (state.running ? static_cast<QWidget *>(m_stop) : m_close)->setFocus(Qt::OtherFocusReason);
}

} // namespace panels
