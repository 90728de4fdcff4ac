// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <memory>

class QPushButton;

namespace presentation {
class PresentedCosts;
}
namespace Ui {
class CostDialog;
}

namespace dialogs {

//! What costs what: sizes and estimated tokens of a store's texts as a list and as areas, and what would be left without
//! those that are ticked. Changes nothing. Stays beside the window.
class CostDialog : public Sheet
{
    Q_OBJECT
public:
    explicit CostDialog(presentation::PresentedCosts &costs, QWidget *parent = nullptr);
    ~CostDialog() override;

    void showWorking(const QString &progress);
    //! The model has the tree. `coverage`: how far the store's entries are known, in a sentence.
    void showCosts(const QString &coverage);
    [[nodiscard]] QString total() const;
    [[nodiscard]] QString without() const;
    [[nodiscard]] QString coverage() const;

signals:
    void showRequested(const QString &entryId);

private:
    void fill();
    void follow();
    void showCurrent();
    void updateWithout();

    presentation::PresentedCosts &m_costs;
    std::unique_ptr<Ui::CostDialog> m_ui;
    QPushButton *m_show = nullptr;
};

} // namespace dialogs
