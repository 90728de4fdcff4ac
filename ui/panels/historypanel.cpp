// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/historypanel.h"

#include "text/visible.h"
#include "ui/panels/titleline.h"
#include "ui/presentation/delegates.h"
#include "ui/presentation/words.h"
#include "ui/widgets/messagebanner.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/stepchart.h"
#include "ui_historypanel.h"

#include <QKeyEvent>
#include <QSignalBlocker>

namespace panels {

namespace {

constexpr int MostChosen = 2;

} // namespace

HistoryPanel::HistoryPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::HistoryPanel>())
    , m_delegate(new presentation::HistoryDelegate(this))
{
    m_ui->setupUi(this);
    makeTitle(*m_ui->subjectEdit);
    setUpFilters();
    setUpList();
    connect(m_ui->compareButton, &QPushButton::clicked, this, &HistoryPanel::compareRequested);
    connect(m_ui->restoreButton, &QPushButton::clicked, this, &HistoryPanel::restoreRequested);
    connect(m_ui->redactButton, &QPushButton::clicked, this, &HistoryPanel::redactRequested);
    connect(m_ui->releaseButton, &QToolButton::clicked, this, &HistoryPanel::baseReleased);
    connect(m_ui->coverageBar, &CoverageBar::loadAllRequested, this, &HistoryPanel::loadAllRequested);
    connect(m_ui->coverageBar, &CoverageBar::cancelRequested, this, &HistoryPanel::cancelRequested);
    connect(m_ui->emptyPage, &EmptyPage::retryRequested, this, &HistoryPanel::retryRequested);
    connect(m_ui->emptyPage, &EmptyPage::wayOutRequested, this, &HistoryPanel::wayOutRequested);
    connect(m_ui->emptyPage, &EmptyPage::actionRequested, this, &HistoryPanel::emptyActionRequested);
    connect(m_ui->banner, &widgets::MessageBanner::actionTriggered, this, &HistoryPanel::bannerActionTriggered);
    const QString reason = tr("Select a version first.");
    setActionState(Command::Compare, false, reason);
    setActionState(Command::Restore, false, reason);
    setActionState(Command::Redact, false, reason);
    setSubject({});
    showEmpty({tr("No history yet"), tr("Select an entry to see its versions, or a store to see all of them.")});
}

HistoryPanel::~HistoryPanel() = default;

void HistoryPanel::setUpFilters()
{
    m_ui->actionCombo->addItem(tr("All"));
    for (const core::Action action : {core::Action::Created, core::Action::Updated, core::Action::Deleted}) {
        QString word = presentation::actionWord(action);
        if (!word.isEmpty())
            word[0] = word.at(0).toUpper();
        m_ui->actionCombo->addItem(word, int(action));
    }
    m_ui->daysEdit->setSubject(tr("Written"));
    connect(m_ui->actionCombo, &QComboBox::currentIndexChanged, this, &HistoryPanel::announceFilter);
    connect(m_ui->redactedCheck, &QCheckBox::toggled, this, &HistoryPanel::announceFilter);
    connect(m_ui->daysEdit, &DayRangeEdit::rangeChanged, this, &HistoryPanel::announceFilter);
    connect(m_ui->earlierCheck, &QCheckBox::toggled, this, &HistoryPanel::earlierLifeToggled);
    connect(m_ui->daysButton, &QToolButton::toggled, m_ui->daysEdit, &QWidget::setVisible);
}

void HistoryPanel::setUpList()
{
    m_ui->listView->setItemDelegate(m_delegate);
    m_ui->listView->installEventFilter(this);
    connect(m_ui->listView, &QListView::activated, this, &HistoryPanel::activate);
    connect(m_ui->listView, &QListView::customContextMenuRequested, this, [this](const QPoint &position) {
        emit contextMenuRequested(m_ui->listView->viewport()->mapToGlobal(position), m_ui->listView->indexAt(position));
    });
}

