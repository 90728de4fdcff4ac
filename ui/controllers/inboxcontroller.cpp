// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/inboxcontroller.h"

#include "session/historykeeper.h"
#include "session/reviewbook.h"
#include "session/session.h"
#include "ui/controllers/activityquestion.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/inboxwords.h"
#include "ui/controllers/scanmarks.h"
#include "ui/panels/changespage.h"
#include "ui/panels/inboxpanel.h"
#include "ui/widgets/messagebanner.h"
#include "ui/widgets/rowlist.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace controllers {

const QString InboxController::goneBanner = u"inbox.gone"_s;

namespace {

const QString beginBanner = u"inbox.begin"_s;
const QString failureBanner = u"inbox.read"_s;
constexpr int countEveryMs = 500;
constexpr int rhythmEveryMs = 5000;
constexpr int scanAfterMs = 150;
constexpr int firstDays = 7; // that are reviewed where nobody ever looked
constexpr qsizetype mostStates = 100'000;

core::Timestamp daysAgo(const core::Clock &clock, int days)
{
    return core::Timestamp::fromDateTime(clock.now().toLocalTime().date().addDays(-days).startOfDay().toUTC());
}

} // namespace

InboxController::InboxController(Navigator &navigator, panels::InboxPanel &panel, QWidget &window, const core::Clock &clock,
                                 ScanMarks &scanMarks, QObject *parent)
    : QObject(parent), m_navigator(navigator), m_panel(panel), m_window(window), m_clock(clock), m_scanMarks(scanMarks),
      m_shown(clock), m_changes(*panel.changes())
{
    m_pool.setMaxThreadCount(1);
    m_shown.setSourceModel(&m_model);
    m_shown.setFacts([this](const QModelIndex &shown) { return factsOf(shown); });
    panel.setModel(&m_shown);
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(countEveryMs);
    connect(&m_countSoon, &QTimer::timeout, this, &InboxController::askCount);
    m_rhythmSoon.setSingleShot(true);
    m_rhythmSoon.setInterval(rhythmEveryMs);
    connect(&m_rhythmSoon, &QTimer::timeout, this, &InboxController::askRhythm);
    m_scanSoon.setSingleShot(true);
    m_scanSoon.setInterval(scanAfterMs);
    connect(&m_scanSoon, &QTimer::timeout, this, &InboxController::scanInSight);
    connect(&scanMarks, &ScanMarks::changed, this, [this] { m_scanSoon.start(); });
    // What was read to be compared is at hand now.
    connect(panel.changes(), &panels::ChangesPage::shownChanged, this, [this] { m_scanSoon.start(); });
    connect(&navigator, &Navigator::subjectChanged, this, &InboxController::follow);
    connect(&navigator, &Navigator::sessionChanged, this, &InboxController::follow);
    connect(&m_model, &models::ActivityModel::stateChanged, this, [this] {
        selectWanted();
        showState();
    });
    connect(&m_model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &from, const QModelIndex &to) {
        const int row = m_panel.currentIndex().row();
        if (row >= from.row() && row <= to.row())
            choose(m_panel.currentIndex()); // redacted, perhaps
    });
    connectPanel();
}

InboxController::~InboxController() = default;

void InboxController::connectPanel()
{
    using panels::InboxPanel;
    connect(&m_panel, &InboxPanel::shown, this, &InboxController::follow);
    connect(&m_panel, &InboxPanel::currentChanged, this, [this](const QModelIndex &index) {
        m_panel.dismissBanner(goneBanner); // of another one
        choose(index);
    });
    connect(&m_panel, &InboxPanel::activated, this, &InboxController::open);
    connect(&m_panel, &InboxPanel::choiceChanged, this, &InboxController::reload);
    connect(&m_panel, &InboxPanel::emptyActionRequested, &m_panel, &InboxPanel::focusView);
    connect(&m_panel, &InboxPanel::sinceChosen, this, [this](const QDate &day) {
        if (m_attached && m_state.since.local().date() != day)
            begin(core::Timestamp::fromDateTime(day.startOfDay().toUTC()));
    });
    connect(&m_panel, &InboxPanel::wayOutRequested, this, [this](auto way) { emit wayOutRequested(int(way)); });
    connect(&m_panel, &InboxPanel::retryRequested, this, [this] {
        m_error.reset();
        m_attached ? begin(m_state.since) : follow();
    });
    connect(&m_panel, &InboxPanel::bannerActionTriggered, this, [this](const QString &id, const QString &action) {
        if (id == beginBanner)
            begin(action == u"week"_s ? daysAgo(m_clock, firstDays - 1) : core::Timestamp::fromMicroseconds(0));
        else if (id == failureBanner)
            readOn();
        m_panel.dismissBanner(id);
    });
    connect(&m_panel, &InboxPanel::loadAllRequested, this, &InboxController::readOn);
    connect(&m_panel, &InboxPanel::cancelRequested, this, [this] {
        if (keeper())
            keeper()->stop(m_store);
    });
    connect(m_panel.view(), &widgets::RowList::visibleRowsChanged, this, [this] {
        m_model.setVisibleRows(m_panel.view()->firstVisibleRow(), m_panel.view()->lastVisibleRow());
        m_scanSoon.start();
    });
}

