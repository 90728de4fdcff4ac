// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/presentedtree.h"

#include "ui/presentation/errorsentences.h"
#include "ui/presentation/icons.h"
#include "ui/presentation/plaintext.h"
#include "ui/presentation/relativetime.h"
#include "ui/presentation/sizes.h"
#include "ui/presentation/theme.h"
#include "ui/presentation/words.h"

#include <QGuiApplication>

namespace presentation {

using namespace Qt::StringLiterals;
using models::NodeKind;
using models::StoreTreeModel;

namespace {

NodeKind kindOf(const QModelIndex &index)
{
    return index.data(models::NodeKindRole).value<NodeKind>();
}

bool isList(NodeKind kind)
{
    return kind == NodeKind::Store || kind == NodeKind::Folder;
}

bool isAboutStores(const QModelIndex &index)
{
    return !index.parent().isValid();
}

Sentence failure(const QModelIndex &index)
{
    const QVariant error = index.data(models::ErrorRole);
    return error.isValid() ? sentenceFor(error.value<core::Error>(),
                                         isAboutStores(index) ? Operation::ListStores : Operation::ListEntries)
                           : Sentence();
}

//! What helps most, of that which a row can offer.
WayOut wayOutOf(const QModelIndex &index)
{
    for (const WayOut way : failure(index).ways) {
        if (way == WayOut::Retry || way == WayOut::NewToken || way == WayOut::OpenConnection)
            return way;
    }
    return WayOut::Retry;
}

QString nameOrPlaceholder(const QString &name)
{
    return name.isEmpty() ? PresentedTree::tr("(no name)") : name;
}

} // namespace

PresentedTree::PresentedTree(const core::Clock &clock, QObject *parent)
    : QIdentityProxyModel(parent)
    , m_clock(clock)
    , m_palette(QGuiApplication::palette())
{
}

void PresentedTree::setSourceModel(QAbstractItemModel *model)
{
    Q_ASSERT(!model || qobject_cast<StoreTreeModel *>(model));
    QIdentityProxyModel::setSourceModel(model);
}

StoreTreeModel *PresentedTree::tree() const
{
    return qobject_cast<StoreTreeModel *>(sourceModel());
}

QVariant PresentedTree::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !sourceModel())
        return {};
    switch (role) {
    case Qt::DisplayRole: return columnText(index);
    case Qt::AccessibleTextRole:
        return index.column() == StoreTreeModel::NameColumn ? QVariant(spoken(index)) : columnText(index);
    case Qt::ToolTipRole: return plainTooltip(tooltip(index));
    case Qt::DecorationRole: return index.column() == StoreTreeModel::NameColumn ? iconFor(index) : QVariant();
    case Qt::TextAlignmentRole:
        return int(index.column() == StoreTreeModel::SizeColumn || index.column() == StoreTreeModel::VersionColumn
                       ? Qt::AlignRight | Qt::AlignVCenter
                       : Qt::AlignLeft | Qt::AlignVCenter);
    case CountTextRole: {
        const QVariant count = index.data(models::CountRole);
        if (!count.isValid() || !isList(kindOf(index)) || index.column() != StoreTreeModel::NameColumn)
            return {};
        const bool filtered = tree() && !tree()->pathFilter().isEmpty()
            && index.data(models::LoadStateRole).value<core::LoadState>() != core::LoadState::NotLoaded;
        return countText(count.toLongLong(), index.data(models::CountCompleteRole).toBool(),
                         filtered ? std::optional(index.data(models::ShownCountRole).toLongLong()) : std::nullopt);
    }
    case BadgeTextRole:
        if (kindOf(index) == NodeKind::Ghost && index.column() == StoreTreeModel::NameColumn)
            //: badge of an entry that is not there any more
            return tr("deleted");
        return kindOf(index) == NodeKind::Store && index.column() == StoreTreeModel::NameColumn
                && index.data(models::ArchivedRole).toBool()
            //: badge of a store that can only be read
            ? QVariant(tr("archived"))
            : QVariant();
    case WayOutTextRole:
        if (index.column() != StoreTreeModel::NameColumn)
            return {};
        switch (kindOf(index)) {
        case NodeKind::Failed: return wordsFor(wayOutOf(index));
        //: goes on with a list that was stopped
        case NodeKind::More: return tr("Load more");
        default: return {};
        }
    case WayOutRole: return kindOf(index) == NodeKind::Failed ? QVariant(int(wayOutOf(index))) : QVariant();
    case DetailsTextRole: return kindOf(index) == NodeKind::Failed ? QVariant(failure(index).details) : QVariant();
    default: return QIdentityProxyModel::data(index, role);
    }
}

