// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/connectiondraft.h"
#include "ui/dialogs/sheet.h"

#include <memory>

namespace Ui {
class ConnectionsDialog;
}

namespace dialogs {

//! The list of connections: open, add, edit, remove. Removing asks in place, below the list, and says what goes and what
//! stays.
class ConnectionsDialog : public Sheet
{
    Q_OBJECT
public:
    explicit ConnectionsDialog(QWidget *parent = nullptr);
    ~ConnectionsDialog() override;

    //! Keeps the selection where the connection is still there.
    void setConnections(const QList<ConnectionRow> &rows);
    [[nodiscard]] core::ConnectionId selected() const;

signals:
    void openRequested(const core::ConnectionId &id);
    void addRequested();
    void editRequested(const core::ConnectionId &id);
    void removeRequested(const core::ConnectionId &id); //!< confirmed; with its token
    void keepTextsRequested(const core::ConnectionId &id, bool keep);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void follow();
    void ask();
    void endAsking(bool remove);
    [[nodiscard]] const ConnectionRow *current() const;

    std::unique_ptr<Ui::ConnectionsDialog> m_ui;
    QList<ConnectionRow> m_rows;
    core::ConnectionId m_asking;
};

} // namespace dialogs
