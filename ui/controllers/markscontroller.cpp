// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/markscontroller.h"

#include "history/moments.h"
#include "session/historykeeper.h"
#include "session/session.h"
#include "ui/controllers/activityquestion.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/marknow.h"
#include "ui/panels/markspanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/messagebanner.h"

#include <QTreeView>

using namespace Qt::StringLiterals;
using presentation::Operation;

namespace controllers {

namespace {

const QString markBanner = u"marks.mark"_s;
const QString undoBanner = u"marks.undo"_s;
const QString failureBanner = u"marks.read"_s;
constexpr int followEveryMs = 700;

// Moments that nobody has to mark.
constexpr qint64 sinceYesterday = -1;
constexpr qint64 sinceWeek = -2;
constexpr int daysOfAWeek = 7;

core::Timestamp startOf(const QDate &day)
{
    // What was written at the very start of the day belongs to it.
    return core::Timestamp::fromMicroseconds(core::Timestamp::fromDateTime(day.startOfDay().toUTC()).microseconds() - 1);
}

} // namespace

MarksController::MarksController(Navigator &navigator, panels::MarksPanel &panel, panels::StoresPanel &stores,
                                 const core::Clock &clock, QObject *parent)
    : QObject(parent), m_navigator(navigator), m_panel(panel), m_stores(stores), m_clock(clock),
      m_changes(*panel.changes(), tr("Choose an entry in the list to see how it changed."))
{
    using panels::MarksPanel;
    m_shown.setSourceModel(&m_model);
    panel.setModel(&m_shown);
    m_soon.setSingleShot(true);
    m_soon.setInterval(followEveryMs);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_since.isPending())
            m_soon.start(); // a look that takes longer than the next record comes to its end
        else
            ask();
    });
    connect(&navigator, &Navigator::subjectChanged, this, &MarksController::follow);
    connect(&navigator, &Navigator::sessionChanged, this, &MarksController::follow);
    connect(&panel, &MarksPanel::shown, this, [this] {
        follow();
        m_asked = false; // it did not follow while it was hidden
        readMarks();
    });
    connect(&panel, &MarksPanel::markChosen, this, [this](qint64 id) {
        m_chosen = id;
        showMarks();
        ask();
    });
    connect(&panel, &MarksPanel::nameChanged, this, &MarksController::rename);
    connect(&panel, &MarksPanel::removeRequested, this, &MarksController::remove);
    connect(&panel, &MarksPanel::markRequested, this, &MarksController::markNow);
    connect(&panel, &MarksPanel::keepRequested, this, &MarksController::keepNow);
    connect(&panel, &MarksPanel::restoreRequested, this, &MarksController::restore);
    connect(&panel, &MarksPanel::currentChanged, this, &MarksController::choose);
    connect(&panel, &MarksPanel::activated, this, &MarksController::open);
    connect(&panel, &MarksPanel::emptyActionRequested, this, &MarksController::markNow);
    connect(&panel, &MarksPanel::wayOutRequested, this, [this](auto way) { emit wayOutRequested(int(way)); });
    connect(&panel, &MarksPanel::retryRequested, this, &MarksController::ask);
    connect(&panel, &MarksPanel::bannerActionTriggered, this, &MarksController::runBanner);
    connect(&panel, &MarksPanel::loadAllRequested, this, [this] {
        if (keeper())
            keeper()->follow(m_store);
    });
    connect(&panel, &MarksPanel::cancelRequested, this, [this] {
        if (keeper())
            keeper()->stop(m_store);
    });
    connect(&stores, &panels::StoresPanel::bannerActionTriggered, this, [this](const QString &id, const QString &action) {
        if (id == markBanner && action == u"show"_s)
            emit showRequested();
        if (id == markBanner)
            m_stores.dismissBanner(id);
    });
    showState();
}

MarksController::~MarksController() = default;

session::HistoryKeeper *MarksController::keeper() const
{
    return m_session ? m_session->history() : nullptr;
}

bool MarksController::canMark() const
{
    const session::Session *session = m_navigator.session();
    return session && session->history() && !m_navigator.subject().store.isEmpty();
}

