// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/inboxpanel.h"

#include "text/visible.h"
#include "ui/panels/titleline.h"
#include "ui/presentation/delegates.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/messagebanner.h"
#include "ui/widgets/plaintooltip.h"
#include "ui_inboxpanel.h"

#include <QAction>
#include <QSignalBlocker>

namespace panels {

namespace {

constexpr int roomForBoth = 96; // characters: list and comparison beside each other
constexpr int settleMs = 400;

} // namespace

InboxPanel::InboxPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::InboxPanel>())
{
    m_ui->setupUi(this);
    makeTitle(*m_ui->subjectEdit);
    setUpButtons();
    auto *delegate = new presentation::HistoryDelegate(this);
    delegate->setShowsPaths(true);
    m_ui->listView->setItemDelegate(delegate);
    m_ui->showBox->addItem(tr("Unread"));
    m_ui->showBox->addItem(tr("Everything"));
    m_dateSettles.setSingleShot(true);
    m_dateSettles.setInterval(settleMs);
    connect(&m_dateSettles, &QTimer::timeout, this, [this] { emit sinceChosen(m_ui->sinceEdit->date()); });
    connect(m_ui->sinceEdit, &QDateEdit::dateChanged, this, [this] { m_dateSettles.start(); });
    connect(m_ui->showBox, &QComboBox::currentIndexChanged, this, [this] { emit choiceChanged(); });
    connect(m_ui->ownCheck, &QCheckBox::toggled, this, [this] { emit choiceChanged(); });
    connect(m_ui->listView, &QListView::activated, this, &InboxPanel::activated);
    connect(m_ui->listView, &QListView::customContextMenuRequested, this, [this](const QPoint &position) {
        emit contextMenuRequested(m_ui->listView->viewport()->mapToGlobal(position));
    });
    connect(m_ui->coverageBar, &CoverageBar::loadAllRequested, this, &InboxPanel::loadAllRequested);
    connect(m_ui->coverageBar, &CoverageBar::cancelRequested, this, &InboxPanel::cancelRequested);
    connect(m_ui->emptyPage, &EmptyPage::retryRequested, this, &InboxPanel::retryRequested);
    connect(m_ui->emptyPage, &EmptyPage::wayOutRequested, this, &InboxPanel::wayOutRequested);
    connect(m_ui->emptyPage, &EmptyPage::actionRequested, this, &InboxPanel::emptyActionRequested);
    connect(m_ui->banner, &widgets::MessageBanner::actionTriggered, this, &InboxPanel::bannerActionTriggered);
    m_ui->splitter->setStretchFactor(0, 1);
    m_ui->splitter->setStretchFactor(1, 1);
    setSubject({});
    setSince({});
    setSummary({});
    showEmpty({tr("Nothing to review"), tr("Choose a store on the left.")});
}

InboxPanel::~InboxPanel() = default;

//! Beside each other, in as many lines as the width takes.
void InboxPanel::setUpButtons()
{
    auto *commands = new widgets::FlowLayout(m_ui->commands);
    for (QWidget *button : {m_ui->reviewButton, m_ui->entryButton, m_ui->allButton, m_ui->undoButton, m_ui->takeBackButton})
        commands->addWidget(button);
    auto *choices = new widgets::FlowLayout(m_ui->choices);
    for (QWidget *choice : {static_cast<QWidget *>(m_ui->sinceGroup), static_cast<QWidget *>(m_ui->showGroup), static_cast<QWidget *>(m_ui->ownCheck)})
        choices->addWidget(choice);
}

void InboxPanel::follow(QAbstractButton &button, QAction *action)
{
    if (!action)
        return;
    const auto apply = [&button, action] {
        button.setEnabled(action->isEnabled());
        button.setToolTip(action->toolTip());
        button.setAccessibleDescription(action->isEnabled() ? QString() : action->toolTip());
    };
    connect(action, &QAction::changed, &button, apply);
    connect(&button, &QAbstractButton::clicked, action, &QAction::trigger);
    apply();
}

