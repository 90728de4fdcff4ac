// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/deleteentrydialog.h"

#include "text/visible.h"
#include "ui/presentation/sizes.h"
#include "ui/presentation/words.h"
#include "ui_deleteentrydialog.h"

#include <QPushButton>

namespace dialogs {

DeleteEntryDialog::DeleteEntryDialog(QWidget *parent)
    : Sheet(parent)
    , m_ui(std::make_unique<Ui::DeleteEntryDialog>())
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("&Delete"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action, true});
    connect(action, &QPushButton::clicked, this, &DeleteEntryDialog::deleteRequested);
    m_ui->buttonBox->button(QDialogButtonBox::Cancel)->setFocus();
}

DeleteEntryDialog::~DeleteEntryDialog() = default;

void DeleteEntryDialog::setFacts(const DeleteEntryFacts &facts)
{
    setTarget(facts.target);
    m_ui->questionLabel->setText(tr("Delete this entry?"));
    QList<FactRow> rows{{tr("Path:"), facts.path}};
    if (facts.size)
        rows.append({tr("Size:"), presentation::exactSizeText(*facts.size)});
    if (facts.version)
        rows.append({tr("Version:"), presentation::ordinalText(*facts.version, false)});
    m_ui->facts->setRows(rows);
    m_ui->unsavedLabel->setVisible(facts.unsavedText);
}

} // namespace dialogs
