// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/storespanel.h"

#include "models/roles.h"
#include "ui/presentation/delegates.h"
#include "ui/widgets/messagebanner.h"
#include "ui_storespanel.h"

#include <QDataStream>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QTimer>

#include <array>

namespace panels {

namespace {

constexpr int FilterDelayMs = 300; // asks the service
constexpr int PathDelayMs = 120; // asks nobody
constexpr quint8 StateVersion = 1;

models::NodeKind kindOf(const QModelIndex &index) { return index.data(models::NodeKindRole).value<models::NodeKind>(); }

} // namespace

StoresPanel::StoresPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::StoresPanel>())
    , m_filterDelay(new QTimer(this))
    , m_pathDelay(new QTimer(this))
{
    m_ui->setupUi(this);
    auto *treeDelegate = new presentation::StoreTreeDelegate(this);
    m_ui->treeView->setItemDelegate(treeDelegate);
    m_ui->listView->setItemDelegate(new presentation::EntryListDelegate(this));
    connect(treeDelegate, &presentation::StoreTreeDelegate::retryRequested, this, &StoresPanel::retryRequested);
    setUpView(m_ui->treeView);
    setUpView(m_ui->listView);
    setUpFilters();
    setListStore({});

    connect(m_ui->treeButton, &QToolButton::toggled, this, [this](bool tree) {
        updatePage();
        emit flatChanged(!tree);
        emit currentChanged(currentIndex());
    });
    connect(m_ui->coverageBar, &CoverageBar::loadAllRequested, this, &StoresPanel::loadAllRequested);
    connect(m_ui->coverageBar, &CoverageBar::cancelRequested, this, &StoresPanel::cancelRequested);
    connect(m_ui->emptyPage, &EmptyPage::actionRequested, this, &StoresPanel::emptyActionRequested);
    connect(m_ui->emptyPage, &EmptyPage::retryRequested, this, [this] { emit retryRequested({}); });
    connect(m_ui->emptyPage, &EmptyPage::wayOutRequested, this, &StoresPanel::wayOutRequested);
    connect(m_ui->banner, &widgets::MessageBanner::actionTriggered, this, &StoresPanel::bannerActionTriggered);
    connect(m_ui->banner, &widgets::MessageBanner::dismissed, this, &StoresPanel::bannerDismissed);
    updatePage();
}

StoresPanel::~StoresPanel() = default;

void StoresPanel::setUpView(QTreeView *view)
{
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    connect(view, &QTreeView::activated, this, &StoresPanel::activate);
    connect(view, &QTreeView::customContextMenuRequested, this, [this, view](const QPoint &position) {
        emit contextMenuRequested(view->viewport()->mapToGlobal(position), view->indexAt(position));
    });
    QHeaderView *header = view->header();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setStretchLastSection(false);
    header->setAccessibleName(tr("Columns"));
    connect(header, &QHeaderView::customContextMenuRequested, this, [this, view](const QPoint &position) {
        showHeaderMenu(view, view->header()->viewport()->mapToGlobal(position));
    });
}

void StoresPanel::setUpFilters()
{
    m_filterDelay->setSingleShot(true);
    m_filterDelay->setInterval(FilterDelayMs);
    m_pathDelay->setSingleShot(true);
    m_pathDelay->setInterval(PathDelayMs);
    m_ui->createdEdit->setSubject(tr("Created"));
    connect(m_filterDelay, &QTimer::timeout, this, &StoresPanel::announceFilter);
    connect(m_pathDelay, &QTimer::timeout, this, &StoresPanel::announcePath);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, m_filterDelay, qOverload<>(&QTimer::start));
    connect(m_ui->nameEdit, &QLineEdit::returnPressed, this, &StoresPanel::announceFilter);
    connect(m_ui->archivedCheck, &QCheckBox::toggled, this, &StoresPanel::announceFilter);
    connect(m_ui->createdEdit, &DayRangeEdit::rangeChanged, this, &StoresPanel::announceFilter);
    connect(m_ui->createdButton, &QToolButton::toggled, m_ui->createdEdit, &QWidget::setVisible);
    connect(m_ui->pathEdit, &QLineEdit::textChanged, m_pathDelay, qOverload<>(&QTimer::start));
    connect(m_ui->pathEdit, &QLineEdit::returnPressed, this, [this] {
        announcePath();
        focusView();
    });
    m_ui->nameEdit->installEventFilter(this);
    m_ui->pathEdit->installEventFilter(this);
}

