// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/scanrun.h"

#include "core/background.h"
#include "session/listing.h"
#include "session/versionreads.h"

#include <algorithm>
#include <utility>

namespace session {

namespace {

constexpr int parallelReads = 4;
constexpr int blockSize = 200;

core::Error ended(core::ErrorKind kind)
{
    core::Error error;
    error.kind = kind;
    error.delivery = core::Delivery::NotSent;
    return error;
}

//! With the number of the line of each mark.
QList<ScanFinding> findingsOf(const audit::Scanner &scanner, const QByteArray &text, const ScanFinding &place)
{
    QList<ScanFinding> findings;
    qsizetype counted = 0;
    qint64 line = 1;
    for (const audit::ScanMark &mark : scanner.scan(text).marks) {
        line += std::count(text.cbegin() + counted, text.cbegin() + mark.from, '\n');
        counted = mark.from;
        ScanFinding finding = place;
        finding.rule = mark.rule;
        finding.line = line;
        finding.excerpt = audit::maskedExcerpt(scanner.rules().at(mark.rule).kind, QByteArrayView(text).sliced(mark.from, mark.length));
        findings.append(finding);
    }
    return findings;
}

} // namespace

ScanRun::ScanRun(Session &session, const ScanWish &wish, QObject *parent)
    : QObject(parent), m_session(&session), m_wish(wish)
{
    m_pool.setMaxThreadCount(1);
    connect(&session, &QObject::destroyed, this, [this] { // nothing that is on its way comes back
        m_cancels.clear();
        m_busy = 0;
        stopAt(ended(core::ErrorKind::Offline));
    });
}

ScanRun::~ScanRun()
{
    for (const auto &stop : std::exchange(m_cancels, {}))
        stop();
    m_pool.waitForDone();
}

bool ScanRun::takesIn(const core::EntryId &entry, const QString &path) const
{
    return m_wish.only.isEmpty() ? path.startsWith(m_wish.folder) : entry == m_wish.only;
}

void ScanRun::start()
{
    ++m_busy;
    auto call = readAllEntries(*m_session, m_wish.store);
    m_cancels.insert(0, [call]() mutable { call.cancel(); });
    call.then(this, [this](const core::Result<QList<core::Entry>> &entries) {
        m_cancels.remove(0);
        if (m_ended)
            return;
        --m_busy;
        if (!entries) {
            stopAt(entries.error());
            return;
        }
        for (const core::Entry &entry : *entries) {
            if (takesIn(entry.id, entry.path)) {
                m_jobs.append({entry.id, entry.path, {}, entry.updatedAt});
                m_hashes.insert(entry.sha256);
            }
        }
        m_total = m_jobs.size();
        work();
    });
}

void ScanRun::work()
{
    emit progressChanged();
    while (m_session && !m_report.endedBy && m_busy < parallelReads && !m_jobs.isEmpty())
        read(m_jobs.takeFirst());
    if (m_busy > 0)
        return;
    if (!m_report.endedBy && m_wish.past && m_session && m_session->history() && (!m_inPast || m_more))
        nextBlock();
    else
        finish();
}

void ScanRun::read(const Job &job)
{
    const int request = ++m_requests;
    ++m_busy;
    const auto follow = [this, request, job](auto call) {
        m_cancels.insert(request, [call]() mutable { call.cancel(); });
        call.then(this, [this, request, job](const auto &result) {
            m_cancels.remove(request);
            if (result)
                took(job, result->content);
            else
                took(job, result.error());
        });
    };
    if (job.version.isEmpty())
        follow(m_session->readEntry(m_wish.store, job.entry));
    else
        follow(m_session->readVersion(m_wish.store, job.version));
}

void ScanRun::took(const Job &job, const core::Result<std::optional<QByteArray>> &text)
{
    if (m_ended)
        return;
    if (text && *text) {
        scan(job, **text);
        return;
    }
    --m_busy;
    ++m_done;
    if (text) // redacted since the record was read
        ++m_report.without;
    else if (!m_report.endedBy && endsReading(text.error()))
        stopAt(text.error());
    else
        ++m_report.failed;
    if (!m_ended)
        work();
}

void ScanRun::scan(const Job &job, const QByteArray &text)
{
    using Findings = QList<ScanFinding>;
    ++(job.version.isEmpty() ? m_report.entries : m_report.versions);
    const ScanFinding place{0, job.entry, job.path, job.version, job.at};
    core::inBackground<Findings>(m_pool, [scanner = m_wish.scanner, text, place](const core::CancelFlag &) -> core::Result<Findings> {
        return findingsOf(*scanner, text, place);
    }).then(this, [this](const core::Result<Findings> &findings) {
        if (m_ended)
            return;
        --m_busy;
        ++m_done;
        m_report.found += findings->size();
        m_report.findings += findings->first(std::min(findings->size(), ScanReport::mostFindings - m_report.findings.size()));
        work();
    });
}

//! Of the history, oldest first, so that the first finding of a text is where it came in.
void ScanRun::nextBlock()
{
    if (!m_inPast) {
        m_inPast = true;
        m_done = 0;
        m_total = m_session->history()->coverage(m_wish.store).records;
    }
    history::FeedQuery query;
    query.store = m_wish.store;
    query.from = m_from;
    query.direction = history::FeedQuery::Direction::Newer;
    query.limit = blockSize;
    ++m_busy;
    m_session->history()->index().feed(query).then(this, [this](const core::Result<history::Block> &block) {
        if (m_ended)
            return;
        --m_busy;
        if (block)
            takeBlock(*block);
        else
            stopAt(block.error());
    });
}

void ScanRun::takeBlock(const history::Block &block)
{
    m_more = block.more;
    if (!block.records.isEmpty())
        m_from = history::positionOf(block.records.constFirst().version);
    for (auto record = block.records.crbegin(); record != block.records.crend(); ++record) {
        const core::Version &version = record->version;
        const bool wanted = takesIn(version.entry, version.path);
        const bool without = version.redacted || version.action == core::Action::Deleted;
        const bool known = !version.sha256.isEmpty() && m_hashes.contains(version.sha256);
        if (wanted && !without && !known) {
            m_hashes.insert(version.sha256);
            m_jobs.append({version.entry, version.path, version.id, version.createdAt});
            continue;
        }
        ++m_done;
        if (wanted)
            ++(without ? m_report.without : m_report.same);
    }
    work();
}

void ScanRun::cancel()
{
    if (m_ended || m_report.endedBy)
        return;
    m_report.wasStopped = true;
    stopAt(ended(core::ErrorKind::Cancelled));
}

//! Nothing more is asked for; what is on its way is let go.
void ScanRun::stopAt(const core::Error &error)
{
    if (m_ended)
        return;
    if (!m_report.endedBy)
        m_report.endedBy = error;
    m_report.failed += std::exchange(m_jobs, {}).size();
    for (const auto &stop : std::exchange(m_cancels, {}))
        stop();
    if (m_busy == 0)
        finish();
}

void ScanRun::finish()
{
    if (std::exchange(m_ended, true))
        return;
    emit progressChanged();
    emit finished();
}

} // namespace session
