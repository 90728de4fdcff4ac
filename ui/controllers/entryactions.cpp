// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/entryactions.h"

#include "models/pathcheck.h"
#include "session/session.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/controllers/writeending.h"
#include "ui/dialogs/deleteentrydialog.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/presentation/words.h"
#include "wire/pathrules.h"

#include <QLocale>

using namespace Qt::StringLiterals;
using presentation::Operation;
using presentation::Situation;

namespace controllers {

namespace {

const QString deleteBanner = u"entry.delete"_s;

} // namespace

EntryActions::EntryActions(Navigator &navigator, EntryTabs &tabs, panels::StoresPanel &stores, QWidget &window)
    : QObject(&window), m_navigator(navigator), m_tabs(tabs), m_stores(stores), m_window(window)
{
    connect(&navigator, &Navigator::sessionChanged, this, [this] {
        if (m_newDialog)
            m_newDialog->reject();
        if (m_deleteDialog)
            m_deleteDialog->reject();
        m_stores.dismissBanner(deleteBanner);
    });
    connect(&stores, &panels::StoresPanel::bannerActionTriggered, this, [this](const QString &id, const QString &action) {
        if (const auto way = wayOut(action); way && id == deleteBanner)
            act(*way);
    });
}

QString EntryActions::pathProblem(const core::StoreId &store, const QString &path) const
{
    session::Session *session = m_navigator.session();
    if (!session)
        return {};
    if (const auto problem = models::checkPath(path, session->dialect().limits))
        return presentation::pathProblemText(*problem);
    if (session->entries(store).findPath(path))
        return tr("This store already has an entry with this path.");
    return {};
}

QString EntryActions::textProblem(const QByteArray &text) const
{
    const int limit = m_navigator.session() ? m_navigator.session()->dialect().limits.contentBytes : 0;
    if (wire::isBlank(text))
        return tr("The service does not take an empty text.");
    if (limit > 0 && text.size() > limit)
        return tr("The text has %1 bytes; the service takes at most %2.")
            .arg(QLocale().toString(text.size()), QLocale().toString(limit));
    return {};
}

void EntryActions::create(const core::StoreId &store, const QString &folder)
{
    if (!store.isEmpty())
        open(store, folder, {});
}

void EntryActions::recreate(const core::StoreId &store, const QString &path, const QByteArray &text)
{
    open(store, path, text);
    if (m_newDialog)
        m_newDialog->setNote(tr("The entry gets a new id and a new history. Its old versions stay with the deleted entry."));
    m_replaced = &m_tabs.current();
}

void EntryActions::open(const core::StoreId &store, const QString &path, const QByteArray &text)
{
    session::Session *session = m_navigator.session();
    if (!session)
        return;
    if (m_newDialog)
        m_newDialog->reject();
    m_replaced.clear();
    session->entries(store).load(); // so that duplicates are seen while typing
    m_newDialog = new dialogs::NewEntryDialog(&m_window);
    m_newDialog->setAttribute(Qt::WA_DeleteOnClose);
    m_newDialog->setTarget(targetOf(*session, store));
    m_newDialog->setPathCheck([this, store](const QString &typed) { return pathProblem(store, typed); });
    m_newDialog->setTextCheck([this](const QByteArray &typed) { return textProblem(typed); });
    m_newDialog->setPath(path);
    m_newDialog->setText(text);
    connect(m_newDialog, &dialogs::NewEntryDialog::createRequested, this,
            [this, store](const QString &newPath, const QByteArray &newText) { send(store, newPath, newText); });
    emit sheetOpened(m_newDialog, {session->connection().id, store, {}});
    connect(m_newDialog, &dialogs::Sheet::wayOutRequested, this, [this](auto way) { emit wayOutRequested(int(way)); });
    m_newDialog->open();
}

void EntryActions::send(const core::StoreId &store, const QString &path, const QByteArray &text)
{
    m_newDialog->setBusy(tr("Creating the entry…"));
    m_navigator.session()->commands().createEntry(store, {path, text, std::nullopt}).then(
        m_newDialog, [this, store, text](const core::Result<session::CreateOutcome> &result) {
            m_newDialog->setIdle();
            if (!result) {
                showFailure(*m_newDialog, result.error(), Operation::CreateEntry);
                return;
            }
            if (const auto situation = commonEnding(result->kind)) {
                showFailure(*m_newDialog, *situation, result->cause);
                return;
            }
            if (result->kind == session::CreateOutcome::Kind::PathTaken) {
                m_newDialog->showPathProblem(presentation::sentenceFor(Situation::PathTaken).text);
                return;
            }
            const core::EntryId created = result->entry.id;
            m_newDialog->accept();
            // What was unsaved is the new entry's text now: nothing to ask about.
            if (m_replaced && !m_replaced->isOverview() && m_replaced->panel().editedBytes() == text) {
                m_replaced->drafts().discard();
                m_tabs.discard(*m_replaced);
            }
            m_navigator.go({store, created, {}});
            emit entryCreated(store, result->entry.path);
        });
}

void EntryActions::remove()
{
    session::Session *session = m_navigator.session();
    const Subject &subject = m_navigator.subject();
    const core::Entry *listed = session ? session->entries(subject.store).find(subject.entry) : nullptr;
    EntryTab &tab = m_tabs.current();
    std::optional<core::Entry> seen = tab.entry().base();
    if (!seen && listed)
        seen = *listed;
    if (!session || !seen)
        return;
    if (m_deleteDialog)
        m_deleteDialog->reject();
    m_deleteDialog = new dialogs::DeleteEntryDialog(&m_window);
    m_deleteDialog->setAttribute(Qt::WA_DeleteOnClose);
    dialogs::DeleteEntryFacts facts;
    facts.target = targetOf(*session, seen->store);
    facts.path = seen->path;
    facts.size = seen->size;
    facts.version = seen->version;
    facts.unsavedText = tab.isDirty();
    m_deleteDialog->setFacts(facts);
    connect(m_deleteDialog, &dialogs::DeleteEntryDialog::deleteRequested, this,
            [this, seen] { sendRemoval(*seen); });
    connect(m_deleteDialog, &dialogs::Sheet::wayOutRequested, this, [this](auto way) { emit wayOutRequested(int(way)); });
    m_deleteDialog->open();
}

void EntryActions::sendRemoval(const core::Entry &seen)
{
    m_deleteDialog->setBusy(tr("Deleting the entry…"));
    m_stores.dismissBanner(deleteBanner);
    m_removalSession = m_navigator.session();
    m_removal = seen;
    m_unseen.reset();
    m_navigator.session()->commands().deleteEntry(seen).then(
        this, [this, seen, session = m_removalSession](const core::Result<session::DeleteOutcome> &result) {
            if (session && session == m_navigator.session())
                settleRemoval(seen, result);
        });
}

void EntryActions::settleRemoval(const core::Entry &seen, const core::Result<session::DeleteOutcome> &result)
{
    using Kind = session::DeleteOutcome::Kind;
    if (!result) {
        if (m_deleteDialog)
            showFailure(*m_deleteDialog, result.error(), Operation::DeleteEntry);
        else
            m_stores.showBanner(banner(deleteBanner, result.error(), Operation::DeleteEntry));
        return;
    }
    if (m_deleteDialog)
        m_deleteDialog->accept();
    const bool gone = result->kind == Kind::Deleted || result->kind == Kind::AlreadyGone;
    if (gone)
        m_tabs.entryDeleted({m_removalSession->connection().id, seen.store, seen.id});
    const auto tell = [this, &result](Situation situation) {
        m_stores.showBanner(banner(deleteBanner, situation, result->cause));
    };
    switch (result->kind) {
    case Kind::Deleted:
        if (result->removed)
            emit entryDeleted(*result->removed);
        m_unseen = result->unseen;
        if (m_unseen)
            tell(Situation::UnseenVersionLost);
        break;
    case Kind::AlreadyGone:
        tell(Situation::AlreadyDeleted);
        break;
    case Kind::ChangedMeanwhile:
        tell(Situation::ChangedBeforeDelete);
        break;
    case Kind::StoreArchived:
    case Kind::NotApplied:
    case Kind::StillUnknown:
        tell(*commonEnding(result->kind));
        break;
    }
}

//! What the buttons of the banner about a deletion do.
void EntryActions::act(presentation::WayOut way)
{
    using presentation::WayOut;
    m_stores.dismissBanner(deleteBanner);
    if (!m_removalSession || m_removalSession != m_navigator.session())
        return;
    switch (way) {
    case WayOut::KeepAsNewEntry:
        recreateUnseen();
        break;
    case WayOut::CheckAgain:
        checkRemoval();
        break;
    case WayOut::ReloadEntry:
        m_navigator.go({m_removal.store, m_removal.id, {}});
        if (EntryTab &tab = m_tabs.current(); tab.entry().base())
            tab.navigator().askToLeave([tab = QPointer(&tab)](bool go) {
                if (go && tab)
                    tab->entry().reload();
            });
        break;
    case WayOut::Retry:
        m_navigator.go({m_removal.store, m_removal.id, {}}, [this](bool went) {
            if (went)
                remove();
        });
        break;
    default:
        emit wayOutRequested(int(way));
        break;
    }
}

//! The text that somebody wrote just before the deletion, as an entry again (B4).
void EntryActions::recreateUnseen()
{
    if (!m_unseen)
        return;
    m_navigator.session()
        ->readVersion(m_unseen->store, m_unseen->id)
        .then(this, [this, session = m_removalSession](const core::Result<core::Version> &version) {
            if (!session || session != m_navigator.session())
                return;
            if (!version)
                m_stores.showBanner(banner(deleteBanner, Situation::UnseenVersionLost, version.error()));
            else if (version->content)
                recreate(version->store, version->path, *version->content);
        });
}

//! Reads only.
void EntryActions::checkRemoval()
{
    m_navigator.session()
        ->readEntry(m_removal.store, m_removal.id)
        .then(this, [this, session = m_removalSession](const core::Result<core::Entry> &now) {
            if (!session || session != m_navigator.session())
                return;
            if (now) {
                m_stores.showBanner(banner(deleteBanner, Situation::NotApplied));
            } else if (now.error().kind == core::ErrorKind::NotFound) {
                m_tabs.entryDeleted({session->connection().id, m_removal.store, m_removal.id});
                m_stores.showBanner(banner(deleteBanner, Situation::AlreadyDeleted));
            } else {
                m_stores.showBanner(banner(deleteBanner, Situation::StillUnknown, now.error()));
            }
        });
}

} // namespace controllers
