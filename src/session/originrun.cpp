// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/originrun.h"

#include "core/utf8.h"

#include <algorithm>
#include <utility>

namespace session {

namespace {

constexpr int blockSize = 1000;
constexpr int mostAhead = 12;  //!< texts that are read or waited for, and not compared yet
constexpr int mostAtOnce = 64; //!< compared before it is told how far it is

} // namespace

struct OriginRun::Trace
{
    audit::OriginTracer tracer;
    QString hash; //!< of the text that was taken last
};

struct OriginRun::Compared
{
    std::shared_ptr<Trace> trace;
    QList<audit::LineOrigin> lines;
    int read = 0;
    int redacted = 0;
    int failed = 0;
};

OriginRun::OriginRun(Session &session, const OriginWish &wish, QObject *parent)
    : QObject(parent), m_session(&session), m_wish(wish)
{
    m_pool.setMaxThreadCount(1);
}

OriginRun::~OriginRun()
{
    m_listing.abandon();
    m_reads.reset();
    m_cancel.set();
    m_pool.waitForDone();
}

void OriginRun::start()
{
    m_running = true;
    for (const core::Version &version : m_session->versions(m_wish.store).ofEntry(m_wish.entry))
        m_known.insert(version.id, version);
    if (m_session->history())
        listVersions(std::nullopt);
    else
        begin();
}

//! As far as this computer remembers them.
void OriginRun::listVersions(const std::optional<history::Position> &before)
{
    m_listing = m_session->history()->index().history(m_wish.store, m_wish.entry, before, blockSize);
    m_listing.then(this, [this](const core::Result<history::Block> &block) {
        if (!m_running)
            return;
        if (block) {
            for (const history::Record &record : block->records) {
                if (!m_known.contains(record.version.id)) // the log's is as new or newer
                    m_known.insert(record.version.id, record.version);
            }
            if (block->more && !block->records.isEmpty() && m_session && m_known.size() < audit::OriginLimits().versions) {
                listVersions(history::positionOf(block->records.constLast().version));
                return;
            }
        }
        begin(); // an index that cannot be read leaves what the log knows
    });
}

void OriginRun::begin()
{
    if (!m_session) {
        finish();
        return;
    }
    QList<core::Version> versions = m_known.values();
    m_known.clear();
    std::sort(versions.begin(), versions.end(), [](const core::Version &a, const core::Version &b) {
        return history::positionOf(a) < history::positionOf(b);
    });
    const QString hash = core::sha256Hex(m_wish.text);
    auto at = versions.size() - 1;
    const auto isIt = [&](const core::Version &version) {
        if (!m_wish.version.isEmpty())
            return version.id == m_wish.version;
        return version.sha256 == hash || (version.sha256.isEmpty() && version.action != core::Action::Deleted);
    };
    while (at >= 0 && !isIt(versions[at]))
        --at;
    m_report.unknownText = at < 0;
    m_report.versions = versions.first(at + 1);
    m_report.fromBeginning = at >= 0 && versions.first().action == core::Action::Created;
    m_toRead = m_toCompare = int(at) - 1;
    m_lastHash = hash;
    m_report.unread = std::max<qint64>(0, at);
    if (at < 0) {
        finish();
        return;
    }
    for (int i = 0; i < int(m_report.versions.size()); ++i)
        m_indices.insert(m_report.versions[i].id, i);
    m_reads = std::make_unique<VersionReads>(*m_session, m_wish.store, [this](const auto &version, const auto &text) { took(version, text); });
    connect(m_reads.get(), &VersionReads::ended, this, &OriginRun::finish);
    core::inBackground<Compared>(m_pool, [wish = m_wish, hash, version = int(at), whole = m_report.fromBeginning](const core::CancelFlag &) -> core::Result<Compared> {
        const auto trace = std::make_shared<Trace>(Trace{audit::OriginTracer(wish.text, version), hash});
        return Compared{trace, trace->tracer.lines(whole), 1};
    }).then(this, [this](const core::Result<Compared> &result) {
        if (m_running)
            compared(*result);
    });
}

void OriginRun::readOn()
{
    while (m_running && m_toRead >= 0 && m_reads->waiting() + m_steps.size() < mostAhead) {
        const int index = m_toRead--;
        const core::Version &version = m_report.versions[index];
        if (version.redacted || version.action == core::Action::Deleted) {
            m_steps.insert(index, {index, Step::Kind::Redacted});
        } else if (!version.sha256.isEmpty() && version.sha256 == m_lastHash) {
            m_steps.insert(index, {index, Step::Kind::Same, version.sha256});
        } else {
            m_lastHash = version.sha256;
            m_reads->read(version.id);
        }
    }
}

void OriginRun::took(const core::VersionId &version, const core::Result<std::optional<QByteArray>> &text)
{
    if (!m_running)
        return;
    const int index = m_indices.value(version, -1);
    Step step{index, text ? Step::Kind::Redacted : Step::Kind::Failed}; // redacted since its record was read
    if (text && *text)
        step = {index, Step::Kind::Text, m_report.versions[index].sha256, **text};
    m_steps.insert(index, step);
    compareOn();
}

//! All that came in without a gap, in one go; the window hears of it in between.
void OriginRun::compareOn()
{
    if (!m_running || m_comparing)
        return;
    readOn();
    QList<Step> steps;
    while (steps.size() < mostAtOnce && m_steps.contains(m_toCompare)) {
        steps.append(m_steps.take(m_toCompare--));
        readOn();
    }
    if (steps.isEmpty()) {
        if (m_toCompare < 0)
            finish();
        return;
    }
    m_report.unread -= steps.size();
    m_comparing = true;
    core::inBackground<Compared>(m_pool, [trace = m_trace, steps, cancel = m_cancel, whole = m_report.fromBeginning](const core::CancelFlag &) -> core::Result<Compared> {
        Compared result{trace, {}};
        for (const Step &step : steps) {
            if (cancel.isSet())
                break;
            // Like a text that could not be read after all, it is not known either.
            const bool same = step.kind == Step::Kind::Same && step.hash == trace->hash;
            if (same)
                trace->tracer.takeSame(step.version);
            const bool taken = same || (step.kind == Step::Kind::Text && trace->tracer.take(step.version, step.text, cancel));
            if (taken)
                trace->hash = step.hash;
            ++(taken ? result.read : step.kind == Step::Kind::Redacted ? result.redacted : result.failed);
        }
        result.lines = trace->tracer.lines(whole);
        return result;
    }).then(this, [this](const core::Result<Compared> &result) {
        m_comparing = false;
        if (m_running)
            compared(*result);
    });
}

void OriginRun::compared(const Compared &result)
{
    m_report.lines = result.lines;
    m_trace = result.trace;
    m_report.settled = m_trace->tracer.isSettled();
    m_report.tooLarge = m_trace->tracer.isTooLarge();
    m_report.read += result.read;
    m_report.redacted += result.redacted;
    m_report.failed += result.failed;
    if (m_report.settled || m_report.tooLarge) {
        finish();
        return;
    }
    const QPointer<OriginRun> self(this);
    emit changed();
    if (self)
        compareOn();
}

void OriginRun::cancel()
{
    if (!m_running)
        return;
    m_report.wasStopped = true;
    finish();
}

void OriginRun::finish()
{
    if (!std::exchange(m_running, false))
        return;
    if (m_reads && m_reads->endedBy())
        m_report.endedBy = m_reads->endedBy();
    if (m_reads)
        m_reads->stop();
    m_listing.abandon();
    m_cancel.set();
    m_steps.clear();
    emit finished();
}

} // namespace session
