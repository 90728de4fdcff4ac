// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/newentrydialog.h"

#include "ui_newentrydialog.h"

#include <QPushButton>

namespace dialogs {

NewEntryDialog::NewEntryDialog(QWidget *parent)
    : Sheet(parent)
    , m_ui(std::make_unique<Ui::NewEntryDialog>())
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("&Create"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action});
    m_ui->pathHint->setField(m_ui->pathEdit);
    m_ui->pathHint->setHint(tr("Folders are made by slashes. A path cannot be changed later."));
    m_ui->textHint->setField(m_ui->textEdit);
    m_ui->textHint->setHint(tr("Can be written on at once after the entry is there."));
    m_ui->textEdit->setMinimumHeight(fontMetrics().lineSpacing() * 8);
    connect(m_ui->pathEdit, &QLineEdit::textChanged, this, &NewEntryDialog::check);
    connect(m_ui->textEdit, &widgets::TextEditor::textChanged, this, &NewEntryDialog::check);
    connect(m_ui->pathEdit, &QLineEdit::textChanged, this, &NewEntryDialog::edited);
    connect(m_ui->textEdit, &widgets::TextEditor::textChanged, this, &NewEntryDialog::edited);
    connect(action, &QPushButton::clicked, this, [this] { emit createRequested(path(), text()); });
    setMinimumWidth(fontMetrics().averageCharWidth() * 80);
    m_ui->pathEdit->setFocus();
    check();
}

NewEntryDialog::~NewEntryDialog() = default;

void NewEntryDialog::setPathCheck(PathCheck check)
{
    m_pathCheck = std::move(check);
    this->check();
}

void NewEntryDialog::setTextCheck(TextCheck check)
{
    m_textCheck = std::move(check);
    this->check();
}

void NewEntryDialog::setPath(const QString &path)
{
    m_ui->pathEdit->setText(path);
    m_ui->pathEdit->setModified(false);
    m_ui->pathEdit->end(false);
    check();
}

void NewEntryDialog::setNote(const QString &sentence)
{
    m_ui->noteLabel->setText(sentence);
    m_ui->noteLabel->setVisible(!sentence.isEmpty());
}

void NewEntryDialog::setText(const QByteArray &text)
{
    m_ui->textEdit->setBytes(text);
    check();
}

QString NewEntryDialog::path() const { return m_ui->pathEdit->text(); }

QByteArray NewEntryDialog::text() const { return m_ui->textEdit->bytes(); }

void NewEntryDialog::showPathProblem(const QString &sentence)
{
    setIdle();
    m_refusedPath = path();
    m_refusal = sentence;
    check();
    m_ui->pathEdit->setFocus();
    m_ui->pathEdit->selectAll();
}

void NewEntryDialog::showKeeping(const QString &problem)
{
    m_keepingProblem = problem;
    check();
}

void NewEntryDialog::setVisible(bool visible)
{
    Sheet::setVisible(visible);
    // A dialog selects the text of its first field; the first key would take the folder away.
    if (visible)
        m_ui->pathEdit->end(false);
}

void NewEntryDialog::check()
{
    QString pathProblem = m_pathCheck ? m_pathCheck(path()) : QString();
    if (pathProblem.isEmpty() && !m_refusal.isEmpty() && path() == m_refusedPath)
        pathProblem = m_refusal;
    const QString textProblem = m_textCheck ? m_textCheck(text()) : QString();

    // Nobody is scolded before the first key.
    m_ui->pathHint->setProblem(m_ui->pathEdit->isModified() || !m_refusal.isEmpty() ? pathProblem : QString());
    const QString shownProblem = m_ui->textEdit->isModified() ? textProblem : QString();
    m_ui->textHint->setProblem(shownProblem.isEmpty() ? m_keepingProblem : shownProblem);
    if (!m_ui->textEdit->isModified())
        m_ui->textHint->setHint(
            textProblem.isEmpty() ? tr("Can be written on at once after the entry is there.") : textProblem);
    if (pathProblem.isEmpty() && path().isEmpty())
        pathProblem = tr("Type a path first.");
    setActionReason(pathProblem.isEmpty() ? textProblem : pathProblem);
}

} // namespace dialogs
