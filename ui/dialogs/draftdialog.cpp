// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/draftdialog.h"

#include "text/visible.h"
#include "ui_draftdialog.h"

#include <QPushButton>

namespace dialogs {

DraftDialog::DraftDialog(QWidget *parent) : Sheet(parent), m_ui(std::make_unique<Ui::DraftDialog>())
{
    m_ui->setupUi(this);
    auto *restore = m_ui->buttonBox->addButton(tr("&Restore"), QDialogButtonBox::AcceptRole);
    auto *discard = m_ui->buttonBox->addButton(tr("&Discard"), QDialogButtonBox::DestructiveRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, restore});
    restore->setToolTip(tr("The text goes into the editor as an unsaved edit."));
    discard->setToolTip(tr("The text is removed from this computer for good."));
    m_ui->diffView->setMinimumHeight(fontMetrics().lineSpacing() * 12);
    resize(fontMetrics().averageCharWidth() * 120, fontMetrics().lineSpacing() * 32);
    connect(restore, &QPushButton::clicked, this, &DraftDialog::restoreRequested);
    connect(discard, &QPushButton::clicked, this, &DraftDialog::discardRequested);
    m_ui->diffView->setFocus();
}

DraftDialog::~DraftDialog() = default;

void DraftDialog::setFacts(const DraftFacts &facts)
{
    setTarget(facts.target);
    m_ui->questionLabel->setText(tr("Unsaved text of “%1”").arg(text::visible(facts.path)));
    m_ui->diffView->setTexts({facts.presentLabel, facts.present}, {facts.draftLabel, facts.draft});
    setActionReason(facts.canRestore ? QString() : tr("Its connection is gone. The text can be copied from here."));
}

} // namespace dialogs
