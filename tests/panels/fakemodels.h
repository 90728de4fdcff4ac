// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/roles.h"

#include <QStandardItemModel>

//! Small models with the roles that panels read, without a session behind them.
namespace fakes {

inline QStandardItem *node(const QString &name, models::NodeKind kind)
{
    auto *item = new QStandardItem(name);
    item->setData(QVariant::fromValue(kind), models::NodeKindRole);
    item->setData(name, models::DisplayNameRole);
    item->setData(name, models::NameRole);
    return item;
}

inline QList<QStandardItem *> row(const QString &name, models::NodeKind kind, const QStringList &facts = {})
{
    QList<QStandardItem *> items{node(name, kind)};
    for (int column = 0; column < 3; ++column)
        items.append(new QStandardItem(facts.value(column)));
    return items;
}

//! project-alpha: notes/ (meeting.md, plan.md), <img src=x>.md; broken: a failed row; user-prefs: nothing.
inline void fillTree(QStandardItemModel &model)
{
    using models::NodeKind;
    model.setHorizontalHeaderLabels(
        {QStringLiteral("Name"), QStringLiteral("Size"), QStringLiteral("Version"), QStringLiteral("Updated")});
    const auto alpha = row(QStringLiteral("project-alpha"), NodeKind::Store, {QStringLiteral("2.5 KB")});
    const auto notes = row(QStringLiteral("notes"), NodeKind::Folder);
    notes.first()->appendRow(row(QStringLiteral("meeting.md"), NodeKind::Entry,
        {QStringLiteral("1,204 B"), QStringLiteral("v3"), QStringLiteral("2 min ago")}));
    notes.first()->appendRow(row(QStringLiteral("plan.md"), NodeKind::Entry,
        {QStringLiteral("300 B"), QStringLiteral("v1"), QStringLiteral("18 May")}));
    alpha.first()->appendRow(notes);
    alpha.first()->appendRow(row(QStringLiteral("<img src=x>.md"), NodeKind::Entry,
        {QStringLiteral("17 B"), QStringLiteral("v1"), QStringLiteral("18 May")}));
    model.appendRow(alpha);
    const auto broken = row(QStringLiteral("broken"), NodeKind::Store);
    broken.first()->appendRow(row(QStringLiteral("Could not be read"), NodeKind::Failed));
    model.appendRow(broken);
    model.appendRow(row(QStringLiteral("user-prefs"), NodeKind::Store));
}

inline void fillVersions(QStandardItemModel &model, int count)
{
    for (int n = count; n > 0; --n) {
        auto *item = new QStandardItem(QStringLiteral("v%1 updated").arg(n));
        item->setData(n, models::OrdinalRole);
        model.appendRow(item);
    }
}

} // namespace fakes
