// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store.h"
#include "ui/dialogs/sheet.h"

#include <memory>

namespace Ui {
class MetadataDialog;
}

namespace dialogs {

struct MetadataFacts
{
    Target target;
    QString path;
    core::Metadata metadata;
    int pairs = 16;  //!< limits of the service
    int key = 64;    //!< code points
    int value = 512; //!< code points
};

//! The metadata of an entry, as pairs that are checked while they are typed.
class MetadataDialog : public Sheet
{
    Q_OBJECT
public:
    explicit MetadataDialog(QWidget *parent = nullptr);
    ~MetadataDialog() override;

    void setFacts(const MetadataFacts &facts);

signals:
    void saveRequested(const core::Metadata &metadata);

private:
    void check();

    std::unique_ptr<Ui::MetadataDialog> m_ui;
    core::Metadata m_before;
};

} // namespace dialogs
