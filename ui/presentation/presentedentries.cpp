// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/presentedentries.h"

#include "ui/presentation/hashes.h"
#include "ui/presentation/plaintext.h"
#include "ui/presentation/relativetime.h"
#include "ui/presentation/sizes.h"
#include "ui/presentation/words.h"

using namespace Qt::StringLiterals;

namespace presentation {

using models::EntryListModel;

PresentedEntries::PresentedEntries(const core::Clock &clock, QObject *parent)
    : QIdentityProxyModel(parent)
    , m_clock(clock)
{
}

void PresentedEntries::setSourceModel(QAbstractItemModel *model)
{
    Q_ASSERT(!model || qobject_cast<EntryListModel *>(model));
    QIdentityProxyModel::setSourceModel(model);
}

EntryListModel *PresentedEntries::entries() const
{
    return qobject_cast<EntryListModel *>(sourceModel());
}

QString PresentedEntries::entryWords(const QModelIndex &source)
{
    const QString path = source.data(models::DisplayPathRole).toString();
    QString words = source.data(models::DirtyRole).toBool() ? tr("Entry %1, unsaved changes").arg(path)
                                                            : tr("Entry %1").arg(path);
    const auto integrity = source.data(models::IntegrityRole).value<core::Integrity>();
    if (integrity == core::Integrity::HashMismatch || integrity == core::Integrity::SizeMismatch)
        words += u", "_s + integrityText(integrity);
    return words;
}

QVariant PresentedEntries::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !sourceModel())
        return {};
    // From the source: asked of this model, a fact would ask for itself for ever.
    const QModelIndex source = mapToSource(index);
    const QString path = source.data(models::DisplayPathRole).toString();
    const QVariant size = source.data(models::SizeRole);
    const QVariant moment = source.data(models::UpdatedAtRole);
    switch (role) {
    case Qt::AccessibleTextRole:
        if (index.column() == EntryListModel::PathColumn)
            return entryWords(source);
        [[fallthrough]];
    case Qt::DisplayRole:
        switch (index.column()) {
        case EntryListModel::PathColumn: return path;
        case EntryListModel::SizeColumn: return size.isValid() ? QVariant(sizeText(size.toLongLong())) : QVariant();
        case EntryListModel::VersionColumn: {
            const QVariant version = source.data(models::VersionRole);
            return version.isValid() ? QVariant(ordinalText(version.toLongLong(), false)) : QVariant();
        }
        case EntryListModel::UpdatedColumn:
            return moment.isValid() ? QVariant(ageOf(moment.value<core::Timestamp>(), m_clock.now())) : QVariant();
        case EntryListModel::Sha256Column: return shortHash(source.data(models::Sha256Role).toString());
        default: return {};
        }
    case Qt::ToolTipRole: {
        QStringList lines = {path};
        if (source.data(models::DirtyRole).toBool())
            lines.append(tr("Has changes that are not saved."));
        if (const auto integrity = source.data(models::IntegrityRole).value<core::Integrity>();
            integrity != core::Integrity::Unchecked)
            lines.append(integrityText(integrity));
        if (size.isValid())
            lines.append(exactSizeText(size.toLongLong()));
        if (moment.isValid())
            lines.append(tr("Updated %1").arg(exactTooltip(moment.value<core::Timestamp>())));
        return plainTooltip(lines.join(u'\n'));
    }
    case Qt::TextAlignmentRole:
        return int(index.column() == EntryListModel::SizeColumn || index.column() == EntryListModel::VersionColumn
                       ? Qt::AlignRight | Qt::AlignVCenter
                       : Qt::AlignLeft | Qt::AlignVCenter);
    default: return QIdentityProxyModel::data(index, role);
    }
}

QVariant PresentedEntries::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QIdentityProxyModel::headerData(section, orientation, role);
    switch (section) {
    //: headers of columns
    case EntryListModel::PathColumn: return tr("Path");
    case EntryListModel::SizeColumn: return tr("Size");
    case EntryListModel::VersionColumn: return tr("Version");
    case EntryListModel::UpdatedColumn: return tr("Updated");
    case EntryListModel::Sha256Column: return tr("Hash");
    default: return {};
    }
}

void PresentedEntries::refreshAges()
{
    if (const int rows = rowCount(); rows > 0)
        emit dataChanged(index(0, EntryListModel::UpdatedColumn), index(rows - 1, EntryListModel::UpdatedColumn),
                         {Qt::DisplayRole, Qt::AccessibleTextRole});
}

} // namespace presentation