void InboxPanel::setCommands(const Commands &commands)
{
    follow(*m_ui->reviewButton, commands.review);
    follow(*m_ui->entryButton, commands.reviewEntry);
    follow(*m_ui->allButton, commands.reviewAll);
    follow(*m_ui->undoButton, commands.undo);
    follow(*m_ui->takeBackButton, commands.takeBack);
}

void InboxPanel::setModel(QAbstractItemModel *model)
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

void InboxPanel::setSubject(const QString &store)
{
    m_ui->subjectEdit->setText(text::visible(store));
    m_ui->subjectEdit->setCursorPosition(0);
}

void InboxPanel::setSince(const QDate &day)
{
    m_ui->sinceEdit->setEnabled(day.isValid());
    if (!day.isValid() || m_dateSettles.isActive())
        return;
    const QSignalBlocker blocker(m_ui->sinceEdit);
    m_ui->sinceEdit->setDate(day);
}

bool InboxPanel::showsAll() const { return m_ui->showBox->currentIndex() == 1; }

bool InboxPanel::showsOwn() const { return m_ui->ownCheck->isChecked(); }

void InboxPanel::setSummary(const QString &text)
{
    m_ui->summaryLabel->setText(text);
    m_ui->summaryLabel->setVisible(!text.isEmpty());
}

void InboxPanel::setCoverage(const Coverage &coverage) { m_ui->coverageBar->setCoverage(coverage); }

//! The keyboard must not leave with the list: the keys of this page go on to work.
void InboxPanel::showEmptyPage()
{
    const bool had = window()->focusWidget() == m_ui->listView; // also behind a dialog
    m_ui->pages->setCurrentWidget(m_ui->emptyPage);
    if (had)
        (m_ui->undoButton->isEnabled() ? static_cast<QWidget *>(m_ui->undoButton) : m_ui->showBox)->setFocus(Qt::OtherFocusReason);
}

void InboxPanel::showEmpty(const EmptyState &state)
{
    m_ui->emptyPage->showEmpty(state);
    showEmptyPage();
}

void InboxPanel::showLoading(const QString &title)
{
    m_ui->emptyPage->showLoading(title);
    showEmptyPage();
}

void InboxPanel::showFailure(const FailureState &state)
{
    m_ui->emptyPage->showFailure(state);
    showEmptyPage();
}

void InboxPanel::showList()
{
    if (isListShown())
        return;
    const bool waits = window()->focusWidget() == m_ui->undoButton || window()->focusWidget() == m_ui->showBox;
    m_ui->pages->setCurrentWidget(m_ui->listView);
    if (waits && isVisible())
        focusView();
}

bool InboxPanel::isListShown() const { return m_ui->pages->currentWidget() == m_ui->listView; }

widgets::RowList *InboxPanel::view() const { return m_ui->listView; }

ChangesPage *InboxPanel::changes() const { return m_ui->changesPage; }

QModelIndex InboxPanel::currentIndex() const { return m_ui->listView->currentIndex(); }

void InboxPanel::setCurrentIndex(const QModelIndex &index)
{
    m_ui->listView->setCurrentIndex(index);
    m_ui->listView->scrollTo(index);
}

void InboxPanel::showBanner(const widgets::BannerMessage &message) { m_ui->banner->show(message); }

void InboxPanel::dismissBanner(const QString &id) { m_ui->banner->remove(id); }

void InboxPanel::focusView()
{
    if (!isListShown()) {
        m_ui->showBox->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (!currentIndex().isValid() && m_ui->listView->model())
        m_ui->listView->setCurrentIndex(m_ui->listView->model()->index(0, 0));
    m_ui->listView->setFocus(Qt::OtherFocusReason);
}

void InboxPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    emit shown();
}

void InboxPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool wide = width() >= roomForBoth * fontMetrics().averageCharWidth();
    m_ui->splitter->setOrientation(wide ? Qt::Horizontal : Qt::Vertical);
}

} // namespace panels
