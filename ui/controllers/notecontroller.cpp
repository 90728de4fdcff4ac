// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/notecontroller.h"

#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/versionwords.h"
#include "ui/dialogs/notedialog.h"

namespace controllers {

NoteController::NoteController(Navigator &navigator, QWidget &window)
    : QObject(&window), m_navigator(navigator), m_window(window)
{
}

void NoteController::open(const core::Version &version)
{
    m_session = m_navigator.session();
    if (!m_session || !m_session->notes())
        return;
    delete m_dialog;
    m_dialog = new dialogs::NoteDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setNote(versionTitle(*m_session, version, false), m_session->notes()->of(version.store, version.id),
                      session::Notes::maxLength);
    connect(m_dialog, &dialogs::NoteDialog::saveRequested, this,
            [this, version](const QString &text) { keep(version, text); });
    m_dialog->open();
}

void NoteController::keep(const core::Version &version, const QString &text)
{
    if (!m_session || !m_session->notes()) {
        m_dialog->showFailure(tr("The connection was closed. Copy your note before you close this."));
        return;
    }
    m_dialog->setBusy(tr("Keeping the note…"));
    m_session->notes()->keep(version.store, version.id, text).then(m_dialog, [this](const core::Result<core::Done> &kept) {
        if (kept)
            m_dialog->accept();
        else
            m_dialog->showFailure(sentence(kept.error(), presentation::Operation::WriteLocalFile),
                                  details(kept.error(), presentation::Operation::WriteLocalFile));
    });
}

} // namespace controllers
