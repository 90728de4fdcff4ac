// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/unsavedtabsdialog.h"

#include "ui_unsavedtabsdialog.h"

#include <QPushButton>

namespace dialogs {

UnsavedTabsDialog::UnsavedTabsDialog(QWidget *parent)
    : Sheet(parent)
    , m_ui(std::make_unique<Ui::UnsavedTabsDialog>())
{
    m_ui->setupUi(this);
    auto *save = m_ui->buttonBox->addButton(tr("&Save All"), QDialogButtonBox::AcceptRole);
    auto *discard = m_ui->buttonBox->addButton(tr("&Discard All"), QDialogButtonBox::DestructiveRole);
    m_ui->buttonBox->addButton(tr("&Keep Editing"), QDialogButtonBox::RejectRole);
    adopt({nullptr, m_ui->body, m_ui->buttonBox, save});
    save->setFocus();
    connect(save, &QPushButton::clicked, this, &UnsavedTabsDialog::saveAllRequested);
    connect(discard, &QPushButton::clicked, this, [this] {
        done(QDialog::Accepted);
        emit discardAllRequested();
    });
    connect(this, &QDialog::rejected, this, &UnsavedTabsDialog::keepEditingRequested);
}

UnsavedTabsDialog::~UnsavedTabsDialog() = default;

void UnsavedTabsDialog::setEntries(const QStringList &entries)
{
    m_ui->questionLabel->setText(tr("Save the changes to these %n entries?", nullptr, int(entries.size())));
    m_ui->list->clear();
    m_ui->list->addItems(entries);
    m_ui->list->setCurrentRow(0);
}

} // namespace dialogs
