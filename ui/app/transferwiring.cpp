// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! Import, export, copy, and files that are dragged in and out: what they are about is the row that is chosen.
#include "ui/app/workbench_p.h"
#include "ui/controllers/filedrops.h"

#include <QApplication>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace app {

namespace {

//! A row of the flat list does not know its store: it is the one that is shown.
controllers::TransferPlace placeOf(const QModelIndex &row, const controllers::Navigator &navigator)
{
    controllers::TransferPlace place = controllers::placeOf(row);
    if (place.store.isEmpty() && !place.entry.isEmpty())
        place.store = navigator.subject().store;
    return place;
}

} // namespace

controllers::TransferPlace Workbench::transferPlace() const
{
    controllers::TransferPlace place = placeOf(m->window.stores().currentIndex(), m->navigator);
    if (place.isEmpty())
        place.store = m->navigator.subject().store;
    return place;
}

//! Who writes means the open text; in the stores it is what is chosen there.
void Workbench::rename()
{
    const controllers::Subject &subject = m->navigator.subject();
    const auto &base = m->tabs.current().entry().base();
    const QList<core::Entry> chosen = m->stores.chosenEntries();
    const controllers::TransferPlace place = transferPlace();
    const bool folder = !place.folder.isEmpty() && place.entry.isEmpty();
    if (base && (m->window.entry().isAncestorOf(QApplication::focusWidget()) || (chosen.size() < 2 && !folder)))
        m->moving.open({subject.store, {}, base->id, base->path});
    else if (folder && m->window.stores().selectedRows().size() < 2)
        m->moving.open(place);
    else if (chosen.size() > 1)
        m->moving.open(chosen);
    else
        m->moving.open(place);
}

//! What is read in the text view, saved or not, as an entry elsewhere.
void Workbench::saveCopy()
{
    controllers::EntryTab &tab = m->tabs.current();
    session::Session *session = tab.navigator().session();
    const auto text = tab.entry().shownText();
    const auto &base = tab.entry().base();
    if (session && text && base)
        m->copySaver.open(session->connection().id, base->store, base->path, *text);
}

void Workbench::wireTransfer()
{
    on("entry.saveCopy", [this] { saveCopy(); });
    connect(&m->copySaver, &controllers::SaveCopyController::showRequested, this,
            [this](const core::ConnectionId &connection, const core::StoreId &store, const core::EntryId &entry) {
                if (m->host.current() != connection)
                    m->host.bringForward(connection);
                m->navigator.go({store, entry, {}});
                m->stores.reveal();
            });

    connect(&m->moving, &controllers::MoveActions::recreateRequested, &m->entryActions,
            &controllers::EntryActions::recreate);

    on("import.files", [this] { m->importer.chooseFiles(transferPlace()); });
    on("import.folder", [this] { m->importer.chooseFolder(transferPlace()); });
    on("export", [this] { m->exporter.open(transferPlace()); });
    on("copy.to", [this] { m->copier.open(transferPlace()); });

    // A folder is no subject, but it can be exported.
    connect(&m->window.stores(), &panels::StoresPanel::currentChanged, this, &Workbench::updateActions);

    for (QTreeView *view : {m->window.stores().treeView(), m->window.stores().listView()}) {
        auto *drops = new controllers::FileDrops(
            view, [this](const QModelIndex &row) { return placeOf(row, m->navigator); }, view);
        connect(drops, &controllers::FileDrops::dropped, &m->importer,
                [this](const controllers::TransferPlace &place, const QStringList &files) {
                    const core::Store *store = m->navigator.session() ? m->navigator.session()->store(place.store) : nullptr;
                    if (store && !store->archived)
                        m->importer.start(place, files);
                });
        connect(drops, &controllers::FileDrops::dragStarted, &m->entryDrag, &controllers::EntryDrag::start);
    }
}

} // namespace app
