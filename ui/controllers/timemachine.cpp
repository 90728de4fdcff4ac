// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/timemachine.h"

#include "core/background.h"
#include "session/historykeeper.h"
#include "session/session.h"
#include "ui/controllers/activityquestion.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/timemachinewords.h"
#include "ui/panels/changespage.h"
#include "ui/panels/pastpanel.h"
#include "ui/presentation/relativetime.h"
#include "ui/widgets/messagebanner.h"

#include <QTreeView>

#include <algorithm>

using namespace Qt::StringLiterals;
using presentation::Operation;
using widgets::TimeSlider;

namespace controllers {

namespace {

const QString failureBanner = u"past.read"_s;
constexpr int followEveryMs = 700;
constexpr int followShare = 5;       // at most that part of the time goes into reading the past again
constexpr int compareAfterMs = 150;
constexpr int openBelow = 500;       // entries: a small store is shown with its folders open

core::Timestamp stamp(const QDateTime &moment)
{
    return core::Timestamp::fromDateTime(moment.toUTC());
}

} // namespace

TimeMachine::TimeMachine(Navigator &navigator, panels::PastPanel &panel, const core::Clock &clock, QObject *parent)
    : QObject(parent), m_navigator(navigator), m_panel(panel), m_clock(clock), m_text(panel),
      m_changes(*panel.changes(), tr("Choose an entry in the list to see how it changed."))
{
    m_pool.setMaxThreadCount(1);
    m_changes.setNowWords(tr("Second moment"));
    m_shownDifferences.setSourceModel(&m_differences);
    m_shownTree.setPalette(panel.palette());
    panel.setTreeModel(&m_shownTree);
    panel.setDifferencesModel(&m_shownDifferences);
    m_soon.setSingleShot(true);
    m_soon.setInterval(followEveryMs);
    m_compareSoon.setSingleShot(true);
    m_compareSoon.setInterval(compareAfterMs);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (isReading())
            m_stale = true;
        else
            readPast();
    });
    connect(&m_compareSoon, &QTimer::timeout, this, &TimeMachine::askDifferences);
    wire();
    showState();
}

TimeMachine::~TimeMachine() = default;

void TimeMachine::wire()
{
    using panels::PastPanel;
    connect(&m_navigator, &Navigator::subjectChanged, this, &TimeMachine::follow);
    connect(&m_navigator, &Navigator::sessionChanged, this, &TimeMachine::follow);
    connect(&m_panel, &PastPanel::shown, this, &TimeMachine::reload);
    connect(m_panel.slider(), &TimeSlider::momentWanted, this, [this](int which, const QDateTime &moment) { setMoment(which, stamp(moment)); });
    connect(m_panel.slider(), &TimeSlider::stepWanted, this, &TimeMachine::step);
    connect(m_panel.slider(), &TimeSlider::markWanted, this, [this](int which, int mark) {
        if (mark < m_marks.size())
            setMoment(which, m_marks[mark].moment);
    });
    connect(m_panel.slider(), &TimeSlider::activeChanged, this, &TimeMachine::showState);
    connect(&m_panel, &PastPanel::stepRequested, this, [this](TimeSlider::Step wanted) { step(m_panel.slider()->active(), wanted); });
    connect(&m_panel, &PastPanel::momentTyped, this, [this](int which, const QDateTime &moment) {
        m_panel.slider()->setActive(which);
        setMoment(which, stamp(moment));
    });
    connect(&m_panel, &PastPanel::placeChosen, this, [this](int place) { goToPlace(m_panel.slider()->active(), place); });
    connect(&m_panel, &PastPanel::comparingChanged, this, &TimeMachine::setComparing);
    connect(&m_panel, &PastPanel::entryChosen, this, &TimeMachine::choose);
    connect(&m_panel, &PastPanel::entryActivated, this, &TimeMachine::openEntry);
    connect(&m_panel, &PastPanel::openRequested, this, &TimeMachine::openEntry);
    connect(&m_panel, &PastPanel::differenceChosen, this, &TimeMachine::chooseDifference);
    connect(&m_panel, &PastPanel::differenceActivated, this, &TimeMachine::openDifference);
    connect(&m_panel, &PastPanel::countRequested, this, [this] { m_lines.readMissing(); });
    connect(&m_lines, &session::LineCounts::counted, &m_differences, &models::DifferenceModel::setLines);
    connect(&m_lines, &session::LineCounts::stateChanged, this, &TimeMachine::countLines);
    connect(&m_panel, &PastPanel::restoreRequested, this,
            [this] { emit restoreRequested(m_store, m_moments.at(size_t(m_panel.slider()->active()))); });
    connect(&m_panel, &PastPanel::evidenceRequested, this, &TimeMachine::collectEvidence);
    connect(&m_panel, &PastPanel::textRequested, &m_text, &PastText::readNow);
    connect(&m_panel, &PastPanel::textRetryRequested, &m_text, &PastText::readNow);
    connect(&m_panel, &PastPanel::retryRequested, this, &TimeMachine::readPast);
    connect(&m_panel, &PastPanel::wayOutRequested, this, [this](auto way) { emit wayOutRequested(int(way)); });
    connect(&m_panel, &PastPanel::paletteChanged, this, [this] { m_shownTree.setPalette(m_panel.palette()); });
    connect(&m_panel, &PastPanel::loadAllRequested, this, [this] {
        if (keeper())
            keeper()->follow(m_store);
    });
    connect(&m_panel, &PastPanel::cancelRequested, this, [this] {
        if (keeper())
            keeper()->stop(m_store);
    });
    connect(&m_panel, &PastPanel::bannerActionTriggered, this, [this](const QString &id) {
        m_panel.dismissBanner(id);
        if (keeper())
            keeper()->follow(m_store);
    });
    for (const auto signal : {&QTreeView::expanded, &QTreeView::collapsed}) {
        connect(m_panel.tree(), signal, this, [this, open = signal == &QTreeView::expanded](const QModelIndex &index) {
            if (m_restoring)
                return;
            const QString path = index.data(models::PathRole).toString();
            if (open == m_openAtFirst)
                m_toggled.remove(path);
            else
                m_toggled.insert(path);
        });
    }
}

