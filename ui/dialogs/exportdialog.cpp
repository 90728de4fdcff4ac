// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/exportdialog.h"

#include "text/visible.h"
#include "ui/dialogs/whynot.h"
#include "ui_exportdialog.h"

#include <QDir>
#include <QFileInfo>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace dialogs {

ExportDialog::ExportDialog(QWidget *parent) : Sheet(parent), m_ui(std::make_unique<Ui::ExportDialog>())
{
    m_ui->setupUi(this);
    m_export = m_ui->buttonBox->addButton(tr("&Export"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, m_export});
    m_ui->placeHint->setField(m_ui->nameEdit);
    m_ui->failedList->setMinimumHeight(fontMetrics().lineSpacing() * 6);
    setMinimumWidth(fontMetrics().averageCharWidth() * 90);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, &ExportDialog::check);
    connect(m_ui->placeEdit, &QLineEdit::textChanged, this, &ExportDialog::check);
    connect(m_ui->zipButton, &QRadioButton::toggled, this, &ExportDialog::check);
    connect(m_ui->historyCheck, &QCheckBox::toggled, this, &ExportDialog::check);
    connect(m_ui->chooseButton, &QPushButton::clicked, this, &ExportDialog::choosePlaceRequested);
    connect(m_export, &QPushButton::clicked, this, [this] { emit exportRequested(choice()); });
    setStage(Stage::Asking);
    check();
    m_ui->nameEdit->setFocus();
}

ExportDialog::~ExportDialog() = default;

void ExportDialog::setSubject(const QString &what, const QString &name)
{
    m_ui->whatLabel->setText(what);
    m_ui->nameEdit->setText(name);
}

void ExportDialog::setPlace(const QString &folder) { m_ui->placeEdit->setText(QDir::toNativeSeparators(folder)); }

void ExportDialog::setFolderOnly(const QString &note)
{
    for (QWidget *choice : {static_cast<QWidget *>(m_ui->asLabel), static_cast<QWidget *>(m_ui->folderButton),
                            static_cast<QWidget *>(m_ui->zipButton), static_cast<QWidget *>(m_ui->historyCheck),
                            static_cast<QWidget *>(m_ui->gitCheck)})
        choice->hide();
    m_ui->noteLabel->setText(note);
    setWindowTitle(tr("Export Evidence"));
}

QString ExportDialog::place() const { return QDir::fromNativeSeparators(m_ui->placeEdit->text()); }

ExportDialog::Choice ExportDialog::choice() const
{
    Choice choice;
    choice.zip = m_ui->zipButton->isChecked();
    QString name = m_ui->nameEdit->text();
    if (choice.zip && !name.endsWith(u".zip", Qt::CaseInsensitive))
        name += u".zip"_s;
    choice.path = place() + u'/' + name;
    choice.history = m_ui->historyCheck->isChecked();
    choice.gitStream = choice.history && m_ui->gitCheck->isChecked();
    return choice;
}

void ExportDialog::check()
{
    const QString name = m_ui->nameEdit->text();
    QString problem;
    if (name.trimmed().isEmpty())
        problem = tr("Enter a name.");
    else if (name.contains(u'/') || name == u"." || name == u".." || name.contains(QChar(u'\0')))
        problem = tr("This cannot be the name of a folder or file.");
    else if (!QFileInfo(place()).isDir())
        problem = tr("The folder in which it is to be made does not exist.");
    else if (const QFileInfo there(choice().path); there.exists() || there.isSymLink())
        problem = tr("There is something with this name already. Nothing is overwritten: choose another name.");
    m_ui->placeHint->setProblem(problem);
    if (problem.isEmpty())
        m_ui->placeHint->setHint(tr("Will be made: %1").arg(text::visible(QDir::toNativeSeparators(choice().path))));
    setReason(*m_ui->gitCheck, m_ui->historyCheck->isChecked() ? QString() : tr("It is made from the history."));
    setActionReason(m_stage == Stage::Asking ? problem : tr("The export has begun."));
}

void ExportDialog::setStage(Stage stage)
{
    m_stage = stage;
    m_ui->progressBar->setVisible(stage == Stage::Running);
    m_ui->resultLabel->setVisible(stage != Stage::Asking);
    m_ui->failedList->setVisible(stage == Stage::Ended && m_ui->failedList->count() > 0);
    m_ui->body->setEnabled(stage == Stage::Asking);
    m_ui->placeHint->setVisible(stage == Stage::Asking);
    m_ui->noteLabel->setVisible(stage == Stage::Asking);
    m_export->setVisible(stage != Stage::Ended);
    QPushButton *cancel = m_ui->buttonBox->button(QDialogButtonBox::Cancel);
    setStoppable(stage == Stage::Running);
    cancel->setText(stage == Stage::Running ? tr("&Stop") : stage == Stage::Ended ? tr("&Close") : tr("Cancel"));
    cancel->setDefault(stage == Stage::Ended);
    setActionReason(stage == Stage::Asking ? QString() : tr("The export has begun."));
}

void ExportDialog::showRunning()
{
    setIdle();
    setStage(Stage::Running);
}

void ExportDialog::setProgress(const QString &text, int done, int total)
{
    m_ui->resultLabel->setText(text);
    m_ui->progressBar->setRange(0, total);
    m_ui->progressBar->setValue(done);
}

void ExportDialog::showEnded(const QString &result, const QList<Missing> &missing)
{
    m_ui->failedList->clear();
    for (const Missing &each : missing)
        m_ui->failedList->addItem(
            //: a path, and why it is missing
            tr("%1: %2").arg(text::visible(each.path), text::visible(each.reason)));
    m_ui->resultLabel->setText(result);
    setStage(Stage::Ended);
    adjustSize();
}

QString ExportDialog::result() const { return m_ui->resultLabel->text(); }

} // namespace dialogs
