// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include "core/ids.h"
#include "core/store.h"

#include <QList>

#include <memory>

namespace Ui {
class CopyDialog;
}

namespace dialogs {

//! Asks to which connection and store something is copied. Writes nothing: a plan comes next.
class CopyDialog : public Sheet
{
    Q_OBJECT
public:
    struct ConnectionChoice
    {
        core::ConnectionId id;
        QString name;
    };

    explicit CopyDialog(QWidget *parent = nullptr);
    ~CopyDialog() override;

    void setSubject(const QString &what, const QString &newStoreName);
    void setConnections(const QList<ConnectionChoice> &connections, const core::ConnectionId &current);
    void showLoading();                   //!< the stores of the connection are being read
    void showProblem(const QString &why); //!< the connection cannot be used
    void setStores(const QList<core::Store> &stores, int nameLimit);
    [[nodiscard]] core::ConnectionId connection() const;

signals:
    void connectionChosen(const core::ConnectionId &connection);
    //! An empty store: a new one with that name is wanted.
    void planRequested(const core::ConnectionId &connection, const core::StoreId &store, const QString &newName);

private:
    void check();

    std::unique_ptr<Ui::CopyDialog> m_ui;
    int m_nameLimit = 255;
    bool m_ready = false;
};

} // namespace dialogs
