// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "session/scanrun.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/scanmarks.h"
#include "ui/controllers/transferplace.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <memory>

namespace dialogs {
class AuditDialog;
}

namespace controllers {

//! *Scan*: where do keys, passwords, personal data, instructions to agents and hidden characters stand? By rules that are
//! data: those of the program and files of the person's own, which are read again for each scan. One scan at a time; its list stays beside the
//! window until it is closed.
class ScanController : public QObject
{
    Q_OBJECT
public:
    ScanController(Navigator &navigator, QWidget &window, const core::Clock &clock, ScanMarks &marks);
    ~ScanController() override;

    void open(const TransferPlace &place);

signals:
    //! The person wants to see one of the findings.
    void showRequested(const core::ConnectionId &connection, const controllers::Subject &subject);

private:
    void start(bool part, bool past);
    void showProgress();
    void end();
    [[nodiscard]] QString facts(const session::ScanReport &report) const;

    Navigator &m_navigator;
    QWidget &m_window;
    const core::Clock &m_clock;
    ScanMarks &m_marks;
    std::shared_ptr<const audit::Scanner> m_scanner;
    TransferPlace m_place;
    bool m_past = false;
    core::ConnectionId m_connection;
    QList<Subject> m_places;         //!< of the rows
    QPointer<session::Session> m_session;
    QPointer<dialogs::AuditDialog> m_dialog;
    std::unique_ptr<session::ScanRun> m_run;
};

} // namespace controllers