void MarksController::follow()
{
    session::Session *session = m_navigator.session();
    const core::StoreId store = session ? m_navigator.subject().store : core::StoreId();
    if (session == m_session && store == m_store)
        return;
    if (!m_panel.isVisible() && session && !store.isEmpty() && session == m_session)
        return; // when somebody looks
    detach();
    m_session = session;
    m_store = store;
    const core::Store *known = keeper() ? session->store(store) : nullptr;
    m_panel.setSubject(known ? known->name : store.value);
    if (keeper() && !store.isEmpty() && m_panel.isVisible()) {
        using session::HistoryKeeper;
        connect(keeper(), &HistoryKeeper::recordsAdded, this, &MarksController::noteWritten);
        connect(keeper(), &HistoryKeeper::recordsChanged, this, &MarksController::noteWritten);
        connect(keeper(), &HistoryKeeper::coverageChanged, this, [this](const core::StoreId &id) {
            if (id == m_store)
                showCoverage();
        });
        connect(keeper(), &HistoryKeeper::problemChanged, this, &MarksController::showState);
        session::VersionLog &log = session->versions(store);
        if (log.loading().state == core::LoadState::NotLoaded)
            log.load();
        keeper()->follow(store);
    } else {
        m_store = {}; // attached when somebody looks
    }
    readMarks();
    showState();
}

void MarksController::detach()
{
    if (keeper())
        keeper()->disconnect(this);
    m_marksCall.abandon();
    m_since.abandon();
    m_soon.stop();
    m_marks.clear();
    m_chosen = 0;
    m_asked = false;
    m_error.reset();
    m_undo.reset();
    m_model.setChanges({});
    m_changes.clear();
    m_panel.setMarks({}, 0);
    m_panel.dismissBanner(undoBanner);
    m_panel.dismissBanner(failureBanner);
}

void MarksController::readMarks()
{
    if (!keeper() || m_store.isEmpty())
        return;
    m_marksCall.abandon();
    m_marksCall = keeper()->index().marks(m_store);
    m_marksCall.then(this, [this](const core::Result<QList<history::Mark>> &marks) {
        if (!marks) {
            m_error = marks.error();
            showState();
            return;
        }
        m_marks = *marks;
        const auto isThere = [this](qint64 id) {
            return id < 0 || std::any_of(m_marks.cbegin(), m_marks.cend(), [id](const history::Mark &mark) { return mark.id == id; });
        };
        const qint64 before = m_chosen;
        if (m_chosen == 0 || !isThere(m_chosen))
            m_chosen = m_marks.isEmpty() ? sinceYesterday : m_marks.constFirst().id;
        showMarks();
        if (m_chosen != before || !m_asked)
            ask();
    });
}

const history::Mark *MarksController::chosenMark() const
{
    const auto found = std::find_if(m_marks.cbegin(), m_marks.cend(), [this](const history::Mark &mark) { return mark.id == m_chosen; });
    return found == m_marks.cend() ? nullptr : &*found;
}

core::Timestamp MarksController::moment() const
{
    const QDate today = m_clock.now().toLocalTime().date();
    if (m_chosen == sinceYesterday)
        return startOf(today.addDays(-1));
    if (m_chosen == sinceWeek)
        return startOf(today.addDays(1 - daysOfAWeek));
    const history::Mark *mark = chosenMark();
    return mark ? mark->moment : core::Timestamp();
}

void MarksController::showMarks()
{
    QList<panels::MarkChoice> choices;
    for (const history::Mark &mark : std::as_const(m_marks))
        choices.append({mark.id, markWords(mark, m_clock.now())});
    choices.append({sinceYesterday, tr("Since yesterday")});
    choices.append({sinceWeek, tr("In the last 7 days")});
    m_panel.setMarks(choices, m_chosen);
    showState();
}

void MarksController::noteWritten(const core::StoreId &store)
{
    if (store == m_store && !m_soon.isActive())
        m_soon.start();
}

