// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/versionchanges.h"

#include "models/displaytext.h"
#include "session/historykeeper.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/versionwords.h"

#include <algorithm>
#include <utility>

namespace controllers {

namespace {

constexpr int settleMs = 80;
constexpr size_t Left = 0;
constexpr size_t Right = 1;

} // namespace

VersionChanges::VersionChanges(panels::ChangesPage &page, const QString &hint, QObject *parent)
    : QObject(parent), m_page(page), m_hint(hint)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &VersionChanges::start);
    connect(&page, &panels::ChangesPage::retryRequested, this, &VersionChanges::start);
    if (m_hint.isEmpty())
        m_hint = tr("Choose a version in the list to see what it changed.");
    clear();
}

void VersionChanges::clear()
{
    show(nullptr, std::nullopt);
}

void VersionChanges::show(session::Session *session, const std::optional<history::Record> &record)
{
    const bool same = session == m_session && record && m_record && record->version == m_record->version;
    const bool another = !record || !m_record || record->version.id != m_record->version.id;
    m_session = session;
    m_record = record;
    m_moments.reset();
    if (same)
        return;
    if (another)
        m_other = {};
    watch();
    reset();
    if (session && record)
        m_settle.start();
    else
        m_page.showNothing({tr("Nothing to compare"), m_hint});
}

void VersionChanges::showThenAndNow(session::Session *session, const std::optional<history::Record> &then,
                                    const std::optional<history::Record> &now, bool known)
{
    const Moments moments{then, now, known};
    const bool same = session == m_session && m_moments == moments;
    m_session = session;
    m_record.reset();
    m_other = {};
    m_moments = moments;
    if (same)
        return;
    watch();
    reset();
    m_settle.start();
}

//! What becomes of the texts in the stores that they come from.
void VersionChanges::watch()
{
    for (const QMetaObject::Connection &connection : std::exchange(m_watched, {}))
        disconnect(connection);
    for (session::Session *session : {m_session.data(), m_other.session.data()}) {
        if (!session || !session->history() || (session == m_session && !m_watched.isEmpty()))
            continue;
        m_watched.append(connect(session->history(), &session::HistoryKeeper::recordsRedacted, this,
                                 [this](const core::StoreId &, const QList<core::Version> &versions) { takeRedacted(versions); }));
    }
}

//! The list may show another row for it, or none: what is left to be compared is read again in any case.
void VersionChanges::takeRedacted(const QList<core::Version> &versions)
{
    const auto isHere = [this](const core::Version &version) { return m_read.contains(version.id); };
    if (std::none_of(versions.cbegin(), versions.cend(), isHere))
        return;
    const QString left = m_left.label;
    const QString right = m_right.label;
    reset();
    m_page.showLoading(left, right);
    m_settle.start();
}

//! Keeps no text.
void VersionChanges::reset()
{
    ++m_generation;
    m_before.abandon();
    m_leftCall.abandon();
    m_rightCall.abandon();
    m_left = m_right = {};
    m_versions = {};
    m_read.clear();
    m_missing = 0;
    m_settle.stop();
}

void VersionChanges::compareWith(const ComparedText &other)
{
    m_other = other;
    watch();
    start();
}

void VersionChanges::compareWithBefore()
{
    if (m_other.session)
        compareWith({});
}

QList<core::Version> VersionChanges::compared() const
{
    const bool ofSession = m_session && (!m_other.session || m_other.session == m_session);
    if (!ofSession || m_missing > 0 || !m_versions[Left] || !m_versions[Right])
        return {};
    return {*m_versions[Right], *m_versions[Left]};
}

void VersionChanges::start()
{
    if (!m_session || !m_session->history())
        return;
    reset();
    if (m_moments)
        compareMoments();
    if (!m_record)
        return;
    if (m_other.session) {
        compareOther();
        return;
    }
    const core::Version version = m_record->version;
    m_left.label = tr("Previous version");
    m_right = label(*m_session, version);
    m_page.showLoading(m_left.label, m_right.label);
    m_before = m_session->history()->index().history(version.store, version.entry, history::positionOf(version), 1);
    m_before.then(this, [this, generation = m_generation](const core::Result<history::Block> &answer) {
        if (generation != m_generation || !m_session)
            return;
        if (!answer)
            fail(answer.error());
        else if (answer->records.isEmpty())
            compare(std::nullopt);
        else
            compare(answer->records.first().version);
    });
}

