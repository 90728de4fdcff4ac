// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "transfer/plan.h"
#include "ui/controllers/transferplace.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>

class QFileDialog;

namespace session {
class Session;
}

namespace controllers {

class Navigator;
class PlanRunner;

//! Files and folders into a store: looks at them in the background, shows the plan, carries it out.
class ImportController : public QObject
{
    Q_OBJECT
public:
    ImportController(Navigator &navigator, QWidget &window);
    ~ImportController() override;

    void chooseFiles(const TransferPlace &place);
    void chooseFolder(const TransferPlace &place);
    //! What was chosen or dropped. Nothing is written before the plan is accepted.
    void start(const TransferPlace &place, const QStringList &choices);

private:
    struct Import;

    void choose(const TransferPlace &place, bool folder);
    void takeScan(const std::shared_ptr<Import> &import, const core::Result<transfer::ImportScan> &scan);
    void takeEntries(const std::shared_ptr<Import> &import, const core::Result<QList<core::Entry>> &entries);
    void plan(const std::shared_ptr<Import> &import);
    void run(const std::shared_ptr<Import> &import);

    Navigator &m_navigator;
    QWidget &m_window;
    QThreadPool m_pool;
    QPointer<QFileDialog> m_chooser;
    QPointer<PlanRunner> m_runner;
};

} // namespace controllers
