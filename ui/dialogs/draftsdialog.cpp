// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/draftsdialog.h"

#include "text/visible.h"
#include "ui_draftsdialog.h"

#include <QHeaderView>
#include <QPushButton>

#include <algorithm>

namespace dialogs {

DraftsDialog::DraftsDialog(QWidget *parent) : Sheet(parent), m_ui(std::make_unique<Ui::DraftsDialog>())
{
    m_ui->setupUi(this);
    adopt({nullptr, m_ui->body, m_ui->buttonBox, nullptr});
    m_ui->question->hide();
    m_ui->list->header()->setStretchLastSection(false);
    m_ui->list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_ui->list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (const int column : {1, 2})
        m_ui->list->header()->setSectionResizeMode(column, QHeaderView::Interactive);
    resize(fontMetrics().averageCharWidth() * 140, fontMetrics().lineSpacing() * 20);

    const auto withOne = [this](void (DraftsDialog::*wish)(const QString &)) {
        return [this, wish] {
            if (const auto rows = selected(); rows.size() == 1)
                emit (this->*wish)(rows.first().id);
        };
    };
    connect(m_ui->list, &QTreeWidget::itemSelectionChanged, this, &DraftsDialog::follow);
    connect(m_ui->list, &QTreeWidget::itemActivated, this, [this] {
        if (m_ui->openButton->isEnabled())
            emit openRequested(selected().first().id);
    });
    connect(m_ui->openButton, &QPushButton::clicked, this, withOne(&DraftsDialog::openRequested));
    connect(m_ui->compareButton, &QPushButton::clicked, this, withOne(&DraftsDialog::compareRequested));
    connect(m_ui->discardButton, &QPushButton::clicked, this, &DraftsDialog::ask);
    connect(m_ui->confirmButton, &QPushButton::clicked, this, [this] { endAsking(true); });
    connect(m_ui->keepButton, &QPushButton::clicked, this, [this] { endAsking(false); });
    follow();
    m_ui->list->setFocus();
}

DraftsDialog::~DraftsDialog() = default;

void DraftsDialog::setRows(const QList<DraftListRow> &rows)
{
    QStringList before;
    for (const DraftListRow &row : selected())
        before.append(row.id);
    m_rows = rows;
    m_ui->list->clear();
    for (const DraftListRow &row : rows) {
        auto *item = new QTreeWidgetItem(m_ui->list);
        item->setText(0, row.firstLine.isEmpty() ? tr("(blank)") : text::visible(row.firstLine));
        item->setText(1, row.path.isEmpty() ? tr("a new entry") : text::visible(row.path));
        //: a connection and one of its stores
        item->setText(2, tr("%1 ▸ %2").arg(text::visible(row.connection), text::visible(row.store)));
        item->setText(3, row.age);
        item->setText(4, row.size);
        item->setText(5, row.state);
        item->setSelected(before.contains(row.id));
    }
    for (const int column : {1, 2}) { // as wide as they need, while the first line keeps some room
        m_ui->list->resizeColumnToContents(column);
        m_ui->list->setColumnWidth(column, qMin(m_ui->list->columnWidth(column), fontMetrics().averageCharWidth() * 46));
    }
    if (m_ui->list->selectedItems().isEmpty() && !rows.isEmpty())
        m_ui->list->setCurrentItem(m_ui->list->topLevelItem(0));
    m_ui->emptyLabel->setVisible(rows.isEmpty());
    follow();
}

QList<DraftListRow> DraftsDialog::selected() const
{
    QList<DraftListRow> rows;
    for (QTreeWidgetItem *item : m_ui->list->selectedItems()) {
        if (const int index = m_ui->list->indexOfTopLevelItem(item); index >= 0 && index < m_rows.size())
            rows.append(m_rows.at(index));
    }
    return rows;
}

void DraftsDialog::follow()
{
    const QList<DraftListRow> rows = selected();
    const bool one = rows.size() == 1;
    m_ui->openButton->setEnabled(one && rows.first().canOpen);
    m_ui->compareButton->setEnabled(one);
    m_ui->discardButton->setEnabled(!rows.isEmpty()
                                    && std::all_of(rows.cbegin(), rows.cend(), [](const auto &row) { return row.canDiscard; }));
    m_ui->question->hide();
}

void DraftsDialog::ask()
{
    const int count = int(selected().size());
    m_ui->questionLabel->setText(count == 1 ? tr("Remove this text from this computer for good? It was never saved.")
                                            : tr("Remove these %n texts from this computer for good? They were never saved.",
                                                 nullptr, count));
    m_ui->question->show();
    m_ui->keepButton->setFocus();
}

void DraftsDialog::endAsking(bool discard)
{
    m_ui->question->hide();
    m_ui->list->setFocus();
    QStringList ids;
    for (const DraftListRow &row : selected())
        ids.append(row.id);
    if (discard && !ids.isEmpty())
        emit discardRequested(ids);
}

} // namespace dialogs
