// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/differences.h"
#include "core/call.h"
#include "core/clock.h"
#include "history/past.h"
#include "history/records.h"
#include "models/differencemodel.h"
#include "models/pasttreemodel.h"
#include "session/linecounts.h"
#include "ui/controllers/comparedtext.h"
#include "ui/controllers/evidencecontroller.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/pasttext.h"
#include "ui/controllers/versionchanges.h"
#include "ui/presentation/presentedpast.h"
#include "ui/widgets/timeslider.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <array>
#include <memory>

namespace panels {
class PastPanel;
}
namespace session {
class HistoryKeeper;
}

namespace controllers {

//! *The Store at a Moment*: the store that is looked at as it stood then, or how it differs between two moments. The past is
//! read once into a history::Past; each further moment is worked out in a thread of its own, and the last wish wins. Does
//! nothing while its page is hidden. Application's thread.
class TimeMachine : public QObject
{
    Q_OBJECT
public:
    TimeMachine(Navigator &navigator, panels::PastPanel &panel, const core::Clock &clock, QObject *parent = nullptr);
    ~TimeMachine() override;

    [[nodiscard]] const core::Timestamp &moment(int which) const { return m_moments.at(size_t(which)); }
    //! Null until it was read.
    [[nodiscard]] const std::shared_ptr<const history::Past> &past() const { return m_past; }
    [[nodiscard]] bool isWorking() const;
    //! The two versions that stand beside each other, newer first, as VersionChanges has them.
    [[nodiscard]] QList<core::Version> compared() const;
    //! Marks came or went.
    void refreshMarks();

signals:
    void stateChanged();
    //! In the entry itself: one version or two of it; with `other`, that one is compared with it.
    void openRequested(const controllers::Subject &subject, const controllers::ComparedText &other);
    void restoreRequested(const core::StoreId &store, const core::Timestamp &moment);
    void evidenceRequested(const controllers::EvidenceSubject &subject);
    void wayOutRequested(int way);

private:
    struct SortedDifferences
    {
        QList<audit::Difference> all;
        QList<int> places; //!< models::pathPlaces()
    };

    void wire();
    void wireKeeper();
    void follow();
    void detach();
    void reload();
    void readPast();
    void noteStale();
    void readStale();
    [[nodiscard]] bool isReading() const;
    void sortPast(const std::shared_ptr<const history::Past> &past);
    void takePast(const std::shared_ptr<const history::Past> &past, const models::PathOrder &order);
    void readMarks();
    void showPlaces();
    void setMoment(int which, const core::Timestamp &moment);
    void step(int which, widgets::TimeSlider::Step step);
    void goToPlace(int which, int place);
    void ask();
    void askState();
    void takeState(const history::PastState &state);
    void setOpenFolders();
    void choose(const QModelIndex &index);
    void showText();
    void openEntry();
    void setComparing(bool comparing);
    void chooseTwoMoments();
    void takeRedacted(const QList<core::Version> &versions);
    void askDifferences();
    void sortDifferences(const QList<history::EntryChange> &changes, const std::array<core::Timestamp, 2> &between);
    void takeDifferences(const SortedDifferences &differences);
    void countLines();
    void chooseDifference(const QModelIndex &index);
    void openDifference(const QModelIndex &index);
    [[nodiscard]] const audit::Difference *differenceAt(const QModelIndex &shown) const;
    void collectEvidence();
    void showState();
    void showReasons();
    [[nodiscard]] QString whyNoEvidence() const;
    void showCoverage();
    [[nodiscard]] session::HistoryKeeper *keeper() const;
    [[nodiscard]] core::Timestamp earliest() const;
    [[nodiscard]] core::Timestamp latest() const;
    [[nodiscard]] core::Timestamp from() const; //!< of the two moments
    [[nodiscard]] core::Timestamp to() const;

    Navigator &m_navigator;
    panels::PastPanel &m_panel;
    const core::Clock &m_clock;
    models::PastTreeModel m_tree;
    presentation::PresentedPast m_shownTree{m_tree};
    models::DifferenceModel m_differences;
    presentation::PresentedDifferences m_shownDifferences;
    PastText m_text;
    VersionChanges m_changes;
    session::LineCounts m_lines;
    QPointer<session::Session> m_session;
    core::StoreId m_store;
    core::Timestamp m_since;    //!< the session was met
    std::shared_ptr<const history::Past> m_past;
    models::PathOrder m_order; //!< of its paths
    std::array<core::Timestamp, 2> m_moments;
    bool m_atEnd = true;        //!< the first moment goes with the present
    QString m_path;             //!< of the entry whose text is shown, at every moment
    core::EntryId m_entry;      //!< that had it when it was chosen
    QSet<QString> m_toggled;    //!< folders that are not as they are at first
    bool m_openAtFirst = false;
    bool m_restoring = false;   //!< rows are put back as they were
    QList<core::Timestamp> m_places;
    QList<history::Mark> m_marks;
    std::optional<core::Error> m_error;
    bool m_differencesKnown = false;
    QList<audit::Difference> m_found; //!< all, of which the first are listed
    std::array<core::Timestamp, 2> m_foundBetween; //!< earlier first

    core::Call<std::shared_ptr<const history::Past>> m_pastCall;
    core::Call<QList<history::Mark>> m_marksCall;
    core::Call<QList<history::EntryChange>> m_changesCall;
    core::Call<QList<history::Record>> m_evidenceCall;
    QThreadPool m_pool;
    core::Call<history::PastState> m_stateCall; //!< ended before the pool
    core::Call<models::PathOrder> m_orderCall;
    core::Call<SortedDifferences> m_foundCall;
    bool m_again = false;       //!< another moment is wanted than the one being worked out
    bool m_stale = false;       //!< the past that is being read is not the last one
    QTimer m_soon;              //!< while much is read, the past follows now and then
    QTimer m_compareSoon;
    QElapsedTimer m_reading;
};

} // namespace controllers
