// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/presentedcosts.h"

#include "models/roles.h"
#include "ui/presentation/plaintext.h"
#include "ui/presentation/sizes.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace presentation {

using models::CostModel;

namespace {

QString shareText(qint64 bytes, qint64 all)
{
    if (all <= 0)
        return {};
    const double percent = 100.0 * double(bytes) / double(all);
    const QLocale locale;
    if (bytes > 0 && percent < 0.1)
        //: a share; %1 is a number of percent
        return PresentedCosts::tr("under %1 %").arg(locale.toString(0.1));
    //: a share of the whole
    return PresentedCosts::tr("%1 %").arg(locale.toString(percent, 'f', percent < 10 ? 1 : 0));
}

} // namespace

QString tokensText(qint64 tokens)
{
    //: an estimate of what a text takes of a model's context
    return tokens == 1 ? PresentedCosts::tr("about 1 token") : PresentedCosts::tr("about %1 tokens").arg(QLocale().toString(tokens));
}

PresentedCosts::PresentedCosts(CostModel &costs, QObject *parent) : QIdentityProxyModel(parent), m_costs(costs)
{
    setSourceModel(&costs);
}

QString PresentedCosts::words(int node) const
{
    const auto &tree = m_costs.tree();
    const auto &one = tree.at(node);
    const QModelIndex row = m_costs.indexOf(node);
    QStringList lines{row.data(models::DisplayPathRole).toString()};
    if (one.isFolder())
        lines.append(one.entries == 1 ? tr("1 entry") : tr("%1 entries").arg(QLocale().toString(one.entries)));
    lines.append(tr("%1, %2").arg(exactSizeText(one.bytes), tokensText(audit::estimatedTokens(one.bytes))));
    lines.append(tr("%1 of the store").arg(shareText(one.bytes, tree.at(0).bytes)));
    return lines.join(u'\n');
}

QVariant PresentedCosts::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const QModelIndex source = mapToSource(index);
    const qint64 bytes = source.data(models::SizeRole).toLongLong();
    switch (role) {
    case Qt::AccessibleTextRole:
    case Qt::DisplayRole:
        switch (index.column()) {
        case CostModel::NameColumn: return source.data(models::DisplayNameRole);
        case CostModel::SizeColumn: return sizeText(bytes);
        case CostModel::TokensColumn: return QLocale().toString(audit::estimatedTokens(bytes));
        case CostModel::ShareColumn: return shareText(bytes, m_costs.tree().at(0).bytes);
        default: return {};
        }
    case Qt::ToolTipRole: return plainTooltip(words(m_costs.node(source)));
    case Qt::TextAlignmentRole:
        return index.column() == CostModel::NameColumn ? QVariant() : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    default: return source.data(role);
    }
}

QVariant PresentedCosts::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section != CostModel::NameColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case CostModel::NameColumn: return tr("Folder or entry");
    case CostModel::SizeColumn: return tr("Size");
    case CostModel::TokensColumn: return tr("Tokens, about");
    case CostModel::ShareColumn: return tr("Share");
    default: return {};
    }
}

} // namespace presentation
