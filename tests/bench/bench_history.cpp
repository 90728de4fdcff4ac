// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
// What the index of version records costs at a million. Method and figures: README.md.
#include "bench/figures.h"
#include "history/index.h"
#include "history/past.h"
#include "history/wait.h"
#include "support/knownpast.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using bench::check;
using bench::measure;

namespace {

const core::StoreId store{u"memstore_019e3bb93b7074f9a5130d39ddcca90f"_s};
constexpr int pageSize = 2000;

//! Newest first, as the walk brings them.
void load(history::Index &index, const support::KnownPast &past)
{
    std::optional<history::Position> from;
    for (qsizetype at = past.versions.size(); at > 0;) {
        history::WalkPage page{store, from, {}, false, {}, false, core::Timestamp::fromMicroseconds(1'790'000'000'000'000)};
        for (int i = 0; i < pageSize && at > 0; ++i)
            page.items.append(past.record(--at, store));
        page.end = at == 0;
        page.next = page.end ? core::Cursor() : core::Cursor{{}, page.items.constLast().id.value};
        from = history::positionOf(page.items.constLast());
        if (!wait(index.takePage(page)))
            qFatal("a page could not be kept");
    }
}

template<typename T>
T answer(core::Call<T> call)
{
    auto result = wait(std::move(call), 600'000);
    if (!result)
        qFatal("a question failed: %s", qPrintable(result.error().detail));
    return result.value();
}

history::Filter byPath(const QString &path, history::Filter::PathMatch match)
{
    history::Filter filter;
    filter.path = path;
    filter.pathMatch = match;
    return filter;
}

void ask(history::Index &index, const QList<core::Version> &samples)
{
    const auto feed = [&](const history::Filter &filter, const core::Version *from) {
        history::FeedQuery query{store, filter};
        if (from)
            query.from = history::positionOf(*from);
        (void)answer(index.feed(query));
    };
    const auto sample = [&](int i) -> const core::Version & { return samples[i % samples.size()]; };
    measure("history of one entry", 300, 20, [&](int i) { (void)answer(index.history(store, sample(i).entry)); });
    measure("first page of the feed (200)", 100, 50, [&](int) { feed({}, nullptr); });
    measure("page of the feed at random (200)", 200, 50, [&](int i) { feed({}, &sample(i)); });
    measure("around a record at random (100 + 100)", 200, 50,
            [&](int i) { (void)answer(index.around(store, {}, history::positionOf(sample(i)))); });
    measure("one record by its id", 300, 20, [&](int i) { (void)answer(index.find(store, sample(i).id)); });
    measure("twins of a hash", 300, 20, [&](int i) { (void)answer(index.twins(sample(i).sha256)); });
    history::Filter redacted;
    redacted.redactedOnly = true;
    history::Filter large;
    large.minChange = 700;
    history::Filter hashes;
    hashes.hashes = QSet<QString>();
    for (const core::Version &version : samples)
        hashes.hashes->insert(version.sha256);
    hashes.hashes->remove(QString());
    const history::Filter prefix = byPath(u"agents/"_s, history::Filter::PathMatch::Prefix);
    const history::Filter none = byPath(u"*/nothing?like-this"_s, history::Filter::PathMatch::Glob);
    measure("first page, redacted only", 20, 0, [&](int) { feed(redacted, nullptr); });
    measure("first page, path prefix", 20, 0, [&](int) { feed(prefix, nullptr); });
    measure("first page, change of 700 bytes or more", 20, 0, [&](int) { feed(large, nullptr); });
    measure("first page, 500 hashes", 20, 0, [&](int) { feed(hashes, nullptr); });
    measure("first page, glob that fits nothing (all records judged)", 3, 0, [&](int) { feed(none, nullptr); });
    measure("count, no filter", 5, 0, [&](int) { (void)answer(index.count(store, {})); });
    measure("count, path prefix", 3, 0, [&](int) { (void)answer(index.count(store, prefix)); });
    const QList<core::Timestamp> days = history::bucketEdges(samples.constLast().createdAt, samples.constFirst().createdAt, history::BucketUnit::Day);
    measure("writes per day, no filter", 5, 0, [&](int) { (void)answer(index.histogram(store, {}, days)); });
    measure("writes per day, path prefix", 3, 0, [&](int) { (void)answer(index.histogram(store, prefix, days)); });
    measure("state of the store at a moment", 3, 0, [&](int) { (void)answer(index.stateAt(store, sample(250).createdAt)); });
    std::shared_ptr<const history::Past> past;
    measure("the whole past, for the time machine", 3, 0, [&](int) { past = answer(index.past(store)); });
    measure("the tree of a moment at random, from it", 200, 200, [&](int i) { (void)past->stateAt(sample(i).createdAt); });
    measure("changes in a hundredth of its past", 3, 0, [&](int) {
        (void)answer(index.changesBetween(store, sample(255).createdAt, sample(250).createdAt));
    });
    measure("deleted entries", 3, 0, [&](int) { (void)answer(index.deletedEntries(store)); });

    // The history of one entry does not wait for the chart.
    core::Call<QList<history::Bucket>> chart = index.histogram(store, prefix, days);
    measure("history of one entry, while a chart is made", 5, 20, [&](int i) { (void)answer(index.history(store, sample(i).entry)); });
    chart.abandon();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int versions = argc > 1 ? QString::fromLocal8Bit(argv[1]).toInt() : 1'000'000;
    const QTemporaryDir folder;
    // A file that is there already is asked only: it was made by a run before, of the same size.
    const QString file = argc > 2 ? QString::fromLocal8Bit(argv[2]) : folder.filePath(u"history/bench.index"_s);
    const bool isMade = QFile::exists(file);
    QList<core::Version> samples; // newest first
    std::printf("%d version records\n\n| | | processor | limit |\n|---|---|---|---|\n", versions);
    {
        const support::KnownPast past = support::KnownPast::make(versions);
        history::Index index(file);
        QElapsedTimer timer;
        timer.start();
        if (!isMade) {
            load(index, past);
            check("put, in pages of 2,000, newest first", double(timer.elapsed()) / 1000, 0, "s");
        }
        for (int i = 0; i < 500; ++i)
            samples.append(past.record(versions - 1 - qint64(i) * versions / 500, store));
        check("entries", double(past.paths.size()), 0, "");
    }
    check("bytes on disk for a record", double(QFileInfo(file).size()) / versions, 250, "B");
    bench::forgetPeak();
    const qint64 before = bench::statusKiB("VmRSS");
    {
        history::Index index(file);
        ask(index, samples);
        check("peak memory of all these questions, above the start", double(bench::statusKiB("VmHWM") - before) / 1024, 0, "MiB");
    }
    return bench::allWell() ? 0 : 1;
}
