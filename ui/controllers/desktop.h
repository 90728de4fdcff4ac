// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>

class QUrl;

namespace controllers {

//! The one door to other programs: the browser for an address that a person has seen whole (promise I4), and an editor
//! for a file that we made ourselves. Nothing else goes through it. Tests put their own functions in its place.
class Desktop
{
public:
    using OpenUrl = std::function<bool(const QUrl &)>;
    using Start = std::function<bool(const QString &program, const QStringList &arguments)>;

    Desktop();

    //! http and https only, judged once more. False when it is none or when the desktop has no program for it.
    [[nodiscard]] bool openAddress(const QByteArray &address) const;
    //! An absolute file name; with `program`, or else whatever the desktop opens it with.
    [[nodiscard]] bool openFile(const QString &file, const QString &program = {}) const;

    void replace(OpenUrl openUrl, Start start);

private:
    OpenUrl m_openUrl;
    Start m_start;
};

} // namespace controllers
