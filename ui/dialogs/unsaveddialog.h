// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <memory>

namespace Ui {
class UnsavedDialog;
}

namespace dialogs {

//! Asks what becomes of unsaved text before it would be lost. Esc keeps editing.
class UnsavedDialog : public Sheet
{
    Q_OBJECT
public:
    explicit UnsavedDialog(QWidget *parent = nullptr);
    ~UnsavedDialog() override;

    //! `saveProblem`: why it cannot be saved (too large, archived store); empty when it can.
    void setFacts(const Target &target, const QString &path, const QString &saveProblem = {});

signals:
    void saveRequested(); //!< stays open: setBusy(), then accept() or showFailure()
    void discardRequested(); //!< has closed
    void keepEditingRequested(); //!< has closed

private:
    std::unique_ptr<Ui::UnsavedDialog> m_ui;
};

} // namespace dialogs
