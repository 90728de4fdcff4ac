// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace app {

class Workbench;

//! SIGTERM, SIGINT and SIGHUP: what is typed goes to the disk, and the program ends without a question (promise A10). A
//! handler may do next to nothing, so it writes a byte into a pipe that the event loop reads. One in a program.
class Termination : public QObject
{
    Q_OBJECT
public:
    explicit Termination(Workbench &workbench);
    ~Termination() override;

private:
    int m_ends[2] = {-1, -1};
};

} // namespace app
