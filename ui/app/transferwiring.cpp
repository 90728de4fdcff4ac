// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! Import, export, copy, and files that are dragged in and out: what they are about is the row that is chosen.
#include "models/displaytext.h"
#include "ui/app/workbench_p.h"
#include "ui/controllers/filedrops.h"

#include <QApplication>
#include <QTreeView>

#include <algorithm>

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

//! Versions that are chosen, else the history that is shown.
std::optional<controllers::EvidenceSubject> evidenceOf(const controllers::HistoryController &history,
                                                       const models::HistoryModel &model)
{
    controllers::EvidenceSubject subject;
    subject.store = model.store();
    if (subject.store.isEmpty())
        return std::nullopt;
    subject.name = subject.store.value;
    QList<core::Version> chosen = history.chosenVersions();
    if (chosen.size() > 1) {
        std::sort(chosen.begin(), chosen.end(), [](const core::Version &a, const core::Version &b) {
            return b.createdAt == a.createdAt ? b.id < a.id : b.createdAt < a.createdAt;
        });
        subject.only = chosen;
        subject.selection = Workbench::tr("%n chosen versions", nullptr, int(chosen.size()));
        return subject;
    }
    const models::HistoryFilter &filter = model.filter();
    if (!model.entry().isEmpty()) {
        QList<core::Version> shown;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (const auto version = model.versionAt(model.index(row)))
                shown.append(*version);
        }
        if (shown.isEmpty())
            return std::nullopt;
        const QString path = models::displayText(shown.constFirst().path);
        subject.only = shown;
        subject.name = path;
        //: %1 is a path
        subject.selection = filter.isEmpty() ? Workbench::tr("the history of “%1”, as far as it is known").arg(path)
                                             : Workbench::tr("the history of “%1”, filtered").arg(path);
        return subject;
    }
    if (filter.action)
        subject.filter.actions.insert(*filter.action);
    subject.filter.redactedOnly = filter.redactedOnly;
    if (filter.from)
        subject.filter.from = core::Timestamp::fromDateTime(*filter.from);
    if (filter.to) // there it is inclusive
        subject.filter.to = core::Timestamp::fromDateTime(filter.to->addMSecs(1));
    subject.selection = filter.isEmpty() ? Workbench::tr("every known version of the store")
                                         : Workbench::tr("versions of the store, filtered as in the history");
    return subject;
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

void Workbench::exportEvidence()
{
    if (activityLeads())
        m->evidence.open(m->activity.evidence());
    else if (const auto subject = evidenceOf(m->history, m->historyModel))
        m->evidence.open(*subject);
}

void Workbench::exportComparison()
{
    const QList<core::Version> both = comparedVersions();
    if (both.size() != 2)
        return;
    controllers::EvidenceSubject subject;
    subject.store = both.first().store;
    subject.only = both;
    subject.name = models::displayText(both.first().path);
    //: %1 and %2 are paths
    subject.selection = both.first().path == both.last().path
        ? tr("two versions of “%1”, compared").arg(subject.name)
        : tr("a version of “%1” compared with one of “%2”").arg(models::displayText(both.last().path), subject.name);
    m->evidence.open(subject);
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
    connect(&m->entryActions, &controllers::EntryActions::entryCreated, &m->moving, &controllers::MoveActions::noteCreated);

    on("import.files", [this] { m->importer.chooseFiles(transferPlace()); });
    on("import.folder", [this] { m->importer.chooseFolder(transferPlace()); });
    on("export", [this] { // what is looked at (ux, keys)
        if (m->window.activity().isAncestorOf(QApplication::focusWidget()))
            exportEvidence();
        else
            m->exporter.open(transferPlace());
    });
    on("version.evidence", [this] { exportEvidence(); });
    on("restore.moment", [this] { m->restore.open(transferPlace()); });
    on("version.moment", [this] {
        if (const auto version = chosenVersion())
            m->restore.open({version->store, {}, {}, {}}, version);
    });
    connect(&m->restore, &controllers::RestoreController::exportRequested, this, [this](const QList<core::Entry> &entries) {
        m->exporter.open(controllers::placeAround(entries));
    });
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
