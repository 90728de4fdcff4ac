// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/entrycontroller.h"

#include "api/apiclient.h"
#include "core/utf8.h"
#include "journal/drafts.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/panels/entrypanel.h"
#include "ui/presentation/relativetime.h"
#include "ui/widgets/messagebanner.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

const QString elsewhereBanner = u"entry.elsewhere"_s;

} // namespace

const QString EntryController::placeBanner = u"entry.place"_s;
const QString EntryController::reloadBanner = u"entry.reload"_s;
const QString EntryController::restoredBanner = u"entry.restored"_s;

EntryController::EntryController(Navigator &navigator, panels::EntryPanel &panel, QObject *parent)
    : QObject(parent), m_navigator(navigator), m_panel(panel)
{
    connect(&navigator, &Navigator::subjectChanged, this, &EntryController::follow);
    connect(&panel, &panels::EntryPanel::retryRequested, this, &EntryController::load);
    connect(&panel, &panels::EntryPanel::versionRetryRequested, this, &EntryController::showVersion);
    connect(&panel, &panels::EntryPanel::wayOutRequested, this, [this](auto way) { emit wayOutRequested(int(way)); });
    connect(&panel, &panels::EntryPanel::modifiedChanged, this, &EntryController::stateChanged);
    connect(&panel, &panels::EntryPanel::modifiedChanged, this, [this](bool modified) {
        if (!modified) // saved or undone
            m_panel.dismissBanner(restoredBanner);
    });
    connect(&panel, &panels::EntryPanel::useThisTextRequested, this, &EntryController::useVersionText);
    connect(&panel, &panels::EntryPanel::backToCurrentRequested, this, [this] {
        Subject subject = m_navigator.subject();
        subject.versions.clear();
        m_navigator.go(subject);
    });
    connect(&panel, &panels::EntryPanel::editAnywayRequested, this, [this] {
        m_panel.allowEditing();
        emit stateChanged();
    });
    connect(&panel, &panels::EntryPanel::bannerActionTriggered, this, [this](const QString &id, const QString &action) {
        if (id == reloadBanner) {
            m_panel.dismissBanner(reloadBanner);
            if (const auto way = wayOut(action); way == presentation::WayOut::Retry)
                reload();
            else if (way)
                emit wayOutRequested(int(*way));
        }
        if (id == placeBanner) {
            if (const auto way = wayOut(action); way == presentation::WayOut::Retry)
                confirmPlace([](bool) {});
            else if (way)
                emit wayOutRequested(int(*way));
        }
        if (id != elsewhereBanner)
            return;
        if (action == u"reload"_s)
            reload();
        else if (action == u"compare"_s && m_panel.isModified())
            emit compareWithPresentRequested();
        else if (action == u"compare"_s)
            m_panel.setView(panels::EntryPanel::View::Changes);
        else if (const auto way = wayOut(action))
            emit wayOutRequested(int(*way));
        else if (action == u"recreate"_s && m_base)
            emit recreateRequested(m_base->store, m_base->path, m_panel.editedBytes());
    });
}

bool EntryController::isStoreArchived() const
{
    const session::Session *session = m_navigator.session();
    if (!session)
        return false;
    const core::Store *store = m_navigator.session()->store(m_navigator.subject().store);
    return store && store->archived;
}

void EntryController::follow(const Subject &now, const Subject &before)
{
    if (m_moving) {
        m_load.abandon();
        m_headCheck.abandon();
        m_panel.dismissBanner(elsewhereBanner); // that the old entry is gone is no news
        watchList();
    } else if (!now.sameHead(before)) {
        m_load.abandon();
        m_base.reset();
        m_integrity = core::Integrity::Unchecked;
        m_pendingLine = 0;
        m_panel.dismissBanner(elsewhereBanner);
        m_panel.dismissBanner(reloadBanner);
        m_panel.dismissBanner(restoredBanner);
        m_panel.dismissBanner(placeBanner);
        m_headCheck.abandon();
        m_restoreLoad.abandon();
        watchList();
        load();
    }
    if (now.versions != before.versions || !now.sameHead(before))
        showVersion();
}

