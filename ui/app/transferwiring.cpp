// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! Import, export, copy, and files that are dragged in and out: what they are about is the row that is chosen.
#include "ui/app/workbench_p.h"
#include "ui/controllers/filedrops.h"

#include <QTreeView>

using namespace Qt::StringLiterals;

namespace app {

void Workbench::wireTransfer()
{
    // A row of the flat list does not know its store, and without a row it is about what is shown.
    const auto placeOf = [this](const QModelIndex &row) {
        controllers::TransferPlace place = controllers::placeOf(row);
        if (place.store.isEmpty() && !place.entry.isEmpty())
            place.store = m->navigator.subject().store;
        return place;
    };
    const auto current = [this, placeOf] {
        controllers::TransferPlace place = placeOf(m->window.stores().currentIndex());
        if (place.isEmpty())
            place.store = m->navigator.subject().store;
        return place;
    };
    on("import.files", [this, current] { m->importer.chooseFiles(current()); });
    on("import.folder", [this, current] { m->importer.chooseFolder(current()); });
    on("export", [this, current] { m->exporter.open(current()); });
    on("copy.to", [this, current] { m->copier.open(current()); });

    for (QTreeView *view : {m->window.stores().treeView(), m->window.stores().listView()}) {
        auto *drops = new controllers::FileDrops(view, placeOf, view);
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
