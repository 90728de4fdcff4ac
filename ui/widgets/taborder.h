// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QWidget>

namespace widgets {

//! Widgets that are made late come last for the Tab key. This lets it go through what is inside `container` where that
//! stands: behind what was made before the container, and before the rest of the window.
inline void placeInTabOrder(const QWidget &container)
{
    QList<QWidget *> order;
    QList<QWidget *> behind;
    for (QWidget *at = container.nextInFocusChain(); at != container.window() && at != &container; at = at->nextInFocusChain()) {
        if (at->focusPolicy() != Qt::NoFocus)
            (container.isAncestorOf(at) ? order : behind).append(at);
    }
    order += behind;
    for (qsizetype i = 1; i < order.size(); ++i)
        QWidget::setTabOrder(order[i - 1], order[i]);
}

} // namespace widgets
