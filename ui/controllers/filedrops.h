// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/controllers/transferplace.h"

#include <QObject>
#include <QPoint>
#include <QPointer>

#include <functional>
#include <optional>

class QAbstractItemView;
class QDropEvent;
class QMouseEvent;

namespace controllers {

//! Files that are dropped on a store, a folder or an entry of a view, and entries that are dragged out of it. Both only
//! tell; what comes of it is decided elsewhere.
class FileDrops : public QObject
{
    Q_OBJECT
public:
    using PlaceOf = std::function<TransferPlace(const QModelIndex &)>;

    //! Watches the view as long as that lives.
    FileDrops(QAbstractItemView *view, PlaceOf placeOf, QObject *parent);

signals:
    void dropped(const controllers::TransferPlace &place, const QStringList &files);
    void dragStarted(const controllers::TransferPlace &place);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QModelIndex rowAt(const QPoint &position) const;
    bool takeDrop(QDropEvent *event, bool now);
    bool takeMouse(QMouseEvent *event);

    QPointer<QAbstractItemView> m_view;
    PlaceOf m_placeOf;
    std::optional<QPoint> m_pressed; //!< on an entry
    bool m_dragging = false;
};

} // namespace controllers