session::HistoryKeeper *InboxController::keeper() const
{
    return m_session ? m_session->history() : nullptr;
}

history::Reviews *InboxController::reviews() const
{
    session::ReviewBook *book = session::ReviewBook::of(keeper());
    return book && !m_store.isEmpty() ? &book->reviews() : nullptr;
}

std::optional<qint64> InboxController::unread() const
{
    return m_count && m_count->writes > 0 ? std::optional(m_count->unread) : std::nullopt;
}

// Which store

void InboxController::follow()
{
    session::Session *session = m_navigator.session();
    const core::StoreId store = session ? m_navigator.subject().store : core::StoreId();
    if (session != m_session || store != m_store) {
        leave();
        m_session = session;
        m_store = store;
        if (keeper() && !store.isEmpty()) {
            using session::HistoryKeeper;
            connect(keeper(), &HistoryKeeper::recordsAdded, this, &InboxController::noteWritten);
            connect(keeper(), &HistoryKeeper::recordsChanged, this, &InboxController::noteWritten);
            connect(keeper(), &HistoryKeeper::coverageChanged, this, [this](const core::StoreId &id) {
                if (id != m_store || !m_attached)
                    return;
                if (m_model.rowCount() == 0)
                    showPage(); // it says how much that is
                showCoverage();
            });
            connect(keeper(), &HistoryKeeper::problemChanged, this, &InboxController::showState);
            connect(session, &session::Session::writtenHereChanged, this, [this](const core::StoreId &id) {
                if (id == m_store)
                    m_countSoon.start();
            });
            askCount();
        }
    }
    if (m_panel.isVisible() && !m_attached)
        attach();
    else
        showState();
}

void InboxController::leave()
{
    if (keeper())
        keeper()->disconnect(this);
    if (m_session) {
        m_session->disconnect(this);
        if (m_session->notes())
            m_session->notes()->disconnect(this);
    }
    m_stateCall.abandon();
    m_marksCall.abandon();
    m_countCall.abandon();
    m_momentsCall.abandon();
    m_rhythmCall.abandon();
    m_countSoon.stop();
    m_rhythmSoon.stop();
    m_attached = false;
    m_state = {};
    m_count.reset();
    m_error.reset();
    m_top = {};
    m_reviewed.clear();
    m_leaving.clear();
    m_steps.clear();
    m_wanted = {};
    m_rhythm = {};
    m_model.clear();
    m_changes.clear();
    m_panel.setSubject({});
    m_panel.setSince({});
    m_panel.dismissBanner(beginBanner);
    m_panel.dismissBanner(failureBanner);
    m_panel.dismissBanner(goneBanner);
}

//! Somebody looks at the page.
void InboxController::attach()
{
    history::Reviews *source = reviews();
    if (!source) {
        showState();
        return;
    }
    m_attached = true;
    m_opened = core::Timestamp::fromDateTime(m_clock.now());
    const core::Store *known = m_session->store(m_store);
    m_panel.setSubject(known ? known->name : m_store.value);
    session::VersionLog &log = m_session->versions(m_store);
    if (log.loading().state == core::LoadState::NotLoaded)
        log.load(); // what others write is heard of from here on
    readOn();
    m_session->notes()->load(m_store);
    connect(m_session->notes(), &session::Notes::changed, this, [this](const core::StoreId &id) {
        if (id == m_store)
            m_model.noteNotes();
    });
    connect(keeper(), &QObject::destroyed, this, [this] { m_model.clear(); });
    m_stateCall = source->state(m_store);
    m_stateCall.then(this, [this](const core::Result<history::ReviewState> &state) { gotState(state); });
    askRhythm();
    showState();
}

