// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "history/walks.h"
#include "session/restoreplan.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace session {

class HistoryKeeper;
class Session;

//! Makes a plan for going back to a moment: reads the newest records, waits until the index reaches back far enough, reads
//! the list of entries past all caches, and only then compares. Destroying it ends that. Application's thread.
class RestorePlanner : public QObject
{
    Q_OBJECT
public:
    RestorePlanner(Session &session, const core::StoreId &store, const core::Timestamp &moment, const RestoreScope &scope,
                   QObject *parent = nullptr);
    ~RestorePlanner() override;

    void start();
    //! Nothing more is waited for once every record after the moment is known: what lies further back stays unknown in the
    //! plan. Before that it is only noted.
    void takeWhatIsKnown();

signals:
    //! The records are being read; `enough`: takeWhatIsKnown() would give a plan.
    void reading(const history::Coverage &coverage, bool enough);
    void planned(const QList<transfer::PlanItem> &plan);
    //! There will be no plan. `list`: of the entries; else of the history.
    void failed(const core::Error &error, bool list);

private:
    void look();
    void ask();
    void readList();
    void give();
    void fail(const core::Error &error, bool list);
    [[nodiscard]] HistoryKeeper *keeper() const;

    const QPointer<Session> m_session;
    const core::StoreId m_store;
    const RestoreScope m_scope;
    RestoreBasis m_basis;
    core::Timestamp m_started;
    core::Call<QList<core::Entry>> m_list;
    core::Call<QList<history::Record>> m_then;
    core::Call<QList<history::EntryChange>> m_since;
    QTimer m_again;          //!< while the history is read, the index is asked now and then
    bool m_enough = false;   //!< every record after the moment is known
    bool m_impatient = false;
    bool m_asking = false;
    bool m_ended = false;
};

} // namespace session
