// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/linkcontroller.h"

#include "ui/controllers/desktop.h"
#include "ui/dialogs/linkdialog.h"

#include <QClipboard>
#include <QGuiApplication>

namespace controllers {

LinkController::LinkController(const Desktop &desktop, QWidget &window)
    : QObject(&window), m_desktop(desktop), m_window(window)
{
}

void LinkController::open(const QString &target)
{
    if (m_dialog)
        m_dialog->reject();
    m_dialog = new dialogs::LinkDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setAddress(target);
    connect(m_dialog, &dialogs::LinkDialog::copyRequested, this,
            [](const QString &text) { QGuiApplication::clipboard()->setText(text); });
    connect(m_dialog, &dialogs::LinkDialog::openRequested, this, [this](const QByteArray &address) {
        if (m_desktop.openAddress(address))
            m_dialog->accept();
        else
            m_dialog->showFailure(tr("No browser was found that opens it. The address can be copied."));
    });
    m_dialog->open();
}

} // namespace controllers