void MarksController::ask()
{
    m_soon.stop();
    if (!keeper() || m_store.isEmpty() || moment().isNull() || !m_panel.isVisible())
        return;
    m_since.abandon();
    const history::Mark seen = markOfNow(*m_session, m_store, m_clock);
    m_since = keeper()->index().changesBetween(m_store, moment(), history::endOfTime());
    m_since.then(this, [this, seen](const core::Result<QList<history::EntryChange>> &changes) {
        m_seen = seen;
        take(changes);
    });
}

void MarksController::take(const core::Result<QList<history::EntryChange>> &changes)
{
    m_asked = true;
    m_error = changes ? std::nullopt : std::optional(changes.error());
    m_model.setChanges(changes ? *changes : QList<history::EntryChange>());
    choose(m_panel.view()->currentIndex());
    showState();
}

// Marks

void MarksController::markNow()
{
    if (!canMark())
        return;
    session::Session *session = m_navigator.session();
    const core::StoreId store = m_navigator.subject().store;
    controllers::markNow(*session, store, m_clock, this, [this, session = QPointer(session), store](const Marked &marked) {
        if (session)
            finishMark(*session, store, marked);
    });
}

void MarksController::finishMark(session::Session &session, const core::StoreId &store, const Marked &marked)
{
    if (!marked.kept) {
        m_stores.showBanner(banner(markBanner, marked.kept.error(), Operation::ReadLocalFile));
        return;
    }
    if (&session == m_session && store == m_store)
        m_chosen = marked.kept->id;
    m_asked = false;
    readMarks();
    widgets::BannerMessage message{markBanner, marked.notAsked ? widgets::Severity::Warning : widgets::Severity::Positive,
                                   markedWords(session, store, marked.notAsked)};
    if (!m_panel.isVisible())
        message.actions = {{u"show"_s, tr("Changed Since the Mark")}};
    m_stores.showBanner(message);
    emit stateChanged();
}

void MarksController::put(const history::Mark &mark)
{
    keeper()->index().keepMark(mark).then(this, [this](const core::Result<history::Mark> &kept) {
        if (!kept) {
            m_panel.showBanner(banner(failureBanner, kept.error(), Operation::ReadLocalFile));
            return;
        }
        m_chosen = kept->id;
        m_asked = false;
        readMarks();
    });
}

void MarksController::rename(const QString &name)
{
    const history::Mark *chosen = chosenMark();
    if (!chosen || !keeper())
        return;
    history::Mark mark = *chosen;
    mark.name = name.trimmed();
    put(mark);
}

void MarksController::remove()
{
    const history::Mark *chosen = chosenMark();
    if (!chosen || !keeper())
        return;
    m_undo = *chosen;
    m_undo->id = 0;
    m_chosen = 0;
    keeper()->index().removeMark(chosen->id).then(this, [this](const core::Result<core::Done> &removed) {
        if (!removed)
            m_panel.showBanner(banner(failureBanner, removed.error(), Operation::ReadLocalFile));
        m_asked = false;
        readMarks();
    });
    m_panel.showBanner({undoBanner, widgets::Severity::Info, tr("The mark is deleted."), {{u"undo"_s, tr("Undo")}}});
}

//! What the list shows is fine: from here on. What came while it was looked at is not in it.
void MarksController::keepNow()
{
    const history::Mark *chosen = chosenMark();
    if (!chosen || !keeper())
        return;
    m_undo = *chosen;
    history::Mark mark = *chosen;
    mark.moment = m_seen.moment;
    mark.newest = m_seen.newest;
    mark.madeAt = m_seen.madeAt;
    put(mark);
    m_panel.showBanner({undoBanner, widgets::Severity::Info, tr("Kept: the mark is at this moment now."), {{u"undo"_s, tr("Undo")}}});
}

void MarksController::runBanner(const QString &id, const QString &action)
{
    if (id == undoBanner && action == u"undo"_s && m_undo && keeper() && m_undo->store == m_store)
        put(*std::exchange(m_undo, std::nullopt));
    else if (id == failureBanner && keeper())
        keeper()->follow(m_store);
    m_panel.dismissBanner(id);
}

// Entries

const history::EntryChange *MarksController::changeAt(const QModelIndex &shown) const
{
    return shown.isValid() ? m_model.changeAt(m_shown.mapToSource(shown).row()) : nullptr;
}

