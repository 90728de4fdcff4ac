// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/presentedpast.h"

#include "models/naturalorder.h"
#include "ui/presentation/icons.h"
#include "ui/presentation/plaintext.h"
#include "ui/presentation/relativetime.h"
#include "ui/presentation/sizes.h"
#include "ui/presentation/words.h"

#include <QGuiApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace presentation {

using audit::DifferenceKind;
using models::DifferenceModel;
using models::NodeKind;
using models::PastTreeModel;

namespace {

struct PastWords
{
    Q_DECLARE_TR_FUNCTIONS(PastWords)
};

bool isFolder(const QModelIndex &index)
{
    return index.data(models::NodeKindRole).value<NodeKind>() == NodeKind::Folder;
}

DifferenceKind kindOf(const QModelIndex &index)
{
    return DifferenceKind(index.data(DifferenceModel::DifferenceKindRole).toInt());
}

QString kindSentence(const QModelIndex &index)
{
    switch (kindOf(index)) {
    case DifferenceKind::Created: return PastWords::tr("Was not there at the first moment.");
    case DifferenceKind::Changed: {
        const bool madeAgain = index.data(DifferenceModel::MadeAgainRole).toBool();
        if (index.data(DifferenceModel::MayBeSameRole).toBool())
            return madeAgain ? PastWords::tr("Was deleted and made again; whether with another text is not known.")
                             : PastWords::tr("Was written to in between; whether its text is another one is not known.");
        return madeAgain ? PastWords::tr("Was deleted and made again, with another text.")
                         : PastWords::tr("Has another text at the second moment.");
    }
    case DifferenceKind::Deleted: return PastWords::tr("Is not there any more at the second moment.");
    case DifferenceKind::Moved:
        //: %1 is a path
        return PastWords::tr("Was at “%1”.").arg(index.data(DifferenceModel::DisplayPathBeforeRole).toString());
    case DifferenceKind::NotKnown:
        return PastWords::tr("Was written to in between. What it was at the first moment is older than what was read so far.");
    }
    return {};
}

QString linesText(const QModelIndex &index)
{
    const QVariant added = index.data(DifferenceModel::LinesAddedRole);
    if (!added.isValid())
        return index.data(DifferenceModel::RedactedTextRole).toBool()
            ? PastWords::tr("redacted")
            //: how many lines differ
            : PastWords::tr("not known");
    const QLocale locale;
    //: lines added and removed
    return PastWords::tr("+%1 −%2").arg(locale.toString(added.toInt()), locale.toString(index.data(DifferenceModel::LinesRemovedRole).toInt()));
}

} // namespace

PresentedPast::PresentedPast(PastTreeModel &tree, QObject *parent)
    : QIdentityProxyModel(parent), m_tree(tree), m_palette(QGuiApplication::palette())
{
    setSourceModel(&tree);
}

void PresentedPast::setPalette(const QPalette &palette)
{
    m_palette = palette;
    m_icons.clear();
}

QIcon PresentedPast::iconOf(const QModelIndex &index) const
{
    const QString name = isFolder(index)                                  ? u"folder"_s
        : index.data(PastTreeModel::UncertainRole).toBool()               ? u"history"_s
        : index.data(models::RedactedRole).toBool()                       ? u"redact"_s
                                                                          : u"entry"_s;
    QIcon &kept = m_icons[name];
    if (kept.isNull())
        kept = icon(name, m_palette);
    return kept;
}

QString PresentedPast::columnText(const QModelIndex &index) const
{
    const bool folder = isFolder(index);
    const bool nothing = folder && index.data(models::CountRole).toLongLong() == 0; // that is known
    switch (index.column()) {
    case PastTreeModel::NameColumn: return index.data(models::DisplayNameRole).toString();
    case PastTreeModel::SizeColumn: {
        if (nothing || index.data(PastTreeModel::UncertainRole).toBool())
            //: of an entry at a moment: neither its size nor its text
            return tr("not known");
        if (index.data(models::RedactedRole).toBool())
            //: of the text of an entry, in place of its size
            return tr("redacted");
        const QVariant bytes = index.data(models::SizeRole);
        return bytes.isValid() ? sizeText(bytes.toLongLong()) : QString();
    }
    case PastTreeModel::WrittenColumn: {
        if (nothing)
            return {};
        if (folder)
            return entryCountText(index.data(models::CountRole).toLongLong(), index.data(models::CountCompleteRole).toBool());
        const QVariant at = index.data(models::UpdatedAtRole);
        //: a moment to the minute, in the letters of QDateTime::toString()
        return at.isValid() ? QLocale().toString(at.value<core::Timestamp>().local(), tr("d MMM yyyy HH:mm")) : QString();
    }
    default: return {};
    }
}

QString PresentedPast::words(const QModelIndex &index) const
{
    const QModelIndex first = index.siblingAtColumn(0);
    QStringList lines{index.data(models::DisplayPathRole).toString()};
    if (isFolder(index)) {
        lines.append(columnText(first.siblingAtColumn(PastTreeModel::WrittenColumn)));
        lines.append(columnText(first.siblingAtColumn(PastTreeModel::SizeColumn)));
    } else if (index.data(PastTreeModel::UncertainRole).toBool()) {
        lines.append(tr("Whether it was there at this moment, and with what text, is older than what was read so far."));
    } else {
        if (const QVariant bytes = index.data(models::SizeRole); bytes.isValid())
            lines.append(exactSizeText(bytes.toLongLong()));
        lines.append(tr("Written %1").arg(exactLocal(index.data(models::UpdatedAtRole).value<core::Timestamp>())));
        if (index.data(models::RedactedRole).toBool())
            lines.append(tr("Its text is redacted."));
    }
    return lines.join(u'\n');
}

