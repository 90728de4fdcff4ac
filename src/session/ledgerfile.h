// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/ledger.h"
#include "core/result.h"

#include <QFile>
#include <QList>

namespace session {

//! The ledger of a connection as a file (0600) that is only ever added to, and its last hash beside it (`.head`). Blocking: for
//! a thread of its own. Copies of the program share it: whoever reads or adds holds a lock on it, and begins with what others
//! have added. A line that a kill has torn is taken off at the next start, and a line says so.
class LedgerFile
{
public:
    LedgerFile(const QString &file, const QString &connection);
    LedgerFile(const LedgerFile &) = delete;
    LedgerFile &operator=(const LedgerFile &) = delete;
    ~LedgerFile();

    //! Takes the lock, makes the file when there is none, and looks at what is there. Until unlock(), nobody else adds.
    core::Result<core::Done> lock(const core::Timestamp &now);
    void unlock();

    //! Within the lock. Where the line will begin; written by flush().
    qint64 add(const audit::LedgerLine &line);
    //! All at once, and onto the disk. When that fails, the file is as it was, and so is this.
    core::Result<core::Done> flush();
    [[nodiscard]] std::optional<audit::LedgerLine> lineAt(qint64 at); //!< added ones, too
    [[nodiscard]] qint64 end() const { return m_file.bytes + m_added.size(); }
    //! What is in the file from there on.
    audit::LedgerReport read(qint64 from, const std::function<void(const audit::LedgerLine &, qint64)> &each);

    //! All of it, under the lock of readers. `file` need not be the program's own.
    static audit::LedgerReport verify(const QString &file, const core::CancelFlag &cancel = {});
    [[nodiscard]] static QString headFileOf(const QString &file);

private:
    core::Result<core::Done> open();
    core::Result<core::Done> look(const core::Timestamp &now);
    core::Result<core::Done> takeUp(const core::Timestamp &now, const QString &words, qint64 bytes);
    core::Result<core::Done> keepHead() const;
    audit::LedgerReport readFrom(const audit::LedgerHead &head,
                                 const std::function<void(const audit::LedgerLine &, qint64)> &each) const;
    [[nodiscard]] bool endsWith(const audit::LedgerHead &head);

    const QString m_path;
    const QString m_connection;
    QFile m_device;
    audit::LedgerHead m_file;  //!< as it is on the disk
    audit::LedgerHead m_next;  //!< with what is added
    QByteArray m_added;
    bool m_known = false;      //!< m_file was looked at in this run
    bool m_locked = false;
};

} // namespace session