void EntryController::load()
{
    session::Session *session = m_navigator.session();
    const Subject &subject = m_navigator.subject();
    m_load.abandon();
    m_gone = false;
    if (!session || subject.entry.isEmpty()) {
        if (subject.isEmpty())
            m_panel.showNothing({tr("Nothing selected"), tr("Choose an entry on the left to read and edit it.")});
        else
            m_panel.showNothing({tr("No entry selected"),
                                 tr("Choose an entry of this store, or look at the store's details and history.")});
        emit stateChanged();
        return;
    }
    const core::Entry *listed = session->entries(subject.store).find(subject.entry);
    m_panel.showLoading(listed ? listed->path : QString());
    m_loadToken = session->client().tokenNumber();
    m_load = session->readEntry(subject.store, subject.entry);
    m_load.then(this, [this](const core::Result<core::Entry> &result) {
        if (result) {
            m_placeToken = m_loadToken;
            show(*result);
            return;
        }
        m_gone = result.error().kind == core::ErrorKind::NotFound;
        if (m_gone && m_navigator.subject().versions.size() == 1) {
            showGone();
            return;
        }
        const core::Entry *known = m_navigator.session()
            ? m_navigator.session()->entries(m_navigator.subject().store).find(m_navigator.subject().entry)
            : nullptr;
        m_panel.showFailure(known ? known->path : QString(),
                            failureState(result.error(), presentation::Operation::ReadEntry));
        emit stateChanged();
    });
    emit stateChanged();
}

void EntryController::show(const core::Entry &entry)
{
    ++m_loads;
    m_base = entry;
    const QByteArray content = entry.content.value_or(QByteArray());
    m_integrity = core::integrityOf(content, entry.sha256, entry.size);
    const wire::Limits &limits = m_navigator.session()->dialect().limits;
    m_panel.setSizeLimit(limits.contentBytes, limits.contentBytesWarning);
    m_panel.showEntry(content, {});
    showHeadState();
    emit integrityFound({m_navigator.session()->connection().id, entry.store, entry.id}, m_integrity);
    if (const int line = std::exchange(m_pendingLine, 0))
        m_panel.goToLine(line);
    if (m_panel.showsVersion())
        showVersion();
    emit stateChanged();
}

void EntryController::showHeadState()
{
    if (!m_base)
        return;
    panels::EntryViewState state;
    state.path = m_base->path;
    const QString age = presentation::ageOf(m_base->updatedAt, m_navigator.session()->clock().now());
    state.words = m_base->version ? tr("Version %1, written %2").arg(*m_base->version).arg(age)
                                  : tr("Written %1").arg(age);
    if (isStoreArchived())
        state.readOnlyReason = presentation::sentenceFor(presentation::Situation::ReadOnlyArchived).full();
    if (m_integrity == core::Integrity::HashMismatch)
        state.integrityWarning = presentation::sentenceFor(presentation::Situation::IntegrityHash).full();
    else if (m_integrity == core::Integrity::SizeMismatch)
        state.integrityWarning = presentation::sentenceFor(presentation::Situation::IntegritySize).full();
    m_panel.setEntryState(state);
}

void EntryController::adopt(const core::Entry &entry)
{
    const bool typedMeanwhile = m_panel.editedBytes() != entry.content.value_or(QByteArray());
    m_base = entry;
    m_integrity = core::integrityOf(entry.content.value_or(QByteArray()), entry.sha256, entry.size);
    m_panel.dismissBanner(elsewhereBanner);
    if (!typedMeanwhile)
        m_panel.markSaved();
    showHeadState();
    emit stateChanged();
}

void EntryController::replaceWith(const core::Entry &entry)
{
    ++m_loads;
    m_panel.useText(entry.content.value_or(QByteArray()));
    adopt(entry);
}

