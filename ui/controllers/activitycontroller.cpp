// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/activitycontroller.h"

#include "models/displaytext.h"
#include "session/historykeeper.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/panels/activitypanel.h"
#include "ui/presentation/words.h"
#include "ui/widgets/barchart.h"
#include "ui/widgets/messagebanner.h"
#include "ui/widgets/rowlist.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

using When = panels::ActivityFilterValues::When;

const QString markBanner = u"activity.mark"_s;
const QString failureBanner = u"activity.read"_s;
constexpr int chartEveryMs = 700;
constexpr int hourlyDays = 4; // up to that many days the hours are told apart

QList<widgets::BarSeries> series()
{
    using widgets::BarTone;
    return {{presentation::actionWord(core::Action::Created), BarTone::Solid},
            {presentation::actionWord(core::Action::Updated), BarTone::Striped},
            {presentation::actionWord(core::Action::Deleted), BarTone::Crossed},
            {ActivityController::tr("other"), BarTone::Dotted}};
}

} // namespace

ActivityController::ActivityController(Navigator &navigator, panels::ActivityPanel &panel, QAbstractItemModel &shown,
                                       models::ActivityModel &model, const core::Clock &clock, QObject *parent)
    : QObject(parent), m_navigator(navigator), m_panel(panel), m_shown(shown), m_model(model), m_clock(clock),
      m_changes(*panel.changes()), m_text(*panel.filters())
{
    using panels::ActivityPanel;
    panel.setModel(&shown);
    panel.chart()->setSeries(series().mid(0, 3));
    m_chartSoon.setSingleShot(true);
    m_chartSoon.setInterval(chartEveryMs);
    connect(&m_chartSoon, &QTimer::timeout, this, [this] {
        askChart();
        askCount();
    });
    connect(&navigator, &Navigator::subjectChanged, this, &ActivityController::follow);
    connect(&navigator, &Navigator::sessionChanged, this, &ActivityController::follow);
    connect(&panel, &ActivityPanel::shown, this, &ActivityController::follow);
    connect(&panel, &ActivityPanel::currentChanged, this, &ActivityController::choose);
    connect(&panel, &ActivityPanel::activated, this, &ActivityController::open);
    connect(&panel, &ActivityPanel::brushLetGo, this, [this] { setBrush(std::nullopt); });
    connect(&panel, &ActivityPanel::markRequested, this, &ActivityController::markNow);
    connect(&panel, &ActivityPanel::wayOutRequested, this, [this](auto way) { emit wayOutRequested(int(way)); });
    connect(&panel, &ActivityPanel::retryRequested, &model, &models::ActivityModel::retry);
    connect(&panel, &ActivityPanel::emptyActionRequested, panel.filters(), &panels::ActivityFilterBar::clear);
    connect(&panel, &ActivityPanel::bannerActionTriggered, this, [this](const QString &id, const QString &action) {
        if (id == markBanner && action == u"show"_s)
            showSince(m_lastMark);
        else if (id == failureBanner && keeper())
            keeper()->follow(m_store);
        m_panel.dismissBanner(id);
    });
    connect(&panel, &ActivityPanel::loadAllRequested, this, [this] {
        m_cancelled.remove(m_store);
        if (keeper())
            keeper()->follow(m_store);
    });
    connect(&panel, &ActivityPanel::cancelRequested, this, [this] {
        m_cancelled.insert(m_store);
        if (keeper())
            keeper()->stop(m_store);
    });
    connect(panel.filters(), &panels::ActivityFilterBar::valuesChanged, this,
            [this](const panels::ActivityFilterValues &values) {
                const bool otherTime = values.when != m_values.when || values.days != m_values.days || values.mark != m_values.mark;
                m_values = values;
                if (otherTime)
                    m_brush.reset(); // of another axis
                m_text.ask(values.text, values.regex);
                ask();
            });
    connect(&m_text, &ActivityText::changed, this, &ActivityController::ask);
    connect(panel.chart(), &widgets::BarChart::brushChanged, this, &ActivityController::setBrush);
    connect(panel.chart(), &widgets::BarChart::zoomRequested, this, &ActivityController::zoom);
    connect(panel.view(), &widgets::RowList::visibleRowsChanged, this, [this] {
        m_model.setVisibleRows(m_panel.view()->firstVisibleRow(), m_panel.view()->lastVisibleRow());
    });
    connect(&model, &models::ActivityModel::stateChanged, this, &ActivityController::showState);
    connect(&model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &from, const QModelIndex &to) {
        const int row = m_panel.currentIndex().row();
        if (row >= from.row() && row <= to.row())
            choose(m_panel.currentIndex()); // redacted, perhaps
    });
}

