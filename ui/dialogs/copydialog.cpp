// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/copydialog.h"

#include "text/visible.h"
#include "ui_copydialog.h"

#include <QPushButton>

namespace dialogs {

CopyDialog::CopyDialog(QWidget *parent) : Sheet(parent), m_ui(std::make_unique<Ui::CopyDialog>())
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("Make a &Plan…"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action});
    m_ui->hint->setField(m_ui->connectionBox);
    setMinimumWidth(fontMetrics().averageCharWidth() * 80);
    connect(m_ui->connectionBox, &QComboBox::activated, this, [this] { emit connectionChosen(connection()); });
    connect(m_ui->storeBox, &QComboBox::activated, this, [this] {
        m_ui->existingButton->setChecked(true);
        check();
    });
    connect(m_ui->newButton, &QRadioButton::toggled, this, &CopyDialog::check);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, &CopyDialog::check);
    connect(m_ui->nameEdit, &QLineEdit::textEdited, m_ui->newButton, [this] { m_ui->newButton->setChecked(true); });
    connect(action, &QPushButton::clicked, this, [this] {
        const bool isNew = m_ui->newButton->isChecked();
        emit planRequested(connection(), {isNew ? QString() : m_ui->storeBox->currentData().toString()},
                           isNew ? m_ui->nameEdit->text().trimmed() : QString());
    });
    check();
}

CopyDialog::~CopyDialog() = default;

void CopyDialog::setSubject(const QString &what, const QString &newStoreName)
{
    m_ui->whatLabel->setText(what);
    m_ui->nameEdit->setText(newStoreName);
}

void CopyDialog::setConnections(const QList<ConnectionChoice> &connections, const core::ConnectionId &current)
{
    m_ui->connectionBox->clear();
    for (const ConnectionChoice &choice : connections)
        m_ui->connectionBox->addItem(text::visible(choice.name), choice.id.value);
    m_ui->connectionBox->setCurrentIndex(qMax(0, m_ui->connectionBox->findData(current.value)));
}

core::ConnectionId CopyDialog::connection() const
{
    return {m_ui->connectionBox->currentData().toString()};
}

void CopyDialog::showLoading()
{
    m_ready = false;
    m_ui->storeBox->clear();
    m_ui->hint->setProblem({});
    m_ui->hint->setHint(tr("Reading the stores…"));
    check();
}

void CopyDialog::showProblem(const QString &why)
{
    m_ready = false;
    m_ui->storeBox->clear();
    check();
    m_ui->hint->setProblem(why);
}

void CopyDialog::setStores(const QList<core::Store> &stores, int nameLimit)
{
    m_ready = true;
    m_nameLimit = nameLimit;
    m_ui->storeBox->clear();
    for (const core::Store &store : stores) {
        if (!store.archived)
            m_ui->storeBox->addItem(text::visible(store.name), store.id.value);
    }
    m_ui->existingButton->setEnabled(m_ui->storeBox->count() > 0);
    if (m_ui->storeBox->count() == 0)
        m_ui->newButton->setChecked(true);
    check();
}

void CopyDialog::check()
{
    const bool isNew = m_ui->newButton->isChecked();
    const QString name = m_ui->nameEdit->text().trimmed();
    QString problem;
    if (m_ready && isNew && name.isEmpty())
        problem = tr("Enter a name for the new store.");
    else if (m_ready && isNew && name.toUcs4().size() > m_nameLimit)
        problem = tr("The name is longer than the service takes.");
    if (m_ready) {
        m_ui->hint->setProblem(problem);
        m_ui->hint->setHint(isNew ? tr("The store is made when the plan is carried out, not before.")
                                  : tr("Entries with the same path get a new version; nothing is deleted."));
    }
    if (!m_ready)
        problem = tr("The stores of the other connection are still being read.");
    else if (problem.isEmpty() && !isNew && m_ui->storeBox->count() == 0)
        problem = tr("There is no store to copy into. Make a new one.");
    setActionReason(problem);
}

} // namespace dialogs
