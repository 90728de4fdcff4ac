// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/changescontroller.h"

#include "session/session.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/versionwords.h"
#include "ui/panels/entrypanel.h"

#include <utility>

using namespace Qt::StringLiterals;
using presentation::Operation;

namespace controllers {

namespace {

constexpr size_t Left = 0;
constexpr size_t Right = 1;

QString withPlace(const QString &place, const QString &title)
{
    //: Header of a comparison: %1 is a connection, store or path, %2 a version with its time
    return place.isEmpty() ? title : ChangesController::tr("%1: %2").arg(place, title);
}

} // namespace

ChangesController::ChangesController(Navigator &navigator, EntryController &entry, QObject *parent)
    : QObject(parent), m_navigator(navigator), m_entry(entry), m_page(*entry.panel().changes())
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(0);
    connect(&m_settle, &QTimer::timeout, this, &ChangesController::update);
    const auto later = [this] { m_settle.start(); };
    connect(&navigator, &Navigator::subjectChanged, this, &ChangesController::follow);
    connect(&entry, &EntryController::stateChanged, this, later);
    connect(&entry.panel(), &panels::EntryPanel::viewChanged, this, later);
    connect(&entry.panel(), &panels::EntryPanel::compareWithCurrentRequested, this,
            &ChangesController::compareWithCurrent);
    connect(&m_page, &panels::ChangesPage::retryRequested, this, later);
}

void ChangesController::follow(const Subject &now, const Subject &before)
{
    m_wish = Wish::Useful;
    m_other = {};
    for (const QMetaObject::Connection &connection : std::exchange(m_otherStore, {}))
        disconnect(connection);
    if (now.store != before.store) {
        for (const QMetaObject::Connection &connection : std::exchange(m_ownStore, {}))
            disconnect(connection);
        if (m_navigator.session() && !now.store.isEmpty()) {
            const session::VersionLog &log = m_navigator.session()->versions(now.store);
            const auto again = [this] { m_settle.start(); };
            // A redacted text goes from the window at once.
            m_ownStore = {connect(&log, &session::VersionLog::loadingChanged, this, again),
                          connect(&log, &session::VersionLog::changed, this, again)};
        }
    }
    m_settle.start();
}

void ChangesController::wish(Wish wish)
{
    m_wish = wish;
    m_entry.panel().setView(panels::EntryPanel::View::Changes);
    m_settle.start();
}

void ChangesController::compareWithCurrent()
{
    wish(Wish::Current);
}

void ChangesController::compareWithEditor()
{
    wish(Wish::Editor);
}

void ChangesController::compareWith(const ComparedText &other)
{
    m_other = other;
    watch(other);
    wish(Wish::Other);
}

QList<core::Version> ChangesController::compared() const
{
    const bool ofSession = m_navigator.session() && (m_wish != Wish::Other || m_other.session == m_navigator.session());
    const std::optional<core::Version> &first = m_parts[Left].version;
    const std::optional<core::Version> &second = m_parts[Right].version;
    if (!ofSession || m_missing != 0 || !first || !second)
        return {};
    const bool swapped = m_parts[Right].at < m_parts[Left].at
        || (m_parts[Right].at == m_parts[Left].at && m_parts[Right].tie < m_parts[Left].tie);
    return swapped ? QList<core::Version>{*first, *second} : QList<core::Version>{*second, *first};
}

//! What becomes of the other text is seen here, too: redacted, changed, its connection closed.
void ChangesController::watch(const ComparedText &other)
{
    for (const QMetaObject::Connection &connection : std::exchange(m_otherStore, {}))
        disconnect(connection);
    if (!other.session)
        return;
    const auto again = [this] { m_settle.start(); };
    m_otherStore = {connect(&other.session->versions(other.store), &session::VersionLog::changed, this, again),
                    connect(other.session.data(), &QObject::destroyed, this, again)};
    if (other.version.isEmpty())
        m_otherStore.append(connect(&other.session->entries(other.store), &session::EntryList::changed, this,
                                    [this](const core::Entry &entry) {
                                        if (entry.id == m_other.entry)
                                            m_settle.start();
                                    }));
}

