// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/markspanel.h"

#include "models/sincemodel.h"
#include "text/visible.h"
#include "ui/panels/titleline.h"
#include "ui/widgets/messagebanner.h"
#include "ui/widgets/plaintooltip.h"
#include "ui_markspanel.h"

#include <QHeaderView>
#include <QMenu>

namespace panels {

namespace {

constexpr int roomForBoth = 110; // characters: list and comparison beside each other

void setReason(QWidget &widget, const QString &whyNot)
{
    widget.setEnabled(whyNot.isEmpty());
    widget.setToolTip(widgets::plainToolTip(whyNot));
    widget.setAccessibleDescription(whyNot);
}

} // namespace

MarksPanel::MarksPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::MarksPanel>())
{
    m_ui->setupUi(this);
    makeTitle(*m_ui->subjectEdit);
    m_ui->view->header()->setAccessibleName(tr("Columns"));
    m_ui->view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    setUpRestore();
    connect(m_ui->markBox, &QComboBox::activated, this, [this] { emit markChosen(chosenMark()); });
    connect(m_ui->nameEdit, &QLineEdit::editingFinished, this, [this] {
        if (m_ui->nameEdit->isEnabled() && m_ui->nameEdit->text() != m_name)
            emit nameChanged(m_ui->nameEdit->text());
    });
    connect(m_ui->removeButton, &QPushButton::clicked, this, &MarksPanel::removeRequested);
    connect(m_ui->markButton, &QPushButton::clicked, this, &MarksPanel::markRequested);
    connect(m_ui->keepButton, &QPushButton::clicked, this, &MarksPanel::keepRequested);
    connect(m_ui->view, &QTreeView::activated, this, &MarksPanel::activated);
    connect(m_ui->coverageBar, &CoverageBar::loadAllRequested, this, &MarksPanel::loadAllRequested);
    connect(m_ui->coverageBar, &CoverageBar::cancelRequested, this, &MarksPanel::cancelRequested);
    connect(m_ui->emptyPage, &EmptyPage::retryRequested, this, &MarksPanel::retryRequested);
    connect(m_ui->emptyPage, &EmptyPage::wayOutRequested, this, &MarksPanel::wayOutRequested);
    connect(m_ui->emptyPage, &EmptyPage::actionRequested, this, &MarksPanel::emptyActionRequested);
    connect(m_ui->banner, &widgets::MessageBanner::actionTriggered, this, &MarksPanel::bannerActionTriggered);
    m_ui->splitter->setStretchFactor(0, 1);
    m_ui->splitter->setStretchFactor(1, 1);
    setSubject({});
    setSummary({});
    showEmpty({tr("Nothing to look back to"), tr("Choose a store on the left.")});
}

MarksPanel::~MarksPanel() = default;

void MarksPanel::setUpRestore()
{
    auto *menu = new QMenu(m_ui->restoreButton);
    QAction *chosen = menu->addAction(tr("The &Chosen Entries…"));
    QAction *whole = menu->addAction(tr("The &Whole Store…"));
    menu->setToolTipsVisible(true);
    connect(chosen, &QAction::triggered, this, [this] { emit restoreRequested(true); });
    connect(whole, &QAction::triggered, this, [this] { emit restoreRequested(false); });
    connect(menu, &QMenu::aboutToShow, this, [this, chosen] {
        const bool any = !chosenRows().isEmpty();
        chosen->setEnabled(any);
        chosen->setToolTip(any ? QString() : tr("Choose entries in the list first."));
    });
    m_ui->restoreButton->setMenu(menu);
}

