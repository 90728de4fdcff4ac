// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
// What the witness costs at a million version records. Method and figures: README.md.
#include "api/apiclient.h"
#include "api/memorystores.h"
#include "bench/figures.h"
#include "session/historykeeper.h"
#include "session/witness.h"
#include "support/knownpast.h"
#include "support/waiting.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using bench::check;

namespace {

const core::StoreId store{u"memstore_019e3bb93b7074f9a5130d39ddcca90f"_s};
constexpr int pageSize = 100; // of a service's list

//! A witness as the program has it; the keeper it follows reads nothing here.
struct Followed
{
    explicit Followed(const QString &folder)
        : client(api::ClientConfig()), service(client),
          keeper(service, folder + u"/bench.index"_s, {}, clock, [](const core::StoreId &) { return core::Timestamp(); }),
          witness(*new session::Witness(keeper, session::ledgerFileOf(folder + u"/bench.index"_s), u"bench"_s, clock))
    { }

    //! Newest first, as the walk brings them; waits until each page is written down, as the walk waits for its next page.
    void tellAll(const support::KnownPast &past)
    {
        qsizetype alarms = 0;
        const auto counted = QObject::connect(&witness, &session::Witness::raised, &witness,
                                              [&alarms](const core::StoreId &, const QList<session::Alarm> &raised) { alarms += raised.size(); });
        for (qsizetype at = past.versions.size(); at > 0;) {
            QList<core::Version> page;
            for (int i = 0; i < pageSize && at > 0; ++i)
                page.append(past.record(--at, store));
            emit keeper.recordsAdded(store, page);
            (void)wait(witness.alarms(store), 600'000);
        }
        QObject::disconnect(counted);
        if (alarms > 0 || witness.problem())
            qFatal("the witness raised something, or could not write");
    }

    core::SystemClock clock;
    api::ApiClient client;
    api::MemoryStores service;
    session::HistoryKeeper keeper;
    session::Witness &witness; //!< the keeper's
};

void timed(const char *what, const std::function<void()> &work)
{
    const double before = bench::processorMs();
    QElapsedTimer timer;
    timer.start();
    work();
    const double taken = double(timer.elapsed()) / 1000;
    check(what, taken, 0, "s", qPrintable(QString::number((bench::processorMs() - before) / 1000, 'f', 1) + u" s"_s));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int versions = argc > 1 ? QString::fromLocal8Bit(argv[1]).toInt() : 1'000'000;
    const QTemporaryDir folder;
    const QString ledger = session::ledgerFileOf(folder.filePath(u"bench.index"_s));
    const support::KnownPast past = support::KnownPast::make(versions);
    std::printf("%d version records\n\n| | | processor | limit |\n|---|---|---|---|\n", versions);
    const qint64 before = bench::statusKiB("VmRSS");
    bench::forgetPeak();
    timed("written down for the first time", [&] { Followed(folder.path()).tellAll(past); });
    check("bytes of ledger for a record", double(QFileInfo(ledger).size()) / versions, 0, "B");
    check("bytes of the table beside it", double(QFileInfo(ledger + u".seen"_s).size()) / versions, 0, "B");
    timed("told once more, by another run", [&] { Followed(folder.path()).tellAll(past); });
    if (!QFile::remove(ledger + u".seen"_s))
        qFatal("the table is not there");
    timed("the table made again", [&] {
        Followed followed(folder.path());
        emit followed.keeper.recordsAdded(store, {past.record(0, store)});
        (void)wait(followed.witness.alarms(store), 600'000);
    });
    timed("the whole ledger verified", [&] {
        Followed followed(folder.path());
        const auto report = wait(followed.witness.verify(), 600'000);
        if (!report || report->verdict != audit::LedgerReport::Verdict::Intact || report->seen != versions)
            qFatal("the ledger is not what was told");
    });
    check("peak memory of all of it, above the start", double(bench::statusKiB("VmHWM") - before) / 1024, 0, "MiB");
    return bench::allWell() ? 0 : 1;
}
