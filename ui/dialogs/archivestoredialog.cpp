// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/archivestoredialog.h"

#include "text/visible.h"
#include "ui/presentation/words.h"
#include "ui_archivestoredialog.h"

#include <QPushButton>

namespace dialogs {

ArchiveStoreDialog::ArchiveStoreDialog(QWidget *parent)
    : Sheet(parent)
    , m_ui(std::make_unique<Ui::ArchiveStoreDialog>())
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("&Archive"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action, true});
    connect(action, &QPushButton::clicked, this, &ArchiveStoreDialog::archiveRequested);
    m_ui->buttonBox->button(QDialogButtonBox::Cancel)->setFocus();
}

ArchiveStoreDialog::~ArchiveStoreDialog() = default;

void ArchiveStoreDialog::setFacts(const Target &target, std::optional<qint64> entries)
{
    setTarget(target);
    m_ui->questionLabel->setText(tr("Archive the store “%1”?").arg(text::visible(target.store)));
    const QString effect
        = tr("Its entries and its history stay and can be read. Nothing can be written to it any more, "
             "neither by agents nor from here, and it is left out of the usual list of stores.");
    //: %1 is "12 entries", %2 the sentences about what archiving does
    m_ui->effectLabel->setText(
        entries ? tr("It holds %1. %2").arg(presentation::entryCountText(*entries, true), effect) : effect);
}

} // namespace dialogs
