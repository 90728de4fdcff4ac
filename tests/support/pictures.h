// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QMainWindow>
#include <QPixmap>
#include <QRegularExpression>
#include <QWidget>

//! Pictures for a person to look at. With PALIMPSEST_PICTURES=FOLDER tests save what they have on the screen there, without
//! it nothing happens. PALIMPSEST_APPEARANCE=dark, PALIMPSEST_PICTURE_WIDTH=900 (of main windows) and QT_SCALE_FACTOR=2 make
//! the other sets.
namespace support {

inline QString wantedAppearance()
{
    return qEnvironmentVariable("PALIMPSEST_APPEARANCE", QStringLiteral("light"));
}

//! `name`: anything; what does not belong into a file name is replaced.
inline void picture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("PALIMPSEST_PICTURES");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    if (const int width = qEnvironmentVariableIntValue("PALIMPSEST_PICTURE_WIDTH"); width > 0 && qobject_cast<QMainWindow *>(&widget))
        widget.resize(width, widget.height());
    for (int i = 0; i < 5; ++i)
        QCoreApplication::processEvents(); // layouts come to rest
    static const QRegularExpression odd(QStringLiteral("[^\\w.-]+"));
    widget.grab().save(QDir(folder).filePath(QString(name).replace(odd, QStringLiteral("_")) + QStringLiteral(".png")));
}

} // namespace support
