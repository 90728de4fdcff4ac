// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/panelstate.h"

#include <QWidget>

#include <memory>

namespace Ui {
class CoverageBar;
}

namespace panels {

//! The foot of a list: how much of it is known, *Load all* and *Cancel*. Keeps its height while the text changes.
class CoverageBar : public QWidget
{
    Q_OBJECT
public:
    explicit CoverageBar(QWidget *parent = nullptr);
    ~CoverageBar() override;

    void setCoverage(const Coverage &coverage);

signals:
    void loadAllRequested();
    void cancelRequested();

private:
    std::unique_ptr<Ui::CoverageBar> m_ui;
};

} // namespace panels
