// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"
#include "ui/dialogs/typedword.h"

#include <memory>
#include <optional>

namespace Ui {
class DeleteStoreDialog;
}

namespace dialogs {

struct DeleteStoreFacts
{
    Target target;
    QString storeId; //!< to be typed where the name is blank
    std::optional<qint64> entries;
    std::optional<qint64> totalBytes;
    QString versions = {}; //!< "at least 412 versions", ready made; empty: unknown
    bool archived = false;
};

//! Deletes a store with all that is in it: the name has to be typed. Enter never deletes.
class DeleteStoreDialog : public Sheet
{
    Q_OBJECT
public:
    explicit DeleteStoreDialog(QWidget *parent = nullptr);
    ~DeleteStoreDialog() override;

    void setFacts(const DeleteStoreFacts &facts);

signals:
    void deleteRequested();

private:
    void check();

    std::unique_ptr<Ui::DeleteStoreDialog> m_ui;
    TypedWord m_word;
};

} // namespace dialogs