QVariant PresentedTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QIdentityProxyModel::headerData(section, orientation, role);
    switch (section) {
    //: headers of columns
    case StoreTreeModel::NameColumn: return tr("Name");
    case StoreTreeModel::SizeColumn: return tr("Size");
    case StoreTreeModel::VersionColumn: return tr("Version");
    case StoreTreeModel::UpdatedColumn: return tr("Updated");
    default: return {};
    }
}

QVariant PresentedTree::columnText(const QModelIndex &index) const
{
    switch (index.column()) {
    case StoreTreeModel::NameColumn: return nameText(index);
    case StoreTreeModel::SizeColumn: {
        const QVariant size = index.data(models::SizeRole);
        return size.isValid() ? QVariant(sizeText(size.toLongLong())) : QVariant();
    }
    case StoreTreeModel::VersionColumn: {
        const QVariant version = index.data(models::VersionRole);
        return version.isValid() ? QVariant(ordinalText(version.toLongLong(), false)) : QVariant();
    }
    case StoreTreeModel::UpdatedColumn: {
        const QVariant moment = index.data(models::UpdatedAtRole);
        return moment.isValid() ? QVariant(ageOf(moment.value<core::Timestamp>(), m_clock.now())) : QVariant();
    }
    default: return {};
    }
}

QString PresentedTree::nameText(const QModelIndex &index) const
{
    switch (kindOf(index)) {
    case NodeKind::Loading: return isAboutStores(index) ? tr("Loading stores…") : tr("Loading entries…");
    case NodeKind::Failed: {
        const Sentence sentence = failure(index);
        return sentence.text.isEmpty() ? tr("This list could not be read.") : sentence.text;
    }
    case NodeKind::More: return isAboutStores(index) ? tr("There may be more stores.") : tr("There are more entries.");
    case NodeKind::Empty: return isAboutStores(index) ? tr("No stores here") : tr("No entries yet");
    case NodeKind::NoMatch: return tr("No path matches the filter");
    default: return nameOrPlaceholder(index.data(models::DisplayNameRole).toString());
    }
}

//! The whole row as one sentence.
QString PresentedTree::spoken(const QModelIndex &index) const
{
    const NodeKind kind = kindOf(index);
    const QString name = nameText(index);
    switch (kind) {
    case NodeKind::Store: {
        const QVariant count = index.data(models::CountRole);
        const QString entries = count.isValid()
            ? entryCountText(count.toLongLong(), index.data(models::CountCompleteRole).toBool())
            : tr("number of entries not known");
        //: %1 name, %2 "12 entries"
        return index.data(models::ArchivedRole).toBool() ? tr("Store %1, archived, read-only, %2").arg(name, entries)
                                                         : tr("Store %1, %2").arg(name, entries);
    }
    case NodeKind::Folder:
        return tr("Folder %1, %2").arg(name, entryCountText(index.data(models::CountRole).toLongLong(),
                                                            index.data(models::CountCompleteRole).toBool()));
    case NodeKind::Entry: {
        QString row = index.data(models::DirtyRole).toBool() ? tr("Entry %1, unsaved changes").arg(name) : tr("Entry %1").arg(name);
        const auto integrity = index.data(models::IntegrityRole).value<core::Integrity>();
        if (integrity == core::Integrity::HashMismatch || integrity == core::Integrity::SizeMismatch)
            row += u", "_s + integrityText(integrity);
        return row;
    }
    case NodeKind::Ghost: {
        const QVariant moment = index.data(models::UpdatedAtRole);
        return moment.isValid() ? tr("Deleted entry %1, deleted %2").arg(name, ageOf(moment.value<core::Timestamp>(), m_clock.now()))
                                : tr("Deleted entry %1").arg(name);
    }
    case NodeKind::Failed: {
        const WayOut way = wayOutOf(index);
        //: %1 what went wrong, %2 the label of a button
        return way == WayOut::Retry ? tr("%1 Press Enter to try again.").arg(name)
                                    : tr("%1 Press Enter for: %2").arg(name, wordsFor(way));
    }
    case NodeKind::More: return tr("%1 Press Enter to load more.").arg(name);
    default: return name;
    }
}

