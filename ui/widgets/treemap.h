// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QRect>
#include <QString>
#include <QWidget>

#include <functional>

namespace widgets {

//! One of a tree of weights. Node 0 is the root, which has no name; children of a node follow one another, largest first.
struct TreemapNode
{
    QString name;
    double weight = 0;
    int first = 0;
    int count = 0;
    bool folder = false;
    bool gone = false; //!< hatched

    friend bool operator==(const TreemapNode &, const TreemapNode &) = default;
};

//! A picture of a tree of weights as areas within areas. A click chooses one, a double click opens it. It is a picture
//! only: a list beside it tells the same, and is what the keyboard and screen readers use.
class Treemap : public QWidget
{
    Q_OBJECT
public:
    explicit Treemap(QWidget *parent = nullptr);

    void setNodes(const QList<TreemapNode> &nodes);
    void setGone(const std::function<bool(int node)> &isGone);
    void setCurrent(int node); //!< 0: none. Announces nothing.
    //! Plain text; asked when the pointer rests on a node.
    void setToolTips(const std::function<QString(int node)> &words);

    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] int nodeAt(const QPoint &position) const; //!< the innermost; 0: none
    [[nodiscard]] QRect areaOf(int node) const;             //!< empty where it is too small to be drawn
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void chosen(int node);
    void activated(int node);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Cell
    {
        int node = 0;
        int depth = 0;
        QRect area;
        bool titled = false; //!< its name stands above its children
    };

    void layOut();
    void layOutBelow(int node, int depth, const QRectF &area);
    void paintCell(QPainter &painter, const Cell &cell) const;

    QList<TreemapNode> m_nodes;
    QList<Cell> m_cells; //!< outer ones first
    std::function<QString(int)> m_words;
    int m_current = 0;
};

} // namespace widgets
