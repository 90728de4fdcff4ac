// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/metadatadialog.h"

#include "text/visible.h"
#include "ui_metadatadialog.h"

#include <QPushButton>

namespace dialogs {

MetadataDialog::MetadataDialog(QWidget *parent)
    : Sheet(parent)
    , m_ui(std::make_unique<Ui::MetadataDialog>())
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("&Save"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action});
    connect(action, &QPushButton::clicked, this, [this] { emit saveRequested(m_ui->metadataEdit->metadata()); });
    connect(m_ui->metadataEdit, &MetadataEdit::changed, this, &MetadataDialog::check);
}

MetadataDialog::~MetadataDialog() = default;

void MetadataDialog::setFacts(const MetadataFacts &facts)
{
    setTarget(facts.target);
    m_before = facts.metadata;
    m_ui->pathLabel->setText(text::visible(facts.path));
    m_ui->metadataEdit->setLimits(facts.pairs, facts.key, facts.value);
    m_ui->metadataEdit->setMetadata(facts.metadata);
    check();
}

void MetadataDialog::check()
{
    const QString problem = m_ui->metadataEdit->problem();
    const bool same = problem.isEmpty() && m_ui->metadataEdit->metadata() == m_before;
    setActionReason(same ? tr("Nothing was changed.") : problem);
}

} // namespace dialogs
