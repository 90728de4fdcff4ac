// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <memory>

namespace Ui {
class ReviewAllDialog;
}

namespace dialogs {

//! Asks before many versions are marked as reviewed at once.
class ReviewAllDialog : public Sheet
{
    Q_OBJECT
public:
    explicit ReviewAllDialog(QWidget *parent = nullptr);
    ~ReviewAllDialog() override;

    void setFacts(const Target &target, qint64 versions); //!< two or more

signals:
    void reviewRequested();

private:
    std::unique_ptr<Ui::ReviewAllDialog> m_ui;
};

} // namespace dialogs
