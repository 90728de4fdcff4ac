// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/emptypage.h"

#include "ui/widgets/flowlayout.h"
#include "ui_emptypage.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>

#include <utility>

namespace panels {

namespace {

constexpr int LoadingDelayMs = 400; // R17

} // namespace

EmptyPage::EmptyPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::EmptyPage>())
{
    m_ui->setupUi(this);
    QFont big = m_ui->titleLabel->font();
    big.setPointSizeF(big.pointSizeF() * 1.15);
    big.setBold(true);
    m_ui->titleLabel->setFont(big);
    m_ui->busyBar->setFixedWidth(fontMetrics().averageCharWidth() * 20);
    auto *buttons = new widgets::FlowLayout(m_ui->buttonRow);
    buttons->setCentred(true);
    buttons->setSpacing(6);
    for (QPushButton *button : {m_ui->actionButton, m_ui->retryButton, m_ui->copyButton})
        buttons->addWidget(button);
    connect(m_ui->actionButton, &QPushButton::clicked, this, &EmptyPage::actionRequested);
    connect(m_ui->retryButton, &QPushButton::clicked, this, &EmptyPage::retryRequested);
    connect(m_ui->copyButton, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_details); });
    m_loadingDelay.setSingleShot(true);
    m_loadingDelay.setInterval(LoadingDelayMs);
    connect(&m_loadingDelay, &QTimer::timeout, this, [this] {
        m_ui->titleLabel->setText(m_loadingTitle);
        m_ui->titleLabel->setVisible(!m_loadingTitle.isEmpty());
        m_ui->busyBar->show();
    });
    apply({}, {}, {});
}

EmptyPage::~EmptyPage() = default;

void EmptyPage::showEmpty(const EmptyState &state)
{
    apply(state.title, state.text, {});
    m_ui->actionButton->setText(state.actionText);
    m_ui->actionButton->setVisible(!state.actionText.isEmpty());
}

void EmptyPage::showLoading(const QString &title)
{
    apply({}, {}, {});
    setAccessibleName(title);
    m_loadingTitle = title;
    m_loadingDelay.start();
}

void EmptyPage::showFailure(const FailureState &state)
{
    apply(state.title, state.text, state.details);
    setWays(state.ways);
    m_ui->retryButton->setVisible(state.canRetry);
    m_ui->copyButton->setVisible(!state.details.isEmpty());
}

void EmptyPage::apply(const QString &title, const QString &text, const QString &details)
{
    m_loadingDelay.stop();
    m_details = details;
    m_ui->titleLabel->setText(title);
    m_ui->titleLabel->setVisible(!title.isEmpty());
    m_ui->textLabel->setText(text);
    m_ui->textLabel->setVisible(!text.isEmpty());
    m_ui->busyBar->hide();
    setWays({});
    m_ui->actionButton->hide();
    m_ui->retryButton->hide();
    m_ui->copyButton->hide();
    setAccessibleName(title);
    setAccessibleDescription(text);
}

void EmptyPage::setWays(const QList<presentation::WayOut> &ways)
{
    for (QPushButton *button : std::as_const(m_ways)) {
        button->hide();
        button->deleteLater(); // it may be the one whose click is being handled
    }
    m_ways.clear();
    QWidget *before = m_ui->actionButton;
    // The other buttons come after the ways out: the first one is what helps most.
    QLayout *row = m_ui->buttonRow->layout();
    for (const presentation::WayOut way : ways) {
        auto *button = new QPushButton(presentation::wordsFor(way), m_ui->buttonRow);
        button->setAutoDefault(false);
        row->addWidget(button);
        QWidget::setTabOrder(before, button);
        connect(button, &QPushButton::clicked, this, [this, way] { emit wayOutRequested(way); });
        button->show();
        m_ways.append(button);
        before = button;
    }
    for (QPushButton *button : {m_ui->retryButton, m_ui->copyButton}) {
        row->removeWidget(button);
        row->addWidget(button);
        QWidget::setTabOrder(before, button);
        before = button;
    }
}

} // namespace panels
