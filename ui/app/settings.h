// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

namespace app {

//! A key with its type and what holds until somebody chooses (rule R25). Tokens are never settings.
template<typename T>
struct Setting
{
    const char *key;
    T fallback;
};

namespace settings {
inline const Setting<QByteArray> windowGeometry{"window/geometry", {}};
inline const Setting<QByteArray> panes{"window/panes", {}};
inline const Setting<QByteArray> rightPanes{"window/middle", {}};
inline const Setting<QByteArray> storesColumns{"stores/columns", {}};
inline const Setting<bool> storesPane{"window/storesPane", true};
inline const Setting<bool> historyPane{"window/historyPane", true};
inline const Setting<bool> storesFlat{"stores/flat", false};
inline const Setting<bool> deletedEntries{"stores/deleted", false};
inline const Setting<bool> wrapLines{"text/wrap", true};
inline const Setting<bool> showBlanks{"text/blanks", false};
inline const Setting<bool> scanMarks{"text/scanMarks", true};
inline const Setting<int> zoom{"text/zoom", 100}; //!< percent
inline const Setting<bool> preview{"text/preview", false};
inline const Setting<bool> sideBySide{"changes/sideBySide", true};
inline const Setting<bool> ignoreBlanks{"changes/ignoreBlanks", false};
inline const Setting<bool> changesAsList{"changes/asList", false};
inline const Setting<QString> appearance{"window/appearance", QStringLiteral("system")};
inline const Setting<QStringList> openTabs{"tabs/open", {}}; //!< EntryTabs::remembered()
inline const Setting<QString> externalProgram{"text/externalProgram", {}}; //!< absolute; empty: the desktop's choice
inline const Setting<bool> shareLocal{"local/share", false};
inline const Setting<int> sharePort{"local/sharePort", 7411};
} // namespace settings

//! Typed access to one QSettings file, handed around by reference. Application's thread.
class Settings
{
public:
    explicit Settings(const QString &file) : m_store(file, QSettings::IniFormat) { }

    template<typename T>
    [[nodiscard]] T get(const Setting<T> &setting) const
    {
        const QVariant value = m_store.value(QLatin1String(setting.key));
        return value.isValid() && value.canConvert<T>() ? value.value<T>() : setting.fallback;
    }

    template<typename T>
    void set(const Setting<T> &setting, const T &value)
    {
        if (get(setting) != value)
            m_store.setValue(QLatin1String(setting.key), QVariant::fromValue(value));
    }

private:
    QSettings m_store;
};

} // namespace app
