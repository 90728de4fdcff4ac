// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/presentedsince.h"

#include "models/naturalorder.h"
#include "ui/presentation/plaintext.h"
#include "ui/presentation/sizes.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace presentation {

using models::SinceKind;
using models::SinceModel;
using models::SinceWho;

namespace {

struct Since
{
    Q_DECLARE_TR_FUNCTIONS(Since)
};

SinceKind kindOf(const QModelIndex &index) { return SinceKind(index.data(SinceModel::SinceKindRole).toInt()); }

QString kindSentence(SinceKind kind)
{
    switch (kind) {
    case SinceKind::Created: return Since::tr("Was not there then.");
    case SinceKind::Changed: return Since::tr("Has another text now.");
    case SinceKind::Deleted: return Since::tr("Was there then, and is deleted now.");
    case SinceKind::CameAndWent: return Since::tr("Was neither there then nor is it now.");
    case SinceKind::Unchanged: return Since::tr("Was written to, and has the same text as then.");
    case SinceKind::NotKnown: return Since::tr("Was written to. What it was then is older than what was read so far.");
    }
    return {};
}

} // namespace

QString sinceKindText(SinceKind kind)
{
    switch (kind) {
    case SinceKind::Created: return Since::tr("created");
    case SinceKind::Changed: return Since::tr("changed");
    case SinceKind::Deleted: return Since::tr("deleted");
    case SinceKind::CameAndWent: return Since::tr("came and went");
    case SinceKind::Unchanged: return Since::tr("same as then");
    case SinceKind::NotKnown: return Since::tr("written to");
    }
    return {};
}

QString sinceWhoText(SinceWho who)
{
    switch (who) {
    //: who wrote: this computer
    case SinceWho::Here: return Since::tr("here");
    //: who wrote: not this computer
    case SinceWho::Others: return Since::tr("others");
    //: who wrote: this computer and others
    case SinceWho::Both: return Since::tr("here and others");
    }
    return {};
}

QString sinceTotalsText(const SinceModel::Totals &totals)
{
    const QLocale locale;
    QStringList parts;
    for (int kind = 0; kind < models::sinceKinds; ++kind) {
        if (const int count = totals.kinds.at(size_t(kind)); count > 0)
            //: %1 is a number, %2 is "created", "changed" …
            parts.append(Since::tr("%1 %2").arg(locale.toString(count), sinceKindText(SinceKind(kind))));
    }
    const QString kinds = parts.join(Since::tr(", ", "between the items of a list"));
    //: %1 is "3 created, 9 changed"
    const QString entries = totals.entries == 1 ? Since::tr("1 entry was written to: %1.").arg(kinds)
                                                : Since::tr("%1 entries were written to: %2.").arg(locale.toString(totals.entries), kinds);
    const QString versions = totals.versions == 1 ? Since::tr("1 version") : Since::tr("%1 versions").arg(locale.toString(totals.versions));
    const QString who = totals.writtenHere == 0 ? Since::tr("%1, none of them written here.").arg(versions)
        : totals.writtenHere == totals.versions ? Since::tr("%1, all written here.").arg(versions)
                                                : Since::tr("%1, %2 of them written here.").arg(versions, locale.toString(totals.writtenHere));
    QStringList sentences{entries, who};
    if (totals.entries > SinceModel::mostRows)
        sentences.append(Since::tr("The first %1 are listed.").arg(locale.toString(SinceModel::mostRows)));
    return sentences.join(u' ');
}

QVariant PresentedSince::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !sourceModel())
        return {};
    const bool number = index.column() == SinceModel::SizeColumn || index.column() == SinceModel::VersionsColumn;
    if (role == Qt::TextAlignmentRole && number)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return QSortFilterProxyModel::data(index, role);
    const QString path = index.data(models::DisplayPathRole).toString();
    const QVariant bytes = index.data(models::SizeChangeRole);
    const QString size = bytes.isValid() ? sizeChangeText(bytes.toLongLong()) : QString();
    const int versions = index.data(SinceModel::SinceVersionsRole).toInt();
    const QString who = sinceWhoText(SinceWho(index.data(SinceModel::SinceWhoRole).toInt()));
    if (role == Qt::ToolTipRole)
        return plainTooltip(path + u'\n' + kindSentence(kindOf(index)));
    if (role == Qt::AccessibleTextRole && index.column() == SinceModel::PathColumn) {
        const QString count = versions == 1 ? tr("1 version") : tr("%n versions", nullptr, versions);
        //: %1 a path, %2 "created", %3 "2 versions", %4 "here"; read aloud
        return tr("%1, %2, %3, written by: %4").arg(path, sinceKindText(kindOf(index)), count, who);
    }
    switch (index.column()) {
    case SinceModel::PathColumn: return path;
    case SinceModel::KindColumn: return sinceKindText(kindOf(index));
    case SinceModel::VersionsColumn: return QLocale().toString(versions);
    case SinceModel::WhoColumn: return who;
    default: return size;
    }
}

QVariant PresentedSince::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QSortFilterProxyModel::headerData(section, orientation, role);
    switch (section) {
    case SinceModel::PathColumn: return tr("Path");
    case SinceModel::KindColumn: return tr("What");
    case SinceModel::VersionsColumn: return tr("Versions");
    case SinceModel::WhoColumn: return tr("Written by");
    default: return tr("Size");
    }
}

bool PresentedSince::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto number = [&](int role) { return std::pair(left.data(role).toLongLong(), right.data(role).toLongLong()); };
    std::pair<qint64, qint64> values;
    switch (left.column()) {
    case SinceModel::KindColumn: values = number(SinceModel::SinceKindRole); break;
    case SinceModel::VersionsColumn: values = number(SinceModel::SinceVersionsRole); break;
    case SinceModel::WhoColumn: values = number(SinceModel::SinceWhoRole); break;
    case SinceModel::SizeColumn: values = number(models::SizeChangeRole); break;
    default: break;
    }
    if (values.first != values.second)
        return values.first < values.second;
    return models::naturalLess(left.data(models::PathRole).toString(), right.data(models::PathRole).toString());
}

} // namespace presentation
