// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "core/store.h"
#include "ui/dialogs/sheet.h"

#include <QList>

#include <functional>
#include <memory>

namespace Ui {
class SaveCopyDialog;
}

namespace dialogs {

//! Asks in which connection and store, and under which path, a text becomes a new entry.
class SaveCopyDialog : public Sheet
{
    Q_OBJECT
public:
    struct ConnectionChoice
    {
        core::ConnectionId id;
        QString name;
    };
    //! What is wrong with this path in the chosen store, as a sentence, or nothing. Called at every key; must be quick.
    using PathCheck = std::function<QString(const QString &path)>;

    explicit SaveCopyDialog(QWidget *parent = nullptr);
    ~SaveCopyDialog() override;

    //! `size` of the text, in bytes.
    void setText(const QString &path, qint64 size);
    void setConnections(const QList<ConnectionChoice> &connections, const core::ConnectionId &current);
    void setPathCheck(PathCheck check);
    void showLoading();                   //!< the stores of the connection are being read
    void showProblem(const QString &why); //!< the connection cannot be used
    //! Those that can be written to; `preferred` is chosen if it is among them.
    void setStores(const QList<core::Store> &stores, const core::StoreId &preferred);
    void showPathProblem(const QString &sentence); //!< the service refused this path
    void check();

    [[nodiscard]] core::ConnectionId connection() const;
    [[nodiscard]] core::StoreId store() const;
    [[nodiscard]] QString path() const;

signals:
    void connectionChosen(const core::ConnectionId &connection);
    void storeChosen(const core::StoreId &store);
    void saveRequested(const core::ConnectionId &connection, const core::StoreId &store, const QString &path);

private:
    std::unique_ptr<Ui::SaveCopyDialog> m_ui;
    PathCheck m_pathCheck;
    QString m_refusedPath;
    QString m_refusal;
    bool m_ready = false;
};

} // namespace dialogs
