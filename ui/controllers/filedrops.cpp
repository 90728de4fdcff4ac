// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/filedrops.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>

namespace controllers {

namespace {

//! Files of this computer only: nothing is fetched.
QStringList filesOf(const QMimeData *data)
{
    QStringList files;
    if (!data || !data->hasUrls())
        return files;
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    }
    return files;
}

} // namespace

FileDrops::FileDrops(QAbstractItemView *view, PlaceOf placeOf, QObject *parent)
    : QObject(parent), m_view(view), m_placeOf(std::move(placeOf))
{
    view->viewport()->setAcceptDrops(true);
    view->viewport()->installEventFilter(this);
}

QModelIndex FileDrops::rowAt(const QPoint &position) const
{
    return m_view->indexAt(position).siblingAtColumn(0);
}

bool FileDrops::eventFilter(QObject *watched, QEvent *event)
{
    // Nothing here asks the view but what it can still answer: the last events come while it is being destroyed.
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
        return takeDrop(static_cast<QDropEvent *>(event), false);
    case QEvent::Drop:
        return takeDrop(static_cast<QDropEvent *>(event), true);
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::MouseButtonRelease:
        return takeMouse(static_cast<QMouseEvent *>(event));
    default:
        return QObject::eventFilter(watched, event);
    }
}

bool FileDrops::takeDrop(QDropEvent *event, bool now)
{
    const bool isEntering = event->type() == QEvent::DragEnter;
    const QStringList files = event->source() ? QStringList() : filesOf(event->mimeData()); // not our own entries
    const TransferPlace place = m_placeOf(rowAt(event->position().toPoint()));
    if (files.isEmpty() || (place.isEmpty() && !isEntering)) {
        event->ignore();
        return true;
    }
    event->setDropAction(Qt::CopyAction);
    event->accept();
    if (now)
        emit dropped(place, files);
    return true;
}

bool FileDrops::takeMouse(QMouseEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        m_dragging = false;
        m_pressed.reset();
        if (event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier
            && !m_placeOf(rowAt(event->position().toPoint())).entry.isEmpty())
            m_pressed = event->position().toPoint();
        return false;
    }
    if (event->type() == QEvent::MouseButtonRelease) {
        m_pressed.reset();
        return std::exchange(m_dragging, false);
    }
    if (!m_pressed || !(event->buttons() & Qt::LeftButton))
        return false;
    // While an entry is pulled, the view does not select what the pointer passes.
    if (!m_dragging
        && (event->position().toPoint() - *m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
        m_dragging = true;
        emit dragStarted(m_placeOf(rowAt(*m_pressed)));
    }
    return true;
}

} // namespace controllers
