// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

// The colours: paper and ink, one blue.
namespace presentation {

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

struct Tones
{
    QRgb window, base, alternate, button, text, quietText, disabled, accent, onAccent, border, tooltip;
};

constexpr Tones paper = {
    .window = 0xfff4f4f2, .base = 0xffffffff, .alternate = 0xfff8f8f6, .button = 0xfffbfbfa, .text = 0xff1f2328,
    .quietText = 0xff5d646c, .disabled = 0xff8c939b, .accent = 0xff1c62b8, .onAccent = 0xffffffff,
    .border = 0xffc9ccd0, .tooltip = 0xfffffff5,
};
constexpr Tones night = {
    .window = 0xff202327, .base = 0xff191b1f, .alternate = 0xff1e2125, .button = 0xff2b2f35, .text = 0xffe4e6e9,
    .quietText = 0xffa0a7af, .disabled = 0xff737a83, .accent = 0xff2f6fc4, .onAccent = 0xffffffff,
    .border = 0xff3a3f46, .tooltip = 0xff2b2f35,
};

QPalette paletteOf(const Tones &tones, const QColor &link)
{
    QPalette palette;
    const std::array<std::pair<QPalette::ColorRole, QRgb>, 12> roles = {{
        {QPalette::Window, tones.window}, {QPalette::WindowText, tones.text}, {QPalette::Base, tones.base},
        {QPalette::AlternateBase, tones.alternate}, {QPalette::Text, tones.text}, {QPalette::Button, tones.button},
        {QPalette::ButtonText, tones.text}, {QPalette::Highlight, tones.accent},
        {QPalette::HighlightedText, tones.onAccent}, {QPalette::ToolTipBase, tones.tooltip},
        {QPalette::ToolTipText, tones.text}, {QPalette::PlaceholderText, tones.quietText},
    }};
    for (const auto &[role, tone] : roles)
        palette.setColor(role, QColor::fromRgb(tone));
    palette.setColor(QPalette::BrightText, QColor::fromRgb(tones.onAccent));
    palette.setColor(QPalette::Link, link);
    palette.setColor(QPalette::LinkVisited, link);
    // Fusion draws frames, grooves and shadows from these.
    const QColor window = QColor::fromRgb(tones.window);
    const QColor border = QColor::fromRgb(tones.border);
    const bool dark = window.lightness() < 128;
    palette.setColor(QPalette::Light, dark ? window.lighter(135) : QColor(Qt::white));
    palette.setColor(QPalette::Midlight, dark ? window.lighter(115) : window.lighter(102));
    palette.setColor(QPalette::Mid, border);
    palette.setColor(QPalette::Dark, dark ? window.darker(150) : border.darker(125));
    palette.setColor(QPalette::Shadow, dark ? QColor(Qt::black) : border.darker(170));
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(tones.disabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, border);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, QColor::fromRgb(tones.text));
    return palette;
}

//! `share` of `over` laid on `ground`.
QColor blend(const QColor &ground, const QColor &over, double share)
{
    const auto mix = [share](int from, int to) { return int(std::lround(from + (to - from) * share)); };
    return {mix(ground.red(), over.red()), mix(ground.green(), over.green()), mix(ground.blue(), over.blue())};
}

//! The colour, moved towards black or white until it can be read on both grounds: palettes of desktops differ.
QColor readableOn(const QColor &colour, const QColor &first, const QColor &second)
{
    const QColor goal = luminance(first) > 0.18 ? QColor(Qt::black) : QColor(Qt::white);
    for (double share = 0; share < 1; share += 0.05) {
        const QColor candidate = blend(colour, goal, share);
        if (std::min(contrast(candidate, first), contrast(candidate, second)) >= 4.6)
            return candidate;
    }
    return goal;
}

} // namespace

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QPalette lightPalette()
{
    return paletteOf(paper, QColor(0x1c, 0x62, 0xb8));
}

QPalette darkPalette()
{
    return paletteOf(night, QColor(0x7f, 0xb4, 0xf5));
}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Base)) < luminance(palette.color(QPalette::Text));
}

Colours coloursFor(const QPalette &palette)
{
    const bool dark = isDark(palette);
    const QColor base = palette.color(QPalette::Active, QPalette::Base);
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    const QColor text = palette.color(QPalette::Active, QPalette::Text);
    const auto ink = [&](QRgb onLight, QRgb onDark) {
        return readableOn(QColor::fromRgb(dark ? onDark : onLight), base, window);
    };
    // Blue and orange are told apart with any colour vision; red and green are not.
    Colours colours;
    colours.accent = ink(0xff1c62b8, 0xff7fb4f5);
    colours.hatch = blend(base, text, dark ? 0.13 : 0.10);
    colours.quiet = readableOn(readableOn(blend(base, text, 0.62), base, window), base, colours.hatch);
    colours.added = ink(0xff0b62a0, 0xff74b9ea);
    colours.removed = ink(0xffa8500a, 0xffeba15c);
    colours.warning = ink(0xff8a5a00, 0xffe3b341);
    colours.error = ink(0xffb3261e, 0xfff28b82);
    const double wash = dark ? 0.20 : 0.12;
    colours.addedBack = blend(base, QColor(0x1f, 0x7f, 0xc4), wash);
    colours.removedBack = blend(base, QColor(0xd9, 0x74, 0x1a), wash);
    colours.warningBack = blend(base, QColor(0xe0, 0xa1, 0x00), wash);
    colours.errorBack = blend(base, QColor(0xd6, 0x3a, 0x2f), wash);
    colours.informationBack = blend(base, QColor(0x2f, 0x6f, 0xc4), wash);
    colours.separator = blend(base, text, 0.14);
    return colours;
}

} // namespace presentation
