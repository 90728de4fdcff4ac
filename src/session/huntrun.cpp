// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/huntrun.h"

#include <utility>

namespace session {

namespace {
constexpr int blockSize = 100;
}

HuntRun::HuntRun(Session &session, const core::StoreId &store, const core::EntryId &entry, const audit::LineHunt &hunt,
                 const core::Timestamp &before, QObject *parent)
    : QObject(parent)
    , m_session(&session)
    , m_store(store)
    , m_entry(entry)
    , m_before(before)
    , m_hunt(std::make_shared<audit::LineHunt>(hunt))
    , m_reads(session, store, [this](const auto &version, const auto &text) { took(version, text); })
{
    m_pool.setMaxThreadCount(1);
    connect(&m_reads, &VersionReads::ended, this, &HuntRun::finish);
}

HuntRun::~HuntRun()
{
    m_block.abandon();
    m_reads.stop();
    m_pool.waitForDone();
}

void HuntRun::start()
{
    m_running = true;
    if (m_hunt->isEmpty())
        m_more = false;
    goOn();
}

void HuntRun::nextBlock()
{
    history::FeedQuery query;
    query.store = m_store;
    query.from = m_from;
    query.filter.to = m_before;
    query.direction = history::FeedQuery::Direction::Newer;
    query.limit = blockSize;
    m_block = m_session->history()->index().feed(query);
    m_block.then(this, [this](const core::Result<history::Block> &block) {
        if (!m_running)
            return;
        if (!block) {
            m_report.endedBy = block.error();
            finish();
            return;
        }
        m_more = block->more;
        if (!block->records.isEmpty())
            m_from = history::positionOf(block->records.constFirst().version);
        for (auto record = block->records.crbegin(); record != block->records.crend(); ++record) {
            const core::Version &version = record->version;
            ++m_report.records;
            const bool without = version.redacted || version.action == core::Action::Deleted;
            m_report.without += without ? 1 : 0;
            if (without || version.entry == m_entry || (!version.sha256.isEmpty() && m_hashes.contains(version.sha256)))
                continue;
            m_hashes.insert(version.sha256);
            m_places.insert(version.id, {version.entry, version.path, version.id, version.createdAt});
            m_reads.read(version.id);
        }
        goOn();
    });
}

void HuntRun::took(const core::VersionId &version, const core::Result<std::optional<QByteArray>> &text)
{
    if (!m_running)
        return;
    const audit::LinePlace place = m_places.take(version);
    if (!text || !*text) {
        ++(text ? m_report.without : m_report.failed);
        goOn();
        return;
    }
    ++m_report.texts;
    ++m_hunting;
    core::inBackground<core::Done>(m_pool, [hunt = m_hunt, bytes = **text, place](const core::CancelFlag &) -> core::Result<core::Done> {
        hunt->take(bytes, place);
        return core::Done{};
    }).then(this, [this](const core::Result<core::Done> &) {
        --m_hunting;
        goOn();
    });
}

void HuntRun::goOn()
{
    if (!m_running || m_hunting > 0 || !m_places.isEmpty())
        return;
    const bool all = m_hunt->isEmpty() || m_hunt->isSettled();
    if (m_more && m_session && m_session->history() && !all) {
        const QPointer<HuntRun> self(this);
        emit changed();
        if (self && m_running)
            nextBlock();
    } else {
        finish();
    }
}

void HuntRun::cancel()
{
    if (!m_running)
        return;
    m_report.wasStopped = true;
    finish();
}

void HuntRun::finish()
{
    if (!std::exchange(m_running, false))
        return;
    if (m_reads.endedBy())
        m_report.endedBy = m_reads.endedBy();
    m_reads.stop();
    m_block.abandon();
    m_pool.waitForDone(); // some texts at most
    m_report.found = m_hunt->found();
    emit finished();
}

} // namespace session
