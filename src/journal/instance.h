// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QString>

#include <memory>

namespace journal {

//! One running copy of the program, told from those that have ended however they ended: a lock that the kernel gives back
//! with the process (kill -9 included), on a file of its own. Process numbers are not asked: they come again, in containers
//! at every start.
class Instance
{
public:
    //! Makes the lock in `folder` (0700) and sweeps away what ended copies left there.
    static core::Result<std::unique_ptr<Instance>> start(const QString &folder);
    ~Instance();
    Instance(const Instance &) = delete;
    Instance &operator=(const Instance &) = delete;

    [[nodiscard]] const QString &id() const { return m_id; } //!< random, of this run
    //! Whether the copy with this id still runs; true for our own. What cannot be asked counts as running.
    [[nodiscard]] bool isRunning(const QString &id) const;

private:
    struct Lock;
    Instance(QString folder, QString id, std::unique_ptr<Lock> lock);

    const QString m_folder;
    const QString m_id;
    const std::unique_ptr<Lock> m_lock;
};

} // namespace journal
