// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/connectionsdialog.h"

#include "text/visible.h"
#include "ui/dialogs/connectionwords.h"
#include "ui/dialogs/whynot.h"
#include "ui_connectionsdialog.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>

namespace dialogs {

ConnectionsDialog::ConnectionsDialog(QWidget *parent)
    : Sheet(parent), m_ui(std::make_unique<Ui::ConnectionsDialog>())
{
    m_ui->setupUi(this);
    adopt({nullptr, m_ui->body, m_ui->buttonBox, nullptr});
    m_ui->question->hide();
    m_ui->listHint->setField(m_ui->removeButton);
    m_ui->list->header()->setStretchLastSection(false);
    m_ui->list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_ui->list->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_ui->list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    setMinimumWidth(fontMetrics().averageCharWidth() * 90);

    const auto openSelected = [this] {
        if (current())
            emit openRequested(selected());
    };
    connect(m_ui->list, &QTreeWidget::currentItemChanged, this, &ConnectionsDialog::follow);
    connect(m_ui->list, &QTreeWidget::itemActivated, this, openSelected);
    connect(m_ui->openButton, &QPushButton::clicked, this, openSelected);
    connect(m_ui->addButton, &QPushButton::clicked, this, &ConnectionsDialog::addRequested);
    connect(m_ui->editButton, &QPushButton::clicked, this, [this] {
        if (current())
            emit editRequested(selected());
    });
    connect(m_ui->removeButton, &QPushButton::clicked, this, &ConnectionsDialog::ask);
    connect(m_ui->confirmButton, &QPushButton::clicked, this, [this] { endAsking(true); });
    connect(m_ui->keepButton, &QPushButton::clicked, this, [this] { endAsking(false); });
    m_ui->textsHint->setField(m_ui->textsBox);
    connect(m_ui->textsBox, &QCheckBox::clicked, this, [this](bool keep) {
        if (current())
            emit keepTextsRequested(selected(), keep);
    });
    follow();
    m_ui->list->setFocus();
}

ConnectionsDialog::~ConnectionsDialog() = default;

void ConnectionsDialog::setConnections(const QList<ConnectionRow> &rows)
{
    const core::ConnectionId before = selected();
    m_rows = rows;
    m_ui->list->clear();
    for (const ConnectionRow &row : rows) {
        auto *item = new QTreeWidgetItem(m_ui->list);
        const QString name = text::visible(row.name);
        item->setText(0, row.open ? tr("%1 (open)").arg(name) : name);
        item->setText(1, row.local ? tr("in this program") : text::visible(row.baseUrl));
        item->setText(2, row.local ? tr("made at each start") : ConnectionWords::keeping(row.keeping));
        if (row.id == before || (before.isEmpty() && row.open))
            m_ui->list->setCurrentItem(item);
    }
    if (!m_ui->list->currentItem() && !rows.isEmpty())
        m_ui->list->setCurrentItem(m_ui->list->topLevelItem(0));
    follow();
}

const ConnectionRow *ConnectionsDialog::current() const
{
    const int index = m_ui->list->indexOfTopLevelItem(m_ui->list->currentItem());
    return index >= 0 && index < m_rows.size() ? &m_rows.at(index) : nullptr;
}

core::ConnectionId ConnectionsDialog::selected() const
{
    const ConnectionRow *row = current();
    return row ? row->id : core::ConnectionId();
}

void ConnectionsDialog::follow()
{
    const ConnectionRow *row = current();
    const QString none = row ? QString() : tr("Choose a connection first.");
    const QString local = row && row->local
        ? tr("The Local workspace belongs to the program: it can be neither edited nor removed.")
        : QString();
    setReason(*m_ui->openButton, row && row->open ? tr("This connection is open already.") : none);
    setReason(*m_ui->editButton, none + local);
    setReason(*m_ui->removeButton, none + local);
    m_ui->listHint->setHint(local);
    m_ui->textsBox->setEnabled(row);
    m_ui->textsBox->setChecked(row && row->keepTexts);
    m_ui->textsHint->setHint(ConnectionWords::keepingTexts(row && row->local));
    if (!row || row->id != m_asking) {
        m_asking = {};
        m_ui->question->hide();
    }
}

void ConnectionsDialog::ask()
{
    const ConnectionRow *row = current();
    if (!row || row->local)
        return;
    m_asking = row->id;
    m_ui->questionLabel->setText(
        tr("Remove “%1”? Its token is removed from this computer, too. The service and its stores stay as they are.")
            .arg(text::visible(row->name)));
    m_ui->question->show();
    m_ui->keepButton->setFocus();
}

void ConnectionsDialog::endAsking(bool remove)
{
    const core::ConnectionId id = std::exchange(m_asking, {});
    m_ui->question->hide();
    m_ui->list->setFocus();
    if (remove && !id.isEmpty())
        emit removeRequested(id);
}

void ConnectionsDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_asking.isEmpty()) {
        endAsking(false);
        return;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && m_ui->list->hasFocus())
        return; // the list has opened its row; the dialog's default button is not meant
    if (event->key() == Qt::Key_Delete && m_ui->list->hasFocus()) {
        ask();
        return;
    }
    Sheet::keyPressEvent(event);
}

} // namespace dialogs
