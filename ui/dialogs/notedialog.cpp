// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/notedialog.h"

#include "text/visible.h"
#include "ui_notedialog.h"

#include <QPushButton>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace dialogs {

NoteDialog::NoteDialog(QWidget *parent) : Sheet(parent), m_ui(std::make_unique<Ui::NoteDialog>())
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("&Save"), QDialogButtonBox::AcceptRole);
    adopt({nullptr, m_ui->body, m_ui->buttonBox, action});
    setMinimumWidth(fontMetrics().averageCharWidth() * 60);
    m_ui->noteEdit->setMinimumHeight(fontMetrics().lineSpacing() * 5);
    connect(m_ui->noteEdit, &QPlainTextEdit::textChanged, this, &NoteDialog::check);
    connect(action, &QPushButton::clicked, this, [this] { emit saveRequested(note()); });
    m_ui->noteEdit->setFocus();
}

NoteDialog::~NoteDialog() = default;

void NoteDialog::setNote(const QString &version, const QString &text, qsizetype limit)
{
    m_ui->versionLabel->setText(text::visible(version));
    m_limit = limit;
    m_before = text;
    m_ui->noteEdit->setPlainText(text);
    m_ui->noteEdit->selectAll();
    check();
}

QString NoteDialog::note() const
{
    QStringList lines;
    for (QTextBlock block = m_ui->noteEdit->document()->begin(); block.isValid(); block = block.next())
        lines.append(block.text());
    return lines.join(u'\n').trimmed();
}

void NoteDialog::check()
{
    const QString now = note();
    setActionReason(now == m_before          ? tr("Nothing was changed.")
                        : now.size() > m_limit ? tr("A note can have %n characters at most.", nullptr, int(m_limit))
                                               : QString());
}

} // namespace dialogs
