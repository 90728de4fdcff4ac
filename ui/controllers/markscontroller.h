// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/clock.h"
#include "history/records.h"
#include "models/sincemodel.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/versionchanges.h"
#include "ui/presentation/presentedsince.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

namespace panels {
class MarksPanel;
class StoresPanel;
}
namespace session {
class HistoryKeeper;
}

namespace controllers {

struct Marked;

//! *Mark Now*, and what changed in a store since a mark: keep, or restore. Does nothing but mark while its page is hidden.
class MarksController : public QObject
{
    Q_OBJECT
public:
    MarksController(Navigator &navigator, panels::MarksPanel &panel, panels::StoresPanel &stores, const core::Clock &clock,
                    QObject *parent = nullptr);
    ~MarksController() override;

    //! Of the store that is looked at; asks the service for its newest version first.
    void markNow();
    [[nodiscard]] bool canMark() const;

signals:
    void stateChanged();
    //! The page is wanted in front.
    void showRequested();
    void restoreRequested(const core::StoreId &store, const core::Timestamp &moment, const QSet<QString> &paths);
    //! An entry is opened, one version or two of it.
    void openRequested();
    void wayOutRequested(int way);

private:
    void follow();
    void detach();
    void readMarks();
    void showMarks();
    void ask();
    void noteWritten(const core::StoreId &store);
    void take(const core::Result<QList<history::EntryChange>> &changes);
    void finishMark(session::Session &session, const core::StoreId &store, const Marked &marked);
    void rename(const QString &name);
    void remove();
    void keepNow();
    void put(const history::Mark &mark);
    void choose(const QModelIndex &index);
    void open(const QModelIndex &index);
    void restore(bool chosenOnly);
    void runBanner(const QString &id, const QString &action);
    void showState();
    void showCoverage();
    [[nodiscard]] session::HistoryKeeper *keeper() const;
    [[nodiscard]] const history::Mark *chosenMark() const;
    [[nodiscard]] core::Timestamp moment() const;
    [[nodiscard]] const history::EntryChange *changeAt(const QModelIndex &shown) const;

    Navigator &m_navigator;
    panels::MarksPanel &m_panel;
    panels::StoresPanel &m_stores;
    const core::Clock &m_clock;
    models::SinceModel m_model;
    presentation::PresentedSince m_shown;
    VersionChanges m_changes;
    QPointer<session::Session> m_session;
    core::StoreId m_store;
    QList<history::Mark> m_marks;
    qint64 m_chosen = 0;              //!< a mark, or one of the days below zero
    bool m_asked = false;             //!< the changes are known, for the chosen moment
    history::Mark m_seen;             //!< what the list shows reaches up to it
    std::optional<core::Error> m_error;
    std::optional<history::Mark> m_undo; //!< as it was before it was deleted or moved
    core::Call<QList<history::Mark>> m_marksCall;
    core::Call<QList<history::EntryChange>> m_since;
    QTimer m_soon; //!< while much is read, the list follows now and then
};

} // namespace controllers
