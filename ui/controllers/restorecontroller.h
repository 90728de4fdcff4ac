// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/records.h"
#include "session/restoreplan.h"
#include "ui/controllers/transferplace.h"

#include <QObject>
#include <QPointer>

namespace dialogs {
class RestoreDialog;
}

namespace controllers {

class Navigator;
class PlanRunner;
class RemovalActions;

//! Going back: what and to which moment, the plan, carrying it out. Deletions can be undone as all others.
class RestoreController : public QObject
{
    Q_OBJECT
public:
    RestoreController(Navigator &navigator, RemovalActions &removal, QWidget &window);
    ~RestoreController() override;

    //! Asks for the moment. `preset`: a version whose moment is proposed.
    void open(const TransferPlace &place, const std::optional<core::Version> &preset = std::nullopt);
    //! The plan at once; `what` is a whole sentence about it.
    void plan(const core::StoreId &store, const core::Timestamp &moment, const session::RestoreScope &scope, const QString &what);

signals:
    //! A copy is wanted before these are deleted.
    void exportRequested(const QList<core::Entry> &entries);

private:
    struct Part
    {
        QString words;
        session::RestoreScope scope;
    };

    void ask(const core::StoreId &store, const QList<Part> &parts, int chosen, const QList<history::Mark> &marks,
             const std::optional<core::Version> &preset);

    Navigator &m_navigator;
    RemovalActions &m_removal;
    QWidget &m_window;
    QPointer<dialogs::RestoreDialog> m_dialog;
    QPointer<PlanRunner> m_runner;
};

} // namespace controllers