void HistoryPanel::setModel(QAbstractItemModel *model)
{
    const QItemSelectionModel *old = m_ui->listView->selectionModel();
    if (m_ui->listView->model())
        disconnect(m_ui->listView->model(), nullptr, this, nullptr);
    m_ui->listView->setModel(model);
    delete old;
    forget();
    if (!model)
        return;
    connect(
        m_ui->listView->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HistoryPanel::followSelection);
    connect(model, &QAbstractItemModel::modelReset, this, &HistoryPanel::forget);
}

void HistoryPanel::setSubject(const QString &subject, const QString &scope)
{
    m_ui->subjectEdit->setText(text::visible(subject));
    m_ui->subjectEdit->setCursorPosition(0);
    m_ui->subjectEdit->setVisible(!subject.isEmpty());
    m_ui->scopeLabel->setText(scope);
    m_ui->scopeLabel->setVisible(!scope.isEmpty());
    m_delegate->setShowsPaths(!scope.isEmpty());
    m_ui->listView->doItemsLayout();
}

void HistoryPanel::setCoverage(const Coverage &coverage) { m_ui->coverageBar->setCoverage(coverage); }

void HistoryPanel::setActionState(Command command, bool enabled, const QString &reason)
{
    QPushButton *button = command == Command::Compare ? m_ui->compareButton
        : command == Command::Restore                 ? m_ui->restoreButton
                                                      : m_ui->redactButton;
    button->setEnabled(enabled);
    button->setToolTip(widgets::plainToolTip(reason));
    button->setAccessibleDescription(reason);
}

void HistoryPanel::showEmpty(const EmptyState &state)
{
    m_ui->emptyPage->showEmpty(state);
    m_ui->pages->setCurrentWidget(m_ui->emptyPage);
}

void HistoryPanel::showLoading(const QString &title)
{
    m_ui->emptyPage->showLoading(title);
    m_ui->pages->setCurrentWidget(m_ui->emptyPage);
}

void HistoryPanel::showFailure(const FailureState &state)
{
    m_ui->emptyPage->showFailure(state);
    m_ui->pages->setCurrentWidget(m_ui->emptyPage);
}

void HistoryPanel::showList() { m_ui->pages->setCurrentWidget(m_ui->listView); }

QList<QModelIndex> HistoryPanel::selection() const
{
    QList<QModelIndex> indexes;
    for (const QPersistentModelIndex &index : m_chosen) {
        if (index.isValid())
            indexes.append(index);
    }
    return indexes;
}

void HistoryPanel::setSelection(const QList<QModelIndex> &indexes)
{
    QItemSelectionModel *model = m_ui->listView->selectionModel();
    if (!model)
        return;
    m_settingSelection = true;
    model->clearSelection();
    m_chosen.clear();
    for (const QModelIndex &index : indexes.mid(0, MostChosen)) {
        model->select(index, QItemSelectionModel::Select);
        m_chosen.append(index);
    }
    if (!m_chosen.isEmpty()) {
        model->setCurrentIndex(m_chosen.last(), QItemSelectionModel::NoUpdate);
        m_ui->listView->scrollTo(m_chosen.last());
    }
    m_settingSelection = false;
    emit selectionChanged(selection());
}

QModelIndex HistoryPanel::currentIndex() const { return m_ui->listView->currentIndex(); }

HistoryFilterValues HistoryPanel::filter() const
{
    HistoryFilterValues values;
    const QVariant action = m_ui->actionCombo->currentData();
    if (action.isValid())
        values.action = core::Action(action.toInt());
    values.redactedOnly = m_ui->redactedCheck->isChecked();
    values.days = m_ui->daysEdit->range();
    return values;
}

void HistoryPanel::setFilter(const HistoryFilterValues &values)
{
    m_ui->actionCombo->setCurrentIndex(values.action ? m_ui->actionCombo->findData(int(*values.action)) : 0);
    m_ui->redactedCheck->setChecked(values.redactedOnly);
    m_ui->daysEdit->setRange(values.days);
    m_ui->daysButton->setChecked(!values.days.isOpen());
    announceFilter();
}

QListView *HistoryPanel::view() const { return m_ui->listView; }

void HistoryPanel::setEarlierPossible(bool possible) { m_ui->earlierCheck->setVisible(possible); }

