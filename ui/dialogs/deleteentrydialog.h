// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <memory>
#include <optional>

namespace Ui {
class DeleteEntryDialog;
}

namespace dialogs {

struct DeleteEntryFacts
{
    Target target;
    QString path;
    std::optional<qint64> size; //!< bytes
    std::optional<qint64> version;
    bool unsavedText = false; //!< the editor holds changes that would go too
};

//! Asks before an entry is deleted, and says what stays in the history.
class DeleteEntryDialog : public Sheet
{
    Q_OBJECT
public:
    explicit DeleteEntryDialog(QWidget *parent = nullptr);
    ~DeleteEntryDialog() override;

    void setFacts(const DeleteEntryFacts &facts);

signals:
    void deleteRequested();

private:
    std::unique_ptr<Ui::DeleteEntryDialog> m_ui;
};

} // namespace dialogs
