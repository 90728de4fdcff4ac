// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "wire/dialect.h"

#include <functional>
#include <memory>

namespace service {

struct Options
{
    QString dataDirectory;                       //!< made, readable by its owner only, when it is missing
    quint16 port = 0;                            //!< of 127.0.0.1; 0 takes any free one
    wire::Dialect dialect = wire::profileS();
    QByteArray token;                            //!< required; printable ASCII without spaces
};

//! The embedded Memory Stores service (contract, promises J1-J8 and J10): HTTP on 127.0.0.1, one SQLite database in the
//! data folder, which other processes may use at the same time. Owns its threads; no event loop needed. start() reads
//! and may migrate the database, so it does not belong on the window's thread either. The destructor stops.
class Service
{
public:
    //! Errors: LocalServer (the port), Storage (the folder or the database), Invalid (the options).
    static core::Result<std::unique_ptr<Service>> start(Options options);
    ~Service();
    Service(const Service &) = delete;
    Service &operator=(const Service &) = delete;

    [[nodiscard]] QString baseUrl() const; //!< http://127.0.0.1:PORT/api/v1/cloud
    [[nodiscard]] quint16 port() const;

    //! Called after each write: at once from a thread of the service when it came through this process, within half a
    //! second when another process wrote. Replaces the callback before it; an empty one ends the calls, and when this
    //! returns the old one is not running any more. Must not be called from the callback.
    void onChange(std::function<void()> callback);
    //! Rises with every committed write that this service knows of. From any thread.
    [[nodiscard]] quint64 dataVersion() const;

    //! Finishes the requests that are being answered. Nothing can be asked afterwards.
    void stop();

private:
    class Private;
    explicit Service(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

//! 256 random bits as text that fits into URLs, headers and shell lines.
QByteArray makeToken();

//! Puts stores with given times into a data folder (format in import.h). Not while something else must not change it:
//! it is one transaction.
core::Result<core::Done> importStores(const QString &dataDirectory, const QByteArray &json);

//! Whether the data folder was never written to: no store was ever made in it.
core::Result<bool> isEmpty(const QString &dataDirectory);

//! Where the window and palimpsest-service keep the memories unless told otherwise.
QString defaultDataDirectory();

} // namespace service
