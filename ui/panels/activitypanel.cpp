// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/activitypanel.h"

#include "text/visible.h"
#include "ui/panels/titleline.h"
#include "ui/presentation/delegates.h"
#include "ui/widgets/messagebanner.h"
#include "ui/widgets/plaintooltip.h"
#include "ui_activitypanel.h"

#include <utility>

namespace panels {

namespace {

constexpr int roomForBoth = 96; // characters: list and comparison beside each other

} // namespace

ActivityPanel::ActivityPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ActivityPanel>())
{
    m_ui->setupUi(this);
    makeTitle(*m_ui->subjectEdit);
    auto *delegate = new presentation::HistoryDelegate(this);
    delegate->setShowsPaths(true);
    m_ui->listView->setItemDelegate(delegate);
    connect(m_ui->listView, &QListView::activated, this, &ActivityPanel::activated);
    connect(m_ui->listView, &QListView::customContextMenuRequested, this, [this](const QPoint &position) {
        emit contextMenuRequested(m_ui->listView->viewport()->mapToGlobal(position), m_ui->listView->indexAt(position));
    });
    connect(m_ui->brushButton, &QToolButton::clicked, this, [this] {
        if (m_ui->brushButton->hasFocus()) // it goes away: the keyboard stays here
            m_ui->chart->setFocus(Qt::OtherFocusReason);
        emit brushLetGo();
    });
    connect(m_ui->markButton, &QPushButton::clicked, this, &ActivityPanel::markRequested);
    connect(m_ui->evidenceButton, &QPushButton::clicked, this, &ActivityPanel::evidenceRequested);
    connect(m_ui->coverageBar, &CoverageBar::loadAllRequested, this, &ActivityPanel::loadAllRequested);
    connect(m_ui->coverageBar, &CoverageBar::cancelRequested, this, &ActivityPanel::cancelRequested);
    connect(m_ui->emptyPage, &EmptyPage::retryRequested, this, &ActivityPanel::retryRequested);
    connect(m_ui->emptyPage, &EmptyPage::wayOutRequested, this, &ActivityPanel::wayOutRequested);
    connect(m_ui->emptyPage, &EmptyPage::actionRequested, this, &ActivityPanel::emptyActionRequested);
    connect(m_ui->banner, &widgets::MessageBanner::actionTriggered, this, &ActivityPanel::bannerActionTriggered);
    // The comparison says the same in more words; the list is what one comes for.
    m_ui->splitter->setStretchFactor(0, 1);
    m_ui->splitter->setStretchFactor(1, 1);
    setBrushWords({});
    setMatches({});
    setSubject({});
    showEmpty({tr("No activity to show"), tr("Choose a store on the left.")});
}

ActivityPanel::~ActivityPanel() = default;

void ActivityPanel::setModel(QAbstractItemModel *model)
{
    const QItemSelectionModel *old = m_ui->listView->selectionModel();
    m_ui->listView->setModel(model);
    delete old;
    if (!model)
        return;
    connect(m_ui->listView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { emit currentChanged(current); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] { emit currentChanged({}); });
}

void ActivityPanel::setSubject(const QString &store)
{
    m_ui->subjectEdit->setText(text::visible(store));
    m_ui->subjectEdit->setCursorPosition(0);
}

void ActivityPanel::setMatches(const QString &text)
{
    m_ui->matchLabel->setText(text);
}

void ActivityPanel::setCoverage(const Coverage &coverage)
{
    m_ui->coverageBar->setCoverage(coverage);
}

void ActivityPanel::setBrushWords(const QString &words)
{
    //: a button: %1 is a range of days; the button lets go of it
    m_ui->brushButton->setText(words.isEmpty() ? QString() : tr("%1 ✕").arg(words));
    m_ui->brushButton->setAccessibleName(tr("Let go of the range %1").arg(words));
    m_ui->brushButton->setVisible(!words.isEmpty());
}

void ActivityPanel::setMarkReason(const QString &whyNot)
{
    m_ui->evidenceButton->setEnabled(whyNot.isEmpty()); // for the same reason: there is no history of a store
    m_ui->markButton->setEnabled(whyNot.isEmpty());
    m_ui->markButton->setToolTip(widgets::plainToolTip(whyNot));
    m_ui->markButton->setAccessibleDescription(whyNot);
}

void ActivityPanel::showEmpty(const EmptyState &state)
{
    m_ui->emptyPage->showEmpty(state);
    m_ui->pages->setCurrentWidget(m_ui->emptyPage);
}

void ActivityPanel::showLoading(const QString &title)
{
    m_ui->emptyPage->showLoading(title);
    m_ui->pages->setCurrentWidget(m_ui->emptyPage);
}

void ActivityPanel::showFailure(const FailureState &state)
{
    m_ui->emptyPage->showFailure(state);
    m_ui->pages->setCurrentWidget(m_ui->emptyPage);
}

void ActivityPanel::showList()
{
    m_ui->pages->setCurrentWidget(m_ui->listView);
    const bool waiting = std::exchange(m_focusList, false);
    const QWidget *focused = window()->focusWidget();
    if (waiting && focused && m_ui->filterBar->isAncestorOf(focused)) // and nobody went on meanwhile
        focusView();
}

ActivityFilterBar *ActivityPanel::filters() const { return m_ui->filterBar; }

widgets::BarChart *ActivityPanel::chart() const { return m_ui->chart; }

widgets::RowList *ActivityPanel::view() const { return m_ui->listView; }

ChangesPage *ActivityPanel::changes() const { return m_ui->changesPage; }

QModelIndex ActivityPanel::currentIndex() const { return m_ui->listView->currentIndex(); }

void ActivityPanel::setCurrentIndex(const QModelIndex &index)
{
    m_ui->listView->setCurrentIndex(index);
    m_ui->listView->scrollTo(index);
}

void ActivityPanel::showBanner(const widgets::BannerMessage &message) { m_ui->banner->show(message); }

void ActivityPanel::dismissBanner(const QString &id) { m_ui->banner->remove(id); }

void ActivityPanel::focusView()
{
    const bool listed = m_ui->pages->currentWidget() == m_ui->listView;
    if (listed && !currentIndex().isValid() && m_ui->listView->model())
        m_ui->listView->setCurrentIndex(m_ui->listView->model()->index(0, 0));
    if (listed)
        m_ui->listView->setFocus(Qt::OtherFocusReason);
    else
        m_ui->filterBar->setFocus(Qt::OtherFocusReason);
    m_focusList = !listed;
}

void ActivityPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    emit shown();
}

void ActivityPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    emit hidden();
}

void ActivityPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool wide = width() >= roomForBoth * fontMetrics().averageCharWidth();
    m_ui->splitter->setOrientation(wide ? Qt::Horizontal : Qt::Vertical);
}

} // namespace panels