void MarksController::choose(const QModelIndex &index)
{
    const history::EntryChange *change = changeAt(index);
    if (change && m_session)
        m_changes.showThenAndNow(m_session, change->before, change->after, change->beforeKnown);
    else
        m_changes.clear();
}

void MarksController::open(const QModelIndex &index)
{
    const history::EntryChange *change = changeAt(index);
    if (!change || !m_session || m_navigator.session() != m_session)
        return;
    Subject subject{m_store, change->entry, {}};
    if (change->before)
        subject.versions.append(change->before->version.id);
    if (change->after && (!change->before || change->after->version.id != change->before->version.id))
        subject.versions.append(change->after->version.id);
    m_navigator.go(subject);
    emit openRequested();
}

void MarksController::restore(bool chosenOnly)
{
    QSet<QString> paths;
    if (chosenOnly) {
        for (const QModelIndex &row : m_panel.chosenRows()) {
            if (const history::EntryChange *change = changeAt(row))
                paths.insert(change->path);
        }
        if (paths.isEmpty())
            return;
    }
    emit restoreRequested(m_store, moment(), paths);
}

// State

void MarksController::showState()
{
    const bool store = keeper() && !m_store.isEmpty();
    m_panel.setMarkReason(canMark() ? QString() : tr("Choose a store first."));
    const history::Mark *mark = store ? chosenMark() : nullptr;
    const QString noMark = store ? tr("This is no mark, but a day.") : tr("Choose a store first.");
    const core::Store *known = store ? m_session->store(m_store) : nullptr;
    panels::MarksPanel::MarkState state;
    state.name = mark ? mark->name : QString();
    state.nameReason = !mark ? noMark : mark->automatic ? tr("This mark is kept by itself; it has no name.") : QString();
    state.removeReason = mark ? QString() : noMark;
    state.keepReason = !mark ? noMark : m_asked ? QString() : tr("The changes are still being read.");
    state.restoreReason = !store                     ? tr("Choose a store first.")
        : known && known->archived                   ? tr("This store is archived. It can be read, but not changed.")
        : moment().isNull()                          ? tr("Choose a mark first.")
                                                     : QString();
    m_panel.setMarkState(state);
    const auto problem = keeper() ? keeper()->problem() : std::nullopt;
    m_panel.setSummary(store && m_asked && m_model.rowCount() > 0 ? presentation::sinceTotalsText(m_model.totals()) : QString());
    if (problem || m_error)
        m_panel.showFailure(failureState(problem ? *problem : *m_error, Operation::ReadLocalFile));
    else if (!store)
        m_panel.showEmpty({tr("Nothing to look back to"), tr("Choose a store on the left.")});
    else if (m_model.rowCount() > 0)
        m_panel.showList();
    else if (!m_asked)
        m_panel.showLoading(tr("Comparing with the mark…"));
    else if (m_marks.isEmpty())
        m_panel.showEmpty({tr("Nothing was written since then"),
                           tr("Mark this moment, let the agent run, and see here what it changed: keep it, or restore what was there."),
                           tr("Mark Now")});
    else
        m_panel.showEmpty({tr("Nothing was written since then")});
    showCoverage();
    emit stateChanged();
}

void MarksController::showCoverage()
{
    panels::Coverage shown;
    if (keeper() && !m_store.isEmpty()) {
        const history::Coverage coverage = keeper()->coverage(m_store);
        const bool reading = keeper()->isReading(m_store);
        const bool reaches = coverage.complete || (!coverage.backTo.isNull() && coverage.backTo <= moment());
        shown.text = reaches ? coverageWords(coverage, reading)
                             : tr("Not all that was written since then is known yet. %1").arg(coverageWords(coverage, reading));
        shown.canCancel = reading;
        shown.canLoadAll = !reading && !coverage.complete;
        if (const auto error = keeper()->errorOf(m_store))
            m_panel.showBanner(banner(failureBanner, *error, Operation::ListVersions));
        else
            m_panel.dismissBanner(failureBanner);
    }
    m_panel.setCoverage(shown);
}

} // namespace controllers
