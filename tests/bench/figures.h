// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QFile>
#include <QString>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <vector>

//! How benchmarks measure, and the table in which they say it.
namespace bench {

//! A line of /proc/self/status: VmRSS, VmHWM.
inline qint64 statusKiB(const QByteArray &field)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(field + ":"))
            return line.mid(field.size() + 1).simplified().split(' ').constFirst().toLongLong();
    }
    return 0;
}

inline void forgetPeak()
{
    QFile clear(QStringLiteral("/proc/self/clear_refs"));
    if (clear.open(QIODevice::WriteOnly))
        clear.write("5");
}

//! What all threads of the program used: other programs on the machine do not count in it.
inline double processorMs()
{
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return double(used.tv_sec) * 1e3 + double(used.tv_nsec) / 1e6;
}

//! Whether every limit held, up to now.
inline bool &allWell()
{
    static bool well = true;
    return well;
}

//! A row of the table; a limit of 0 is none.
inline void check(const char *what, double value, double limit, const char *unit, const char *processor = "")
{
    const bool well = limit <= 0 || value <= limit;
    allWell() = allWell() && well;
    std::printf("| %s | %.1f %s | %s | %s |\n", what, value, unit, processor,
                limit <= 0 ? "" : qPrintable(QString::number(limit) + (well ? QString() : QStringLiteral(" MISSED"))));
    std::fflush(stdout);
}

//! The median of `times` questions, and what one of them takes of a processor.
inline void measure(const char *what, int times, double limitMs, const std::function<void(int)> &ask)
{
    std::vector<double> taken;
    const double before = processorMs();
    for (int i = 0; i < times; ++i) {
        QElapsedTimer timer;
        timer.start();
        ask(i);
        taken.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(taken.begin(), taken.end());
    const double used = (processorMs() - before) / times;
    check(what, taken[taken.size() / 2], limitMs, "ms", qPrintable(QString::number(used, 'f', 1) + QStringLiteral(" ms")));
}

} // namespace bench