void EntryController::takeUp(const journal::Draft &draft)
{
    if (!m_base)
        return;
    const core::Entry head = *m_base;
    // A save that was under way when the program was killed, and arrived: what was typed after it goes on from there.
    const bool sentByUs = draft.base && !draft.base->sentSha256.isEmpty() && head.content
        && draft.base->sentSha256 == core::sha256Hex(*head.content);
    const bool moved = draft.base && !sentByUs && draft.base->text != head.content.value_or(QByteArray());
    if (moved) {
        ++m_loads;
        m_base->content = draft.base->text;
        m_base->size = draft.base->text.size();
        m_base->sha256 = draft.base->sha256;
        m_base->version = draft.base->version;
        m_base->updatedAt = draft.base->updatedAt;
        m_integrity = core::integrityOf(draft.base->text, m_base->sha256, m_base->size);
        m_panel.showEntry(draft.base->text, {});
        showHeadState();
    }
    m_panel.setView(panels::EntryPanel::View::Text);
    m_panel.useText(draft.text);
    if (moved)
        headMoved(head);
    emit stateChanged();
}

void EntryController::reload()
{
    session::Session *session = m_navigator.session();
    if (!session || !m_base)
        return;
    m_load.abandon();
    m_load = session->readEntry(m_base->store, m_base->id);
    m_load.then(this, [this](const core::Result<core::Entry> &result) {
        if (result)
            replaceWith(*result);
        else
            m_panel.showBanner(banner(reloadBanner, result.error(), presentation::Operation::ReadEntry));
    });
}

void EntryController::goToLine(int line)
{
    if (m_base)
        m_panel.goToLine(line);
    else
        m_pendingLine = line;
}

void EntryController::watchList()
{
    disconnect(m_changedConnection);
    disconnect(m_removedConnection);
    disconnect(m_storeConnection);
    session::Session *session = m_navigator.session();
    const Subject subject = m_navigator.subject();
    if (!session || subject.entry.isEmpty())
        return;
    session::EntryList &list = session->entries(subject.store);
    m_changedConnection = connect(&list, &session::EntryList::changed, this, [this](const core::Entry &entry) {
        if (m_base && entry.id == m_base->id)
            headMoved(entry);
    });
    m_removedConnection = connect(&list, &session::EntryList::removed, this, [this](const core::EntryId &entry) {
        if (m_base && entry == m_base->id)
            headGone();
    });
    m_storeConnection = connect(session, &session::Session::storeNoted, this,
                                [this](const core::StoreId &store) {
                                    if (store == m_navigator.subject().store) {
                                        storeNoted();
                                        showHeadState();
                                        emit stateChanged();
                                    }
                                });
}

void EntryController::headMoved(const core::Entry &entry)
{
    // Our own save is announced too, before its reply has reached adopt(): only an older or equal state is "ours".
    if (entry.sha256 == m_base->sha256 || entry.updatedAt <= m_base->updatedAt
        || entry.sha256 == core::sha256Hex(m_panel.editedBytes()))
        return;
    widgets::BannerMessage message;
    message.id = elsewhereBanner;
    if (m_panel.isModified()) {
        message.severity = widgets::Severity::Warning;
        message.text = tr("This entry was changed elsewhere while you edit it. Nothing of yours is lost: merge both texts now, or when you "
                          "save.");
        message.actions = {{u"compare"_s, tr("Merge…")}};
    } else {
        message.text = tr("This entry was changed elsewhere.");
        message.actions = {{u"reload"_s, tr("Reload")}, {u"compare"_s, tr("Compare")}};
    }
    m_panel.showBanner(message);
}

void EntryController::noteHead(const core::Result<core::Entry> &head)
{
    if (!m_base)
        return;
    if (head && head->id == m_base->id)
        headMoved(*head);
    else if (!head && head.error().kind == core::ErrorKind::NotFound)
        headGone();
}

void EntryController::headGone()
{
    if (!isPlaceConfirmed()) {
        refusePlace(std::nullopt);
        return;
    }
    widgets::BannerMessage message;
    message.id = elsewhereBanner;
    message.severity = widgets::Severity::Warning;
    message.text = tr("This entry was deleted. Its text is still here, and its versions are in the history.");
    const widgets::BannerMessage ways = banner({}, presentation::Situation::EntryGone);
    message.actions = {{u"recreate"_s, tr("Create It Again…")}, ways.actions.last()};
    m_panel.showBanner(message);
}

} // namespace controllers
