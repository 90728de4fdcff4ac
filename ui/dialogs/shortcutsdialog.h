// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>
#include <QList>
#include <QString>

#include <memory>

namespace Ui {
class ShortcutsDialog;
}

namespace dialogs {

struct ShortcutRow
{
    QString group; //!< "Entry"
    QString text; //!< "Save", without ampersand
    QString keys; //!< as the system writes them
};

//! All keys on one sheet, to be searched.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ShortcutsDialog(QWidget *parent = nullptr);
    ~ShortcutsDialog() override;

    void setShortcuts(const QList<ShortcutRow> &rows); //!< grouped in the order of first appearance

private:
    void filter(const QString &text);

    std::unique_ptr<Ui::ShortcutsDialog> m_ui;
};

} // namespace dialogs
