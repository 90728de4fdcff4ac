// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <QByteArray>

#include <memory>

namespace Ui {
class DraftDialog;
}

namespace dialogs {

//! A text that was kept on this computer beside what the entry holds now.
struct DraftFacts
{
    Target target;
    QString path;
    QString presentLabel;
    QByteArray present;
    QString draftLabel;
    QByteArray draft;
    bool canRestore = true; //!< its entry can be shown now
};

//! Compares a draft with the present text; both stay as they are until the person decides.
class DraftDialog : public Sheet
{
    Q_OBJECT
public:
    explicit DraftDialog(QWidget *parent = nullptr);
    ~DraftDialog() override;

    void setFacts(const DraftFacts &facts);

signals:
    void restoreRequested();
    void discardRequested();

private:
    std::unique_ptr<Ui::DraftDialog> m_ui;
};

} // namespace dialogs
