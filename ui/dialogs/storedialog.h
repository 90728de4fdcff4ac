// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store.h"
#include "ui/dialogs/sheet.h"

#include <QString>

#include <memory>

namespace Ui {
class StoreDialog;
}

namespace dialogs {

struct StoreFields
{
    QString name;
    QString description;
    core::Metadata metadata = {};

    friend bool operator==(const StoreFields &, const StoreFields &) = default;
};

//! What the service accepts; lengths in Unicode code points. 0: no limit known.
struct StoreFieldLimits
{
    int name = 255;
    int nameAdvised = 64; //!< beyond it some services refuse: said, not enforced
    int description = 1024;
    bool descriptionRequired = true; //!< left empty, the name is offered instead
    bool metadata = true; //!< offered at all
    int metadataPairs = 16;
    int metadataKey = 64;
    int metadataValue = 512;
};

//! Creates a store, or edits name, description and metadata of one. What is typed is checked at once, beside its field.
class StoreDialog : public Sheet
{
    Q_OBJECT
public:
    enum class Purpose { Create, Edit };

    explicit StoreDialog(Purpose purpose, QWidget *parent = nullptr);
    ~StoreDialog() override;

    void setLimits(const StoreFieldLimits &limits);
    void setFields(const StoreFields &fields); //!< what *Edit* starts from; unchanged fields cannot be sent
    [[nodiscard]] StoreFields fields() const;

signals:
    void submitted(const dialogs::StoreFields &fields);

private:
    void check();
    [[nodiscard]] QString nameProblem(const QString &name) const;
    [[nodiscard]] QString descriptionProblem(const QString &description) const;

    std::unique_ptr<Ui::StoreDialog> m_ui;
    Purpose m_purpose;
    StoreFieldLimits m_limits;
    StoreFields m_before;
};

} // namespace dialogs