session::HistoryKeeper *TimeMachine::keeper() const
{
    return m_session ? m_session->history() : nullptr;
}

bool TimeMachine::isWorking() const
{
    return isReading() || m_stateCall.isPending() || m_soon.isActive();
}

// The store

void TimeMachine::follow()
{
    session::Session *session = m_navigator.session();
    const core::StoreId store = session ? m_navigator.subject().store : core::StoreId();
    if (session == m_session && store == m_store)
        return;
    if (!m_panel.isVisible() && session && !store.isEmpty() && session == m_session)
        return; // when somebody looks
    detach();
    if (session != m_session)
        m_since = core::Timestamp::fromDateTime(m_clock.now());
    m_session = session;
    m_store = store;
    const core::Store *known = keeper() ? session->store(store) : nullptr;
    m_panel.setSubject(known ? known->name : store.value);
    if (keeper() && !store.isEmpty() && m_panel.isVisible()) {
        wireKeeper();
        session::VersionLog &log = session->versions(store);
        if (log.loading().state == core::LoadState::NotLoaded)
            log.load();
        keeper()->follow(store);
        readPast();
        readMarks();
    } else {
        m_store = {}; // attached when somebody looks
    }
    showState();
}

void TimeMachine::wireKeeper()
{
    using session::HistoryKeeper;
    const auto soon = [this](const core::StoreId &store) {
        if (store == m_store)
            noteStale();
    };
    connect(keeper(), &HistoryKeeper::recordsAdded, this, soon);
    connect(keeper(), &HistoryKeeper::recordsChanged, this, soon);
    connect(keeper(), &HistoryKeeper::recordsRedacted, this, [this](const core::StoreId &store, const QList<core::Version> &versions) {
        if (store == m_store)
            takeRedacted(versions);
    });
    connect(keeper(), &HistoryKeeper::coverageChanged, this, [this](const core::StoreId &store) {
        if (store == m_store)
            showCoverage();
    });
    connect(keeper(), &HistoryKeeper::problemChanged, this, &TimeMachine::showState);
}

