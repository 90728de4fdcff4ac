// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/app/termination.h"

#include "ui/app/workbench.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace app {

namespace {

volatile std::sig_atomic_t writeEnd = -1;

void onSignal(int)
{
    const char byte = 0;
    if (writeEnd >= 0)
        (void)!::write(writeEnd, &byte, 1);
}

constexpr int caught[] = {SIGTERM, SIGINT, SIGHUP};

} // namespace

Termination::Termination(Workbench &workbench)
{
    if (::pipe2(m_ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // ended without a word, as without us: what was kept is kept
    writeEnd = m_ends[1];
    auto *notifier = new QSocketNotifier(m_ends[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, &workbench, [this, &workbench] {
        char bytes[16];
        while (::read(m_ends[0], bytes, sizeof bytes) > 0) { }
        workbench.keepUnsavedText();
        QCoreApplication::exit(0); // quit() would ask the window first
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int signal : caught)
        ::sigaction(signal, &action, nullptr);
}

Termination::~Termination()
{
    for (const int signal : caught)
        std::signal(signal, SIG_DFL);
    writeEnd = -1;
    for (const int end : m_ends) {
        if (end >= 0)
            ::close(end);
    }
}

} // namespace app