void HistoryPanel::setEarlierWords(const QString &words)
{
    m_ui->earlierLabel->setText(words);
    m_ui->earlierLabel->setVisible(!words.isEmpty());
}

void HistoryPanel::setEarlierChecked(bool checked)
{
    const QSignalBlocker quiet(m_ui->earlierCheck);
    m_ui->earlierCheck->setChecked(checked);
}

void HistoryPanel::setShowsPaths(bool shows)
{
    m_delegate->setShowsPaths(shows);
    m_ui->listView->doItemsLayout();
}

widgets::StepChart *HistoryPanel::sizeChart() const { return m_ui->sizeChart; }

void HistoryPanel::showBanner(const widgets::BannerMessage &message) { m_ui->banner->show(message); }

void HistoryPanel::dismissBanner(const QString &id) { m_ui->banner->remove(id); }

void HistoryPanel::focusView()
{
    if (!currentIndex().isValid() && m_ui->listView->model())
        m_ui->listView->selectionModel()->setCurrentIndex(
            m_ui->listView->model()->index(0, 0), QItemSelectionModel::NoUpdate);
    m_ui->listView->setFocus(Qt::OtherFocusReason);
}

void HistoryPanel::selectNewer() { step(-1); }

void HistoryPanel::selectOlder() { step(1); }

bool HistoryPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && watched == m_ui->listView) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::NoModifier && currentIndex().isValid()) {
            if (key->key() == Qt::Key_Space) {
                setSelection({currentIndex()});
                emit previewRequested(currentIndex());
                return true;
            }
            if (key->key() == Qt::Key_M) {
                emit markRequested(currentIndex());
                return true;
            }
        }
        if (key->key() == Qt::Key_Escape && m_hasBase) {
            emit baseReleased();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void HistoryPanel::followSelection(const QItemSelection &selected, const QItemSelection &deselected)
{
    if (m_settingSelection)
        return;
    for (const QModelIndex &index : deselected.indexes())
        m_chosen.removeOne(index);
    m_chosen.removeIf([](const QPersistentModelIndex &index) { return !index.isValid(); });
    QModelIndexList added = selected.indexes();
    const QModelIndex current = currentIndex();
    if (added.removeOne(current)) // the last one that was reached was chosen last
        added.append(current);
    if (m_chosen.isEmpty() || added.size() == 1) {
        for (const QModelIndex &index : added)
            m_chosen.append(index);
        m_chosen = m_chosen.mid(qMax(0, int(m_chosen.size()) - MostChosen));
    } else if (!added.isEmpty()) {
        m_chosen = {m_chosen.first(), added.last()}; // both ends of a range
    }
    // What is let go is taken out of the selection too, when the view has done its part.
    QMetaObject::invokeMethod(
        this, [this] { setSelection(selection()); }, Qt::QueuedConnection);
}

void HistoryPanel::forget()
{
    m_chosen.clear();
    emit selectionChanged({});
}

void HistoryPanel::announceFilter()
{
    m_ui->daysButton->setText(dayRangeText(m_ui->daysEdit->range()));
    const HistoryFilterValues now = filter();
    if (now == m_announced)
        return;
    m_announced = now;
    emit filterChanged(now);
}

void HistoryPanel::activate(const QModelIndex &index)
{
    if (m_hasBase) {
        setSelection({index});
        emit compareWithBaseRequested(index);
        return;
    }
    emit activated(index);
}

void HistoryPanel::setBase(const QString &label)
{
    m_hasBase = !label.isEmpty();
    m_ui->baseLabel->setVisible(m_hasBase);
    m_ui->releaseButton->setVisible(m_hasBase);
    if (m_hasBase)
        m_ui->baseLabel->setText(tr("Marked: %1. Enter on another version compares with it.").arg(label));
}

void HistoryPanel::step(int rows)
{
    const QAbstractItemModel *model = m_ui->listView->model();
    if (!model || model->rowCount() == 0)
        return;
    const int from = currentIndex().isValid() ? currentIndex().row() + rows : 0;
    setSelection({model->index(qBound(0, from, model->rowCount() - 1), 0)});
}

} // namespace panels
