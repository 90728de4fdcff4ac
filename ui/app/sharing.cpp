// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/app/sharing.h"

#include "ui/app/settings.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/localworkspace.h"
#include "ui/dialogs/letprogramsdialog.h"

namespace app {

using Door = controllers::LocalWorkspace::Door;
using Dialog = dialogs::LetProgramsDialog;

Sharing::Sharing(controllers::LocalWorkspace &local, Settings &settings, QWidget &window)
    : m_local(local), m_settings(settings), m_window(window)
{
}

void Sharing::open()
{
    if (m_dialog)
        return;
    m_dialog = new Dialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setPort(quint16(m_settings.get(settings::sharePort)));
    if (const auto &door = m_local.sharedDoor())
        m_dialog->setRunning(door->baseUrl, door->token);
    else
        m_dialog->setStopped();
    connect(m_dialog, &Dialog::startRequested, this, &Sharing::start);
    connect(m_dialog, &Dialog::endRequested, this, &Sharing::stop);
    m_dialog->open();
}

void Sharing::resume()
{
    if (m_settings.get(settings::shareLocal))
        start(quint16(m_settings.get(settings::sharePort)));
}

void Sharing::start(quint16 port)
{
    m_local.share(port).then(this, [this, port](const core::Result<Door> &door) {
        if (!door) {
            if (m_dialog)
                m_dialog->showPortProblem(
                    controllers::sentence(door.error(), presentation::Operation::StartLocalService));
            else
                emit failed(door.error(), port);
            return;
        }
        m_settings.set(settings::shareLocal, true);
        m_settings.set(settings::sharePort, int(port));
        if (m_dialog)
            m_dialog->setRunning(door->baseUrl, door->token);
    });
}

void Sharing::stop()
{
    m_local.unshare();
    m_settings.set(settings::shareLocal, false);
    if (m_dialog)
        m_dialog->setStopped();
}

} // namespace app
