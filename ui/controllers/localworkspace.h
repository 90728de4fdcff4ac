// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>

namespace service {
class Service;
}

namespace controllers {

//! The Memory Stores service inside this program. start() gives the window a door with a random port and a token of this
//! run; share() opens a second, fixed door for other programs, with a token that lasts (a file, mode 0600). Nothing here
//! blocks: databases are opened on a pool of its own. Application's thread.
class LocalWorkspace : public QObject
{
    Q_OBJECT
public:
    struct Door
    {
        QString baseUrl;
        QByteArray token;
    };

    //! `dataDirectory` is shared with `palimpsest-service`. `samples`: files to import when it was never filled.
    LocalWorkspace(QString dataDirectory, QStringList samples, QObject *parent = nullptr);
    ~LocalWorkspace() override;

    core::Call<Door> start(); //!< the same door again when it is open
    core::Call<Door> share(quint16 port);
    void unshare();
    [[nodiscard]] const std::optional<Door> &sharedDoor() const { return m_sharedDoor; }

signals:
    //! Something was written, by whomever. Calls within 150 ms are one.
    void changed();

private:
    using ServicePtr = std::shared_ptr<service::Service>;

    struct Opened
    {
        ServicePtr service;
        Door door;
    };

    core::Call<Door> open(quint16 port, bool lastingToken);
    void watch(service::Service &service);

    QString m_dataDirectory;
    QStringList m_samples;
    QThreadPool m_pool; //!< one thread: opening and closing in order
    QTimer m_settle;
    ServicePtr m_own;
    ServicePtr m_shared;
    std::optional<Door> m_ownDoor;
    std::optional<Door> m_sharedDoor;
};

} // namespace controllers