QVariant PresentedPast::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole: return columnText(mapToSource(index));
    case Qt::AccessibleTextRole:
        return index.column() == PastTreeModel::NameColumn ? words(mapToSource(index)).replace(u'\n', u", "_s) : columnText(mapToSource(index));
    case Qt::ToolTipRole: return plainTooltip(words(mapToSource(index)));
    case Qt::DecorationRole: return index.column() == PastTreeModel::NameColumn ? QVariant(iconOf(mapToSource(index))) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == PastTreeModel::SizeColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ForegroundRole:
        return index.data(PastTreeModel::UncertainRole).toBool() || index.data(models::RedactedRole).toBool()
            ? QVariant(m_palette.brush(QPalette::PlaceholderText))
            : QVariant();
    default: return QIdentityProxyModel::data(index, role);
    }
}

QVariant PresentedPast::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == PastTreeModel::SizeColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PastTreeModel::NameColumn: return tr("Folder or entry");
    case PastTreeModel::SizeColumn: return tr("Size");
    default: return tr("Last written");
    }
}

QString differenceKindText(DifferenceKind kind)
{
    switch (kind) {
    case DifferenceKind::Created: return PastWords::tr("created");
    case DifferenceKind::Changed: return PastWords::tr("changed");
    case DifferenceKind::Deleted: return PastWords::tr("deleted");
    case DifferenceKind::Moved: return PastWords::tr("moved");
    case DifferenceKind::NotKnown: return PastWords::tr("written to");
    }
    return {};
}

QString differenceTotalsText(const DifferenceModel &differences)
{
    const QLocale locale;
    if (differences.total() == 0)
        return PastWords::tr("Nothing differs between the two moments.");
    QStringList parts;
    for (int kind = 0; kind < audit::differenceKinds; ++kind) {
        if (const int count = differences.totals().at(size_t(kind)); count > 0)
            //: %1 is a number, %2 is "created", "changed" …
            parts.append(PastWords::tr("%1 %2").arg(locale.toString(count), differenceKindText(DifferenceKind(kind))));
    }
    QString words = PastWords::tr("%1.").arg(parts.join(PastWords::tr(", ", "between the items of a list")));
    if (differences.total() > DifferenceModel::mostRows)
        words += u' ' + PastWords::tr("The first %1 are listed.").arg(locale.toString(DifferenceModel::mostRows));
    return words;
}

QVariant PresentedDifferences::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !sourceModel())
        return {};
    const bool number = index.column() == DifferenceModel::LinesColumn || index.column() == DifferenceModel::SizeColumn;
    if (role == Qt::TextAlignmentRole && number)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return QSortFilterProxyModel::data(index, role);
    const QString path = index.data(models::DisplayPathRole).toString();
    if (role == Qt::ToolTipRole)
        return plainTooltip(path + u'\n' + kindSentence(index));
    const QString kind = differenceKindText(kindOf(index));
    if (role == Qt::AccessibleTextRole && index.column() == DifferenceModel::PathColumn)
        //: %1 a path, %2 "created", %3 "+2 −1"; read aloud
        return tr("%1, %2, lines: %3").arg(path, kind, linesText(index));
    switch (index.column()) {
    case DifferenceModel::PathColumn:
        return kindOf(index) == DifferenceKind::Moved
            //: %1 the old path, %2 the new one
            ? tr("%1 → %2").arg(index.data(DifferenceModel::DisplayPathBeforeRole).toString(), path)
            : path;
    case DifferenceModel::KindColumn: return kind;
    case DifferenceModel::LinesColumn: return linesText(index);
    default: {
        const QVariant bytes = index.data(models::SizeChangeRole);
        return bytes.isValid() ? sizeChangeText(bytes.toLongLong()) : QString();
    }
    }
}

QVariant PresentedDifferences::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool number = section == DifferenceModel::LinesColumn || section == DifferenceModel::SizeColumn;
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && number)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QSortFilterProxyModel::headerData(section, orientation, role);
    switch (section) {
    case DifferenceModel::PathColumn: return tr("Path");
    case DifferenceModel::KindColumn: return tr("What");
    case DifferenceModel::LinesColumn: return tr("Lines");
    default: return tr("Size");
    }
}

bool PresentedDifferences::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto number = [&](int role) { return std::pair(left.data(role).toLongLong(), right.data(role).toLongLong()); };
    std::pair<qint64, qint64> values;
    switch (left.column()) {
    case DifferenceModel::KindColumn: values = number(DifferenceModel::DifferenceKindRole); break;
    case DifferenceModel::LinesColumn:
        values = number(DifferenceModel::LinesAddedRole);
        values.first += left.data(DifferenceModel::LinesRemovedRole).toLongLong();
        values.second += right.data(DifferenceModel::LinesRemovedRole).toLongLong();
        break;
    case DifferenceModel::SizeColumn: values = number(models::SizeChangeRole); break;
    default: break;
    }
    if (values.first != values.second)
        return values.first < values.second;
    if (const QVariant place = left.data(DifferenceModel::PathPlaceRole); place.isValid())
        return place.toInt() < right.data(DifferenceModel::PathPlaceRole).toInt();
    return models::naturalLess(left.data(models::PathRole).toString(), right.data(models::PathRole).toString());
}

} // namespace presentation
