// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/rhythm.h"
#include "core/call.h"
#include "core/clock.h"
#include "history/reviews.h"
#include "models/activitymodel.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/versionchanges.h"
#include "ui/presentation/presentedinbox.h"

#include <QObject>
#include <QPalette>
#include <QPointer>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <optional>

namespace panels {
class InboxPanel;
}
namespace session {
class HistoryKeeper;
class ReviewBook;
}

namespace controllers {

class ScanMarks;

//! The review inbox of the store that is looked at: what others wrote since a day, what of it nobody has looked at, and what
//! stands out. While its page is hidden it counts, and nothing else.
class InboxController : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 mostUnasked = 20; //!< marking more than that at once is asked for first

    //! `scanMarks` looks through the texts that are at hand; it outlives this.
    InboxController(Navigator &navigator, panels::InboxPanel &panel, QWidget &window, const core::Clock &clock,
                    ScanMarks &scanMarks, QObject *parent = nullptr);
    ~InboxController() override;

    [[nodiscard]] std::optional<history::Record> chosen() const;
    [[nodiscard]] QList<core::Version> compared() const { return m_changes.compared(); }
    //! Of the store that is looked at; nothing while it is not known, or nobody reviews it.
    [[nodiscard]] std::optional<qint64> unread() const;
    void setMarked(const core::VersionId &version) { m_shown.setMarked(version); }
    void setPalette(const QPalette &palette) { m_shown.setPalette(palette); }
    void refreshAges() { m_shown.refreshAges(); }

    // Each with the reason why it cannot be done now; empty when it can.
    [[nodiscard]] QString whyNotReview() const;
    [[nodiscard]] QString whyNotReviewAll() const;
    [[nodiscard]] QString whyNotUnread() const;
    [[nodiscard]] QString whyNotUndo() const;
    [[nodiscard]] QString whyNotTakeBack() const;

    void review();      //!< the chosen one, and goes on
    void reviewEntry(); //!< all of its entry, and goes on
    void reviewAll();
    void undo();        //!< the last of these
    void markUnread();  //!< the chosen one
    void next(int direction); //!< the next one that is unread: 1 downwards, -1 upwards
    void takeBack();
    void openChosen();
    void compareWithBefore();
    void compareWith(const ComparedText &other);

signals:
    void stateChanged();
    //! The change of this version is to be taken back, in its entry.
    void takeBackRequested(const core::Version &version);
    //! A presentation::WayOut that is not about the list.
    void wayOutRequested(int way);

private:
    void connectPanel();
    void follow();
    void leave();
    void attach();
    void gotState(const core::Result<history::ReviewState> &state);
    void beginWhereLookedLast();
    void begin(const core::Timestamp &since);
    void reload();
    [[nodiscard]] core::Call<history::Block> read(const history::FeedQuery &query);
    void noteStates(const history::ReviewBlock &answer);
    void noteWritten(const core::StoreId &store, const QList<core::Version> &versions);
    void askCount();
    void askRhythm();
    void scanInSight();
    void choose(const QModelIndex &index);
    void open(const QModelIndex &index);
    void goOn(const std::function<bool(const history::Record &)> &leaves);
    void mark(const history::ReviewTarget &target);
    void noteStep(const history::ReviewStep &step);
    void selectWanted();
    void tell(const core::Error &error);
    void showState();
    void showPage();
    void showCoverage();
    void readOn();
    [[nodiscard]] bool isAllRead() const;
    [[nodiscard]] bool isUnread(const core::VersionId &version) const;
    [[nodiscard]] presentation::InboxFacts factsOf(const QModelIndex &shown) const;
    [[nodiscard]] session::HistoryKeeper *keeper() const;
    [[nodiscard]] history::Reviews *reviews() const;

    static const QString goneBanner;
    Navigator &m_navigator;
    panels::InboxPanel &m_panel;
    QWidget &m_window;
    const core::Clock &m_clock;
    ScanMarks &m_scanMarks;
    models::ActivityModel m_model;
    presentation::PresentedInbox m_shown;
    VersionChanges m_changes;
    QPointer<session::Session> m_session;
    core::StoreId m_store;
    bool m_attached = false;            //!< the page shows this store
    core::Timestamp m_opened;           //!< since then
    history::ReviewState m_state;
    std::optional<history::ReviewCount> m_count;
    std::optional<core::Error> m_error;
    history::Position m_top;            //!< of the newest one that is listed
    QSet<core::VersionId> m_reviewed;   //!< of those that were listed
    QSet<core::VersionId> m_leaving;    //!< marked, but still in the list
    QList<history::ReviewStep> m_steps; //!< what can be undone, the last one last
    core::VersionId m_wanted;           //!< to be chosen as soon as it is listed
    audit::Rhythm m_rhythm;
    QTimer m_scanSoon;   //!< who scrolls stops somewhere
    QThreadPool m_pool;
    core::Call<history::ReviewState> m_stateCall;
    core::Call<QList<history::Mark>> m_marksCall;
    core::Call<history::ReviewCount> m_countCall;
    core::Call<QList<qint64>> m_momentsCall;
    core::Call<audit::Rhythm> m_rhythmCall;
    QTimer m_countSoon;  //!< while much is written, the numbers follow now and then
    QTimer m_rhythmSoon;
};

} // namespace controllers
