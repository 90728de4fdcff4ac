// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/app/screenshot.h"

#include "session/session.h"
#include "ui/app/mainwindow.h"
#include "ui/app/workbench.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/storescontroller.h"

#include <QApplication>
#include <QPixmap>

#include <cstdio>

namespace app {

namespace {

constexpr int lookEveryMs = 50;
constexpr int calmLooks = 6;
constexpr qint64 patienceMs = 30'000;

} // namespace

Screenshot::Screenshot(Workbench &workbench, QString file, QObject *parent)
    : QObject(parent), m_workbench(workbench), m_file(std::move(file))
{
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::look);
    m_timer.start(lookEveryMs);
    m_elapsed.start();
}

void Screenshot::look()
{
    if (m_elapsed.elapsed() > patienceMs) {
        std::fprintf(stderr, "palimpsest: no picture: the sample memories did not open in time\n");
        m_timer.stop();
        QApplication::exit(1);
        return;
    }
    if (openStore() && openEntry() && isComplete())
        ++m_calm;
    else
        m_calm = 0;
    if (m_calm == calmLooks)
        take();
}

bool Screenshot::openStore()
{
    controllers::Navigator &navigator = m_workbench.navigator();
    if (!navigator.session() || navigator.session()->stores().stores().isEmpty())
        return false;
    if (navigator.subject().isEmpty()) {
        navigator.go({navigator.session()->stores().stores().first().id, {}, {}});
        navigator.session()->entries(navigator.subject().store).load();
    }
    return navigator.session()->entries(navigator.subject().store).loading().complete;
}

bool Screenshot::openEntry()
{
    controllers::Navigator &navigator = m_workbench.navigator();
    if (!navigator.subject().entry.isEmpty())
        return true;
    const core::Entry *longest = nullptr;
    for (const core::Entry &entry : navigator.session()->entries(navigator.subject().store).entries()) {
        if (!longest || entry.version.value_or(0) > longest->version.value_or(0))
            longest = &entry;
    }
    if (!longest)
        return false;
    navigator.go({longest->store, longest->id, {}});
    m_workbench.storesController().reveal();
    return true;
}

bool Screenshot::isComplete() const
{
    controllers::Navigator &navigator = m_workbench.navigator();
    return m_workbench.entryController().base()
        && navigator.session()->versions(navigator.subject().store).loading().complete;
}

void Screenshot::take()
{
    m_timer.stop();
    const bool saved = m_workbench.window().grab().save(m_file);
    if (!saved)
        std::fprintf(stderr, "palimpsest: the picture could not be written to %s\n", qPrintable(m_file));
    QApplication::exit(saved ? 0 : 1);
}

} // namespace app
