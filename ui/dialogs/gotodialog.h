// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <memory>

namespace Ui {
class GoToDialog;
}

namespace dialogs {

//! *Go to*: a path of the open store, or any id, URL or curl line that was copied from somewhere. The owner answers with
//! accept() or showFailure().
class GoToDialog : public Sheet
{
    Q_OBJECT
public:
    explicit GoToDialog(QWidget *parent = nullptr);
    ~GoToDialog() override;

    //! Offered while typing.
    void setPaths(const QStringList &paths);

signals:
    void goRequested(const QString &text);

private:
    std::unique_ptr<Ui::GoToDialog> m_ui;
};

} // namespace dialogs