ActivityController::~ActivityController() = default;

session::HistoryKeeper *ActivityController::keeper() const
{
    return m_session ? m_session->history() : nullptr;
}

void ActivityController::follow()
{
    session::Session *session = m_navigator.session();
    const core::StoreId store = session ? m_navigator.subject().store : core::StoreId();
    if (session == m_session && store == m_store) {
        if (m_panel.isVisible())
            showState();
        return;
    }
    if (!m_panel.isVisible() && session && !store.isEmpty())
        return; // when somebody looks
    leave();
    attach(session, store);
}

void ActivityController::leave()
{
    if (keeper())
        keeper()->disconnect(this);
    if (m_session && m_session->notes())
        m_session->notes()->disconnect(this);
    m_histogram.abandon();
    m_count.abandon();
    m_summary.abandon();
    m_markCall.abandon();
    m_marks.clear();
    m_oldest = {};
    m_brush.reset();
    m_changes.clear();
    m_panel.dismissBanner(markBanner);
    m_panel.dismissBanner(failureBanner);
}

void ActivityController::attach(session::Session *session, const core::StoreId &store)
{
    m_session = session;
    m_store = store;
    m_text.setStore(session, store);
    session::HistoryKeeper *source = store.isEmpty() ? nullptr : keeper();
    const core::Store *known = source ? session->store(store) : nullptr;
    m_panel.setSubject(known ? known->name : store.value);
    m_panel.setMarkReason(canMark() ? QString() : tr("Choose a store first."));
    m_panel.filters()->setMarks({});
    m_panel.chart()->setBins({});
    if (!source) {
        m_model.clear();
        showState();
        return;
    }
    using session::HistoryKeeper;
    connect(source, &HistoryKeeper::recordsAdded, this, &ActivityController::noteChanged);
    connect(source, &HistoryKeeper::recordsChanged, this, &ActivityController::noteChanged);
    connect(source, &HistoryKeeper::coverageChanged, this, [this](const core::StoreId &id) {
        if (id == m_store)
            showCoverage();
    });
    connect(source, &HistoryKeeper::problemChanged, this, &ActivityController::showState);
    connect(source, &QObject::destroyed, this, [this] { m_model.clear(); });
    m_model.setSource(store, [index = &source->index()](const history::FeedQuery &query) { return index->feed(query); },
                      filterNow());
    m_model.setNotes([notes = QPointer(session->notes()), store](const core::VersionId &version) {
        return notes ? notes->of(store, version) : QString();
    });
    session->notes()->load(store);
    connect(session->notes(), &session::Notes::changed, this, [this](const core::StoreId &id) {
        if (id == m_store)
            m_model.noteNotes();
    });
    // Newest first; what others write is heard of from here on.
    session::VersionLog &log = session->versions(store);
    if (log.loading().state == core::LoadState::NotLoaded)
        log.load();
    if (!m_cancelled.contains(store))
        source->follow(store);
    m_summary = source->index().summary(store);
    m_summary.then(this, [this](const core::Result<history::Summary> &summary) {
        if (!summary)
            return;
        if (summary->oldest && (m_oldest.isNull() || summary->oldest->version.createdAt < m_oldest))
            m_oldest = summary->oldest->version.createdAt;
        ask();
    });
    readMarks(true);
    ask();
}