void InboxController::gotState(const core::Result<history::ReviewState> &state)
{
    m_error = state ? std::nullopt : std::optional(state.error());
    if (state && !state->hasBegun()) {
        beginWhereLookedLast();
        return;
    }
    if (state && !state->prepared) {
        begin(state->since); // it was stopped in the middle
        return;
    }
    if (state) {
        m_state = *state;
        m_panel.setSince(m_state.since.local().date());
        reload();
    }
    showState();
}

void InboxController::beginWhereLookedLast()
{
    m_marksCall = keeper()->index().marks(m_store);
    m_marksCall.then(this, [this](const core::Result<QList<history::Mark>> &marks) {
        core::Timestamp since = daysAgo(m_clock, firstDays - 1);
        QString words = tr("From now on you see here what others write, beginning with %1.").arg(sinceWords(since, m_clock.now()));
        QList<widgets::BannerAction> actions{{u"all"_s, tr("Begin with Everything")}};
        for (const history::Mark &mark : marks ? *marks : QList<history::Mark>()) {
            if (!mark.automatic)
                continue;
            since = mark.moment;
            words = tr("From now on you see here what others write, beginning where you last looked, %1.").arg(sinceWords(since, m_clock.now()));
            actions.prepend({u"week"_s, tr("The Last 7 Days")});
        }
        m_panel.showBanner({beginBanner, widgets::Severity::Info, words, actions});
        begin(since);
    });
}

void InboxController::begin(const core::Timestamp &since)
{
    history::Reviews *source = reviews();
    if (!source)
        return;
    m_stateCall.abandon();
    m_stateCall = source->begin(m_store, since);
    m_stateCall.then(this, [this](const core::Result<history::ReviewState> &state) { gotState(state); });
    showState();
}

// The list

void InboxController::reload()
{
    if (!m_attached || !m_state.hasBegun())
        return;
    m_reviewed.clear();
    m_leaving.clear();
    m_top = {};
    m_model.setSource(m_store, [this](const history::FeedQuery &query) { return read(query); });
    m_model.setNotes([notes = QPointer(m_session->notes()), store = m_store](const core::VersionId &version) {
        return notes ? notes->of(store, version) : QString();
    });
    askCount();
    showState();
}

core::Call<history::Block> InboxController::read(const history::FeedQuery &query)
{
    history::Reviews *source = reviews();
    if (!source)
        return core::ready<history::Block>(history::Block());
    core::Promise<history::Block> promise;
    core::Call<history::ReviewBlock> call
        = source->feed({query.store, !m_panel.showsAll(), m_panel.showsOwn(), query.from, query.limit});
    promise.onCancel([call]() mutable { call.cancel(); });
    call.then(this, [this, promise, newest = !query.from, session = m_session,
                     store = query.store](const core::Result<history::ReviewBlock> &answer) {
        if (answer && session == m_session && store == m_store) { // not of the one that was looked at before
            noteStates(*answer);
            if (newest)
                m_top = answer->block.records.isEmpty() ? history::Position() : history::positionOf(answer->block.records.first().version);
        }
        promise.resolve(answer ? core::Result<history::Block>(answer->block) : answer.error());
    });
    return promise.call();
}

void InboxController::noteStates(const history::ReviewBlock &answer)
{
    if (m_reviewed.size() > mostStates)
        m_reviewed.clear(); // who scrolled that far through what was looked at sees the signs again after a look away
    for (const history::Record &record : answer.block.records) {
        if (answer.unread.contains(record.version.id))
            m_reviewed.remove(record.version.id);
        else
            m_reviewed.insert(record.version.id);
    }
}

void InboxController::noteWritten(const core::StoreId &store, const QList<core::Version> &versions)
{
    if (store != m_store || versions.isEmpty())
        return;
    if (!m_countSoon.isActive())
        m_countSoon.start();
    if (!m_attached || !m_state.hasBegun())
        return;
    const auto older = [](const core::Version &a, const core::Version &b) {
        return history::positionOf(a) < history::positionOf(b);
    };
    const auto [oldest, newest] = std::minmax_element(versions.begin(), versions.end(), older);
    if (newest->createdAt < m_state.since)
        return;
    m_model.noteChanged(history::positionOf(*oldest), history::positionOf(*newest));
    if (!m_rhythmSoon.isActive())
        m_rhythmSoon.start();
}