void StoresPanel::setModel(QTreeView *view, QAbstractItemModel *model)
{
    const QItemSelectionModel *old = view->selectionModel();
    view->setModel(model);
    delete old;
    if (!model)
        return;
    // What is chosen alone is shown. Screen readers choose a row without making it the current one.
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this, view] {
        const QModelIndexList rows = view->selectionModel()->selectedRows();
        if (rows.size() == 1 && view->currentIndex().siblingAtColumn(0) != rows.first())
            view->selectionModel()->setCurrentIndex(rows.first(), QItemSelectionModel::NoUpdate);
        if (view != currentView())
            return;
        if (rows.size() == 1)
            emit currentChanged(rows.first());
        emit selectionChanged();
    });
    // Fixed widths for what its kind says, the rest for the names: nothing jumps while rows arrive.
    const int digit = view->fontMetrics().horizontalAdvance(u'0');
    constexpr std::array widths{0, 10, 9, 15, 10};
    QHeaderView *header = view->header();
    for (int column = 1; column < header->count(); ++column)
        header->resizeSection(column, digit * widths[size_t(qMin(column, 4))]);
    if (header->count() > 0)
        header->setSectionResizeMode(0, QHeaderView::Stretch);
    fitColumns();
}

void StoresPanel::setTreeModel(QAbstractItemModel *model) { setModel(m_ui->treeView, model); }

void StoresPanel::setListModel(QAbstractItemModel *model)
{
    setModel(m_ui->listView, model);
    m_ui->listView->sortByColumn(0, Qt::AscendingOrder);
}

void StoresPanel::setListStore(const QString &name)
{
    m_ui->listLabel->setText(
        name.isEmpty() ? tr("Open a store in the tree to see its entries here.") : tr("Entries of “%1”").arg(name));
    m_ui->listView->setEnabled(!name.isEmpty());
}

bool StoresPanel::isFlat() const { return m_ui->listButton->isChecked(); }

void StoresPanel::setFlat(bool flat) { (flat ? m_ui->listButton : m_ui->treeButton)->setChecked(true); }

QModelIndex StoresPanel::currentIndex() const { return currentView()->currentIndex(); }

QModelIndexList StoresPanel::selectedRows() const
{
    const QItemSelectionModel *selection = currentView()->selectionModel();
    return selection ? selection->selectedRows() : QModelIndexList();
}

void StoresPanel::setCurrentIndex(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    setFlat(index.model() == m_ui->listView->model());
    QTreeView *view = currentView();
    for (QModelIndex folder = index.parent(); folder.isValid(); folder = folder.parent())
        view->expand(folder);
    // Not the view's own: with Ctrl held down (Ctrl+W, Ctrl+Tab) that would choose it as well as what was chosen.
    view->selectionModel()->setCurrentIndex(index.siblingAtColumn(0),
                                            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    view->scrollTo(index.siblingAtColumn(0));
}

QTreeView *StoresPanel::currentView() const { return isFlat() ? m_ui->listView : m_ui->treeView; }

QTreeView *StoresPanel::treeView() const { return m_ui->treeView; }

QTreeView *StoresPanel::listView() const { return m_ui->listView; }

StoreFilterValues StoresPanel::storeFilter() const
{
    return {m_ui->nameEdit->text(), m_ui->archivedCheck->isChecked(), m_ui->createdEdit->range()};
}

void StoresPanel::setStoreFilter(const StoreFilterValues &values)
{
    m_ui->nameEdit->setText(values.namePrefix);
    m_ui->archivedCheck->setChecked(values.archived);
    m_ui->createdEdit->setRange(values.created);
    m_ui->createdButton->setChecked(!values.created.isOpen());
    announceFilter();
}

QString StoresPanel::pathFilter() const { return m_ui->pathEdit->text(); }

void StoresPanel::setMatches(const QString &text)
{
    m_ui->matchesLabel->setText(text);
    m_ui->matchesLabel->setVisible(!text.isEmpty());
}

void StoresPanel::setCoverage(const Coverage &coverage) { m_ui->coverageBar->setCoverage(coverage); }

void StoresPanel::showEmpty(const EmptyState &state)
{
    m_ui->emptyPage->showEmpty(state);
    m_viewsShown = false;
    updatePage();
}

void StoresPanel::showLoading(const QString &title)
{
    m_ui->emptyPage->showLoading(title);
    m_viewsShown = false;
    updatePage();
}

void StoresPanel::showFailure(const FailureState &state)
{
    m_ui->emptyPage->showFailure(state);
    m_viewsShown = false;
    updatePage();
}

void StoresPanel::showViews()
{
    m_viewsShown = true;
    updatePage();
}

void StoresPanel::showBanner(const widgets::BannerMessage &message) { m_ui->banner->show(message); }

void StoresPanel::dismissBanner(const QString &id) { m_ui->banner->remove(id); }

QByteArray StoresPanel::saveState() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out << StateVersion << isFlat() << m_columnsChosen << m_ui->treeView->header()->saveState()
        << m_ui->listView->header()->saveState();
    return state;
}

