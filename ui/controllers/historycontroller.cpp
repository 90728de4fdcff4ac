// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/historycontroller.h"

#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/localdays.h"
#include "ui/controllers/sizesteps.h"
#include "ui/panels/historypanel.h"
#include "ui/presentation/words.h"
#include "ui/widgets/messagebanner.h"
#include "ui/widgets/stepchart.h"

#include <QScopedValueRollback>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

const QString failureBanner = u"history.read"_s;

} // namespace

HistoryController::HistoryController(Navigator &navigator, panels::HistoryPanel &panel, QAbstractItemModel &shown,
                                     models::HistoryModel &model, QObject *parent)
    : QObject(parent), m_navigator(navigator), m_panel(panel), m_shown(shown), m_model(model)
{
    panel.setModel(&shown);
    connect(&navigator, &Navigator::subjectChanged, this, &HistoryController::follow);
    connect(&model, &models::HistoryModel::coverageChanged, this, [this] {
        showCoverage();
        showState();
        m_sizesSoon.start();
        emit stateChanged();
    });
    connect(&panel, &panels::HistoryPanel::earlierLifeToggled, this, &HistoryController::wantEarlierLife);
    connect(&m_earlier, &EarlierLife::found, this, &HistoryController::showEarlierLife);
    connect(&m_earlier, &EarlierLife::failed, this, [this](const core::Error &error) {
        m_panel.setEarlierWords(sentence(error, presentation::Operation::ReadLocalFile));
    });
    m_sizesSoon.setSingleShot(true);
    m_sizesSoon.setInterval(0);
    connect(&m_sizesSoon, &QTimer::timeout, this, &HistoryController::showSizes);
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] { m_sizesSoon.start(); });
    connect(panel.sizeChart(), &widgets::StepChart::stepChosen, this, [this](int step) {
        const QModelIndex index = m_model.indexOf(m_steps.value(step));
        if (index.isValid()) // not hidden by the filter
            m_panel.setSelection({m_shown.index(index.row(), 0)});
    });
    connect(&model, &QAbstractItemModel::rowsInserted, this, &HistoryController::showState);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &HistoryController::showState);
    connect(&model, &QAbstractItemModel::modelReset, this, &HistoryController::showState);
    connect(&panel, &panels::HistoryPanel::selectionChanged, this, &HistoryController::choose);
    connect(&panel, &panels::HistoryPanel::activated, this, &HistoryController::textRequested);
    connect(&panel, &panels::HistoryPanel::previewRequested, this, &HistoryController::textRequested);
    connect(&panel, &panels::HistoryPanel::compareRequested, this, &HistoryController::compareRequested);
    connect(&panel, &panels::HistoryPanel::restoreRequested, this, &HistoryController::restoreRequested);
    connect(&panel, &panels::HistoryPanel::redactRequested, this, &HistoryController::redactRequested);
    connect(&panel, &panels::HistoryPanel::markRequested, this, [this](const QModelIndex &index) {
        if (const auto version = m_model.versionAt(m_model.index(index.row(), 0)))
            emit markRequested(*version);
    });
    connect(&panel, &panels::HistoryPanel::baseReleased, this, &HistoryController::markReleased);
    connect(&panel, &panels::HistoryPanel::compareWithBaseRequested, this, &HistoryController::compareWithMarkRequested);
    connect(&panel, &panels::HistoryPanel::filterChanged, this, &HistoryController::setFilter);
    connect(&panel, &panels::HistoryPanel::retryRequested, &model, &models::HistoryModel::retry);
    connect(&panel, &panels::HistoryPanel::wayOutRequested, this, [this](auto way) { emit wayOutRequested(int(way)); });
    connect(&panel, &panels::HistoryPanel::bannerActionTriggered, this,
            [this](const QString &id, const QString &action) {
                const auto way = id == failureBanner ? wayOut(action) : std::nullopt;
                if (way == presentation::WayOut::Retry)
                    m_model.retry();
                else if (way)
                    emit wayOutRequested(int(*way));
            });
    connect(&panel, &panels::HistoryPanel::loadAllRequested, this, &HistoryController::loadAll);
    connect(&panel, &panels::HistoryPanel::cancelRequested, this, &HistoryController::stopLoading);
    connect(&navigator, &Navigator::sessionChanged, this, [this] {
        if (session::HistoryKeeper *keeper = m_navigator.session() ? m_navigator.session()->history() : nullptr) {
            connect(keeper, &session::HistoryKeeper::coverageChanged, this, [this](const core::StoreId &store) {
                if (store != m_navigator.subject().store)
                    return;
                if (m_wantsAll)
                    showCoverage();
                emit stateChanged(); // what can be done with a version depends on what is known before it
            });
        }
    });
    showState();
}

