// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/shortcutsdialog.h"

#include "ui_shortcutsdialog.h"

#include <QHeaderView>

namespace dialogs {

ShortcutsDialog::ShortcutsDialog(QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ShortcutsDialog>())
{
    m_ui->setupUi(this);
    m_ui->table->setHeaderLabels({tr("What"), tr("Keys"), tr("Where")});
    m_ui->table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_ui->table->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_ui->table->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_ui->table->header()->setStretchLastSection(false);
    resize(fontMetrics().averageCharWidth() * 80, fontMetrics().lineSpacing() * 28);
    connect(m_ui->filterEdit, &QLineEdit::textChanged, this, &ShortcutsDialog::filter);
    connect(m_ui->buttonBox, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

ShortcutsDialog::~ShortcutsDialog() = default;

void ShortcutsDialog::setShortcuts(const QList<ShortcutRow> &rows)
{
    m_ui->table->clear();
    QList<QString> groups;
    for (const ShortcutRow &row : rows) {
        if (!groups.contains(row.group))
            groups.append(row.group);
    }
    for (const QString &group : groups) {
        for (const ShortcutRow &row : rows) {
            if (row.group == group)
                new QTreeWidgetItem(m_ui->table, {row.text, row.keys, row.group});
        }
    }
    if (auto *first = m_ui->table->topLevelItem(0))
        m_ui->table->setCurrentItem(first);
    filter(m_ui->filterEdit->text());
}

void ShortcutsDialog::filter(const QString &text)
{
    for (int i = 0; i < m_ui->table->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_ui->table->topLevelItem(i);
        bool matches = false;
        for (int column = 0; column < 3; ++column)
            matches = matches || item->text(column).contains(text, Qt::CaseInsensitive);
        item->setHidden(!matches);
    }
}

} // namespace dialogs
