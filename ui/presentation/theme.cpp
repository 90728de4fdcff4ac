// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/theme.h"

#include "ui/presentation/housestyle.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QStyle>

namespace presentation {

using namespace Qt::StringLiterals;

namespace {

constexpr auto portalService = "org.freedesktop.portal.Desktop"_L1;
constexpr auto portalPath = "/org/freedesktop/portal/desktop"_L1;
constexpr auto portalInterface = "org.freedesktop.portal.Settings"_L1;
constexpr auto appearanceSpace = "org.freedesktop.appearance"_L1;
constexpr auto colourSchemeKey = "color-scheme"_L1;
constexpr int portalPatience = 3000; // milliseconds; a portal that is not there must not keep a call open

//! Read() wraps its answer twice.
QVariant unwrapped(QVariant value)
{
    for (int depth = 0; depth < 3 && value.canConvert<QDBusVariant>(); ++depth)
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_platformPalette(application.palette())
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(portalService, portalPath, portalInterface, u"SettingChanged"_s, this,
                SLOT(portalSettingChanged(QString, QString, QDBusVariant)));
    askPortal();
}

void Theme::setAppearance(Appearance appearance)
{
    m_appearance = appearance;
    apply();
}

void Theme::askPortal()
{
    QDBusMessage question = QDBusMessage::createMethodCall(portalService, portalPath, portalInterface, u"Read"_s);
    question << QString(appearanceSpace) << QString(colourSchemeKey);
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question, portalPatience), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *finished) {
        finished->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *finished;
        if (reply.isValid())
            takeColourScheme(unwrapped(QVariant::fromValue(reply.value())).toUInt());
    });
}

void Theme::portalSettingChanged(const QString &space, const QString &key, const QDBusVariant &value)
{
    if (space == appearanceSpace && key == colourSchemeKey)
        takeColourScheme(unwrapped(value.variant()).toUInt());
}

//! 0: no preference, 1: dark, 2: light.
void Theme::takeColourScheme(uint scheme)
{
    m_portalKnown = scheme == 1 || scheme == 2;
    m_portalDark = scheme == 1;
    if (m_appearance == Appearance::System)
        apply();
}

void Theme::apply()
{
    const bool platformDark = presentation::isDark(m_platformPalette);
    const bool dark = m_appearance == Appearance::Dark
        || (m_appearance == Appearance::System && (m_portalKnown ? m_portalDark : platformDark));
    const QPalette palette = dark ? darkPalette() : lightPalette();
    if (!qobject_cast<HouseStyle *>(m_application.style()))
        m_application.setStyle(new HouseStyle);
    m_dark = dark;
    if (m_application.palette() != palette)
        m_application.setPalette(palette);
    emit changed();
}

} // namespace presentation