void TimeMachine::detach()
{
    if (keeper())
        keeper()->disconnect(this);
    m_pastCall.abandon();
    m_marksCall.abandon();
    m_changesCall.abandon();
    m_foundCall.abandon();
    m_evidenceCall.abandon();
    m_stateCall.abandon();
    m_orderCall.abandon();
    m_lines.stop();
    m_soon.stop();
    m_compareSoon.stop();
    m_past.reset();
    m_order.reset();
    m_moments = {};
    m_atEnd = true;
    m_again = false;
    m_stale = false;
    m_path.clear();
    m_entry = {};
    m_toggled.clear();
    m_marks.clear();
    m_error.reset();
    m_differencesKnown = false;
    m_found.clear();
    m_tree.setState({});
    m_differences.setDifferences({});
    m_text.show(nullptr, std::nullopt);
    m_changes.clear();
    m_panel.setComparing(false);
    m_panel.slider()->setCounts({});
    m_panel.slider()->setSpan({});
    m_panel.slider()->setMoment(0, std::nullopt);
    m_panel.dismissBanner(failureBanner);
}

void TimeMachine::refreshMarks()
{
    if (m_panel.isVisible())
        readMarks();
}

//! Somebody looks. What was written meanwhile is not in the past that was read.
void TimeMachine::reload()
{
    follow();
    if (keeper() && !m_store.isEmpty() && m_past && !m_pastCall.isPending()) {
        readPast();
        readMarks();
    }
}

void TimeMachine::readPast()
{
    if (!keeper() || m_store.isEmpty() || !m_panel.isVisible())
        return;
    m_soon.stop();
    m_stale = false;
    m_pastCall.abandon();
    m_reading.start();
    m_pastCall = keeper()->index().past(m_store);
    m_pastCall.then(this, [this](const core::Result<std::shared_ptr<const history::Past>> &past) {
        m_error = past ? std::nullopt : std::optional(past.error());
        if (past)
            sortPast(*past);
        showState();
    });
    showState();
}

//! What is being read is read to its end: a large store that is still growing would never be shown.
void TimeMachine::noteStale()
{
    m_stale = true;
    readStale();
}

void TimeMachine::readStale()
{
    if (!m_stale || isReading())
        return;
    m_stale = false;
    if (!m_soon.isActive())
        m_soon.start();
}

bool TimeMachine::isReading() const
{
    return m_pastCall.isPending() || m_orderCall.isPending() || m_changesCall.isPending() || m_foundCall.isPending() || m_compareSoon.isActive();
}

void TimeMachine::sortPast(const std::shared_ptr<const history::Past> &past)
{
    m_orderCall.abandon();
    m_orderCall = core::inBackground<models::PathOrder>(
        m_pool, [past](const core::CancelFlag &) { return core::Result<models::PathOrder>(models::pathOrder(*past)); });
    m_orderCall.then(this, [this, past](const core::Result<models::PathOrder> &order) {
        // Of a large store the next one waits longer, and so costs a part of a processor only.
        m_soon.setInterval(int(std::max<qint64>(followEveryMs, m_reading.elapsed() * followShare)));
        if (order)
            takePast(past, *order);
        showState();
    });
}

void TimeMachine::takePast(const std::shared_ptr<const history::Past> &past, const models::PathOrder &order)
{
    const bool first = !m_past;
    m_past = past;
    m_order = order;
    if (first)
        m_openAtFirst = past->entries() <= openBelow;
    TimeSlider &slider = *m_panel.slider();
    slider.setSpan({earliest().local(), latest().local()});
    slider.setCounts([past](const QDateTime &from, const QDateTime &to) { return past->writesBetween(stamp(from), stamp(to)); });
    m_panel.setLimits(earliest().local(), latest().local());
    if (m_atEnd && !m_panel.isTyping())
        m_moments[0] = latest();
    if (first && m_panel.isComparing())
        chooseTwoMoments(); // asked for while it was read
    for (int which = 0; which < 2 && !m_panel.isTyping(); ++which) {
        if (!m_moments.at(size_t(which)).isNull())
            m_panel.setMoment(which, m_moments.at(size_t(which)).local(), presentation::exactLocal(m_moments.at(size_t(which))));
    }
    showPlaces();
    ask();
}

// The text

void TimeMachine::choose(const QModelIndex &index)
{
    if (m_restoring || !index.isValid() || m_panel.isComparing())
        return;
    const int item = m_tree.item(m_shownTree.mapToSource(index));
    m_path = item < 0 ? QString() : index.data(models::PathRole).toString();
    m_entry = item < 0 ? core::EntryId() : core::EntryId{index.data(models::EntryIdRole).toString()};
    showText();
}

