// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/deletestoredialog.h"

#include "text/visible.h"
#include "ui/presentation/sizes.h"
#include "ui/presentation/words.h"
#include "ui_deletestoredialog.h"

#include <QPushButton>

namespace dialogs {

DeleteStoreDialog::DeleteStoreDialog(QWidget *parent)
    : Sheet(parent)
    , m_ui(std::make_unique<Ui::DeleteStoreDialog>())
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("&Delete Store"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action, true});
    m_ui->wordHint->setField(m_ui->wordEdit);
    connect(m_ui->wordEdit, &QLineEdit::textChanged, this, &DeleteStoreDialog::check);
    connect(action, &QPushButton::clicked, this, &DeleteStoreDialog::deleteRequested);
    m_ui->wordEdit->setFocus();
    check();
}

DeleteStoreDialog::~DeleteStoreDialog() = default;

void DeleteStoreDialog::setFacts(const DeleteStoreFacts &facts)
{
    setTarget(facts.target);
    const bool blank = facts.target.store.trimmed().isEmpty();
    m_word = TypedWord(blank ? facts.storeId : facts.target.store);
    m_ui->questionLabel->setText(tr("Delete the store “%1”?").arg(text::visible(facts.target.store)));

    QList<FactRow> rows{{tr("Store id:"), facts.storeId, {}, true}};
    if (facts.entries)
        rows.append({tr("Entries:"), QLocale().toString(*facts.entries)});
    if (facts.totalBytes)
        rows.append({tr("Size:"), presentation::exactSizeText(*facts.totalBytes)});
    if (!facts.versions.isEmpty())
        rows.append({tr("History:"), facts.versions});
    if (facts.archived)
        rows.append({tr("State:"), tr("archived")});
    m_ui->facts->setRows(rows);

    m_ui->wordLabel->setText(
        blank ? tr("Type the &id of the store to go on:") : tr("Type the &name of the store to go on:"));
    m_ui->wordEdit->setAccessibleName(
        blank ? tr("Id of the store, typed to confirm") : tr("Name of the store, typed to confirm"));
    m_ui->wordEdit->clear();
    check();
}

void DeleteStoreDialog::check()
{
    const bool matches = m_word.matches(m_ui->wordEdit->text());
    m_ui->wordHint->setHint(
        matches ? tr("The button deletes; Enter does not.") : tr("It reads: %1").arg(m_word.shown()));
    setActionReason(matches ? QString() : tr("Type first what stands above the field."));
}

} // namespace dialogs
