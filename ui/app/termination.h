// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace app {

//! SIGTERM, SIGINT and SIGHUP as a signal of the event loop: a handler may do next to nothing, so it writes a byte into a
//! pipe. One at a time, in the application's thread.
class Termination : public QObject
{
    Q_OBJECT
public:
    explicit Termination(QObject *parent = nullptr);
    ~Termination() override;

signals:
    void requested();

private:
    int m_ends[2] = {-1, -1};
};

} // namespace app
