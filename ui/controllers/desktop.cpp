// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/desktop.h"

#include "text/link.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QProcess>
#include <QUrl>

#include <utility>

namespace controllers {

Desktop::Desktop()
    : m_openUrl([](const QUrl &url) { return QDesktopServices::openUrl(url); }),
      m_start([](const QString &program, const QStringList &arguments) {
          return QProcess::startDetached(program, arguments);
      })
{
}

bool Desktop::openAddress(const QByteArray &address) const
{
    const text::Link link = text::linkOf(QString::fromLatin1(address));
    return link.problem == text::Link::Problem::None && link.address == address
        && m_openUrl(QUrl::fromEncoded(address, QUrl::StrictMode));
}

bool Desktop::openFile(const QString &file, const QString &program) const
{
    if (!QFileInfo(file).isAbsolute()) // never an option of the program
        return false;
    return program.isEmpty() ? m_openUrl(QUrl::fromLocalFile(file)) : m_start(program, {file});
}

void Desktop::replace(OpenUrl openUrl, Start start)
{
    m_openUrl = std::move(openUrl);
    m_start = std::move(start);
}

} // namespace controllers
