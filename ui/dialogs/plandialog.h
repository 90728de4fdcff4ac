// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/planmodel.h"
#include "ui/dialogs/sheet.h"

#include <QModelIndexList>

#include <array>
#include <memory>

class QPushButton;

namespace Ui {
class PlanDialog;
}
namespace presentation {
class PresentedPlan;
}

namespace dialogs {

//! Shows what an import, a copy or a restoring would do, item by item, before anything is done; then how it goes, and what came of
//! each item. Nothing is written before runRequested(). Shows and asks; a controller does the work.
class PlanDialog : public Sheet
{
    Q_OBJECT
public:
    enum class Purpose { Import, Copy, Restore };
    enum class Stage { Planning, Ready, Running, Ended };

    struct Progress
    {
        int done = 0;
        int total = 0;
        int failed = 0;
    };

    //! `plan` outlives the dialog.
    PlanDialog(Purpose purpose, presentation::PresentedPlan &plan, QWidget *parent = nullptr);
    ~PlanDialog() override;

    [[nodiscard]] Stage stage() const { return m_stage; }
    void showPlanning(const QString &text); //!< files or lists are being read
    void showPlan();                        //!< the model has it
    //! A whole sentence about all of it, above the summary; empty: none.
    void setNote(const QString &note);
    //! While it is being planned: the verb makes the plan of what is known so far. Else it waits for the plan.
    void offerPlanNow(bool possible);
    //! When more than so many deletions are ticked, an export of them is offered first.
    void setExportAbove(int deletions);
    //! Offers to put everything below a folder of this name; an empty name hides the question.
    void setTopFolder(const QString &name, bool keep);
    void showRunning();
    void setProgress(const Progress &progress);
    void showEnded(const QString &result, bool canRetry);
    void setResult(const QString &result); //!< more is known now: a check has ended
    [[nodiscard]] QString result() const;

signals:
    void keepFolderChanged(bool keep);
    void runRequested();
    void retryRequested();
    void planNowRequested();
    void exportRequested();
    void choiceRequested(const QModelIndexList &rows, bool chosen); //!< of the presented plan

private:
    void fillKinds();
    void applyKind();
    void updateChoice();
    void updateReason();
    void setStage(Stage stage);
    [[nodiscard]] QModelIndexList shownRows() const;
    [[nodiscard]] QString verb() const;
    [[nodiscard]] const models::PlanModel &model() const;

    std::unique_ptr<Ui::PlanDialog> m_ui;
    const Purpose m_purpose;
    presentation::PresentedPlan &m_plan;
    QPushButton *m_run = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_export = nullptr;
    int m_exportAbove = -1; //!< never
    bool m_planNow = false;
    Stage m_stage = Stage::Planning;
};

} // namespace dialogs
