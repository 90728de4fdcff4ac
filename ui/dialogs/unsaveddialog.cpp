// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/unsaveddialog.h"

#include "text/visible.h"
#include "ui_unsaveddialog.h"

#include <QPushButton>

namespace dialogs {

UnsavedDialog::UnsavedDialog(QWidget *parent)
    : Sheet(parent)
    , m_ui(std::make_unique<Ui::UnsavedDialog>())
{
    m_ui->setupUi(this);
    auto *save = m_ui->buttonBox->addButton(tr("&Save"), QDialogButtonBox::AcceptRole);
    auto *discard = m_ui->buttonBox->addButton(tr("&Discard Changes"), QDialogButtonBox::DestructiveRole);
    m_ui->buttonBox->addButton(tr("&Keep Editing"), QDialogButtonBox::RejectRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, save});
    save->setFocus();
    connect(save, &QPushButton::clicked, this, &UnsavedDialog::saveRequested);
    connect(discard, &QPushButton::clicked, this, [this] {
        done(QDialog::Accepted);
        emit discardRequested();
    });
    connect(this, &QDialog::rejected, this, &UnsavedDialog::keepEditingRequested);
}

UnsavedDialog::~UnsavedDialog() = default;

void UnsavedDialog::setFacts(const Target &target, const QString &path, const QString &saveProblem)
{
    setTarget(target);
    m_ui->questionLabel->setText(tr("Save the changes to “%1”?").arg(text::visible(path)));
    m_ui->textLabel->setText(saveProblem.isEmpty()
            ? tr("What you changed is only in this window. Discarded, it is gone.")
            : tr("What you changed is only in this window, and it cannot be saved "
                 "as it is: %1")
                  .arg(saveProblem));
    setActionReason(saveProblem);
}

} // namespace dialogs
