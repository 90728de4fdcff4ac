// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/neartwinsrun.h"

#include "core/background.h"
#include "core/utf8.h"
#include "session/listing.h"
#include "session/versionreads.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace session {

namespace {

constexpr int parallelReads = 4;
constexpr int mostTaking = 8; //!< texts in memory that the thread has not come to
constexpr int isSame = -1;
constexpr int isLeftOut = -2;

core::Error ended(core::ErrorKind kind)
{
    core::Error error;
    error.kind = kind;
    error.delivery = core::Delivery::NotSent;
    return error;
}

} // namespace

NearTwinsRun::NearTwinsRun(Session &session, const core::StoreId &store, QObject *parent)
    : QObject(parent), m_session(&session), m_store(store)
{
    m_pool.setMaxThreadCount(1);
    connect(&session, &QObject::destroyed, this, [this] { // nothing that is on its way comes back
        m_reads.clear();
        stopAt(ended(core::ErrorKind::Offline));
    });
}

NearTwinsRun::~NearTwinsRun()
{
    m_list.abandon();
    for (core::Call<core::Entry> &call : m_reads)
        call.abandon();
    m_result.abandon();
    m_pool.clear(); // nobody waits for texts that the thread has not come to
    m_pool.waitForDone();
}

void NearTwinsRun::start()
{
    emit progressChanged();
    m_list = readAllEntries(*m_session, m_store);
    m_list.then(this, [this](const core::Result<QList<core::Entry>> &entries) {
        if (m_ended)
            return;
        if (entries)
            m_jobs = *entries;
        else
            stopAt(entries.error());
        m_total = m_jobs.size();
        work();
    });
}

void NearTwinsRun::work()
{
    if (m_ended || m_comparing)
        return;
    emit progressChanged();
    while (m_session && m_reads.size() < parallelReads && m_reads.size() + m_taking < mostTaking && !m_jobs.isEmpty())
        read(m_jobs.takeFirst());
    if (m_reads.isEmpty() && m_taking == 0 && m_jobs.isEmpty())
        compare();
}

void NearTwinsRun::read(const core::Entry &entry)
{
    if (const auto text = m_session->keptText(entry.sha256)) {
        take(entry, *text);
        return;
    }
    core::Call<core::Entry> call = m_session->readEntry(m_store, entry.id);
    m_reads.insert(entry.id, call);
    call.then(this, [this, entry](const core::Result<core::Entry> &answer) { took(entry, answer); });
}

void NearTwinsRun::took(const core::Entry &entry, const core::Result<core::Entry> &answer)
{
    m_reads.remove(entry.id);
    if (m_ended)
        return;
    if (answer && answer->content) {
        core::Entry read = *answer;
        const QByteArray text = *std::exchange(read.content, std::nullopt);
        take(read, text);
    } else {
        ++m_done;
        ++m_report.failed;
        if (!answer && endsReading(answer.error()))
            stopAt(answer.error());
    }
    work();
}

//! On the thread: its words become numbers, and the text goes.
void NearTwinsRun::take(const core::Entry &entry, const QByteArray &text)
{
    ++m_taking;
    core::inBackground<int>(m_pool, [texts = m_texts, text](const core::CancelFlag &) -> core::Result<int> {
        const QString hash = core::sha256Hex(text);
        if (texts->hashes.contains(hash))
            return isSame;
        if (!texts->finder.canTake(text.size()))
            return isLeftOut;
        texts->hashes.insert(hash);
        return texts->finder.take(text);
    }).then(this, [this, entry](const core::Result<int> &number) {
        --m_taking;
        ++m_done;
        if (*number >= 0)
            m_taken.insert(*number, entry);
        ++(*number >= 0 ? m_report.compared : *number == isSame ? m_report.same : m_report.leftOut);
        work();
    });
}

void NearTwinsRun::cancel()
{
    if (m_ended)
        return;
    m_report.wasStopped = true;
    if (m_comparing)
        m_result.cancel();
    else
        stopAt(ended(core::ErrorKind::Cancelled));
}

//! Nothing more is read; what was is compared.
void NearTwinsRun::stopAt(const core::Error &error)
{
    if (m_ended || m_comparing)
        return;
    if (!m_report.endedBy)
        m_report.endedBy = error;
    m_list.abandon();
    m_report.failed += std::exchange(m_jobs, {}).size() + m_reads.size();
    for (core::Call<core::Entry> &call : m_reads)
        call.abandon();
    m_reads.clear();
    QMetaObject::invokeMethod(this, &NearTwinsRun::work, Qt::QueuedConnection);
}

void NearTwinsRun::compare()
{
    m_comparing = true;
    emit progressChanged();
    m_result = core::inBackground<audit::NearTwins>(m_pool, [texts = m_texts](const core::CancelFlag &cancel) -> core::Result<audit::NearTwins> {
        return texts->finder.result(audit::NearTwinFinder::usualPercent, cancel);
    });
    m_result.then(this, [this](const core::Result<audit::NearTwins> &found) {
        m_report.total = found->total;
        m_report.bounded = found->bounded;
        for (const audit::NearPair &pair : found->pairs) {
            m_report.pairs.append({m_taken.value(pair.first), m_taken.value(pair.second), pair.percent, pair.isExact});
            if (NearEntries &last = m_report.pairs.last(); last.second.path < last.first.path)
                std::swap(last.first, last.second);
        }
        // By path, because answers come in any order.
        std::sort(m_report.pairs.begin(), m_report.pairs.end(), [](const NearEntries &a, const NearEntries &b) {
            return std::tie(b.percent, a.first.path, a.second.path) < std::tie(a.percent, b.first.path, b.second.path);
        });
        finish();
    });
}

void NearTwinsRun::finish()
{
    if (std::exchange(m_ended, true))
        return;
    emit finished();
}

} // namespace session
