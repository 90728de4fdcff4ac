// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "session/auditfiles.h"
#include "session/verifyrun.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/transferplace.h"

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>

class QFileDialog;

namespace dialogs {
class AuditDialog;
class ExportDialog;
}

namespace controllers {

//! *Verify*: has anything been changed behind our back? One check at a time; its list stays beside the window until it is
//! closed.
class VerifyController : public QObject
{
    Q_OBJECT
public:
    VerifyController(Navigator &navigator, QWidget &window, const core::Clock &clock);
    ~VerifyController() override;

    void open(const TransferPlace &place);

signals:
    //! The person wants to see one of the findings.
    void showRequested(const core::ConnectionId &connection, const controllers::Subject &subject);

private:
    void start(bool part, bool pastTexts);
    void showProgress();
    void end();
    void askForFolder();
    void write(const QString &path);
    void wrote(const core::Result<session::AuditFolder> &folder);
    [[nodiscard]] audit::VerificationAbout about() const;

    Navigator &m_navigator;
    QWidget &m_window;
    const core::Clock &m_clock;
    QThreadPool m_pool;
    TransferPlace m_place;
    QString m_placeWords;            //!< what was checked
    QString m_proposedName;
    QString m_folder;
    audit::VerificationAbout m_about; //!< as it was when the check began
    audit::Verification m_report;
    core::ConnectionId m_connection;
    QList<Subject> m_places;          //!< of the rows
    QPointer<session::Session> m_session;
    QPointer<dialogs::AuditDialog> m_dialog;
    QPointer<dialogs::ExportDialog> m_exportDialog;
    QPointer<QFileDialog> m_chooser;
    std::unique_ptr<session::VerifyRun> m_run;
};

} // namespace controllers
