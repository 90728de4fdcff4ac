// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/treestate.h"

#include "models/roles.h"

#include <QTreeView>

#include <vector>

namespace presentation {

using namespace Qt::StringLiterals;

namespace {

//! A row by what it is, not by where it stands.
QString keyOf(const QModelIndex &index)
{
    if (!index.isValid())
        return {};
    const QString store = index.data(models::StoreIdRole).toString();
    switch (index.data(models::NodeKindRole).value<models::NodeKind>()) {
    case models::NodeKind::Store: return store;
    case models::NodeKind::Folder: return store + u"\nf"_s + index.data(models::PathRole).toString();
    case models::NodeKind::Ghost:
    case models::NodeKind::Entry: return store + u"\ne"_s + index.data(models::EntryIdRole).toString();
    default: return {};
    }
}

//! Calls `visit` for the rows below `parent`, and goes on below those for which it answers true.
template<typename Visit>
void walk(const QAbstractItemModel &model, Visit visit)
{
    std::vector<QModelIndex> waiting = {QModelIndex()};
    while (!waiting.empty()) {
        const QModelIndex parent = waiting.back();
        waiting.pop_back();
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            if (visit(index))
                waiting.push_back(index);
        }
    }
}

} // namespace

TreeState TreeState::of(const QTreeView &view)
{
    TreeState state;
    if (!view.model())
        return state;
    walk(*view.model(), [&](const QModelIndex &index) {
        if (!view.isExpanded(index))
            return false;
        state.expanded.insert(keyOf(index));
        return true;
    });
    state.current = keyOf(view.currentIndex().siblingAtColumn(0));
    state.firstInSight = keyOf(view.indexAt(QPoint(1, 1)).siblingAtColumn(0));
    return state;
}

void TreeState::applyTo(QTreeView &view) const
{
    if (!view.model())
        return;
    QModelIndex currentIndex;
    QModelIndex topIndex;
    walk(*view.model(), [&](const QModelIndex &index) {
        const QString key = keyOf(index);
        if (key.isEmpty())
            return false;
        if (key == current)
            currentIndex = index;
        if (key == firstInSight)
            topIndex = index;
        if (!expanded.contains(key))
            return false;
        view.expand(index);
        return true;
    });
    if (currentIndex.isValid())
        view.setCurrentIndex(currentIndex);
    if (topIndex.isValid())
        view.scrollTo(topIndex, QAbstractItemView::PositionAtTop);
}

} // namespace presentation