void InboxController::askCount()
{
    history::Reviews *source = reviews();
    m_countCall.abandon();
    if (!source)
        return;
    // What was written here may have come as somebody else's, a moment before that was known.
    if (m_attached && !m_top.id.isEmpty())
        m_model.noteChanged(m_top, m_top);
    m_countCall = source->count(m_store, m_panel.showsOwn());
    m_countCall.then(this, [this](const core::Result<history::ReviewCount> &count) {
        if (count)
            m_count = *count;
        showCoverage();
        emit stateChanged();
    });
}

void InboxController::choose(const QModelIndex &index)
{
    const QModelIndex row = index.isValid() ? m_model.index(index.row(), 0) : QModelIndex();
    m_model.keep(row);
    if (const auto record = m_model.recordAt(row); record || !row.isValid())
        m_changes.show(m_session, record);
    emit stateChanged();
}

void InboxController::open(const QModelIndex &index)
{
    const auto record = m_model.recordAt(m_model.index(index.row(), 0));
    if (record && m_session && m_navigator.session() == m_session)
        m_navigator.go({record->version.store, record->version.entry, {record->version.id}});
}

void InboxController::openChosen()
{
    open(m_panel.currentIndex());
}

// State

void InboxController::tell(const core::Error &error)
{
    m_panel.showBanner(banner(failureBanner, error, presentation::Operation::ReadLocalFile));
}

void InboxController::showState()
{
    if (m_attached && m_model.canFetchMore({}) && m_model.rowCount() == 0)
        m_model.fetchMore({}); // the list may be hidden behind an empty state, so nobody else would ask
    showPage();
    showCoverage();
    emit stateChanged();
}

void InboxController::showPage()
{
    const auto problem = keeper() ? keeper()->problem() : std::nullopt;
    const auto error = problem ? problem : m_error ? m_error : m_model.error();
    if (m_store.isEmpty() || !m_session)
        m_panel.showEmpty({tr("Nothing to review"), tr("Choose a store on the left.")});
    else if (!keeper() || error)
        m_panel.showFailure(error ? failureState(*error, presentation::Operation::ReadLocalFile)
                                  : panels::FailureState{tr("The history cannot be kept on this computer"), {}, {}, false});
    else if (m_stateCall.isPending() || m_marksCall.isPending() || !m_state.hasBegun())
        m_panel.showLoading(tr("Looking for what is unread…"));
    else if (m_model.rowCount() > 0)
        m_panel.showList();
    else if (m_model.isLoading() || !m_model.isComplete())
        m_panel.showLoading(tr("Looking for what is unread…"));
    else if (!isAllRead() && keeper()->isReading(m_store) && !keeper()->errorOf(m_store))
        m_panel.showLoading(tr("Looking for what is unread…"));
    else if (!isAllRead())
        m_panel.showEmpty({tr("Nothing of what was read is unread"), tr("Not everything that was written since then is read yet.")});
    else if (m_count && m_count->writes > 0)
        m_panel.showEmpty({tr("Everything was looked at"), tr("What others write from now on appears here.")});
    else
        m_panel.showEmpty({tr("Nothing is unread"), tr("Nobody else has written here since then.")});
}

//! Up to now, and back to the beginning.
void InboxController::readOn()
{
    if (!keeper() || m_store.isEmpty())
        return;
    if (!isFresh(keeper()->coverage(m_store), m_opened))
        keeper()->readNewest(m_store);
    keeper()->follow(m_store);
}

//! Of the time that is reviewed.
bool InboxController::isAllRead() const
{
    const history::Coverage coverage = keeper() ? keeper()->coverage(m_store) : history::Coverage();
    return isFresh(coverage, m_opened) && reachesBack(coverage, m_state.since);
}

void InboxController::showCoverage()
{
    panels::Coverage shown;
    QString summary;
    if (m_attached && keeper() && m_state.hasBegun()) {
        const history::Coverage coverage = keeper()->coverage(m_store);
        const bool reading = keeper()->isReading(m_store);
        if (m_count)
            summary = reviewWords(*m_count, m_state.since, m_panel.showsOwn(), coverage, m_opened, m_clock.now());
        shown.text = coverageWords(coverage, reading);
        shown.canCancel = reading;
        shown.canLoadAll = !reading && !(coverage.complete && isFresh(coverage, m_opened));
        if (const auto error = keeper()->errorOf(m_store))
            m_panel.showBanner(banner(failureBanner, *error, presentation::Operation::ListVersions));
        else
            m_panel.dismissBanner(failureBanner);
    }
    m_panel.setSummary(summary);
    m_panel.setCoverage(shown);
}

} // namespace controllers
