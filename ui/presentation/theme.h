// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

class QApplication;
class QDBusVariant;

namespace presentation {

enum class Appearance { System, Light, Dark };

//! The few colours beside the palette. All of them are readable on the palette's base (at least 4.5 : 1).
struct Colours
{
    QColor accent;        //!< links, the current change, focus
    QColor quiet;         //!< second lines, counts
    QColor added;
    QColor removed;
    QColor warning;
    QColor error;
    QColor addedBack;     //!< backgrounds that the text stays readable on
    QColor removedBack;
    QColor warningBack;
    QColor errorBack;
    QColor informationBack;
    QColor separator;     //!< lines; not for text
    QColor hatch;         //!< of redacted rows; not for text
};

QPalette lightPalette();
QPalette darkPalette();
bool isDark(const QPalette &palette);
Colours coloursFor(const QPalette &palette);
//! WCAG 2 contrast ratio of two opaque colours, 1 to 21.
double contrast(const QColor &a, const QColor &b);

//! *View > Appearance*. Sets the application's style and palette at once and follows the desktop's own choice while it is
//! System: asked of the desktop portal without waiting, else judged by the palette that the platform gave.
class Theme : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QApplication &application, QObject *parent = nullptr);

    void setAppearance(Appearance appearance);
    [[nodiscard]] Appearance appearance() const { return m_appearance; }
    [[nodiscard]] bool isDark() const { return m_dark; }

signals:
    void changed(); //!< after the new palette is set; icons made by icon() are to be made again

private slots:
    void portalSettingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void takeColourScheme(uint scheme);
    void apply();

    QApplication &m_application;
    QPalette m_platformPalette;
    Appearance m_appearance = Appearance::System;
    bool m_portalDark = false;
    bool m_portalKnown = false;
    bool m_dark = false;
};

} // namespace presentation
