// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/gotocontroller.h"

#include "models/pastedid.h"
#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/dialogs/gotodialog.h"

#include <utility>

using presentation::Operation;

namespace controllers {

namespace {

constexpr int maxStoresAsked = 50;

bool isElsewhere(const core::Error &error)
{
    return error.kind == core::ErrorKind::NotFound;
}

} // namespace

GoToController::GoToController(Navigator &navigator, QWidget &window)
    : QObject(&window), m_navigator(navigator), m_window(window)
{
    connect(&navigator, &Navigator::sessionChanged, this, [this] {
        if (m_dialog)
            m_dialog->reject();
    });
}

void GoToController::open()
{
    session::Session *session = m_navigator.session();
    if (!session || m_dialog)
        return;
    m_dialog = new dialogs::GoToDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setTarget(targetOf(*session, m_navigator.subject().store));
    if (!m_navigator.subject().isEmpty()) {
        QStringList paths;
        for (const core::Entry &entry : session->entries(m_navigator.subject().store).entries())
            paths.append(entry.path);
        paths.sort();
        m_dialog->setPaths(paths);
    }
    connect(m_dialog, &dialogs::GoToDialog::goRequested, this, &GoToController::find);
    connect(m_dialog, &dialogs::Sheet::wayOutRequested, this, [this](auto way) { emit wayOutRequested(int(way)); });
    m_dialog->open();
}

void GoToController::find(const QString &text)
{
    const models::PastedId pasted = models::pastedId(text);
    m_dialog->setBusy(tr("Looking…"));
    m_asked.clear();
    m_hiddenAsked = !pasted.store.isEmpty(); // the id says where to look
    if (!pasted.version.isEmpty())
        tryVersion(pasted.version, storesToAsk(pasted.store));
    else if (!pasted.entry.isEmpty())
        tryEntry(pasted.entry, storesToAsk(pasted.store));
    else if (!pasted.store.isEmpty())
        m_navigator.session()->stores().reread(pasted.store).then(
            m_dialog, [this](const core::Result<core::Store> &store) {
                if (store)
                    arrive({store->id, {}, {}});
                else
                    showFailure(*m_dialog, store.error(), Operation::ReadStore);
            });
    else
        findPath(text);
}

QList<core::StoreId> GoToController::storesToAsk(const core::StoreId &named) const
{
    if (!named.isEmpty())
        return {named};
    QList<core::StoreId> stores;
    if (!m_navigator.subject().isEmpty())
        stores.append(m_navigator.subject().store);
    for (const core::Store &store : m_navigator.session()->stores().stores()) {
        if (!stores.contains(store.id) && stores.size() < maxStoresAsked)
            stores.append(store.id);
    }
    return stores;
}

void GoToController::findPath(const QString &path, bool mayLoad)
{
    const core::StoreId store = m_navigator.subject().store;
    if (store.isEmpty()) {
        fail(tr("Choose a store first, or paste an id."));
        return;
    }
    session::EntryList &list = m_navigator.session()->entries(store);
    if (const core::Entry *exact = list.findPath(path)) {
        arrive({store, exact->id, {}});
        return;
    }
    if (mayLoad && !list.loading().complete) {
        m_dialog->setBusy(tr("Reading the entries of the store…"));
        connect(
            &list, &session::EntryList::loadingChanged, m_dialog, [this, path, &list, dialog = m_dialog.data()] {
                if (list.loading().isWorking())
                    return;
                disconnect(&list, nullptr, dialog, nullptr);
                findPath(path, false);
            });
        list.load();
        return;
    }
    QList<core::EntryId> matches;
    for (const core::Entry &entry : list.entries()) {
        if (entry.path.contains(path, Qt::CaseInsensitive))
            matches.append(entry.id);
    }
    if (matches.size() == 1)
        arrive({store, matches.first(), {}});
    else if (!matches.isEmpty())
        fail(tr("%n entries have this in their path. Type more of it.", nullptr, int(matches.size())));
    else if (list.loading().complete)
        fail(tr("This store has no entry with such a path."));
    else
        fail(tr("No loaded entry has such a path. Not all entries of this store are loaded yet."));
}

void GoToController::tryEntry(const core::EntryId &entry, QList<core::StoreId> stores)
{
    if (stores.isEmpty()) {
        askHidden([this, entry](const QList<core::StoreId> &more) { tryEntry(entry, more); },
                  tr("None of the stores that were asked has an entry with this id."));
        return;
    }
    const core::StoreId store = stores.takeFirst();
    m_asked.append(store);
    m_navigator.session()->readEntry(store, entry).then(
        m_dialog, [this, entry, stores](const core::Result<core::Entry> &found) {
            if (found)
                arrive({found->store, found->id, {}});
            else if (isElsewhere(found.error()))
                tryEntry(entry, stores);
            else
                showFailure(*m_dialog, found.error(), Operation::ReadEntry);
        });
}

void GoToController::tryVersion(const core::VersionId &version, QList<core::StoreId> stores)
{
    if (stores.isEmpty()) {
        askHidden([this, version](const QList<core::StoreId> &more) { tryVersion(version, more); },
                  tr("None of the stores that were asked has a version with this id."));
        return;
    }
    const core::StoreId store = stores.takeFirst();
    m_asked.append(store);
    m_navigator.session()->readVersion(store, version).then(
        m_dialog, [this, version, stores](const core::Result<core::Version> &found) {
            if (found) {
                // Whether its entry is alive, the service knows: the list may not be loaded.
                m_navigator.session()->readEntry(found->store, found->entry).then(
                    m_dialog, [this, version = *found](const core::Result<core::Entry> &head) {
                        arrive({version.store, head ? version.entry : core::EntryId{}, {version.id}});
                    });
            } else if (isElsewhere(found.error())) {
                tryVersion(version, stores);
            } else {
                showFailure(*m_dialog, found.error(), Operation::ReadVersion);
            }
        });
}

void GoToController::askHidden(const std::function<void(const QList<core::StoreId> &)> &go, const QString &nowhere)
{
    if (std::exchange(m_hiddenAsked, true)) {
        fail(nowhere);
        return;
    }
    api::StoreFilter all;
    all.includeArchived = true;
    m_navigator.session()->service().listStores(all, {}).then(
        m_dialog, [this, go](const core::Result<core::Page<core::Store>> &page) {
            if (!page) {
                showFailure(*m_dialog, page.error(), Operation::ListStores);
                return;
            }
            QList<core::StoreId> more;
            for (const core::Store &store : page->items) {
                if (!m_asked.contains(store.id) && more.size() < maxStoresAsked)
                    more.append(store.id);
            }
            go(more);
        });
}

void GoToController::arrive(const Subject &subject)
{
    m_dialog->accept();
    QPointer<session::Session> session = m_navigator.session();
    m_navigator.go(subject, [this, session, subject](bool went) {
        if (!went)
            return;
        emit arrived();
        // A store that the list does not show: what it is called, and whether it is archived.
        if (session && !session->stores().find(subject.store))
            session->service().getStore(subject.store).then(this, [this, session](const core::Result<core::Store> &store) {
                if (!session || !store)
                    return;
                session->noteStore(*store);
                if (session == m_navigator.session() && store->id == m_navigator.subject().store)
                    emit storeHidden(*store);
            });
    });
}

void GoToController::fail(const QString &sentence)
{
    m_dialog->showFailure(sentence);
}

} // namespace controllers
