// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/exportrun.h"
#include "ui/controllers/transferplace.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>

class QFileDialog;

namespace dialogs {
class ExportDialog;
}

namespace controllers {

class Navigator;

//! An entry, a folder or a store to a new folder or a .zip on this computer.
class ExportController : public QObject
{
    Q_OBJECT
public:
    ExportController(Navigator &navigator, QWidget &window);

    void open(const TransferPlace &place);
    //! Where the next dialog proposes to put it.
    void setPlace(const QString &folder) { m_folder = folder; }

private:
    void choosePlace();
    void showProgress();
    void end();

    Navigator &m_navigator;
    QWidget &m_window;
    QString m_folder;
    TransferPlace m_place;
    QPointer<session::Session> m_session;
    QPointer<dialogs::ExportDialog> m_dialog;
    QPointer<QFileDialog> m_chooser;
    std::unique_ptr<session::ExportRun> m_run;
};

} // namespace controllers
