// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The other program of tst_killedwalk: walks the past of a store into an index ("walk"), or reads it all once more
// ("sweep"), and says a dot for each page that it has kept, until it is killed. At the end it ends by itself. "direct" is the
// walk without a service: large pages of the same past, so that a kill falls into the middle of keeping one.
#include "pastservice.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

namespace {

void dot()
{
    std::fputc('.', stdout);
    std::fflush(stdout);
}

int walkDirectly(const QString &file, const core::StoreId &store, int size, quint32 seed, int pageSize)
{
    const QList<core::Version> all = support::KnownPast::make(size, seed).records(store);
    history::Index index(file);
    auto report = wait(index.walk(store));
    if (!report)
        return 1;
    history::WalkState state = report->state;
    dot();
    while (!state.isComplete()) {
        const auto way = history::wayBack(state);
        history::WalkPage page{store, way ? std::optional(way->from) : std::nullopt, {}, false, {}, false, core::Timestamp::fromMicroseconds(1)};
        const auto last = std::find_if(all.cbegin(), all.cend(), [&](const core::Version &v) { return way && v.id.value == way->start.afterId; });
        page.items = all.mid(way ? last - all.cbegin() + 1 : 0, pageSize);
        page.end = page.items.constLast().id == all.constLast().id;
        page.next = page.end ? core::Cursor() : core::Cursor{{}, page.items.constLast().id.value};
        const auto outcome = wait(index.takePage(page));
        if (!outcome)
            return 1;
        state = outcome->state;
        dot();
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    using namespace std::chrono_literals;
    QCoreApplication application(argc, argv);
    if (argc > 6 && QByteArrayView(argv[5]) == "direct")
        return walkDirectly(QString::fromLocal8Bit(argv[4]), {QString::fromLocal8Bit(argv[3])}, QByteArray(argv[1]).toInt(),
                            QByteArray(argv[2]).toUInt(), QByteArray(argv[6]).toInt());
    const QStringList arguments = QCoreApplication::arguments(); // base URL, profile, store, file, what
    const pastservice::Client client(arguments.at(1), arguments.at(2) == QStringLiteral("C"));
    const core::SystemClock clock;
    session::HistoryKeeper keeper(*client.memory, arguments.at(4), {0ms, 0ms, 100ms, 1s, 24h * 7}, clock,
                                  [](const core::StoreId &) { return core::Timestamp(); });
    const core::StoreId store{arguments.at(3)};
    const bool sweep = arguments.at(5) == QStringLiteral("sweep");
    QObject::connect(&keeper, &session::HistoryKeeper::coverageChanged, &application, [&](const core::StoreId &) {
        dot();
        if (!sweep && keeper.coverage(store).complete)
            QCoreApplication::quit();
    });
    QObject::connect(&keeper, &session::HistoryKeeper::sweepCompleted, &application, &QCoreApplication::quit);
    if (sweep)
        keeper.sweep(store);
    else
        keeper.follow(store);
    return QCoreApplication::exec();
}