void MarksPanel::setModel(QAbstractItemModel *model)
{
    const QItemSelectionModel *old = m_ui->view->selectionModel();
    m_ui->view->setModel(model);
    delete old;
    if (!model)
        return;
    connect(m_ui->view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { emit currentChanged(current); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] { emit currentChanged({}); });
    using models::SinceModel;
    QHeaderView *header = m_ui->view->header();
    const int letter = m_ui->view->fontMetrics().averageCharWidth();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(SinceModel::PathColumn, QHeaderView::Stretch);
    header->resizeSection(SinceModel::KindColumn, letter * 16);
    header->resizeSection(SinceModel::VersionsColumn, letter * 11);
    header->resizeSection(SinceModel::WhoColumn, letter * 17);
    header->resizeSection(SinceModel::SizeColumn, letter * 12);
    m_ui->view->sortByColumn(SinceModel::PathColumn, Qt::AscendingOrder);
}

void MarksPanel::setSubject(const QString &store)
{
    m_ui->subjectEdit->setText(text::visible(store));
    m_ui->subjectEdit->setCursorPosition(0);
}

void MarksPanel::setMarks(const QList<MarkChoice> &marks, qint64 chosen)
{
    m_ui->markBox->clear();
    for (const MarkChoice &mark : marks)
        m_ui->markBox->addItem(text::visible(mark.text), mark.id);
    m_ui->markBox->setCurrentIndex(m_ui->markBox->findData(chosen));
    m_ui->markBox->setEnabled(!marks.isEmpty());
}

void MarksPanel::setMarkState(const MarkState &state)
{
    m_name = state.name;
    if (!m_ui->nameEdit->hasFocus() || !state.nameReason.isEmpty())
        m_ui->nameEdit->setText(state.name);
    setReason(*m_ui->nameEdit, state.nameReason);
    setReason(*m_ui->removeButton, state.removeReason);
    setReason(*m_ui->keepButton, state.keepReason);
    setReason(*m_ui->restoreButton, state.restoreReason);
}

void MarksPanel::setMarkReason(const QString &whyNot)
{
    setReason(*m_ui->markButton, whyNot);
}

void MarksPanel::setSummary(const QString &text)
{
    m_ui->summaryLabel->setText(text);
    m_ui->summaryLabel->setVisible(!text.isEmpty());
}

void MarksPanel::setCoverage(const Coverage &coverage)
{
    m_ui->coverageBar->setCoverage(coverage);
}

void MarksPanel::showEmpty(const EmptyState &state)
{
    m_ui->emptyPage->showEmpty(state);
    m_ui->pages->setCurrentWidget(m_ui->emptyPage);
}

void MarksPanel::showLoading(const QString &title)
{
    m_ui->emptyPage->showLoading(title);
    m_ui->pages->setCurrentWidget(m_ui->emptyPage);
}

void MarksPanel::showFailure(const FailureState &state)
{
    m_ui->emptyPage->showFailure(state);
    m_ui->pages->setCurrentWidget(m_ui->emptyPage);
}

void MarksPanel::showList()
{
    m_ui->pages->setCurrentWidget(m_ui->view);
}

QTreeView *MarksPanel::view() const { return m_ui->view; }

ChangesPage *MarksPanel::changes() const { return m_ui->changesPage; }

qint64 MarksPanel::chosenMark() const { return m_ui->markBox->currentData().toLongLong(); }

QModelIndexList MarksPanel::chosenRows() const
{
    return m_ui->view->selectionModel() ? m_ui->view->selectionModel()->selectedRows() : QModelIndexList();
}

void MarksPanel::showBanner(const widgets::BannerMessage &message) { m_ui->banner->show(message); }

void MarksPanel::dismissBanner(const QString &id) { m_ui->banner->remove(id); }

void MarksPanel::focusView()
{
    if (m_ui->pages->currentWidget() != m_ui->view) {
        m_ui->markBox->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (!m_ui->view->currentIndex().isValid() && m_ui->view->model())
        m_ui->view->setCurrentIndex(m_ui->view->model()->index(0, 0));
    m_ui->view->setFocus(Qt::OtherFocusReason);
}

void MarksPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    emit shown();
}

void MarksPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool wide = width() >= roomForBoth * fontMetrics().averageCharWidth();
    m_ui->splitter->setOrientation(wide ? Qt::Horizontal : Qt::Vertical);
}

} // namespace panels