bool StoresPanel::restoreState(const QByteArray &state)
{
    QDataStream in(state);
    quint8 version = 0;
    bool flat = false;
    bool chosen = false;
    QByteArray tree;
    QByteArray list;
    in >> version >> flat >> chosen >> tree >> list;
    if (in.status() != QDataStream::Ok || version != StateVersion)
        return false;
    m_columnsChosen = chosen;
    const bool restored = m_ui->treeView->header()->restoreState(tree) && m_ui->listView->header()->restoreState(list);
    setFlat(flat);
    fitColumns();
    return restored;
}

void StoresPanel::focusView()
{
    if (!m_viewsShown) {
        m_ui->nameEdit->setFocus(Qt::OtherFocusReason);
        return;
    }
    QTreeView *view = currentView();
    if (!view->currentIndex().isValid() && view->model() && view->model()->rowCount() > 0)
        view->setCurrentIndex(view->model()->index(0, 0));
    view->setFocus(Qt::OtherFocusReason);
}

void StoresPanel::focusPathFilter()
{
    m_ui->pathEdit->setFocus(Qt::OtherFocusReason);
    m_ui->pathEdit->selectAll();
}

void StoresPanel::showColumnsMenu()
{
    QTreeView *view = currentView();
    showHeaderMenu(view, view->header()->mapToGlobal(view->header()->rect().bottomLeft()));
}

bool StoresPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        auto *edit = watched == m_ui->nameEdit ? m_ui->nameEdit : m_ui->pathEdit;
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down) {
            focusView();
            return true;
        }
        if (key == Qt::Key_Escape && !edit->text().isEmpty()) {
            edit->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void StoresPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void StoresPanel::activate(const QModelIndex &index)
{
    const QModelIndex row = index.siblingAtColumn(0);
    switch (kindOf(row)) {
    case models::NodeKind::Failed:
    case models::NodeKind::More:
        emit retryRequested(row);
        return;
    case models::NodeKind::Loading:
    case models::NodeKind::Empty:
    case models::NodeKind::NoMatch:
        return;
    case models::NodeKind::Folder:
        currentView()->setExpanded(row, !currentView()->isExpanded(row));
        return;
    case models::NodeKind::Store:
        currentView()->expand(row);
        emit activated(row);
        return;
    case models::NodeKind::None:
    case models::NodeKind::Ghost:
    case models::NodeKind::Entry:
        emit activated(row);
    }
}

void StoresPanel::showHeaderMenu(QTreeView *view, const QPoint &globalPosition)
{
    auto *menu = new QMenu(view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 1; column < view->header()->count(); ++column) {
        QAction *action = menu->addAction(view->model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!view->isColumnHidden(column));
        connect(action, &QAction::toggled, view, [this, view, column](bool shown) {
            m_columnsChosen = true;
            view->setColumnHidden(column, !shown);
        });
    }
    menu->popup(globalPosition);
}

void StoresPanel::fitColumns()
{
    if (m_columnsChosen)
        return;
    // Names first: what does not fit beside some 24 characters of them, and in the tree beside the steps and pictures before
    // them, is left out, the coarsest fact last.
    for (QTreeView *view : {m_ui->treeView, m_ui->listView}) {
        const int before = view == m_ui->treeView ? 3 * view->indentation() + view->iconSize().width() : 0;
        int room = width() - before - view->fontMetrics().averageCharWidth() * 24;
        for (const int column : {3, 1, 2, 4}) {
            if (column >= view->header()->count())
                continue;
            const int size = view->isColumnHidden(column) ? view->fontMetrics().averageCharWidth() * 15
                                                          : view->header()->sectionSize(column);
            room -= size;
            view->setColumnHidden(column, room < 0 || column > 3);
        }
    }
}

void StoresPanel::announceFilter()
{
    m_filterDelay->stop();
    m_ui->createdButton->setText(dayRangeText(m_ui->createdEdit->range()));
    const StoreFilterValues now = storeFilter();
    if (now == m_announced)
        return;
    m_announced = now;
    emit storeFilterChanged(now);
}

void StoresPanel::announcePath()
{
    m_pathDelay->stop();
    if (pathFilter() == m_announcedPath)
        return;
    m_announcedPath = pathFilter();
    emit pathFilterChanged(m_announcedPath);
}

void StoresPanel::updatePage()
{
    if (!m_viewsShown)
        m_ui->pages->setCurrentWidget(m_ui->emptyPage);
    else
        m_ui->pages->setCurrentWidget(isFlat() ? m_ui->listPage : m_ui->treePage);
}

} // namespace panels
