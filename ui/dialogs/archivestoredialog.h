// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <memory>
#include <optional>

namespace Ui {
class ArchiveStoreDialog;
}

namespace dialogs {

//! Asks before a store is archived, and says that this is one-way.
class ArchiveStoreDialog : public Sheet
{
    Q_OBJECT
public:
    explicit ArchiveStoreDialog(QWidget *parent = nullptr);
    ~ArchiveStoreDialog() override;

    void setFacts(const Target &target, std::optional<qint64> entries);

signals:
    void archiveRequested();

private:
    std::unique_ptr<Ui::ArchiveStoreDialog> m_ui;
};

} // namespace dialogs