void HistoryController::follow(const Subject &now, const Subject &before)
{
    session::Session *session = m_navigator.session();
    if (now.sameHead(before)) {
        followSubjectSelection();
        return;
    }
    const QScopedValueRollback following(m_following, true);
    m_wantsAll = false;
    m_earlier.cancel();
    m_panel.setEarlierPossible(session && session->history() && !now.entry.isEmpty());
    m_panel.setEarlierChecked(false); // asked for entry by entry: it is a guess
    m_panel.setEarlierWords({});
    if (!session || now.isEmpty()) {
        m_model.clear();
        m_panel.setSubject({});
    } else if (now.entry.isEmpty()) {
        const core::Store *store = session->store(now.store);
        m_model.setStore(session, now.store);
        m_panel.setSubject(store ? store->name : now.store.value, tr("whole store"));
    } else {
        const core::Entry *entry = session->entries(now.store).find(now.entry);
        m_model.setEntry(session, now.store, now.entry);
        const core::Version *version = now.versions.isEmpty() ? nullptr : session->versions(now.store).find(now.versions.first());
        m_panel.setSubject(entry ? entry->path : version && version->entry == now.entry ? version->path : now.entry.value);
    }
    // The list may be hidden behind an empty state, so nobody else would ask.
    if (m_model.canFetchMore({}))
        m_model.fetchMore({});
    showState();
    showCoverage();
    followSubjectSelection();
    emit stateChanged();
}

void HistoryController::showState()
{
    const models::HistoryCoverage coverage = m_model.coverage();
    // Above what was read before it went wrong; with nothing to show the whole page says it.
    if (coverage.loading.error && m_model.rowCount() > 0)
        m_panel.showBanner(banner(failureBanner, *coverage.loading.error, presentation::Operation::ListVersions));
    else
        m_panel.dismissBanner(failureBanner);
    if (m_navigator.subject().isEmpty()) {
        m_panel.showEmpty({tr("No history to show"), tr("Choose an entry or a store on the left.")});
    } else if (m_model.rowCount() > 0) {
        m_panel.showList();
    } else if (coverage.loading.error) {
        m_panel.showFailure(failureState(*coverage.loading.error, presentation::Operation::ListVersions));
    } else if (!m_model.filter().isEmpty() && coverage.known > 0) {
        m_panel.showEmpty({tr("No version matches the filter")});
    } else if (coverage.complete) {
        m_panel.showEmpty({tr("No versions")});
    } else if (coverage.loading.isWorking() || coverage.loading.state == core::LoadState::NotLoaded) {
        m_panel.showLoading(tr("Reading the history…"));
    } else {
        m_panel.showEmpty({tr("None of its versions is loaded yet"),
                           tr("They are older than what was read so far. Load all to find them.")});
    }
}

void HistoryController::wantEarlierLife(bool wanted)
{
    session::Session *session = m_navigator.session();
    const QList<core::Version> track = m_model.track();
    m_earlier.cancel();
    m_panel.setEarlierWords({});
    if (!wanted) {
        m_model.setEarlierLives({});
        m_panel.setShowsPaths(false);
    } else if (!session || !session->history() || track.isEmpty()) {
        m_panel.setEarlierWords(tr("The history is not read yet."));
    } else if (track.last().action != core::Action::Created) {
        m_panel.setEarlierWords(tr("The beginning of this entry is not known yet. Load all to find it."));
    } else {
        m_panel.setEarlierWords(tr("Looking…"));
        m_earlier.find(session->history()->index(), track.last(), [session = QPointer(session)](const core::Version &version) {
            return session ? session->readVersion(version.store, version.id) : core::Call<core::Version>(core::ready<core::Version>(version));
        });
    }
}

//! Told to the log, so that they can be chosen and compared like others.
void HistoryController::showEarlierLife(const QList<core::Version> &versions)
{
    session::Session *session = m_navigator.session();
    if (!session)
        return;
    QSet<core::EntryId> entries;
    session::VersionLog &log = session->versions(m_navigator.subject().store);
    for (const core::Version &version : versions) {
        if (!log.find(version.id))
            log.put(version);
        entries.insert(version.entry);
    }
    m_model.setEarlierLives(entries);
    m_panel.setShowsPaths(!entries.isEmpty());
    m_panel.setEarlierWords(versions.isEmpty() ? tr("None was found among the versions that are known.")
                            : entries.size() == 1
                                ? tr("One deleted entry seems to be its earlier life.")
                                : tr("%n deleted entries seem to be its earlier life.", nullptr, int(entries.size())));
}

