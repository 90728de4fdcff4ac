// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSet>
#include <QString>

class QTreeView;

namespace presentation {

//! What a person had open, chosen and in sight in a tree of stores, by ids and paths: to be kept over a reset of the model
//! (another filter, another connection).
struct TreeState
{
    QSet<QString> expanded;
    QString current;
    QString firstInSight;

    static TreeState of(const QTreeView &view);
    //! What is there is opened, chosen and scrolled to; what is not there yet is left out.
    void applyTo(QTreeView &view) const;
};

} // namespace presentation
