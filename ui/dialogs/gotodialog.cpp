// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/gotodialog.h"

#include "ui_gotodialog.h"

#include <QCompleter>
#include <QPushButton>
#include <QStringListModel>

namespace dialogs {

namespace {

constexpr int maxOffered = 20'000;

} // namespace

GoToDialog::GoToDialog(QWidget *parent) : Sheet(parent), m_ui(std::make_unique<Ui::GoToDialog>())
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("&Go"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action, false});
    const auto check = [this] {
        setActionReason(m_ui->textEdit->text().trimmed().isEmpty() ? tr("Type a path, or paste an id.") : QString());
    };
    connect(m_ui->textEdit, &QLineEdit::textChanged, this, check);
    check();
    connect(action, &QPushButton::clicked, this, [this] { emit goRequested(m_ui->textEdit->text().trimmed()); });
    m_ui->textEdit->setFocus();
}

GoToDialog::~GoToDialog() = default;

void GoToDialog::setPaths(const QStringList &paths)
{
    auto *completer = new QCompleter(paths.mid(0, maxOffered), m_ui->textEdit);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setMaxVisibleItems(12);
    m_ui->textEdit->setCompleter(completer);
}

} // namespace dialogs