//! Filters, or what they mean: today is another day tomorrow.
void ActivityController::ask()
{
    if (!keeper() || m_store.isEmpty())
        return;
    updateSpan();
    m_panel.chart()->setBrush(m_brush);
    m_panel.setBrushWords(m_brush ? brushWords(*m_brush) : QString());
    m_model.setFilter(filterNow());
    askChart();
    askCount();
    showState();
    showCoverage();
}

history::Filter ActivityController::filterNow() const
{
    return filterOf(m_values, limitsOf(m_values, m_clock.now(), m_marks), m_brush, m_text.hashes());
}

void ActivityController::updateSpan()
{
    const core::Store *store = m_session->store(m_store);
    m_span = chartSpan(limitsOf(m_values, m_clock.now(), m_marks), m_clock.now(),
                       store ? store->createdAt : core::Timestamp(), m_oldest);
    m_panel.chart()->setSpan(m_span);
}

//! Under all filters but the brush, which is a range in it.
void ActivityController::askChart()
{
    if (!keeper() || m_store.isEmpty() || !m_panel.isVisible())
        return;
    using history::BucketUnit;
    const BucketUnit unit = m_span.from.daysTo(m_span.to) <= hourlyDays ? BucketUnit::Hour : BucketUnit::Day;
    const QList<core::Timestamp> edges = history::bucketEdges(
        core::Timestamp::fromDateTime(m_span.from.toUTC()), core::Timestamp::fromDateTime(m_span.to.toUTC().addMSecs(-1)), unit);
    const history::Filter filter = filterOf(m_values, limitsOf(m_values, m_clock.now(), m_marks), std::nullopt, m_text.hashes());
    m_histogram.abandon();
    m_histogram = keeper()->index().histogram(m_store, filter, edges);
    m_histogram.then(this, [this, edges](const core::Result<QList<history::Bucket>> &buckets) {
        if (!buckets)
            return; // what keeps the list from being read is said there
        QList<widgets::BarBin> bins;
        bool other = false;
        for (qsizetype i = 0; i < buckets->size() && i < edges.size(); ++i) {
            const std::array<qint64, 4> &writes = buckets->at(i).writes;
            other = other || writes[3] > 0;
            if (buckets->at(i).total() > 0)
                bins.append({edges[i].local(), {writes[0], writes[1], writes[2], writes[3]}});
        }
        m_panel.chart()->setSeries(series().mid(0, other ? 4 : 3));
        m_panel.chart()->setBins(bins);
    });
}

void ActivityController::askCount()
{
    const history::Filter filter = m_model.filter();
    m_count.abandon();
    if (!keeper() || filter.isEmpty()) {
        m_panel.setMatches({});
        return;
    }
    m_count = keeper()->index().count(m_store, filter);
    m_count.then(this, [this](const core::Result<history::Count> &count) {
        if (count && keeper())
            m_panel.setMatches(matchWords(*count, keeper()->coverage(m_store)));
    });
}

void ActivityController::noteChanged(const core::StoreId &store, const QList<core::Version> &versions)
{
    if (store != m_store || versions.isEmpty())
        return;
    const auto older = [](const core::Version &a, const core::Version &b) {
        return history::positionOf(a) < history::positionOf(b);
    };
    const auto [oldest, newest] = std::minmax_element(versions.begin(), versions.end(), older);
    if (m_oldest.isNull() || oldest->createdAt < m_oldest) {
        m_oldest = oldest->createdAt;
        updateSpan(); // only when it is older than the store itself does the axis move
    }
    m_model.noteChanged(history::positionOf(*oldest), history::positionOf(*newest));
    if (m_model.rowCount() == 0 && m_model.canFetchMore({}) && m_panel.isVisible())
        m_model.fetchMore({});
    if (!m_chartSoon.isActive())
        m_chartSoon.start();
}

std::optional<history::Record> ActivityController::chosen() const
{
    const QModelIndex current = m_panel.currentIndex();
    return current.isValid() ? m_model.recordAt(m_model.index(current.row(), 0)) : std::nullopt;
}

