// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/costs.h"
#include "core/call.h"
#include "models/costmodel.h"
#include "ui/controllers/navigator.h"
#include "ui/presentation/presentedcosts.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>

namespace dialogs {
class CostDialog;
}
namespace session {
class EntryList;
class Session;
}

namespace controllers {

//! *Sizes and Tokens*: the entries of a store as they are listed when it is opened, once all of them are.
class CostController : public QObject
{
    Q_OBJECT
public:
    CostController(Navigator &navigator, QWidget &window);
    ~CostController() override;

    void open(const core::StoreId &store);

signals:
    //! The person wants to see one of them.
    void showRequested(const core::ConnectionId &connection, const controllers::Subject &subject);

private:
    void follow();
    [[nodiscard]] QString coverage() const;

    Navigator &m_navigator;
    QWidget &m_window;
    models::CostModel m_costs;
    presentation::PresentedCosts m_shown{m_costs};
    QPointer<session::EntryList> m_entries;
    QPointer<dialogs::CostDialog> m_dialog;
    QThreadPool m_pool;
    core::Call<audit::CostTree> m_sum; //!< ended before the pool
};

} // namespace controllers
