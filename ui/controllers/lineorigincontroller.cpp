// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/lineorigincontroller.h"

#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/originwords.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/originbar.h"
#include "ui/widgets/linemargin.h"
#include "ui/widgets/texteditor.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace controllers {

LineOriginController::LineOriginController(Navigator &navigator, EntryController &entry, const core::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_navigator(navigator)
    , m_entry(entry)
    , m_panel(entry.panel())
    , m_clock(clock)
    , m_editorMargin(new widgets::LineMargin(m_panel.editor()))
    , m_versionMargin(new widgets::LineMargin(m_panel.versionView()))
{
    for (QTimer *timer : {&m_soon, &m_againSoon}) {
        timer->setSingleShot(true);
        timer->setInterval(0);
    }
    m_againSoon.setInterval(300);
    m_ages.setInterval(std::chrono::seconds(30));
    connect(&m_soon, &QTimer::timeout, this, &LineOriginController::update);
    connect(&m_againSoon, &QTimer::timeout, this, &LineOriginController::readAgain);
    connect(&m_ages, &QTimer::timeout, this, &LineOriginController::showNotes);
    const auto soon = [this] { m_soon.start(); };
    connect(&entry, &EntryController::stateChanged, this, soon);
    connect(&navigator, &Navigator::subjectChanged, this, soon);
    connect(&navigator, &Navigator::sessionChanged, this, [this] {
        stop();
        m_soon.start();
    });
    connect(&m_panel, &panels::EntryPanel::viewChanged, this, soon);
    connect(m_panel.editor(), &widgets::TextEditor::byteCountChanged, this, &LineOriginController::showNotes);
    for (widgets::TextEditor *editor : {m_panel.editor(), m_panel.versionView()})
        connect(editor, &QPlainTextEdit::cursorPositionChanged, this, &LineOriginController::showLine);
    for (widgets::LineMargin *margin : {m_editorMargin, m_versionMargin})
        connect(margin, &widgets::LineMargin::activated, this, &LineOriginController::goTo);
    const panels::OriginBar *bar = m_panel.originBar();
    connect(bar, &panels::OriginBar::goRequested, this, &LineOriginController::goToChange);
    connect(bar, &panels::OriginBar::closeRequested, this, [this] { setShown(false); });
    connect(bar, &panels::OriginBar::stopRequested, this, [this] {
        if (m_run)
            m_run->cancel();
        if (m_hunt)
            m_hunt->cancel();
    });
    connect(bar, &panels::OriginBar::goOnRequested, this, &LineOriginController::run);
    connect(bar, &panels::OriginBar::elsewhereRequested, this, &LineOriginController::lookElsewhere);
    connect(bar, &panels::OriginBar::showElsewhereRequested, this, [this] {
        if (const audit::LinePlace *place = placeOf(editor().currentLine()))
            emit showRequested({m_target->store, place->entry, {place->version}});
    });
}

LineOriginController::~LineOriginController()
{
    for (const QMetaObject::Connection &connection : std::as_const(m_history))
        disconnect(connection);
}

void LineOriginController::setShown(bool shown)
{
    if (std::exchange(m_shown, shown) == shown)
        return;
    if (shown)
        m_ages.start();
    else
        m_ages.stop();
    update();
    emit stateChanged();
}

std::optional<LineOriginController::Target> LineOriginController::target() const
{
    const Subject &subject = m_navigator.subject();
    if (!m_navigator.session() || subject.entry.isEmpty())
        return std::nullopt;
    if (m_panel.showsVersion()) {
        const std::optional<QByteArray> text = m_entry.shownText();
        if (!text || subject.versions.size() != 1)
            return std::nullopt;
        return Target{subject.store, subject.entry, subject.versions.first(), *text};
    }
    if (!m_entry.base() || !m_entry.base()->content)
        return std::nullopt;
    return Target{subject.store, subject.entry, {}, *m_entry.base()->content};
}

QString LineOriginController::whyNot() const
{
    return m_shown || target() ? QString() : tr("No text is shown.");
}

widgets::TextEditor &LineOriginController::editor() const
{
    return m_panel.showsVersion() ? *m_panel.versionView() : *m_panel.editor();
}

widgets::LineMargin &LineOriginController::margin() const
{
    return m_panel.showsVersion() ? *m_versionMargin : *m_editorMargin;
}

//! Another text may be shown now.
void LineOriginController::update()
{
    const std::optional<Target> wanted = m_shown ? target() : std::nullopt;
    m_editorMargin->setShown(wanted && !m_panel.showsVersion());
    m_versionMargin->setShown(wanted && m_panel.showsVersion());
    m_panel.setOriginBarShown(wanted.has_value());
    if (wanted == m_target) {
        if (wanted)
            showNotes(); // in another view, perhaps
        return;
    }
    stop();
    m_target = wanted;
    if (!wanted) {
        emit stateChanged();
        return;
    }
    m_follower = {};
    m_lines = m_follower.read(wanted->text);
    // All of its past is wanted: this reads it where it is not known yet.
    session::Session *session = m_navigator.session();
    session->versions(wanted->store).loadAllOf(wanted->entry);
    if (session->history())
        session->history()->follow(wanted->store);
    followHistory();
    run();
}

void LineOriginController::run()
{
    if (!m_target || !m_navigator.session())
        return;
    m_run = std::make_unique<session::OriginRun>(*m_navigator.session(),
                                                 session::OriginWish{m_target->store, m_target->entry, m_target->version, m_target->text});
    connect(m_run.get(), &session::OriginRun::changed, this, &LineOriginController::showNotes);
    connect(m_run.get(), &session::OriginRun::finished, this, &LineOriginController::showNotes);
    m_run->start();
    showNotes();
}

void LineOriginController::stop()
{
    for (const QMetaObject::Connection &connection : std::exchange(m_history, {}))
        disconnect(connection);
    m_againSoon.stop();
    if (m_run)
        m_run.release()->deleteLater(); // perhaps it is what tells this
    if (m_hunt)
        m_hunt.release()->deleteLater();
    m_found.reset();
    m_target.reset();
    m_report = {};
    m_whole = false;
    m_sources.clear();
}

//! What becomes known of the entry later may tell more, or that a text is gone.
void LineOriginController::followHistory()
{
    session::Session *session = m_navigator.session();
    const session::VersionLog *log = &session->versions(m_target->store);
    const auto again = [this](const QList<core::Version> &versions) {
        for (const core::Version &version : versions) {
            if (m_target && version.entry == m_target->entry)
                m_againSoon.start();
        }
    };
    m_history.append(connect(log, &session::VersionLog::added, this, again));
    m_history.append(connect(log, &session::VersionLog::changed, this, [again](const core::Version &version) { again({version}); }));
    if (const session::HistoryKeeper *keeper = session->history()) {
        m_history.append(connect(keeper, &session::HistoryKeeper::recordsAdded, this,
                                 [again](const core::StoreId &, const QList<core::Version> &versions) { again(versions); }));
    }
}

//! Not while the last one goes on, and not where nothing new can come of it.
void LineOriginController::readAgain()
{
    if (!m_target || !m_run)
        return;
    if (m_run->isRunning())
        m_againSoon.start();
    else if (!m_report.wasStopped)
        run();
}

std::optional<audit::LineOrigin> LineOriginController::originOf(int line) const
{
    const int source = m_sources.value(line - 1, -1);
    if (source < 0 || source >= m_report.lines.size())
        return std::nullopt;
    return m_report.lines[source];
}

void LineOriginController::showNotes()
{
    if (!m_target || !m_run)
        return;
    // While it is found out anew, what was found before stands.
    if (!m_run->isRunning() || !m_whole)
        m_report = m_run->report();
    m_whole = m_whole || !m_run->isRunning();
    m_sources.clear();
    if (m_panel.showsVersion() || !m_panel.isModified()) {
        for (int line = 0; line < int(m_lines.size()); ++line)
            m_sources.append(line);
    } else {
        text::LineFollower follower = m_follower;
        m_sources = text::LineFollower::follow(m_lines, follower.read(m_panel.editedBytes()));
    }
    QList<widgets::LineNote> notes;
    const QDateTime now = m_clock.now();
    QHash<std::pair<int, int>, widgets::LineNote> known; // many lines have the same
    for (int line = 1; line <= int(m_sources.size()); ++line) {
        if (m_sources[line - 1] < 0) {
            notes.append(unsavedNote());
        } else if (const auto origin = originOf(line)) {
            auto note = known.find({origin->earliest, origin->latest});
            if (note == known.end())
                note = known.insert({origin->earliest, origin->latest}, noteOf(m_report, *origin, now));
            notes.append(*note);
            if (const audit::LinePlace *place = placeOf(line))
                noteEarlierPlace(notes.last(), *place);
        } else {
            notes.append(unknownNote());
        }
    }
    if (m_whole || !m_report.lines.isEmpty()) // after a save the old ones stay for a moment
        margin().setNotes(notes);
    showLine();
}

void LineOriginController::showLine()
{
    if (!m_target || !m_run)
        return;
    panels::OriginBarState state;
    const int line = editor().currentLine();
    const auto origin = originOf(line);
    const auto saying = [line](const QString &words) { return tr("Line %L1: %2").arg(line).arg(words); };
    if (line > m_sources.size())
        state.line = saying(tr("empty"));
    else if (m_sources.value(line - 1, -1) < 0)
        state.line = saying(unsavedNote().words);
    else if (origin)
        state.line = saying(lineWords(m_report, *origin, m_clock.now()));
    if (line <= margin().notes().size())
        state.details = margin().notes()[line - 1].explanation;
    state.running = m_run->isRunning();
    state.coverage = coverageWords(state.running ? m_run->report() : m_report, state.running);
    if (m_report.endedBy && !state.running)
        state.coverage += u' ' + sentence(*m_report.endedBy, presentation::Operation::ReadVersion);
    if (const QString words = huntWords(); !words.isEmpty() && !state.running)
        state.coverage = words;
    if (const audit::LinePlace *place = placeOf(line)) {
        state.coverage = earlierWords(*place);
        state.canShowElsewhere = true;
    }
    const session::Session *session = m_navigator.session();
    state.canLookElsewhere = !state.running && !m_hunt && !m_found && session && session->history() && !m_report.lines.isEmpty();
    state.running = state.running || m_hunt;
    state.canGo = whyNoChange().isEmpty();
    state.canGoOn = !state.running && !m_run->isRunning() && (m_report.wasStopped || m_report.endedBy);
    m_panel.originBar()->setState(state);
    if (const QString reason = whyNoChange(); reason != m_reason) {
        m_reason = reason;
        emit stateChanged();
    }
}

QString LineOriginController::whyNoChange() const
{
    if (!m_target || !m_run)
        return tr("Show the line origin first.");
    const int line = editor().currentLine();
    if (line > m_sources.size())
        return tr("There is nothing in this line.");
    return m_sources.value(line - 1, -1) >= 0 && !originOf(line) ? tr("The origin of this line is not known yet.") : QString();
}

void LineOriginController::goToChange()
{
    if (m_target)
        goTo(editor().currentLine());
}

//! The version in which it is seen first, and what it changed; of a line that is not saved, what will be.
void LineOriginController::goTo(int line)
{
    if (!m_target || line > m_sources.size())
        return;
    Subject subject{m_target->store, m_target->entry, {}};
    if (const auto origin = originOf(line))
        subject.versions = {m_report.versions[origin->latest].id};
    else if (m_sources.value(line - 1, -1) >= 0)
        return; // not known yet
    m_navigator.go(subject);
    m_panel.setView(panels::EntryPanel::View::Changes);
}

void LineOriginController::lookElsewhere()
{
    session::Session *session = m_navigator.session();
    if (!m_target || !session || !session->history() || m_report.lines.isEmpty())
        return;
    QList<audit::LineHunt::Wanted> wanted;
    core::Timestamp before;
    for (int line = 0; line < int(m_report.lines.size()); ++line) {
        const core::Timestamp &at = m_report.versions[m_report.lines[line].latest].createdAt;
        wanted.append({line, at});
        before = std::max(before, at);
    }
    m_hunt = std::make_unique<session::HuntRun>(*session, m_target->store, m_target->entry,
                                                audit::LineHunt(m_target->text, wanted), before);
    connect(m_hunt.get(), &session::HuntRun::changed, this, &LineOriginController::showLine);
    connect(m_hunt.get(), &session::HuntRun::finished, this, &LineOriginController::endHunt);
    m_hunt->start();
    showLine();
}

void LineOriginController::endHunt()
{
    if (!m_hunt)
        return;
    m_found = m_hunt->report();
    m_hunt.release()->deleteLater(); // it is what tells this
    showNotes();
}

const audit::LinePlace *LineOriginController::placeOf(int line) const
{
    const int source = m_sources.value(line - 1, -1);
    if (source < 0 || !m_found)
        return nullptr;
    const auto place = m_found->found.constFind(source);
    return place == m_found->found.cend() ? nullptr : &*place;
}

QString LineOriginController::huntWords() const
{
    if (!m_hunt && !m_found)
        return {};
    const session::Session *session = m_navigator.session();
    const bool whole = session && session->history() && session->history()->coverage(m_target->store).complete;
    return elsewhereWords(m_hunt ? m_hunt->report() : *m_found, m_hunt != nullptr, whole);
}

} // namespace controllers
