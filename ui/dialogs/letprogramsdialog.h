// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <QByteArray>

#include <memory>

namespace Ui {
class LetProgramsDialog;
}

namespace dialogs {

//! *Let programs use it…*: turns a fixed port of the Local workspace on and off and shows the lines that a program needs.
//! The token is masked until it is asked for. The owner answers startRequested() with setRunning() or showPortProblem(),
//! and endRequested() with setStopped().
class LetProgramsDialog : public Sheet
{
    Q_OBJECT
public:
    explicit LetProgramsDialog(QWidget *parent = nullptr);
    ~LetProgramsDialog() override;

    void setPort(quint16 port); //!< what is offered while it is off
    void setStopped();
    void setRunning(const QString &baseUrl, const QByteArray &token);
    //! It could not be turned on: the port is taken, or not allowed.
    void showPortProblem(const QString &sentence);
    [[nodiscard]] bool isRunning() const { return m_running; }

signals:
    void startRequested(quint16 port);
    void endRequested();

private:
    void showState();
    void showLines();
    void copy(const QString &line, bool secret);
    [[nodiscard]] QString tokenLine(const QString &token) const;

    std::unique_ptr<Ui::LetProgramsDialog> m_ui;
    QPushButton *m_action;
    QString m_baseUrl;
    QByteArray m_token;
    bool m_running = false;
};

} // namespace dialogs
