// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include <algorithm>
#include <cmath>

namespace presentation {

using namespace Qt::StringLiterals;

namespace {

//! Draws the same lines in the colour of each state, at whatever size and scale is asked for. The drawings are plain black
//! on nothing, so the colour goes in by composition and no text of a file is changed.
class LineIconEngine final : public QIconEngine
{
public:
    LineIconEngine(const QByteArray &drawing, const QColor &normal, const QColor &disabled, const QColor &selected)
        : m_drawing(drawing)
        , m_normal(normal)
        , m_disabled(disabled)
        , m_selected(selected)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        // What is painted on may be a widget on its way into a picture: then only the transformation tells the scale.
        const qreal device = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        const qreal scale = std::max(device, std::sqrt(std::abs(painter->deviceTransform().determinant())));
        painter->drawPixmap(rect, scaledPixmap(rect.size() * scale, mode, state, scale));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }
    //! `size` is in device pixels, as QIcon hands it over.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        if (size.isEmpty())
            return {};
        QImage image(size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QSvgRenderer renderer(m_drawing);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        QPainter painter(&image);
        renderer.render(&painter, QRectF(QPointF(0, 0), QSizeF(size)));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), colourFor(mode));
        painter.end();
        QPixmap pixmap = QPixmap::fromImage(image);
        pixmap.setDevicePixelRatio(scale);
        return pixmap;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new LineIconEngine(*this); }
    bool isNull() override { return false; }
    QString key() const override { return u"palimpsest-lines"_s; }

private:
    [[nodiscard]] QColor colourFor(QIcon::Mode mode) const
    {
        switch (mode) {
        case QIcon::Disabled: return m_disabled;
        case QIcon::Selected: return m_selected;
        default: return m_normal;
        }
    }

    QByteArray m_drawing;
    QColor m_normal;
    QColor m_disabled;
    QColor m_selected;
};

} // namespace

QIcon icon(const QString &name, const QPalette &palette)
{
    return icon(name, palette.color(QPalette::Active, QPalette::WindowText), palette);
}

QIcon icon(const QString &name, const QColor &colour, const QPalette &palette)
{
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new LineIconEngine(file.readAll(), colour, palette.color(QPalette::Disabled, QPalette::WindowText),
                                    palette.color(QPalette::Active, QPalette::HighlightedText)));
}

} // namespace presentation
