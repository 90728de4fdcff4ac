// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "history/index.h"
#include "models/activitymodel.h"
#include "ui/controllers/activityquestion.h"
#include "ui/controllers/activitytext.h"
#include "ui/controllers/evidencecontroller.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/versionchanges.h"
#include "ui/panels/activityfilterbar.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

namespace panels {
class ActivityPanel;
}
namespace session {
class HistoryKeeper;
}

namespace controllers {

//! Joins *Activity* to the index of the store that is looked at: filters, chart, list, what a version changed, marks. Does
//! nothing while the panel is hidden; what was shown then is brought up to date when it comes back.
class ActivityController : public QObject
{
    Q_OBJECT
public:
    ActivityController(Navigator &navigator, panels::ActivityPanel &panel, QAbstractItemModel &shown,
                       models::ActivityModel &model, const core::Clock &clock, QObject *parent = nullptr);
    ~ActivityController() override;

    [[nodiscard]] std::optional<history::Record> chosen() const;
    void openChosen(); //!< its entry, with this version
    void compareWithBefore();
    void compareWith(const ComparedText &other); //!< the chosen version, until another is chosen
    //! The two versions that are compared, newer first; empty while there are not two.
    [[nodiscard]] QList<core::Version> compared() const { return m_changes.compared(); }
    //! What is listed under the filters, for somebody else.
    [[nodiscard]] EvidenceSubject evidence() const;
    //! All that was written since the mark: a preset of the filters.
    void showSince(qint64 mark);
    void markNow();
    [[nodiscard]] bool canMark() const;

signals:
    void stateChanged();
    //! A presentation::WayOut that is not about the list.
    void wayOutRequested(int way);

private:
    void follow();
    void attach(session::Session *session, const core::StoreId &store);
    void leave();
    void ask();
    void askChart();
    void askCount();
    void readMarks(bool first);
    void noteChanged(const core::StoreId &store, const QList<core::Version> &versions);
    void updateSpan();
    void choose(const QModelIndex &index);
    void open(const QModelIndex &index);
    void setBrush(const std::optional<widgets::TimeSpan> &span);
    void zoom(const widgets::TimeSpan &span);
    void showState();
    void showCoverage();
    [[nodiscard]] history::Filter filterNow() const;
    [[nodiscard]] session::HistoryKeeper *keeper() const;

    Navigator &m_navigator;
    panels::ActivityPanel &m_panel;
    QAbstractItemModel &m_shown; //!< the model with words over m_model; same rows
    models::ActivityModel &m_model;
    const core::Clock &m_clock;
    VersionChanges m_changes;
    ActivityText m_text;
    QPointer<session::Session> m_session;
    core::StoreId m_store;
    panels::ActivityFilterValues m_values;
    std::optional<widgets::TimeSpan> m_brush;
    widgets::TimeSpan m_span;
    QList<history::Mark> m_marks;
    core::Timestamp m_oldest;
    QSet<core::StoreId> m_cancelled; //!< the person does not want more of them to be read
    core::Call<QList<history::Bucket>> m_histogram;
    core::Call<history::Count> m_count;
    core::Call<history::Summary> m_summary;
    core::Call<QList<history::Mark>> m_markCall;
    QTimer m_chartSoon; //!< while much is read, the chart follows now and then
    qint64 m_lastMark = 0; //!< the one that was just set
};

} // namespace controllers
