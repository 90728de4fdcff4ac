// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/transferplace.h"

#include "models/displaytext.h"
#include "models/roles.h"
#include "session/session.h"
#include "transfer/filenames.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

struct Places
{
    Q_DECLARE_TR_FUNCTIONS(Places)
};

QString storeName(session::Session &session, const core::StoreId &store)
{
    const core::Store *known = session.store(store);
    return known && !known->name.isEmpty() ? known->name : store.value;
}

} // namespace

TransferPlace placeOf(const QModelIndex &row)
{
    TransferPlace place;
    const QString path = row.data(models::PathRole).toString();
    switch (row.data(models::NodeKindRole).value<models::NodeKind>()) {
    case models::NodeKind::Store:
        break;
    case models::NodeKind::Folder:
        place.folder = path + u'/';
        break;
    case models::NodeKind::Entry:
        place.entry = {row.data(models::EntryIdRole).toString()};
        place.path = path;
        place.folder = path.left(path.lastIndexOf(u'/') + 1);
        break;
    case models::NodeKind::Ghost: // is not there any more; its folder may be
        place.folder = path.left(path.lastIndexOf(u'/') + 1);
        break;
    default:
        if (row.data(models::EntryIdRole).toString().isEmpty())
            return place;
        // A row of the flat list: it says which entry, whoever asks knows the store.
        place.entry = {row.data(models::EntryIdRole).toString()};
        place.path = path;
        place.folder = path.left(path.lastIndexOf(u'/') + 1);
        break;
    }
    place.store = {row.data(models::StoreIdRole).toString()};
    return place;
}

TransferPlace placeAround(const QList<core::Entry> &entries)
{
    TransferPlace place;
    if (entries.isEmpty())
        return place;
    place.store = entries.first().store;
    const auto folderOf = [](const QString &path) { return path.left(path.lastIndexOf(u'/') + 1); };
    place.folder = folderOf(entries.first().path);
    for (const core::Entry &entry : entries) {
        while (!entry.path.startsWith(place.folder))
            place.folder = folderOf(place.folder.chopped(1));
    }
    return place;
}

QString placeText(session::Session &session, const TransferPlace &place)
{
    const QString store = models::displayText(storeName(session, place.store));
    if (!place.entry.isEmpty())
        return Places::tr("The entry “%1” of the store “%2”").arg(models::displayText(place.path), store);
    if (!place.folder.isEmpty())
        return Places::tr("The folder “%1” of the store “%2”").arg(models::displayText(place.folder), store);
    return Places::tr("The whole store “%1”").arg(store);
}

QString proposedName(session::Session &session, const TransferPlace &place)
{
    if (!place.entry.isEmpty())
        return transfer::safeFileName(place.path.section(u'/', -1).section(u'.', 0, 0));
    if (!place.folder.isEmpty())
        return transfer::safeFileName(place.folder.section(u'/', -2, -2));
    return transfer::safeFileName(storeName(session, place.store));
}

} // namespace controllers
