// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The part of TimeMachine about moments: which can be chosen, going from one to the next, and the tree of one.
#include "core/background.h"
#include "session/historykeeper.h"
#include "session/session.h"
#include "ui/controllers/activityquestion.h"
#include "ui/controllers/timemachine.h"
#include "ui/panels/pastpanel.h"
#include "ui/presentation/relativetime.h"

#include <QScrollBar>
#include <QTreeView>

#include <algorithm>

using widgets::TimeSlider;

namespace controllers {

namespace {

core::Timestamp stamp(const QDateTime &moment)
{
    return core::Timestamp::fromDateTime(moment.toUTC());
}

} // namespace

core::Timestamp TimeMachine::earliest() const
{
    const core::Store *known = m_session ? m_session->store(m_store) : nullptr;
    core::Timestamp earliest = known ? known->createdAt : core::Timestamp();
    if (const auto oldest = m_past ? m_past->oldest() : std::nullopt; oldest && (earliest.isNull() || *oldest < earliest))
        earliest = *oldest;
    // The first of its writes is not the beginning: before it the store was empty.
    return earliest.isNull() ? latest() : core::Timestamp::fromMicroseconds(earliest.microseconds() - 1'000'000);
}

core::Timestamp TimeMachine::latest() const
{
    const core::Timestamp now = core::Timestamp::fromDateTime(m_clock.now());
    const auto newest = m_past ? m_past->newest() : std::nullopt;
    return newest && now < *newest ? *newest : now; // the service's clock may be ahead
}

void TimeMachine::readMarks()
{
    if (!keeper() || m_store.isEmpty())
        return;
    m_marksCall.abandon();
    m_marksCall = keeper()->index().marks(m_store);
    m_marksCall.then(this, [this](const core::Result<QList<history::Mark>> &marks) {
        m_marks = marks ? *marks : QList<history::Mark>();
        QList<widgets::TimeMark> shown;
        for (const history::Mark &mark : std::as_const(m_marks))
            shown.append({mark.moment.local(), momentWords(mark, m_clock.now())});
        m_panel.slider()->setMarks(shown);
        showPlaces();
    });
}

//! Worth going to, also by those who have no mouse for the marks.
void TimeMachine::showPlaces()
{
    const QDateTime now = m_clock.now().toLocalTime();
    const QDate today = now.date();
    const auto endOf = [](const QDate &day) {
        return core::Timestamp::fromMicroseconds(stamp(day.addDays(1).startOfDay()).microseconds() - 1);
    };
    m_places = {latest(), endOf(today.addDays(-1)), endOf(today.addDays(-7)), endOf(today.addMonths(-1))};
    QStringList words{tr("Now"), tr("End of yesterday"), tr("A week ago"), tr("A month ago")};
    for (const history::Mark &mark : std::as_const(m_marks)) {
        m_places.append(mark.moment);
        words.append(momentWords(mark, m_clock.now()));
    }
    m_panel.setPlaces(words);
}

void TimeMachine::goToPlace(int which, int place)
{
    if (place == 0)
        step(which, TimeSlider::Step::End);
    else if (place < m_places.size())
        setMoment(which, m_places.at(place));
}

void TimeMachine::setMoment(int which, const core::Timestamp &moment)
{
    if (!m_past)
        return;
    const core::Timestamp wanted = std::clamp(moment, earliest(), latest());
    if (which == 0)
        m_atEnd = false;
    m_moments.at(size_t(which)) = wanted;
    m_panel.setMoment(which, wanted.local(), presentation::exactLocal(wanted));
    ask();
    showCoverage();
}

void TimeMachine::step(int which, TimeSlider::Step step)
{
    if (!m_past)
        return;
    const core::Timestamp now = m_moments.at(size_t(which));
    const QDateTime local = now.local();
    using Step = TimeSlider::Step;
    switch (step) {
    case Step::WriteBack: {
        // The one before the write that stands: at it, or somewhere after it, are the same for who steps back.
        const auto standing = m_past->writeBefore(core::Timestamp::fromMicroseconds(now.microseconds() + 1));
        const auto before = standing == now ? m_past->writeBefore(now) : standing;
        setMoment(which, before.value_or(earliest()));
        break;
    }
    case Step::WriteForward: setMoment(which, m_past->writeAfter(now).value_or(latest())); break;
    case Step::DayBack: setMoment(which, stamp(local.addDays(-1))); break;
    case Step::DayForward: setMoment(which, stamp(local.addDays(1))); break;
    case Step::Beginning: setMoment(which, earliest()); break;
    case Step::End:
        setMoment(which, latest());
        m_atEnd = m_atEnd || which == 0;
        break;
    }
}

void TimeMachine::ask()
{
    if (m_panel.isComparing()) {
        m_compareSoon.start();
        showReasons(); // what is listed is not of these moments
    } else {
        askState();
    }
}

//! One at a time: whoever drags gets the moment at which the last one was done, and in the end the last one.
void TimeMachine::askState()
{
    if (!m_past)
        return;
    m_again = m_stateCall.isPending();
    if (m_again)
        return;
    m_stateCall = core::inBackground<history::PastState>(m_pool, [past = m_past, moment = m_moments[0]](const core::CancelFlag &) {
        return core::Result<history::PastState>(past->stateAt(moment));
    });
    m_stateCall.then(this, [this](const core::Result<history::PastState> &state) {
        m_stateCall = {};
        const bool again = std::exchange(m_again, false);
        if (state && !m_panel.isComparing())
            takeState(*state);
        if (again)
            askState();
    });
}

void TimeMachine::takeState(const history::PastState &state)
{
    QTreeView &view = *m_panel.tree();
    const int scrolled = view.verticalScrollBar()->value();
    m_restoring = true;
    m_tree.setState(state, state.past == m_past ? m_order : models::PathOrder());
    setOpenFolders();
    if (const QModelIndex current = m_shownTree.mapFromSource(m_tree.entryAt(m_path)); current.isValid())
        view.setCurrentIndex(current);
    view.verticalScrollBar()->setValue(scrolled);
    m_restoring = false;
    showText();
    showState();
}

void TimeMachine::setOpenFolders()
{
    QTreeView &view = *m_panel.tree();
    if (m_openAtFirst)
        view.expandAll();
    for (const QString &path : std::as_const(m_toggled)) {
        if (const QModelIndex folder = m_shownTree.mapFromSource(m_tree.folderAt(path)); folder.isValid())
            view.setExpanded(folder, !m_openAtFirst);
    }
}

} // namespace controllers
