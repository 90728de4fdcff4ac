// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <functional>

class QThread;

namespace secrets {

//! The one thread in which everything around the keychain happens. Not the window's thread, because connecting to a
//! bus and QtKeychain's choice of a backend block the caller (the latter up to a second per absent KWallet). One for the
//! whole application and until its end, because QtKeychain queues its jobs in one object that belongs to the thread
//! that used it first: in a second thread they would never end.
class KeychainThread final : public QObject
{
    Q_OBJECT
public:
    //! Made at first use, owned by the application object.
    static KeychainThread *ofApplication();
    ~KeychainThread() override;

    //! Runs `work` in the thread. `context` lives there as long as the thread does.
    void post(std::function<void(QObject *context)> work);

private:
    explicit KeychainThread(QObject *parent);

    QThread *m_thread;
    QObject *m_context;
};

} // namespace secrets
