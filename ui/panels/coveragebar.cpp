// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/coveragebar.h"

#include "ui_coveragebar.h"

namespace panels {

CoverageBar::CoverageBar(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::CoverageBar>())
{
    m_ui->setupUi(this);
    connect(m_ui->loadAllButton, &QPushButton::clicked, this, &CoverageBar::loadAllRequested);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &CoverageBar::cancelRequested);
    // The list above must not jump when a button comes or goes.
    for (QPushButton *button : {m_ui->loadAllButton, m_ui->cancelButton}) {
        QSizePolicy policy = button->sizePolicy();
        policy.setVerticalPolicy(QSizePolicy::Fixed);
        button->setSizePolicy(policy);
    }
    m_ui->textLabel->setMinimumHeight(m_ui->loadAllButton->sizeHint().height());
    setCoverage({});
}

CoverageBar::~CoverageBar() = default;

void CoverageBar::setCoverage(const Coverage &coverage)
{
    if (m_ui->textLabel->text() != coverage.text)
        m_ui->textLabel->setText(coverage.text);
    // What it says is its name; while it says nothing it still takes the keyboard.
    m_ui->textLabel->setAccessibleName(coverage.text.isEmpty() ? tr("How much is loaded") : QString());
    // A button that is about to vanish hands the keyboard on, else it would fall to some other panel.
    const bool lost = (m_ui->loadAllButton->hasFocus() && !coverage.canLoadAll)
        || (m_ui->cancelButton->hasFocus() && !coverage.canCancel);
    m_ui->loadAllButton->setVisible(coverage.canLoadAll);
    m_ui->cancelButton->setVisible(coverage.canCancel);
    if (lost && coverage.canCancel)
        m_ui->cancelButton->setFocus(Qt::OtherFocusReason);
    else if (lost && coverage.canLoadAll)
        m_ui->loadAllButton->setFocus(Qt::OtherFocusReason);
}

} // namespace panels
