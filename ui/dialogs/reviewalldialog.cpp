// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/reviewalldialog.h"

#include "ui_reviewalldialog.h"

#include <QLocale>
#include <QPushButton>

namespace dialogs {

ReviewAllDialog::ReviewAllDialog(QWidget *parent)
    : Sheet(parent)
    , m_ui(std::make_unique<Ui::ReviewAllDialog>())
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("&Mark as Reviewed"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action, true});
    connect(action, &QPushButton::clicked, this, &ReviewAllDialog::reviewRequested);
    m_ui->buttonBox->button(QDialogButtonBox::Cancel)->setFocus();
}

ReviewAllDialog::~ReviewAllDialog() = default;

void ReviewAllDialog::setFacts(const Target &target, qint64 versions)
{
    setTarget(target);
    m_ui->questionLabel->setText(tr("Mark all %1 unread versions as reviewed?").arg(QLocale().toString(versions)));
}

} // namespace dialogs
