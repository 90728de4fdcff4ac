// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/emptypage.h"

#include "ui_emptypage.h"

#include <QApplication>
#include <QClipboard>

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
    m_ui->actionButton->hide();
    m_ui->retryButton->hide();
    m_ui->copyButton->hide();
    setAccessibleName(title);
    setAccessibleDescription(text);
}

} // namespace panels
