// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/savecopydialog.h"

#include "text/visible.h"
#include "ui/presentation/sizes.h"
#include "ui_savecopydialog.h"

#include <QPushButton>

namespace dialogs {

SaveCopyDialog::SaveCopyDialog(QWidget *parent) : Sheet(parent), m_ui(std::make_unique<Ui::SaveCopyDialog>())
{
    m_ui->setupUi(this);
    auto *action = m_ui->buttonBox->addButton(tr("&Save the Copy"), QDialogButtonBox::AcceptRole);
    adopt({m_ui->targetLabel, m_ui->body, m_ui->buttonBox, action});
    m_ui->storeHint->setField(m_ui->storeBox);
    m_ui->pathHint->setField(m_ui->pathEdit);
    m_ui->pathHint->setHint(tr("Folders are made by slashes. What is there already is never overwritten."));
    setMinimumWidth(fontMetrics().averageCharWidth() * 80);
    connect(m_ui->connectionBox, &QComboBox::activated, this, [this] { emit connectionChosen(connection()); });
    connect(m_ui->storeBox, &QComboBox::activated, this, [this] {
        m_refusal.clear();
        emit storeChosen(store());
        check();
    });
    connect(m_ui->pathEdit, &QLineEdit::textChanged, this, &SaveCopyDialog::check);
    connect(action, &QPushButton::clicked, this, [this] { emit saveRequested(connection(), store(), path()); });
    check();
}

SaveCopyDialog::~SaveCopyDialog() = default;

void SaveCopyDialog::setText(const QString &path, qint64 size)
{
    m_ui->whatLabel->setText(
        tr("The text of %1 (%2) as a new entry").arg(text::visible(path), presentation::sizeText(size)));
    m_ui->pathEdit->setText(path);
}

void SaveCopyDialog::setConnections(const QList<ConnectionChoice> &connections, const core::ConnectionId &current)
{
    m_ui->connectionBox->clear();
    for (const ConnectionChoice &choice : connections)
        m_ui->connectionBox->addItem(text::visible(choice.name), choice.id.value);
    m_ui->connectionBox->setCurrentIndex(qMax(0, m_ui->connectionBox->findData(current.value)));
}

void SaveCopyDialog::setPathCheck(PathCheck check)
{
    m_pathCheck = std::move(check);
    this->check();
}

void SaveCopyDialog::showLoading()
{
    m_ready = false;
    m_ui->storeBox->clear();
    m_ui->storeHint->setProblem({});
    m_ui->storeHint->setHint(tr("Reading the stores…"));
    check();
}

void SaveCopyDialog::showProblem(const QString &why)
{
    m_ready = false;
    m_ui->storeBox->clear();
    check();
    m_ui->storeHint->setProblem(why);
}

void SaveCopyDialog::setStores(const QList<core::Store> &stores, const core::StoreId &preferred)
{
    m_ready = true;
    m_refusal.clear();
    m_ui->storeBox->clear();
    for (const core::Store &store : stores)
        m_ui->storeBox->addItem(text::visible(store.name), store.id.value);
    m_ui->storeBox->setCurrentIndex(qMax(0, m_ui->storeBox->findData(preferred.value)));
    m_ui->storeHint->setHint({});
    emit storeChosen(store());
    check();
}

void SaveCopyDialog::showPathProblem(const QString &sentence)
{
    setIdle();
    m_refusedPath = path();
    m_refusal = sentence;
    check();
    m_ui->pathEdit->setFocus();
    m_ui->pathEdit->selectAll();
}

core::ConnectionId SaveCopyDialog::connection() const { return {m_ui->connectionBox->currentData().toString()}; }

core::StoreId SaveCopyDialog::store() const { return {m_ui->storeBox->currentData().toString()}; }

QString SaveCopyDialog::path() const { return m_ui->pathEdit->text(); }

void SaveCopyDialog::check()
{
    QString problem;
    const bool none = m_ready && m_ui->storeBox->count() == 0;
    if (m_ready)
        m_ui->storeHint->setProblem(none ? tr("There is no store to write to. Make a new one first.") : QString());
    if (!m_ready)
        problem = tr("The stores of this connection are not known yet.");
    else if (none)
        problem = m_ui->storeHint->problem();
    QString pathProblem = m_ready && !none && m_pathCheck ? m_pathCheck(path()) : QString();
    if (pathProblem.isEmpty() && !m_refusal.isEmpty() && path() == m_refusedPath)
        pathProblem = m_refusal;
    m_ui->pathHint->setProblem(pathProblem);
    setActionReason(problem.isEmpty() ? pathProblem : problem);
}

} // namespace dialogs