void ActivityController::choose(const QModelIndex &index)
{
    const QModelIndex row = index.isValid() ? m_model.index(index.row(), 0) : QModelIndex();
    m_model.keep(row);
    if (const auto record = m_model.recordAt(row); record || !row.isValid())
        m_changes.show(m_session, record);
    emit stateChanged();
}

void ActivityController::openChosen()
{
    open(m_panel.currentIndex());
}

void ActivityController::compareWithBefore()
{
    m_changes.compareWithBefore();
    m_panel.changes()->setFocus(Qt::OtherFocusReason);
}

void ActivityController::compareWith(const ComparedText &other)
{
    m_changes.compareWith(other);
}

EvidenceSubject ActivityController::evidence() const
{
    EvidenceSubject subject;
    if (!keeper() || m_store.isEmpty())
        return subject;
    const core::Store *store = m_session->store(m_store);
    subject.store = m_store;
    subject.name = store ? store->name : m_store.value;
    subject.filter = filterNow();
    subject.selection = selectionWords(subject.filter, m_text.selectionWords());
    return subject;
}

void ActivityController::open(const QModelIndex &index)
{
    const auto record = m_model.recordAt(m_model.index(index.row(), 0));
    if (record && m_session && m_navigator.session() == m_session)
        m_navigator.go({record->version.store, record->version.entry, {record->version.id}});
}

void ActivityController::setBrush(const std::optional<widgets::TimeSpan> &span)
{
    m_brush = span;
    ask();
}

//! Whole days: the filters know no hours.
void ActivityController::zoom(const widgets::TimeSpan &span)
{
    panels::ActivityFilterValues values = m_panel.filters()->values();
    values.when = When::Days;
    values.days = {span.from.toLocalTime().date(), span.to.toLocalTime().addMSecs(-1).date()};
    m_panel.filters()->setValues(values);
}

void ActivityController::showState()
{
    if (m_model.canFetchMore({}) && m_model.rowCount() == 0 && m_panel.isVisible())
        m_model.fetchMore({}); // the list may be hidden behind an empty state, so nobody else would ask
    const auto problem = keeper() ? keeper()->problem() : std::nullopt;
    if (m_store.isEmpty() || !m_session) {
        m_panel.showEmpty({tr("No activity to show"), tr("Choose a store on the left.")});
    } else if (!keeper() || problem) {
        m_panel.showFailure(problem ? failureState(*problem, presentation::Operation::ReadLocalFile)
                                    : panels::FailureState{tr("The history cannot be kept on this computer"), {}, {}, false});
    } else if (m_model.rowCount() > 0) {
        m_panel.showList();
    } else if (m_model.error()) {
        m_panel.showFailure(failureState(*m_model.error(), presentation::Operation::ReadLocalFile));
    } else if (m_model.isLoading() || (keeper()->isReading(m_store) && m_model.filter().isEmpty())) {
        m_panel.showLoading(tr("Reading the history…"));
    } else if (!m_model.filter().isEmpty()) {
        m_panel.showEmpty({tr("No version matches the filters"),
                           keeper()->coverage(m_store).complete ? QString() : tr("Not all of the past is known yet."),
                           m_brush ? QString() : tr("Clear Filters")});
    } else {
        m_panel.showEmpty({tr("Nothing was written in this store")});
    }
    showCoverage();
    emit stateChanged();
}

void ActivityController::showCoverage()
{
    panels::Coverage shown;
    if (keeper() && !m_store.isEmpty()) {
        const history::Coverage coverage = keeper()->coverage(m_store);
        const bool reading = keeper()->isReading(m_store);
        shown.text = coverageWords(coverage, reading);
        shown.canCancel = reading;
        shown.canLoadAll = !reading && !coverage.complete;
        m_panel.chart()->setKnownSince(coverage.complete || coverage.backTo.isNull() ? std::nullopt
                                                                                     : std::optional(coverage.backTo.local()));
        if (const auto error = keeper()->errorOf(m_store))
            m_panel.showBanner(banner(failureBanner, *error, presentation::Operation::ListVersions));
        else
            m_panel.dismissBanner(failureBanner);
    }
    m_panel.setCoverage(shown);
}

} // namespace controllers
