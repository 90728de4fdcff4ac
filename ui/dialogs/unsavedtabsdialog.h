// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <QStringList>

#include <memory>

namespace Ui {
class UnsavedTabsDialog;
}

namespace dialogs {

//! Asks once what becomes of several unsaved texts before they would be lost. Esc keeps editing.
class UnsavedTabsDialog : public Sheet
{
    Q_OBJECT
public:
    explicit UnsavedTabsDialog(QWidget *parent = nullptr);
    ~UnsavedTabsDialog() override;

    //! One line an entry: path, store and connection, with odd characters visible.
    void setEntries(const QStringList &entries);

signals:
    void saveAllRequested(); //!< stays open: setBusy(), then accept()
    void discardAllRequested(); //!< has closed
    void keepEditingRequested(); //!< has closed

private:
    std::unique_ptr<Ui::UnsavedTabsDialog> m_ui;
};

} // namespace dialogs
