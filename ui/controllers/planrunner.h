// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/planmodel.h"
#include "session/transferrun.h"
#include "ui/dialogs/plandialog.h"
#include "ui/presentation/presentedplan.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>

namespace controllers {

//! One plan with its dialog and its run; ends with the dialog.
class PlanRunner : public QObject
{
    Q_OBJECT
public:
    PlanRunner(dialogs::PlanDialog::Purpose purpose, const dialogs::Target &target, QWidget &window);
    ~PlanRunner() override;

    [[nodiscard]] dialogs::PlanDialog &dialog() { return *m_dialog; }
    [[nodiscard]] const models::PlanModel &model() const { return m_model; }

    void setPlan(const QList<transfer::PlanItem> &plan);
    //! Carries out what is ticked.
    void run(session::Session &target, const core::StoreId &store, session::TransferRun::ReadText read);
    //! Asked at the end of a run, with what is meant to be equal on both sides; answers by dialog().setResult().
    void setCheck(std::function<void(const QStringList &paths)> check) { m_check = std::move(check); }
    [[nodiscard]] QString resultText() const;
    //! What the run deleted, with the texts; told once.
    [[nodiscard]] QList<core::Entry> takeRemoved();
    void fail(const QString &sentence, const QString &details); //!< there will be no plan, or the run cannot begin

signals:
    void runRequested();
    void ended(); //!< a run, or its retry
    void closed();

private:
    void updateRow(int row);
    void updateProgress();
    void end();

    models::PlanModel m_model;
    presentation::PresentedPlan m_presented;
    std::unique_ptr<dialogs::PlanDialog> m_dialog;
    std::unique_ptr<session::TransferRun> m_run;
    std::function<void(const QStringList &)> m_check;
    QTimer m_progress; //!< a thousand items are not counted a thousand times
};

} // namespace controllers
