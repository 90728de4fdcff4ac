// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/changespage.h"

#include "ui/widgets/diffview.h"
#include "ui_changespage.h"

namespace panels {

namespace {

widgets::DiffSide sideOf(const ChangesSide &side)
{
    return {side.label, side.text.value_or(QByteArray()), side.text ? QString() : side.gap};
}

} // namespace

ChangesPage::ChangesPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ChangesPage>())
{
    m_ui->setupUi(this);
    connect(m_ui->nextButton, &QToolButton::clicked, this, &ChangesPage::nextChange);
    connect(m_ui->previousButton, &QToolButton::clicked, this, &ChangesPage::previousChange);
    connect(m_ui->sideButton, &QToolButton::clicked, this, [this](bool on) { setSideBySide(on); });
    connect(m_ui->diffView, &widgets::DiffView::ready, this, &ChangesPage::updateCounts);
    connect(m_ui->diffView, &widgets::DiffView::currentChangeChanged, this, &ChangesPage::updateCounts);
    connect(m_ui->emptyPage, &EmptyPage::retryRequested, this, &ChangesPage::retryRequested);
    connect(m_ui->emptyPage, &EmptyPage::wayOutRequested, this, &ChangesPage::wayOutRequested);
    connect(m_ui->emptyPage, &EmptyPage::actionRequested, this, &ChangesPage::emptyActionRequested);
    m_ui->sideButton->setChecked(isSideBySide());
    showNothing({tr("Nothing to compare"), tr("Select a version in the history to see what it changed.")});
}

ChangesPage::~ChangesPage() = default;

void ChangesPage::showNothing(const EmptyState &state)
{
    m_ui->diffView->clear();
    m_ui->emptyPage->showEmpty(state);
    showPage(m_ui->emptyPage);
}

void ChangesPage::showLoading(const QString &leftLabel, const QString &rightLabel)
{
    //: %1 and %2 are labels of versions, "v2, 18 May 15:35"
    m_ui->emptyPage->showLoading(tr("Comparing %1 with %2…").arg(leftLabel, rightLabel));
    showPage(m_ui->emptyPage);
}

void ChangesPage::showFailure(const QString &leftLabel, const QString &rightLabel, const FailureState &state)
{
    FailureState shown = state;
    if (shown.title.isEmpty())
        shown.title = tr("%1 and %2 could not be compared").arg(leftLabel, rightLabel);
    m_ui->emptyPage->showFailure(shown);
    showPage(m_ui->emptyPage);
}

void ChangesPage::showChanges(const ChangesSide &left, const ChangesSide &right)
{
    m_ui->diffView->setTexts(sideOf(left), sideOf(right));
    showPage(m_ui->diffView);
}

bool ChangesPage::isSideBySide() const { return m_ui->diffView->arrangement() != widgets::DiffView::Arrangement::Inline; }

void ChangesPage::setSideBySide(bool sideBySide)
{
    using Arrangement = widgets::DiffView::Arrangement;
    const bool changed = isSideBySide() != sideBySide;
    m_ui->diffView->setArrangement(sideBySide ? Arrangement::Automatic : Arrangement::Inline);
    m_ui->sideButton->setChecked(sideBySide);
    if (changed)
        emit sideBySideChanged(sideBySide);
}

widgets::DiffView *ChangesPage::diffView() const { return m_ui->diffView; }

void ChangesPage::nextChange() { m_ui->diffView->nextChange(); }

void ChangesPage::previousChange() { m_ui->diffView->previousChange(); }

void ChangesPage::toggleSideBySide() { setSideBySide(!isSideBySide()); }

void ChangesPage::updateCounts()
{
    const widgets::DiffView *view = m_ui->diffView;
    const text::Diff &diff = view->diff();
    const bool hasChanges = diff.state == text::DiffState::Ready && view->changeCount() > 0;
    // Where there is nothing to count, the view says why over its texts: not twice.
    m_ui->countsLabel->setText(
        hasChanges ? tr("Lines: %1 added, %2 removed").arg(diff.added).arg(diff.removed) : QString());
    m_ui->nextButton->setEnabled(hasChanges);
    m_ui->previousButton->setEnabled(hasChanges);
}

void ChangesPage::showPage(QWidget *page)
{
    m_ui->header->setVisible(page == m_ui->diffView);
    m_ui->pages->setCurrentWidget(page);
    if (page == m_ui->diffView)
        updateCounts();
}

} // namespace panels
