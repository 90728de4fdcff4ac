// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The part of TimeMachine about two moments: what differs between them, and evidence of one or both.
#include "core/background.h"
#include "models/displaytext.h"
#include "session/historykeeper.h"
#include "session/session.h"
#include "ui/controllers/timemachine.h"
#include "ui/panels/pastpanel.h"
#include "ui/presentation/relativetime.h"

#include <QLocale>
#include <QTreeView>

#include <algorithm>

namespace controllers {

namespace {

constexpr qsizetype mostCounted = 2'000;   // pairs of texts that are compared line by line
constexpr qint64 dayUs = 86'400'000'000;

} // namespace

core::Timestamp TimeMachine::from() const
{
    return m_moments[1].isNull() ? m_moments[0] : std::min(m_moments[0], m_moments[1]);
}

core::Timestamp TimeMachine::to() const
{
    return m_moments[1].isNull() ? m_moments[0] : std::max(m_moments[0], m_moments[1]);
}

void TimeMachine::setComparing(bool comparing)
{
    m_differencesKnown = false;
    m_found.clear();
    m_changesCall.abandon();
    m_foundCall.abandon();
    m_compareSoon.stop();
    m_lines.stop();
    m_panel.setCountWords({});
    if (!comparing) {
        m_panel.slider()->setMoment(1, std::nullopt);
        m_differences.setDifferences({});
        m_changes.clear();
        ask();
        showText();
        showState();
        return;
    }
    if (m_past) {
        chooseTwoMoments();
        for (const int which : {0, 1})
            m_panel.setMoment(which, m_moments.at(size_t(which)).local(), presentation::exactLocal(m_moments.at(size_t(which))));
    }
    m_panel.showChanges();
    m_changes.clear();
    ask();
    showState();
}

//! The present against what is looked at; who looks at the present wants to know what the last day brought.
void TimeMachine::chooseTwoMoments()
{
    m_moments[1] = latest();
    if (!m_atEnd && m_moments[0] < m_moments[1])
        return;
    m_atEnd = false;
    m_moments[0] = std::max(earliest(), core::Timestamp::fromMicroseconds(m_moments[1].microseconds() - dayUs));
}

//! Their texts go from the window at once (K3); the list follows when the past was read again.
void TimeMachine::takeRedacted(const QList<core::Version> &versions)
{
    m_text.takeRedacted(versions);
    const audit::Difference *shown = m_panel.isComparing() ? differenceAt(m_panel.differences()->currentIndex()) : nullptr;
    const auto isShown = [shown](const core::Version &version) {
        return shown && ((shown->before && shown->before->version.id == version.id) || (shown->after && shown->after->version.id == version.id));
    };
    if (std::any_of(versions.cbegin(), versions.cend(), isShown))
        m_changes.clear();
}

void TimeMachine::askDifferences()
{
    m_compareSoon.stop();
    if (!keeper() || !m_past || !m_panel.isComparing())
        return;
    m_changesCall.abandon();
    m_foundCall.abandon();
    const std::array between{from(), to()};
    m_changesCall = keeper()->index().changesBetween(m_store, between[0], between[1]);
    m_changesCall.then(this, [this, between](const core::Result<QList<history::EntryChange>> &changes) {
        m_error = changes ? std::nullopt : std::optional(changes.error());
        if (changes)
            sortDifferences(*changes, between);
        showState();
    });
    showState();
}

void TimeMachine::sortDifferences(const QList<history::EntryChange> &changes, const std::array<core::Timestamp, 2> &between)
{
    m_foundCall = core::inBackground<SortedDifferences>(m_pool, [changes](const core::CancelFlag &) {
        const QList<audit::Difference> all = audit::differencesOf(changes);
        return core::Result<SortedDifferences>(SortedDifferences{all, models::pathPlaces(all)});
    });
    m_foundCall.then(this, [this, between](const core::Result<SortedDifferences> &found) {
        if (found) {
            m_foundBetween = between;
            if (found->all != m_found || !m_differencesKnown)
                takeDifferences(*found);
        }
        showState();
    });
}

void TimeMachine::takeDifferences(const SortedDifferences &differences)
{
    const audit::Difference *current = differenceAt(m_panel.differences()->currentIndex());
    const QString path = current ? current->path : QString();
    m_lines.stop();
    m_found = differences.all;
    m_differences.setDifferences(differences.all, differences.places);
    m_differencesKnown = true;
    QList<session::LineCounts::Pair> pairs;
    for (int row = 0; row < std::min<qsizetype>(m_differences.rowCount(), mostCounted); ++row) {
        const audit::Difference &difference = *m_differences.at(row);
        session::LineCounts::Pair pair;
        if (difference.before)
            pair.before = difference.before->version;
        if (difference.after)
            pair.after = difference.after->version;
        if (difference.kind == audit::DifferenceKind::NotKnown)
            pair.before = pair.after = {};
        pairs.append(pair);
    }
    m_lines.start(*m_session, m_store, pairs);
    for (int row = 0; row < m_differences.rowCount() && !path.isEmpty(); ++row) {
        if (m_differences.at(row)->path == path)
            m_panel.differences()->setCurrentIndex(m_shownDifferences.mapFromSource(m_differences.index(row, 0)));
    }
}

//! What is not at hand is read where that costs nothing, and offered elsewhere.
void TimeMachine::countLines()
{
    if (!m_session || !m_panel.isComparing())
        return;
    const int missing = m_lines.missing();
    if (missing > 0 && !m_lines.isRunning() && !m_lines.error() && m_session->pageGap().count() == 0) {
        m_lines.readMissing();
        return;
    }
    m_panel.setCountWords(missing == 0 || m_lines.isRunning() ? QString()
                          : missing == 1                      ? tr("Count Lines of 1 More")
                                                              : tr("Count Lines of %L1 More").arg(missing));
}

const audit::Difference *TimeMachine::differenceAt(const QModelIndex &shown) const
{
    return shown.isValid() ? m_differences.at(m_shownDifferences.mapToSource(shown).row()) : nullptr;
}

void TimeMachine::chooseDifference(const QModelIndex &index)
{
    if (!m_panel.isComparing())
        return;
    const audit::Difference *difference = differenceAt(index);
    if (difference && m_session)
        m_changes.showThenAndNow(m_session, difference->before, difference->after, difference->kind != audit::DifferenceKind::NotKnown);
    else
        m_changes.clear();
}

void TimeMachine::openDifference(const QModelIndex &index)
{
    const audit::Difference *difference = differenceAt(index);
    if (!difference || !m_session || m_navigator.session() != m_session)
        return;
    const auto &before = difference->before;
    const auto &after = difference->after;
    const core::Version &shown = (after ? after : before)->version;
    Subject subject{m_store, shown.entry, {shown.id}};
    ComparedText other;
    if (before && after && before->version.entry == shown.entry)
        subject.versions = {before->version.id, shown.id};
    else if (before && after)
        other = comparedText(*m_session, before->version);
    emit openRequested(subject, other);
}

QList<core::Version> TimeMachine::compared() const
{
    return m_panel.isComparing() ? m_changes.compared() : QList<core::Version>();
}

//! What would be written is what the page shows, of the moments that it names.
QString TimeMachine::whyNoEvidence() const
{
    if (!m_panel.isComparing())
        return m_tree.state().past && m_tree.state().entries() == 0 ? tr("Nothing stood there at this moment, as far as is known.") : QString();
    if (!m_differencesKnown || m_foundBetween != std::array{from(), to()})
        return m_error ? tr("The two moments could not be compared.") : tr("The two moments are still being compared.");
    return m_found.isEmpty() ? tr("Nothing differs between the two moments.") : QString();
}

//! Of a moment the versions that stood then; of two those that stand on either side of a difference.
void TimeMachine::collectEvidence()
{
    if (!keeper() || !m_past || !whyNoEvidence().isEmpty())
        return;
    EvidenceSubject subject;
    const auto newestFirst = [](const core::Version &a, const core::Version &b) { return history::positionOf(b) < history::positionOf(a); };
    subject.store = m_store;
    subject.compared = false;
    const core::Store *known = m_session->store(m_store);
    subject.name = known ? models::displayText(known->name) : m_store.value;
    if (m_panel.isComparing()) {
        QList<core::Version> versions;
        for (const audit::Difference &difference : std::as_const(m_found)) { // also those that are too many for the list
            for (const auto *record : {&difference.after, &difference.before}) {
                if (*record)
                    versions.append((*record)->version);
            }
        }
        std::sort(versions.begin(), versions.end(), newestFirst);
        subject.only = versions;
        //: %1 and %2 are moments in UTC
        subject.selection = tr("both sides of what differs in the store between %1 and %2")
                                .arg(presentation::exactUtc(m_foundBetween[0]), presentation::exactUtc(m_foundBetween[1]));
        emit evidenceRequested(subject);
        return;
    }
    //: %1 is a moment in UTC
    subject.selection = tr("the versions that stood in the store at %1").arg(presentation::exactUtc(m_moments[0]));
    m_evidenceCall.abandon();
    m_evidenceCall = keeper()->index().stateAt(m_store, m_moments[0]);
    m_evidenceCall.then(this, [this, subject, newestFirst](const core::Result<QList<history::Record>> &records) {
        if (!records) {
            m_error = records.error();
            showState();
            return;
        }
        QList<core::Version> standing;
        for (const history::Record &record : *records)
            standing.append(record.version);
        std::sort(standing.begin(), standing.end(), newestFirst);
        EvidenceSubject whole = subject;
        whole.only = standing;
        emit evidenceRequested(whole);
    });
}

} // namespace controllers
