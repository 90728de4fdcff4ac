// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/treemaplayout.h"

#include <algorithm>
#include <numeric>

namespace widgets {

namespace {

//! How far from a square the worst of a strip is, whose weights sum up to `sum` along a side of that length.
double worst(double least, double most, double sum, double side)
{
    return std::max(side * side * most / (sum * sum), sum * sum / (side * side * least));
}

//! Lays a strip along the shorter side of `rest` and takes it away from that.
void layStrip(const QList<double> &areas, qsizetype from, qsizetype to, double sum, QRectF &rest, QList<QRectF> &rects)
{
    const bool standing = rest.width() >= rest.height();
    const double thickness = standing ? sum / rest.height() : sum / rest.width();
    double at = standing ? rest.top() : rest.left();
    for (qsizetype i = from; i < to; ++i) {
        const double length = areas[i] / thickness;
        rects[i] = standing ? QRectF(rest.left(), at, thickness, length) : QRectF(at, rest.top(), length, thickness);
        at += length;
    }
    if (standing)
        rest.setLeft(std::min(rest.left() + thickness, rest.right()));
    else
        rest.setTop(std::min(rest.top() + thickness, rest.bottom()));
}

} // namespace

QList<QRectF> squarified(const QList<double> &weights, const QRectF &area)
{
    QList<QRectF> rects(weights.size());
    const qsizetype end = std::find_if(weights.cbegin(), weights.cend(), [](double w) { return w <= 0; }) - weights.cbegin();
    const double all = std::accumulate(weights.cbegin(), weights.cbegin() + end, 0.0);
    if (all <= 0 || area.isEmpty())
        return rects;
    QList<double> areas = weights;
    for (double &one : areas)
        one *= area.width() * area.height() / all;

    QRectF rest = area;
    for (qsizetype from = 0; from < end;) {
        const double side = std::min(rest.width(), rest.height());
        if (side <= 0)
            break; // what is left is too little for any number
        double sum = areas[from];
        qsizetype to = from + 1;
        for (; to < end; ++to) {
            const double next = sum + areas[to];
            if (worst(areas[to], areas[from], next, side) > worst(areas[to - 1], areas[from], sum, side))
                break;
            sum = next;
        }
        layStrip(areas, from, to, sum, rest, rects);
        from = to;
    }
    return rects;
}

} // namespace widgets