//! The course of one entry; those of a whole store have none in common.
void HistoryController::showSizes()
{
    widgets::StepChart *chart = m_panel.sizeChart();
    const SizeSteps sizes = sizeSteps(m_model.track(), m_model.coverage().complete);
    m_steps = sizes.versions;
    chart->setSteps(sizes.steps, m_navigator.session() ? m_navigator.session()->clock().now() : QDateTime());
    chart->setWords(sizes.summary, sizes.top);
    chart->setVisible(!sizes.steps.isEmpty());
    const QList<core::VersionId> &chosen = m_navigator.subject().versions;
    chart->setCurrent(chosen.isEmpty() ? -1 : int(m_steps.indexOf(chosen.last())));
}

//! One entry's versions come out of the index, which reads the store's past for them; a whole store's are read into memory
//! only as far as a list of them is of use here.
void HistoryController::loadAll()
{
    session::Session *session = m_navigator.session();
    const Subject &subject = m_navigator.subject();
    if (!session || subject.isEmpty())
        return;
    m_wantsAll = true;
    session::VersionLog &log = session->versions(subject.store);
    if (subject.entry.isEmpty())
        log.loadAll();
    else
        log.loadAllOf(subject.entry);
    if (session->history() && !subject.entry.isEmpty())
        session->history()->follow(subject.store);
    showCoverage();
}

void HistoryController::stopLoading()
{
    session::Session *session = m_navigator.session();
    if (!session)
        return;
    session->versions(m_navigator.subject().store).cancel();
    if (isReadingOlder())
        session->history()->stop(m_navigator.subject().store);
    m_wantsAll = false;
    showCoverage();
}

//! The person waits for it; otherwise it is nobody's business here.
bool HistoryController::isReadingOlder() const
{
    const session::Session *session = m_navigator.session();
    const Subject &subject = m_navigator.subject();
    return m_wantsAll && session && session->history() && !subject.entry.isEmpty() && !m_model.coverage().complete
        && session->history()->isReading(subject.store);
}

void HistoryController::showCoverage()
{
    const models::HistoryCoverage coverage = m_model.coverage();
    const Subject &subject = m_navigator.subject();
    panels::Coverage shown;
    if (!subject.isEmpty()) {
        const bool older = isReadingOlder();
        const bool working = older || coverage.loading.isWorking();
        const bool full = subject.entry.isEmpty() && m_navigator.session()->versions(subject.store).isFull();
        shown.text = presentation::historyCoverage(coverage);
        if (older)
            //: %1 "12 versions so far"
            shown.text = tr("%1; the older ones of the store are being read").arg(shown.text);
        else if (full && !coverage.complete && !working)
            //: %1 "10,000 versions so far"
            shown.text = tr("%1; Activity shows the older ones, too").arg(shown.text);
        shown.canCancel = working;
        shown.canLoadAll = !coverage.complete && !coverage.loading.complete && !working && !full;
    }
    m_panel.setCoverage(shown);
}

QList<core::Version> HistoryController::chosenVersions() const
{
    QList<core::Version> result;
    for (const QModelIndex &index : m_panel.selection()) {
        if (const auto version = m_model.versionAt(m_model.index(index.row(), 0)))
            result.append(*version);
    }
    return result;
}

std::optional<core::Version> HistoryController::chosen() const
{
    const QList<core::Version> versions = chosenVersions();
    return versions.size() == 1 ? std::optional(versions.first()) : std::nullopt;
}

void HistoryController::choose(const QList<QModelIndex> &indexes)
{
    Q_UNUSED(indexes);
    if (m_following)
        return;
    Subject subject = m_navigator.subject();
    subject.versions.clear();
    for (const core::Version &version : chosenVersions())
        subject.versions.append(version.id);
    {
        const QScopedValueRollback following(m_following, true);
        m_navigator.go(subject);
    }
    m_sizesSoon.start();
    emit stateChanged();
}

void HistoryController::followSubjectSelection()
{
    QList<core::VersionId> shown;
    for (const core::Version &version : chosenVersions())
        shown.append(version.id);
    if (shown == m_navigator.subject().versions)
        return;
    const QScopedValueRollback following(m_following, true);
    QList<QModelIndex> indexes;
    for (const core::VersionId &id : m_navigator.subject().versions) {
        if (const QModelIndex index = m_model.indexOf(id); index.isValid())
            indexes.append(m_shown.index(index.row(), 0));
    }
    m_panel.setSelection(indexes);
    m_sizesSoon.start();
    emit stateChanged();
}

void HistoryController::setFilter(const panels::HistoryFilterValues &values)
{
    models::HistoryFilter filter;
    filter.action = values.action;
    filter.redactedOnly = values.redactedOnly;
    filter.from = startOfDay(values.days.from);
    filter.to = endOfDay(values.days.to);
    m_model.setFilter(filter);
    showState();
    showCoverage();
}

} // namespace controllers
