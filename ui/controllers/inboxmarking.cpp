// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/historykeeper.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/inboxcontroller.h"
#include "ui/controllers/takeback.h"
#include "ui/dialogs/reviewalldialog.h"
#include "ui/panels/changespage.h"
#include "ui/panels/inboxpanel.h"
#include "ui/widgets/messagebanner.h"

#include <utility>

// What a person does with the versions of the inbox.
namespace controllers {

namespace {

constexpr qsizetype mostSteps = 1000;
constexpr qint64 mostInPlace = 500; // of more the list is read anew

} // namespace

std::optional<history::Record> InboxController::chosen() const
{
    const QModelIndex current = m_panel.currentIndex();
    return current.isValid() ? m_model.recordAt(m_model.index(current.row(), 0)) : std::nullopt;
}

QString InboxController::whyNotReview() const
{
    const auto record = m_attached ? chosen() : std::nullopt;
    if (!record)
        return tr("Choose a version in the review first.");
    return isUnread(record->version.id) ? QString() : tr("This version was looked at already.");
}

QString InboxController::whyNotReviewAll() const
{
    return m_attached && m_count && m_count->unread > 0 && !m_top.id.isEmpty() ? QString() : tr("Nothing is unread.");
}

QString InboxController::whyNotUnread() const
{
    const auto record = m_attached ? chosen() : std::nullopt;
    if (!record)
        return tr("Choose a version in the review first.");
    return isUnread(record->version.id) ? tr("This version is unread.") : QString();
}

QString InboxController::whyNotUndo() const
{
    return m_steps.isEmpty() ? tr("Nothing was marked as reviewed since this store is looked at.") : QString();
}

QString InboxController::whyNotTakeBack() const
{
    const auto record = m_attached ? chosen() : std::nullopt;
    if (!record || !m_session)
        return tr("Choose a version in the review first.");
    const core::Store *store = m_session->store(m_store);
    if (store && store->archived)
        return tr("This store is archived. It can be read, but not changed.");
    return TakeBack::whyNever(record->version);
}

void InboxController::review()
{
    const auto record = chosen();
    if (!record)
        return;
    const core::VersionId version = record->version.id;
    goOn([&version](const history::Record &one) { return one.version.id == version; });
    m_leaving.insert(version);
    mark({.versions = {version}});
}

void InboxController::reviewEntry()
{
    const auto record = chosen();
    if (!record)
        return;
    const core::EntryId entry = record->version.entry;
    goOn([&entry](const history::Record &one) { return one.version.entry == entry; });
    mark({.entry = entry, .ownToo = m_panel.showsOwn()});
}

void InboxController::reviewAll()
{
    if (!whyNotReviewAll().isEmpty())
        return;
    const history::ReviewTarget target{.upTo = m_top, .ownToo = m_panel.showsOwn()};
    if (m_count->unread <= mostUnasked) {
        mark(target);
        return;
    }
    auto *dialog = new dialogs::ReviewAllDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFacts(targetOf(*m_session, m_store), m_count->unread);
    connect(dialog, &dialogs::ReviewAllDialog::reviewRequested, this,
            [this, dialog, target, session = m_session, store = m_store] {
                dialog->accept();
                if (session == m_session && store == m_store)
                    mark(target);
            });
    dialog->open();
}

//! To the next one below that stays, or the next one above. At once: whoever presses a key again means another one.
void InboxController::goOn(const std::function<bool(const history::Record &)> &leaves)
{
    const int from = m_panel.currentIndex().row();
    const auto stays = [&](int row) {
        const auto record = m_model.recordAt(m_model.index(row, 0));
        return record && !leaves(*record) && isUnread(record->version.id);
    };
    const int rows = m_model.rowCount();
    int found = -1;
    for (int row = from + 1; row < rows && found < 0; ++row)
        found = stays(row) ? row : -1;
    for (int row = from - 1; row >= 0 && found < 0; --row)
        found = stays(row) ? row : -1;
    if (found >= 0)
        m_panel.setCurrentIndex(m_shown.index(found, 0));
}

void InboxController::next(int direction)
{
    const int rows = m_model.rowCount();
    const int from = m_panel.currentIndex().isValid() ? m_panel.currentIndex().row() : -1;
    for (int row = from + direction; row >= 0 && row < rows; row += direction) {
        const auto record = m_model.recordAt(m_model.index(row, 0));
        if (record && !isUnread(record->version.id))
            continue;
        m_panel.setCurrentIndex(m_shown.index(row, 0)); // not at hand: it is read now
        return;
    }
}

void InboxController::mark(const history::ReviewTarget &target)
{
    history::Reviews *source = reviews();
    if (!source)
        return;
    source->markReviewed(m_store, target)
        .then(this, [this, session = m_session, store = m_store, target](const core::Result<history::ReviewStep> &step) {
            if (session != m_session || store != m_store)
                return;
            if (!step) {
                for (const core::VersionId &version : target.versions)
                    m_leaving.remove(version);
                tell(step.error());
                return;
            }
            if (step->versions == 0)
                return;
            m_steps.append(*step);
            if (m_steps.size() > mostSteps)
                m_steps.removeFirst();
            noteStep(*step);
        });
}

void InboxController::undo()
{
    history::Reviews *source = reviews();
    if (!source || m_steps.isEmpty())
        return;
    const history::ReviewStep step = m_steps.takeLast();
    source->undo(m_store, step).then(this, [this, session = m_session, store = m_store, step](const core::Result<core::Done> &done) {
        if (session != m_session || store != m_store)
            return;
        if (!done) {
            m_steps.append(step);
            tell(done.error());
            return;
        }
        m_wanted = step.newest.id;
        m_leaving.clear();
        noteStep(step);
    });
    emit stateChanged();
}

void InboxController::markUnread()
{
    history::Reviews *source = reviews();
    const auto record = chosen();
    if (!source || !record)
        return;
    const history::Position at = history::positionOf(record->version);
    source->markUnread(m_store, {record->version.id})
        .then(this, [this, session = m_session, store = m_store, at](const core::Result<core::Done> &done) {
            if (session != m_session || store != m_store)
                return;
            if (!done) {
                tell(done.error());
                return;
            }
            m_leaving.remove(at.id);
            noteStep({0, 1, at, at});
        });
}

//! The list and the numbers follow.
void InboxController::noteStep(const history::ReviewStep &step)
{
    if (step.versions > mostInPlace)
        reload();
    else
        m_model.noteChanged(step.oldest, step.newest);
    askCount();
    showState();
}

void InboxController::selectWanted()
{
    if (m_wanted.isEmpty())
        return;
    const QModelIndex there = m_model.indexOf(m_wanted);
    if (!there.isValid())
        return;
    m_wanted = {};
    m_panel.setCurrentIndex(m_shown.index(there.row(), 0));
}

void InboxController::takeBack()
{
    const auto record = chosen();
    if (!record || !whyNotTakeBack().isEmpty() || !keeper())
        return;
    keeper()->index().history(m_store, record->version.entry, std::nullopt, 1)
        .then(this, [this, session = m_session, store = m_store, version = record->version](const core::Result<history::Block> &newest) {
            if (session != m_session || store != m_store)
                return;
            if (newest && !newest->records.isEmpty() && newest->records.first().version.action == core::Action::Deleted)
                m_panel.showBanner({goneBanner, widgets::Severity::Warning,
                                    tr("This entry was deleted: there is no text in which its change could be taken back.")});
            else
                emit takeBackRequested(version);
        });
}

void InboxController::compareWithBefore()
{
    m_changes.compareWithBefore();
    m_panel.changes()->setFocus(Qt::OtherFocusReason);
}

void InboxController::compareWith(const ComparedText &other)
{
    m_changes.compareWith(other);
}

} // namespace controllers