//! Of the path that was chosen, whichever entry had it then.
void TimeMachine::showText()
{
    if (m_path.isEmpty() || !m_past) {
        m_text.show(m_session, std::nullopt);
        return;
    }
    const int item = m_tree.item(m_tree.entryAt(m_path));
    PastTextWish wish{m_store, m_entry, m_path, m_tree.state().moment, PastTextWish::Presence::NotThere, 0};
    if (item >= 0) {
        const int said = m_tree.state().items[size_t(item)];
        const int write = history::PastState::write(said);
        wish.entry = m_past->entryOf(write);
        wish.presence = history::PastState::isUncertain(said) ? PastTextWish::Presence::NotKnown : PastTextWish::Presence::There;
        wish.ordinal = m_tree.state().past->ordinalOf(write);
    }
    m_text.show(m_session, wish);
}

void TimeMachine::openEntry()
{
    if (!m_session || m_navigator.session() != m_session || !m_text.version())
        return;
    emit openRequested({m_store, m_text.version()->entry, {m_text.version()->id}}, {});
}

// State

void TimeMachine::showState()
{
    const bool store = keeper() && !m_store.isEmpty();
    const auto problem = keeper() ? keeper()->problem() : std::nullopt;
    QString summary;
    if (problem || m_error) {
        m_panel.showFailure(failureState(problem ? *problem : *m_error, Operation::ReadLocalFile));
    } else if (!store) {
        m_panel.showEmpty({tr("Nothing to look back to"), tr("Choose a store on the left.")});
    } else if (m_panel.isComparing() && m_differencesKnown) {
        summary = presentation::differenceTotalsText(m_differences);
        if (m_differences.rowCount() > 0)
            m_panel.showDifferences();
        else
            m_panel.showEmpty({tr("No difference"), tr("At both moments the store has the same entries with the same texts.")});
    } else if (m_panel.isComparing()) {
        m_panel.showLoading(tr("Comparing the two moments…"));
    } else if (!m_past || !m_tree.state().past) {
        m_panel.showLoading(tr("Reading the history…"));
    } else {
        summary = stateWords(m_tree.state());
        if (m_tree.state().items.empty())
            m_panel.showEmpty({tr("Nothing was there"), tr("At this moment the store had no entries, as far as is known.")});
        else
            m_panel.showTree();
    }
    m_panel.setSummary(summary);
    showReasons();
    showCoverage();
    readStale();
    emit stateChanged();
}

void TimeMachine::showReasons()
{
    const bool store = keeper() && !m_store.isEmpty();
    const core::Store *known = store ? m_session->store(m_store) : nullptr;
    const QString none = !store ? tr("Choose a store first.") : !m_past ? tr("The history is still being read.") : QString();
    m_panel.setReasons(!none.isEmpty()            ? none
                           : known && known->archived ? tr("This store is archived. It can be read, but not changed.")
                                                      : QString(),
                       none.isEmpty() ? whyNoEvidence() : none);
}

void TimeMachine::showCoverage()
{
    panels::Coverage shown;
    if (keeper() && !m_store.isEmpty()) {
        const history::Coverage coverage = keeper()->coverage(m_store);
        const bool reading = keeper()->isReading(m_store);
        const bool comparing = m_panel.isComparing();
        QStringList words{coverageWords(coverage, reading)};
        if (!m_moments[0].isNull()) {
            words.prepend(momentCoverageWords(coverage, comparing ? from() : m_moments[0]));
            words.append(freshnessWords(coverage, comparing ? to() : m_moments[0], m_since));
            words.removeAll(QString());
        }
        shown.text = words.join(u' ');
        shown.canCancel = reading;
        shown.canLoadAll = !reading && !coverage.complete;
        m_panel.slider()->setKnownSince(coverage.complete || coverage.backTo.isNull() ? std::nullopt : std::optional(coverage.backTo.local()));
        if (const auto error = keeper()->errorOf(m_store))
            m_panel.showBanner(banner(failureBanner, *error, Operation::ListVersions));
        else
            m_panel.dismissBanner(failureBanner);
    }
    m_panel.setCoverage(shown);
}

} // namespace controllers
