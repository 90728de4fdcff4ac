// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The other program of tst_killedwalk: walks the past of a store into an index and says a dot for each page that it has
// kept, until it is killed. At the end of the walk it sweeps, and ends by itself after that.
#include "pastservice.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    using namespace std::chrono_literals;
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments(); // base URL, profile, store, file
    const pastservice::Client client(arguments.at(1), arguments.at(2) == QStringLiteral("C"));
    const core::SystemClock clock;
    session::HistoryKeeper keeper(*client.memory, arguments.at(4), {0ms, 0ms, 100ms, 1s, 24h * 7}, clock,
                                  [](const core::StoreId &) { return core::Timestamp(); });
    const core::StoreId store{arguments.at(3)};
    bool sweeping = false;
    const auto say = [](char what) {
        std::fputc(what, stdout);
        std::fflush(stdout);
    };
    QObject::connect(&keeper, &session::HistoryKeeper::coverageChanged, &application, [&](const core::StoreId &) {
        const history::Coverage coverage = keeper.coverage(store);
        say(coverage.sweeping ? 's' : '.');
        if (!coverage.complete || sweeping)
            return;
        sweeping = true;
        keeper.sweep(store);
    });
    QObject::connect(&keeper, &session::HistoryKeeper::sweepCompleted, &application, &QCoreApplication::quit);
    keeper.follow(store);
    return QCoreApplication::exec();
}
