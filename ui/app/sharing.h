// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace controllers {
class LocalWorkspace;
}
namespace dialogs {
class LetProgramsDialog;
}

namespace app {

class Settings;

//! *Let programs use the Local workspace*: a fixed port with a lasting token, remembered over restarts.
class Sharing : public QObject
{
    Q_OBJECT
public:
    Sharing(controllers::LocalWorkspace &local, Settings &settings, QWidget &window);

    void open();   //!< the dialog
    void resume(); //!< what was on when the program ended is on again

signals:
    void failed(const core::Error &error, quint16 port); //!< of resume(); the dialog tells its own

private:
    void start(quint16 port);
    void stop();

    controllers::LocalWorkspace &m_local;
    Settings &m_settings;
    QWidget &m_window;
    QPointer<dialogs::LetProgramsDialog> m_dialog;
};

} // namespace app
