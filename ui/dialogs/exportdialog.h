// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <QList>

#include <memory>

class QPushButton;

namespace Ui {
class ExportDialog;
}

namespace dialogs {

//! Asks where an export goes and what is in it, shows how it goes on, and what is missing at the end.
class ExportDialog : public Sheet
{
    Q_OBJECT
public:
    struct Choice
    {
        QString path;
        bool zip = false;
        bool history = false;
        bool gitStream = false;
    };
    struct Missing
    {
        QString path;
        QString reason;
    };

    explicit ExportDialog(QWidget *parent = nullptr);
    ~ExportDialog() override;

    //! `what`: a whole sentence about what is exported; `name`: a proposal for the folder.
    void setSubject(const QString &what, const QString &name);
    void setPlace(const QString &folder);
    //! Nothing is to be chosen but the place: it becomes a folder. `note`: what will be in it.
    void setFolderOnly(const QString &note);
    [[nodiscard]] QString place() const;
    [[nodiscard]] Choice choice() const;

    void showRunning();
    //! An unknown total is 0.
    void setProgress(const QString &text, int done, int total);
    void showEnded(const QString &result, const QList<Missing> &missing);
    [[nodiscard]] QString result() const;

signals:
    void choosePlaceRequested();
    void exportRequested(const dialogs::ExportDialog::Choice &choice);

private:
    enum class Stage { Asking, Running, Ended };
    void setStage(Stage stage);
    void check();

    std::unique_ptr<Ui::ExportDialog> m_ui;
    QPushButton *m_export = nullptr;
    Stage m_stage = Stage::Asking;
};

} // namespace dialogs
