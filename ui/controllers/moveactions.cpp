// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/moveactions.h"

#include "models/displaytext.h"
#include "models/pathcheck.h"
#include "session/listing.h"
#include "session/session.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/controllers/errorbanner.h"
#include "ui/dialogs/movedialog.h"
#include "ui/panels/storespanel.h"
#include "ui/presentation/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using presentation::Operation;
using session::MoveItem;
using State = session::MoveItem::State;

namespace controllers {

MoveActions::MoveActions(Navigator &navigator, EntryTabs &tabs, panels::StoresPanel &stores, journal::Drafts &drafts,
                         QWidget &window)
    : QObject(&window), m_navigator(navigator), m_tabs(tabs), m_stores(stores), m_drafts(drafts), m_window(window)
{
    connect(&navigator, &Navigator::sessionChanged, this, [this] {
        m_run.cancel();
        if (m_dialog) {
            m_dialog->setIdle();
            m_dialog->reject();
        }
        showAll();
    });
    connect(&stores, &panels::StoresPanel::bannerActionTriggered, this, [this](const QString &id, const QString &action) {
        for (const Notice &notice : std::as_const(m_notices)) {
            if (u"moved.%1"_s.arg(notice.number) != id || notice.busy)
                continue;
            if (action == u"undo"_s)
                undo(notice);
            else if (action == u"again"_s)
                tryAgain(notice);
            else if (action == u"theirs"_s)
                bringBackUnseen(notice);
            else if (action == u"recreate"_s)
                recreateGone(notice);
            return;
        }
    });
    connect(&stores, &panels::StoresPanel::bannerDismissed, this, [this](const QString &id) {
        for (Notice &notice : m_notices)
            notice.hidden = notice.hidden || u"moved.%1"_s.arg(notice.number) == id;
    });
}

void MoveActions::open(const TransferPlace &place)
{
    if (place.isEmpty() || (place.entry.isEmpty() && place.folder.isEmpty()))
        return;
    if (place.entry.isEmpty()) {
        begin({place.store, place.folder, true});
        read([folder = place.folder](const core::Entry &entry) { return entry.path.startsWith(folder); });
    } else {
        begin({place.store, place.path, false});
        read([id = place.entry](const core::Entry &entry) { return entry.id == id; });
    }
}

void MoveActions::open(const QList<core::Entry> &entries)
{
    if (entries.isEmpty())
        return;
    QSet<core::EntryId> ids;
    for (const core::Entry &entry : entries)
        ids.insert(entry.id);
    begin({entries.first().store, placeAround(entries).folder, true});
    read([ids](const core::Entry &entry) { return ids.contains(entry.id); });
}

void MoveActions::begin(const Wish &wish)
{
    session::Session *session = m_navigator.session();
    if (!session)
        return;
    if (m_dialog)
        m_dialog->reject();
    m_wish = wish;
    m_dialog = new dialogs::MoveDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setTarget(controllers::targetOf(*session, wish.store));
    m_dialog->setSubject(wish.prefix, wish.folder);
    m_dialog->showReading();
    connect(m_dialog, &dialogs::MoveDialog::moveRequested, this,
            qOverload<const QString &>(&MoveActions::run));
    connect(m_dialog, &dialogs::MoveDialog::stopRequested, this, [this] { m_run.cancel(); });
    m_dialog->open();
}

//! The whole list: what would be overwritten must be known, and a folder must be moved whole.
void MoveActions::read(const std::function<bool(const core::Entry &)> &isMeant)
{
    session::Session *session = m_navigator.session();
    if (!session || !m_dialog)
        return;
    session::EntryList &list = session->entries(m_wish.store);
    if (list.loading().complete) {
        take(list.entries(), isMeant);
        return;
    }
    session::readAllEntries(*session, m_wish.store)
        .then(m_dialog, [this, isMeant](const core::Result<QList<core::Entry>> &all) {
            if (all)
                take(*all, isMeant);
            else
                m_dialog->showUnreadable(sentence(all.error(), Operation::ListEntries));
        });
}

void MoveActions::take(const QList<core::Entry> &all, const std::function<bool(const core::Entry &)> &isMeant)
{
    for (const core::Entry &entry : all) {
        m_wish.taken.insert(entry.path);
        if (isMeant(entry))
            m_wish.entries.append(entry);
    }
    std::sort(m_wish.entries.begin(), m_wish.entries.end(),
              [](const core::Entry &a, const core::Entry &b) { return a.path < b.path; });
    m_dialog->setPlan([this](const QString &typed) {
        QList<dialogs::MoveDialog::Row> rows;
        for (const core::Entry &entry : std::as_const(m_wish.entries)) {
            const QString target = targetOf(entry, typed);
            const EntryTab *tab = m_tabs.find({shownConnection(), entry.store, entry.id});
            rows.append({entry.path, target, problemOf(entry, target), tab && tab->isDirty()});
        }
        return rows;
    });
}

QString MoveActions::targetOf(const core::Entry &entry, const QString &typed) const
{
    if (!m_wish.folder)
        return typed;
    const bool slash = typed.isEmpty() || typed.endsWith(u'/');
    return typed + (slash ? u""_s : u"/"_s) + entry.path.mid(m_wish.prefix.size());
}

QString MoveActions::problemOf(const core::Entry &entry, const QString &target) const
{
    const session::Session *session = m_navigator.session();
    if (!session)
        return {};
    if (const auto problem = models::checkPath(target, session->dialect().limits))
        return presentation::pathProblemText(*problem);
    if (target == entry.path)
        return tr("This is its path already.");
    if (m_wish.taken.contains(target))
        return tr("This store already has an entry with this path.");
    if (EntryTab *tab = m_tabs.find({session->connection().id, entry.store, entry.id}); tab && tab->save().isSaving())
        return tr("This entry is being saved.");
    return {};
}

void MoveActions::run(const QString &typed)
{
    QList<MoveItem> items;
    for (const core::Entry &entry : std::as_const(m_wish.entries))
        items.append({entry, targetOf(entry, typed)});
    run(items, 0, false);
}

//! `number`: of the notice that goes on; 0 for a new one.
void MoveActions::run(const QList<MoveItem> &items, int number, bool back)
{
    session::Session *session = m_navigator.session();
    if (!session || items.isEmpty())
        return;
    if (m_dialog)
        m_dialog->setProgress(0, int(items.size()));
    m_run = session::moveInOrder(*session, items, [dialog = m_dialog, all = int(items.size())](int done) {
        if (dialog)
            dialog->setProgress(done, all);
    });
    m_run.then(this, [this, connection = session->connection().id, number, back](const auto &result) {
        if (result)
            settle(connection, *result, number, back);
    });
}

void MoveActions::settle(const core::ConnectionId &connection, const QList<MoveItem> &items, int number, bool back,
                         const QStringList &problems)
{
    if (m_dialog)
        m_dialog->accept();
    for (const MoveItem &item : items) {
        if (item.state != State::Moved || item.copy.id.isEmpty())
            continue;
        const core::EntryRef from{connection, item.entry.store, item.entry.id};
        m_tabs.entryMoved(from, item.copy);
        takeDraftsAlong(from, item.copy);
    }
    m_stores.dismissBanner(u"moved.%1"_s.arg(number));
    m_notices.removeIf([number](const Notice &notice) { return notice.number == number; });
    m_notices.append({++m_numbers, connection, items, problems, back});
    showAll();
}

//! What an earlier run or a closed tab left of it; what is being typed follows by itself.
void MoveActions::takeDraftsAlong(const core::EntryRef &from, const core::Entry &moved)
{
    const core::EntryRef to{from.connection, moved.store, moved.id};
    m_drafts.of(from).then(this, [this, to, path = moved.path](const core::Result<QList<journal::DraftRow>> &rows) {
        if (!rows)
            return;
        const QList<journal::DraftId> typed = m_tabs.draftsBeingTyped();
        for (const journal::DraftRow &row : *rows) {
            if (row.owner == journal::DraftOwner::AnotherProgram || typed.contains(row.id))
                continue;
            m_drafts.adopt(row.id).then(this, [this, to, path](const core::Result<journal::Draft> &draft) {
                if (!draft)
                    return;
                journal::Draft following = *draft;
                following.target = to;
                following.path = path;
                m_drafts.keep(following).then(this, [this, to](const core::Result<core::Done> &) {
                    if (EntryTab *tab = m_tabs.find(to))
                        tab->drafts().look();
                });
            });
        }
    });
}

void MoveActions::tryAgain(Notice notice)
{
    QList<MoveItem> left;
    for (const MoveItem &item : std::as_const(notice.items)) {
        if (item.state != State::Moved)
            left.append(item);
    }
    if (Notice *shown = find(notice.number))
        shown->busy = true;
    showAll();
    run(left, notice.number, notice.back);
}

//! Copies whose old entry is still there go; what was moved goes back, by the same careful steps.
void MoveActions::undo(Notice notice)
{
    session::Session *session = m_navigator.session();
    if (!session)
        return;
    QList<core::Entry> copies;
    QList<MoveItem> back;
    for (const MoveItem &item : std::as_const(notice.items)) {
        if (item.state == State::Moved && !item.copy.id.isEmpty())
            back.append({item.copy, item.entry.path});
        else if (item.state == State::CopyStays)
            copies.append(item.copy);
    }
    if (Notice *shown = find(notice.number))
        shown->busy = true;
    showAll();
    session::deleteInOrder(*session, copies)
        .then(this, [this, notice, back, session = QPointer(session)](const auto &removed) {
            if (!session)
                return;
            QStringList problems;
            for (const session::RemovalItem &item : removed ? *removed : QList<session::RemovalItem>()) {
                if (item.state != session::RemovalItem::State::Done)
                    problems.append(tr("The copy “%1” is still there.").arg(models::displayText(item.entry.path)));
            }
            session::moveInOrder(*session, back).then(this, [this, notice, problems](const auto &result) {
                if (result)
                    settle(notice.connection, *result, notice.number, !notice.back, problems);
            });
        });
}

MoveActions::Notice *MoveActions::find(int number)
{
    const auto found = std::find_if(m_notices.begin(), m_notices.end(),
                                    [number](const Notice &notice) { return notice.number == number; });
    return found == m_notices.end() ? nullptr : &*found;
}

core::ConnectionId MoveActions::shownConnection() const
{
    return m_navigator.session() ? m_navigator.session()->connection().id : core::ConnectionId();
}

} // namespace controllers