void ChangesController::update()
{
    ++m_generation;
    m_parts = {};
    for (size_t side : {Left, Right}) {
        m_versionCalls[side].abandon();
        m_entryCalls[side].abandon();
    }
    session::Session *session = m_navigator.session();
    if (m_entry.panel().view() != panels::EntryPanel::View::Changes || !session)
        return;
    const Subject &subject = m_navigator.subject();
    if (subject.isEmpty()) {
        m_page.showNothing({tr("Nothing to compare"), tr("Choose an entry, or versions in the history.")});
        return;
    }
    const session::VersionLog &log = session->versions(subject.store);
    QList<core::Version> chosen;
    for (const core::VersionId &id : subject.versions) {
        if (const core::Version *version = log.find(id))
            chosen.append(*version);
    }
    const bool one = chosen.size() == 1 && m_entry.base();
    if (m_wish == Wish::Other) {
        compareWithOther(chosen.isEmpty() ? std::nullopt : std::optional(chosen.first()));
    } else if (one && (m_wish == Wish::Current || m_wish == Wish::Editor)) {
        expect(partOf(*session, chosen.first(), {}), m_wish == Wish::Editor ? editorPart() : storedPart(), 1);
        read(comparedText(*session, chosen.first()), Left, {});
    } else {
        updateUseful(chosen);
    }
}

void ChangesController::updateUseful(const QList<core::Version> &chosen)
{
    if (chosen.size() == 2)
        compare(chosen[0], chosen[1]);
    else if (chosen.size() == 1)
        compareWithPrevious(chosen.first());
    else if (m_navigator.subject().entry.isEmpty())
        m_page.showNothing({tr("Nothing to compare"), tr("Choose one or two versions in the history.")});
    else if (m_entry.base() && m_entry.panel().isModified())
        compareEditor();
    else
        compareNewest();
}

void ChangesController::compareEditor()
{
    m_page.showChanges(storedPart().shown, editorPart().shown);
}

void ChangesController::compareNewest()
{
    session::VersionLog &log = m_navigator.session()->versions(m_navigator.subject().store);
    const QList<core::Version> track = log.ofEntry(m_navigator.subject().entry);
    if (!track.isEmpty()) {
        compareWithPrevious(track.first());
    } else if (log.loading().error) {
        m_page.showFailure({}, {}, failureState(*log.loading().error, Operation::ListVersions));
    } else if (log.loading().complete) {
        m_page.showNothing({tr("Nothing to compare"), tr("The service keeps no versions of this entry.")});
    } else {
        m_page.showLoading(tr("Previous version"), tr("Newest version"));
        log.loadEntry(m_navigator.subject().entry);
    }
}

void ChangesController::compareWithPrevious(const core::Version &version)
{
    session::Session &session = *m_navigator.session();
    session::VersionLog &log = session.versions(version.store);
    const QList<core::Version> track = log.ofEntry(version.entry);
    for (qsizetype i = 0; i + 1 < track.size(); ++i) {
        if (track[i].id == version.id) {
            compare(track[i + 1], version);
            return;
        }
    }
    const Part own = partOf(session, version, {});
    if (version.action == core::Action::Created || log.isCompleteFor(version.entry)) {
        Part before;
        before.shown = {tr("Before"), std::nullopt, tr("The entry did not exist before this version."), version.path, true};
        expect(before, own, 1);
        read(comparedText(session, version), Right, {});
    } else if (log.loading().error) {
        m_page.showFailure(tr("Previous version"), own.shown.label,
                           failureState(*log.loading().error, Operation::ListVersions));
    } else if (log.loading().isWorking()) {
        m_page.showLoading(tr("Previous version"), own.shown.label);
    } else {
        m_page.showNothing({tr("The version before is not loaded yet"),
                            tr("Load the whole history, below the list of versions, to compare with it.")});
    }
}

void ChangesController::compare(const core::Version &older, const core::Version &newer)
{
    session::Session &session = *m_navigator.session();
    expect(partOf(session, older, {}), partOf(session, newer, {}), 2);
    m_page.showLoading(m_parts[Left].shown.label, m_parts[Right].shown.label);
    read(comparedText(session, older), Left, {});
    read(comparedText(session, newer), Right, {});
}

