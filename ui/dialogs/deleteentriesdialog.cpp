// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/deleteentriesdialog.h"

#include "text/visible.h"
#include "ui/presentation/sizes.h"
#include "ui_deleteentriesdialog.h"

#include <QHeaderView>
#include <QLocale>
#include <QPushButton>

namespace dialogs {

namespace {

constexpr int visibleRows = 10;

} // namespace

DeleteEntriesDialog::DeleteEntriesDialog(QWidget *parent)
    : Sheet(parent)
    , m_ui(std::make_unique<Ui::DeleteEntriesDialog>())
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("&Delete"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action, true});
    m_ui->entriesView->setHeaderLabels({tr("Path"), tr("Size")});
    // What is about to go is never elided: long paths scroll.
    m_ui->entriesView->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    connect(action, &QPushButton::clicked, this, &DeleteEntriesDialog::deleteRequested);
    connect(m_ui->exportButton, &QPushButton::clicked, this, &DeleteEntriesDialog::exportRequested);
    m_ui->buttonBox->button(QDialogButtonBox::Cancel)->setFocus();
}

DeleteEntriesDialog::~DeleteEntriesDialog() = default;

void DeleteEntriesDialog::setFacts(const DeleteEntriesFacts &facts)
{
    setTarget(facts.target);
    const int count = int(facts.rows.size());
    m_ui->entriesView->clear();
    qint64 bytes = 0;
    int unsaved = 0;
    QList<QTreeWidgetItem *> items;
    for (const DeleteEntriesFacts::Row &row : facts.rows) {
        const QString path = text::visible(row.path);
        auto *item = new QTreeWidgetItem({row.unsaved ? tr("%1 (unsaved changes)").arg(path) : path,
                                          row.size ? presentation::sizeText(*row.size) : QString()});
        items.append(item);
        bytes += row.size.value_or(0);
        unsaved += row.unsaved;
    }
    m_ui->entriesView->addTopLevelItems(items);
    const QString all = presentation::sizeText(bytes);
    m_ui->questionLabel->setText(count == 1 ? tr("Delete this entry (%1)?").arg(all)
                                            : tr("Delete these %n entries (%1 in all)?", nullptr, count).arg(all));
    m_ui->unsavedLabel->setText(
        unsaved == 1 ? tr("One of them has changes in the editor that are not saved.")
                     : tr("%n of them have changes in the editor that are not saved.", nullptr, unsaved));
    m_ui->unsavedLabel->setVisible(unsaved > 0);
    m_ui->exportRow->setVisible(facts.offerExport);
    const int row = m_ui->entriesView->sizeHintForRow(0);
    m_ui->entriesView->setMinimumHeight(row * qMin(count + 2, visibleRows));
}

void DeleteEntriesDialog::setProgress(int done, int all)
{
    setBusy(tr("%1 of %2 deleted…").arg(QLocale().toString(done), QLocale().toString(all)));
    setStoppable(true); // what is on its way comes to its end first
}

} // namespace dialogs
