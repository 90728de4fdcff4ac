// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/version.h"

#include <QObject>
#include <QPointer>

namespace dialogs {
class NoteDialog;
}
namespace session {
class Session;
}

namespace controllers {

class Navigator;

//! A person's note on a version: asked for, kept, or removed when its words are.
class NoteController : public QObject
{
    Q_OBJECT
public:
    NoteController(Navigator &navigator, QWidget &window);

    void open(const core::Version &version);

private:
    void keep(const core::Version &version, const QString &text);

    Navigator &m_navigator;
    QWidget &m_window;
    QPointer<session::Session> m_session;
    QPointer<dialogs::NoteDialog> m_dialog;
};

} // namespace controllers
