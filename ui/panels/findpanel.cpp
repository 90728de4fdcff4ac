// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/findpanel.h"

#include "text/visible.h"
#include "ui/presentation/delegates.h"
#include "ui/widgets/flowlayout.h"
#include "ui_findpanel.h"

#include <QKeyEvent>

namespace panels {

FindPanel::FindPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::FindPanel>())
{
    m_ui->setupUi(this);
    auto *bar = new widgets::FlowLayout(m_ui->bar);
    bar->setContentsMargins(8, 6, 8, 6);
    bar->setSpacing(6);
    for (QWidget *widget : {static_cast<QWidget *>(m_ui->queryLabel), static_cast<QWidget *>(m_ui->queryEdit),
                            static_cast<QWidget *>(m_ui->caseCheck), static_cast<QWidget *>(m_ui->findButton),
                            static_cast<QWidget *>(m_ui->cancelButton), static_cast<QWidget *>(m_ui->closeButton)})
        bar->addWidget(widget);
    bar->setGrowing(m_ui->queryEdit);
    m_ui->hitsView->setItemDelegate(new presentation::FindResultDelegate(this));
    m_ui->hitsView->setUniformItemSizes(false); // the first hit of an entry has its path above it
    m_ui->pages->setMinimumHeight(fontMetrics().lineSpacing() * 5); // its words wrap: a stack does not ask how high they get
    m_ui->progressBar->setFixedWidth(fontMetrics().averageCharWidth() * 20);
    connect(m_ui->queryEdit, &QLineEdit::textChanged, this, &FindPanel::updateButtons);
    connect(m_ui->queryEdit, &QLineEdit::returnPressed, this, &FindPanel::start);
    connect(m_ui->findButton, &QPushButton::clicked, this, &FindPanel::start);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &FindPanel::cancelRequested);
    connect(m_ui->closeButton, &QToolButton::clicked, this, &FindPanel::closeRequested);
    connect(m_ui->hitsView, &QListView::activated, this, &FindPanel::hitActivated);
    m_ui->queryEdit->installEventFilter(this);
    setStore({});
}

FindPanel::~FindPanel() = default;

void FindPanel::setModel(QAbstractItemModel *model)
{
    const QItemSelectionModel *old = m_ui->hitsView->selectionModel();
    if (m_ui->hitsView->model())
        disconnect(m_ui->hitsView->model(), nullptr, this, nullptr);
    m_ui->hitsView->setModel(model);
    delete old;
    if (model) {
        connect(model, &QAbstractItemModel::rowsInserted, this, &FindPanel::updatePage);
        connect(model, &QAbstractItemModel::modelReset, this, &FindPanel::updatePage);
    }
    updatePage();
}

void FindPanel::setStore(const QString &name)
{
    m_store = name;
    m_ui->queryEdit->setPlaceholderText(
        name.isEmpty() ? tr("Open a store first") : tr("Text in the entries of “%1”").arg(text::visible(name)));
    updateButtons();
    updatePage();
}

void FindPanel::setProgress(const QString &text, int done, int total, bool running)
{
    m_running = running;
    m_ui->progressLabel->setText(text);
    m_ui->progressBar->setVisible(running);
    m_ui->progressBar->setRange(0, total);
    m_ui->progressBar->setValue(done);
    updateButtons();
    updatePage();
}

QString FindPanel::query() const { return m_ui->queryEdit->text(); }

void FindPanel::setQuery(const QString &text) { m_ui->queryEdit->setText(text); }

Qt::CaseSensitivity FindPanel::caseSensitivity() const
{
    return m_ui->caseCheck->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive;
}

void FindPanel::focusQuery()
{
    m_ui->queryEdit->setFocus(Qt::OtherFocusReason);
    m_ui->queryEdit->selectAll();
}

bool FindPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_ui->queryEdit && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down && m_ui->pages->currentWidget() == m_ui->hitsView) {
        if (!m_ui->hitsView->currentIndex().isValid())
            m_ui->hitsView->setCurrentIndex(m_ui->hitsView->model()->index(0, 0));
        m_ui->hitsView->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FindPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_running)
        emit cancelRequested();
    else
        emit closeRequested();
}

void FindPanel::start()
{
    if (!m_ui->findButton->isEnabled())
        return;
    m_asked = query();
    emit findRequested(m_asked, caseSensitivity());
}

void FindPanel::updateButtons()
{
    const bool ready = !m_store.isEmpty() && !query().isEmpty();
    m_ui->findButton->setEnabled(ready);
    m_ui->findButton->setToolTip(m_store.isEmpty() ? tr("Open a store first.")
            : query().isEmpty()                    ? tr("Type what to find.")
                                                   : QString());
    m_ui->findButton->setAccessibleDescription(m_ui->findButton->toolTip());
    // Takes the place of the other, and the keyboard with it.
    const bool hadFocus = m_ui->findButton->hasFocus() || m_ui->cancelButton->hasFocus();
    m_ui->findButton->setVisible(!m_running);
    m_ui->cancelButton->setVisible(m_running);
    if (hadFocus)
        (m_running ? m_ui->cancelButton : m_ui->findButton)->setFocus(Qt::OtherFocusReason);
}

void FindPanel::updatePage()
{
    const QAbstractItemModel *model = m_ui->hitsView->model();
    if (model && model->rowCount() > 0) {
        m_ui->pages->setCurrentWidget(m_ui->hitsView);
        return;
    }
    if (m_store.isEmpty())
        m_ui->emptyPage->showEmpty({tr("No store is open"), tr("Open one on the left, then search its texts.")});
    else if (m_running)
        m_ui->emptyPage->showEmpty({});
    else if (m_asked.isEmpty())
        m_ui->emptyPage->showEmpty({{}, tr("Reads the current text of every entry and shows where yours is.")});
    else
        m_ui->emptyPage->showEmpty(
            {tr("Nothing found"), tr("No text that was read has “%1”.").arg(text::visible(m_asked))});
    m_ui->pages->setCurrentWidget(m_ui->emptyPage);
}

} // namespace panels