void VersionChanges::compare(const std::optional<core::Version> &before)
{
    const core::Version &version = m_record->version;
    m_right = label(*m_session, version);
    if (!before && version.action != core::Action::Created) {
        m_page.showNothing({tr("The version before is not known yet"),
                            tr("It is older than what was read so far. Load all to compare with it.")});
        return;
    }
    m_missing = before ? 2 : 1;
    m_left = before ? label(*m_session, *before)
                    : panels::ChangesSide{tr("Before"), std::nullopt, tr("The entry did not exist before this version."),
                                          version.path, true};
    m_page.showLoading(m_left.label, m_right.label);
    if (before)
        read(*m_session, before->store, before->id, true);
    read(*m_session, version.store, version.id, false);
}

void VersionChanges::compareMoments()
{
    const auto &[then, now, known] = *m_moments;
    if (!then && !known) {
        m_page.showNothing({tr("What it was then is not known yet"),
                            tr("It is older than what was read so far. Load all to compare with it.")});
        return;
    }
    if (!then && !now) {
        m_page.showNothing({tr("It came and went in between"), tr("Its versions are in the history of the store.")});
        return;
    }
    const QString path = (now ? now : then)->version.path;
    m_left = then ? label(*m_session, then->version)
                  : panels::ChangesSide{tr("Then"), std::nullopt, tr("The entry did not exist then."), path, true};
    m_right = now ? label(*m_session, now->version) : panels::ChangesSide{m_nowWords.isEmpty() ? tr("Now") : m_nowWords, std::nullopt, tr("The entry was deleted."), path, true};
    m_missing = (then ? 1 : 0) + (now ? 1 : 0);
    m_page.showLoading(m_left.label, m_right.label);
    if (then)
        read(*m_session, then->version.store, then->version.id, true);
    if (now)
        read(*m_session, now->version.store, now->version.id, false);
}

void VersionChanges::compareOther()
{
    const core::Version &version = m_record->version;
    m_missing = 2;
    m_left = {};
    m_left.label = tr("Marked version");
    m_right = label(*m_session, version);
    m_page.showLoading(m_left.label, m_right.label);
    read(*m_other.session, m_other.store, m_other.version, true);
    read(*m_session, version.store, version.id, false);
}

void VersionChanges::read(session::Session &session, const core::StoreId &store, const core::VersionId &version, bool left)
{
    m_read.insert(version);
    core::Call<core::Version> &call = left ? m_leftCall : m_rightCall;
    call = session.readVersion(store, version);
    call.then(this, [this, left, owner = QPointer(&session), generation = m_generation](const core::Result<core::Version> &result) {
        if (generation != m_generation || !m_session || !owner)
            return;
        if (!result) {
            fail(result.error());
            return;
        }
        panels::ChangesSide &side = left ? m_left : m_right;
        side = label(*owner, *result);
        side.text = result->content;
        std::optional<core::Version> &record = m_versions[left ? Left : Right];
        record = *result;
        record->content.reset();
        if (--m_missing == 0)
            showBoth();
    });
}

//! Older left, whichever was marked.
void VersionChanges::showBoth()
{
    if (m_other.session) {
        const QString place = placeWords(m_other, comparedText(*m_session, m_record->version));
        if (!place.isEmpty())
            //: %1 is a connection, store or path, %2 a version with its time
            m_left.label = tr("%1: %2").arg(place, m_left.label);
        if (history::positionOf(*m_versions[Right]) < history::positionOf(*m_versions[Left])) {
            std::swap(m_left, m_right);
            std::swap(m_versions[Left], m_versions[Right]);
        }
    }
    m_page.showChanges(m_left, m_right);
}

void VersionChanges::fail(const core::Error &error)
{
    ++m_generation;
    m_left.text.reset();
    m_right.text.reset();
    m_page.showFailure(m_left.label, m_right.label, failureState(error, presentation::Operation::ReadVersion));
}

panels::ChangesSide VersionChanges::label(session::Session &session, const core::Version &version) const
{
    panels::ChangesSide side;
    side.label = versionTitle(session, version, true);
    side.path = version.path;
    side.absent = version.action == core::Action::Deleted;
    if (version.redacted || version.action == core::Action::Deleted)
        side.gap = versionGap(version).text;
    return side;
}

} // namespace controllers