QString PresentedTree::tooltip(const QModelIndex &index) const
{
    QStringList lines;
    switch (kindOf(index)) {
    case NodeKind::Store: {
        lines.append(nameText(index));
        if (const QString description = index.data(models::DescriptionRole).toString(); !description.isEmpty())
            lines.append(displayLines(description));
        if (index.data(models::ArchivedRole).toBool())
            lines.append(tr("Archived: can be read but not changed."));
        break;
    }
    case NodeKind::Folder: lines.append(index.data(models::DisplayPathRole).toString() + u'/'); break;
    case NodeKind::Entry: {
        lines.append(index.data(models::DisplayPathRole).toString());
        if (index.data(models::DirtyRole).toBool())
            lines.append(tr("Has changes that are not saved."));
        const auto integrity = index.data(models::IntegrityRole).value<core::Integrity>();
        if (integrity != core::Integrity::Unchecked)
            lines.append(integrityText(integrity));
        break;
    }
    case NodeKind::Ghost:
        lines.append(index.data(models::DisplayPathRole).toString());
        if (const QVariant moment = index.data(models::UpdatedAtRole); moment.isValid())
            lines.append(tr("Deleted %1").arg(exactTooltip(moment.value<core::Timestamp>())));
        lines.append(tr("Its last text can be read, and a new entry can be made of it."));
        return lines.join(u'\n');
    case NodeKind::Failed: {
        const Sentence sentence = failure(index);
        lines.append(sentence.text.isEmpty() ? nameText(index) : sentence.full());
        break;
    }
    default: return nameText(index);
    }
    if (const QVariant size = index.data(models::SizeRole); size.isValid() && kindOf(index) != NodeKind::Failed)
        lines.append(exactSizeText(size.toLongLong()));
    if (const QVariant moment = index.data(models::UpdatedAtRole); moment.isValid())
        lines.append(tr("Updated %1").arg(exactTooltip(moment.value<core::Timestamp>())));
    return lines.join(u'\n');
}

QVariant PresentedTree::iconFor(const QModelIndex &index) const
{
    QString name;
    bool coloured = false;
    switch (kindOf(index)) {
    case NodeKind::Store: name = index.data(models::ArchivedRole).toBool() ? u"store-archived"_s : u"store"_s; break;
    case NodeKind::Folder: name = u"folder"_s; break;
    case NodeKind::Entry: {
        const auto integrity = index.data(models::IntegrityRole).value<core::Integrity>();
        coloured = integrity == core::Integrity::HashMismatch || integrity == core::Integrity::SizeMismatch;
        name = coloured ? u"warning"_s : index.data(models::DirtyRole).toBool() ? u"entry-modified"_s : u"entry"_s;
        break;
    }
    case NodeKind::Ghost: name = u"deleted"_s; break;
    case NodeKind::Failed:
        name = u"warning"_s;
        coloured = true;
        break;
    case NodeKind::Loading: name = u"refresh"_s; break;
    case NodeKind::More: name = u"more"_s; break;
    case NodeKind::Empty:
    case NodeKind::NoMatch: name = u"info"_s; break;
    default: return {};
    }
    auto known = m_icons.constFind(name);
    if (known == m_icons.constEnd())
        known = m_icons.insert(name, coloured ? icon(name, coloursFor(m_palette).warning, m_palette)
                                              : icon(name, m_palette));
    return *known;
}

void PresentedTree::refreshAges()
{
    // Only what a view shows is asked for again; one range per opened list would need the view, so the top will do: views
    // repaint as a whole on it.
    if (const int rows = rowCount(); rows > 0)
        emit dataChanged(index(0, 0), index(rows - 1, columnCount() - 1), {Qt::DisplayRole, Qt::AccessibleTextRole});
}

void PresentedTree::setPalette(const QPalette &palette)
{
    m_palette = palette;
    m_icons.clear();
    if (const int rows = rowCount(); rows > 0)
        emit dataChanged(index(0, 0), index(rows - 1, columnCount() - 1), {Qt::DecorationRole});
}

} // namespace presentation