void ChangesController::compareWithOther(const std::optional<core::Version> &chosen)
{
    session::Session &session = *m_navigator.session();
    const Subject &subject = m_navigator.subject();
    if (!m_other.session) {
        m_page.showNothing({tr("Nothing to compare"), tr("The connection of the other text was closed.")});
        return;
    }
    if (!chosen && !m_entry.base()) {
        m_page.showNothing({tr("Nothing to compare"), tr("Choose a version in the history, or open an entry.")});
        return;
    }
    const ComparedText own = chosen ? comparedText(session, *chosen)
                                    : ComparedText{&session, subject.store, subject.entry, {}, m_entry.base()->path};
    if (chosen && own.isSameAs(m_other)) {
        m_page.showNothing({tr("Nothing to compare"), tr("Both are the same version. Choose another one.")});
        return;
    }
    const QString ownPlace = placeWords(own, m_other);
    Part ownPart = chosen ? partOf(session, *chosen, ownPlace)
                          : m_entry.panel().isModified() ? editorPart() : storedPart();
    if (!chosen)
        ownPart.shown.label = withPlace(ownPlace, ownPart.shown.label);
    Part otherPart;
    otherPart.shown.label = withPlace(placeWords(m_other, own), m_other.version.isEmpty() ? tr("Current text") : tr("a version"));
    expect(otherPart, ownPart, chosen ? 2 : 1);
    m_page.showLoading(otherPart.shown.label, ownPart.shown.label);
    read(m_other, Left, placeWords(m_other, own));
    if (chosen)
        read(own, Right, ownPlace);
}

void ChangesController::expect(const Part &first, const Part &second, int missing)
{
    m_parts = {first, second};
    m_missing = missing;
}

void ChangesController::read(const ComparedText &text, size_t side, const QString &place)
{
    if (text.version.isEmpty())
        readPresent(text, side, place);
    else
        readVersion(text, side, place);
}

void ChangesController::readVersion(const ComparedText &text, size_t side, const QString &place)
{
    m_versionCalls[side] = text.session->readVersion(text.store, text.version);
    m_versionCalls[side].then(this, [this, text, side, place, generation = m_generation](
                                        const core::Result<core::Version> &version) {
        if (generation != m_generation || !text.session)
            return;
        if (!version) {
            fail(version.error(), Operation::ReadVersion);
            return;
        }
        m_parts[side] = partOf(*text.session, *version, place);
        m_parts[side].shown.text = version->content;
        sideIsKnown();
    });
}

void ChangesController::readPresent(const ComparedText &text, size_t side, const QString &place)
{
    m_entryCalls[side] = text.session->readEntry(text.store, text.entry);
    m_entryCalls[side].then(this, [this, text, side, place, generation = m_generation](
                                      const core::Result<core::Entry> &entry) {
        if (generation != m_generation)
            return;
        if (!entry) {
            fail(entry.error(), Operation::ReadEntry);
            return;
        }
        Part &part = m_parts[side];
        part.shown = {entry->version ? tr("Current text, v%1").arg(*entry->version) : tr("Current text"), entry->content};
        part.shown.label = withPlace(place, part.shown.label);
        part.shown.path = entry->path;
        part.at = entry->updatedAt;
        sideIsKnown();
    });
}

void ChangesController::fail(const core::Error &error, Operation operation)
{
    ++m_generation;
    m_page.showFailure(m_parts[Left].shown.label, m_parts[Right].shown.label, failureState(error, operation));
}

void ChangesController::sideIsKnown()
{
    if (--m_missing > 0)
        return;
    const Part &first = m_parts[Left];
    const Part &second = m_parts[Right];
    // What was not there before a version has no time: it is the oldest.
    const bool swapped = !second.isNow
        && (first.isNow || second.at < first.at || (second.at == first.at && second.tie < first.tie));
    m_page.showChanges(swapped ? second.shown : first.shown, swapped ? first.shown : second.shown);
}

ChangesController::Part ChangesController::partOf(session::Session &session, const core::Version &version,
                                                  const QString &place) const
{
    Part part;
    const bool ownEntry = !place.isEmpty() || !m_navigator.subject().entry.isEmpty();
    part.shown.label = withPlace(place, versionTitle(session, version, ownEntry));
    if (version.redacted || version.action == core::Action::Deleted)
        part.shown.gap = versionGap(version).text;
    part.shown.path = version.path;
    part.shown.absent = version.action == core::Action::Deleted;
    part.at = version.createdAt;
    part.tie = version.id.value;
    part.version = version;
    part.version->content.reset();
    return part;
}

ChangesController::Part ChangesController::storedPart() const
{
    const core::Entry &base = *m_entry.base();
    Part part;
    part.shown = {base.version ? tr("Stored text, v%1").arg(*base.version) : tr("Stored text"), base.content};
    part.shown.path = base.path;
    part.at = base.updatedAt;
    return part;
}

ChangesController::Part ChangesController::editorPart() const
{
    Part part;
    part.shown = {m_entry.panel().isModified() ? tr("Your unsaved text") : tr("Text in the editor"),
                  m_entry.panel().editedBytes()};
    part.shown.path = m_entry.base()->path;
    part.isNow = true;
    return part;
}

} // namespace controllers
