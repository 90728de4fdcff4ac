// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/colors.h"

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

// Okabe and Ito: told apart by people with any colour vision.
constexpr QRgb Blue = 0xFF0072B2;
constexpr QRgb SkyBlue = 0xFF56B4E9;
constexpr QRgb Vermilion = 0xFFD55E00;
constexpr QRgb Orange = 0xFFE69F00;
constexpr QRgb BluishGreen = 0xFF009E73;
constexpr QRgb ReddishPurple = 0xFFCC79A7;

double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

//! As much of `over` as leaves `ink` readable.
QColor ground(const QColor &base, const QColor &over, double share, const QColor &ink)
{
    QColor result = blend(base, over, share);
    while (share > 0.02 && contrast(ink, result) < 4.5) {
        share -= 0.02;
        result = blend(base, over, share);
    }
    return result;
}

} // namespace

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Base)) < luminance(palette.color(QPalette::Text));
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor blend(const QColor &ground, const QColor &over, double share)
{
    const auto mix = [share](int from, int to) { return int(std::lround(from + (to - from) * share)); };
    return {mix(ground.red(), over.red()), mix(ground.green(), over.green()), mix(ground.blue(), over.blue())};
}

QColor readable(const QColor &ink, const QColor &ground, double least)
{
    const QColor black(Qt::black);
    const QColor white(Qt::white);
    const QColor goal = contrast(white, ground) > contrast(black, ground) ? white : black;
    for (int step = 0; step < 20; ++step) {
        const QColor candidate = blend(ink, goal, step / 20.0);
        if (contrast(candidate, ground) >= least)
            return candidate;
    }
    return goal;
}

Colors colorsFor(const QPalette &palette)
{
    const bool dark = isDark(palette);
    Colors colors;
    colors.ground = palette.color(QPalette::Active, QPalette::Base);
    colors.gutter = blend(colors.ground, palette.color(QPalette::Active, QPalette::Text), dark ? 0.06 : 0.04);
    colors.ink = readable(palette.color(QPalette::Active, QPalette::Text), colors.gutter);
    colors.muted = readable(blend(colors.ink, colors.ground, 0.4), colors.gutter);
    colors.gap = blend(colors.ground, colors.ink, dark ? 0.10 : 0.06);
    colors.currentLine = ground(colors.ground, palette.color(QPalette::Active, QPalette::Highlight), 0.12, colors.ink);

    const QColor blue(dark ? SkyBlue : Blue);
    const QColor orange(dark ? Orange : Vermilion);
    colors.added = ground(colors.ground, blue, dark ? 0.20 : 0.12, colors.ink);
    colors.addedStrong = ground(colors.ground, blue, dark ? 0.42 : 0.32, colors.ink);
    colors.removed = ground(colors.ground, orange, dark ? 0.20 : 0.12, colors.ink);
    colors.removedStrong = ground(colors.ground, orange, dark ? 0.42 : 0.32, colors.ink);
    colors.addedInk = readable(blue, colors.added);
    colors.removedInk = readable(orange, colors.removed);

    const QColor purple(ReddishPurple);
    colors.moved = ground(colors.ground, purple, dark ? 0.26 : 0.22, colors.ink);
    colors.movedInk = readable(purple, colors.moved);

    colors.accent = readable(palette.color(QPalette::Active, QPalette::Highlight), colors.gutter);
    colors.positive = readable(QColor(BluishGreen), colors.gutter);
    colors.warning = readable(QColor(Orange), colors.gutter);
    colors.error = readable(QColor(Vermilion), colors.gutter);
    colors.match = ground(colors.ground, QColor(0xF0, 0xE4, 0x42), dark ? 0.22 : 0.60, colors.ink); // dark: the colours of the syntax stay colours on it
    return colors;
}

} // namespace widgets
