// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace app {

class Workbench;

//! For computers without a display: opens the first store, the entry with the longest history and that history, saves a
//! picture of the window and ends the program. Exit code 1 and a line on stderr when that takes more than 30 s.
class Screenshot : public QObject
{
    Q_OBJECT
public:
    Screenshot(Workbench &workbench, QString file, QObject *parent = nullptr);

private:
    void look();
    [[nodiscard]] bool openStore();
    [[nodiscard]] bool openEntry();
    [[nodiscard]] bool isComplete() const;
    void take();

    Workbench &m_workbench;
    QString m_file;
    QTimer m_timer;
    QElapsedTimer m_elapsed;
    int m_calm = 0; //!< looks in a row at which everything was there
};

} // namespace app
