// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/evidencerun.h"

#include "core/background.h"

namespace session {

EvidenceRun::EvidenceRun(history::Index &index, const EvidenceWish &wish, QObject *parent)
    : QObject(parent), m_index(index), m_wish(wish)
{
    m_pool.setMaxThreadCount(1);
}

EvidenceRun::~EvidenceRun() = default;

void EvidenceRun::start()
{
    m_total = m_wish.only ? m_wish.only->size() : 0;
    if (!m_wish.only) {
        m_index.count(m_wish.store, m_wish.filter).then(this, [this](const core::Result<history::Count> &count) {
            m_total = count ? count->count : 0;
            emit progressChanged();
        });
    }
    m_index.notes(m_wish.store).then(this, [this](const core::Result<QList<history::Note>> &notes) {
        if (!notes) {
            end(notes.error());
            return;
        }
        for (const history::Note &note : *notes)
            m_notes.insert(note.version, note.text);
        makeWriter();
    });
}

void EvidenceRun::cancel()
{
    m_cancelled = true;
}

void EvidenceRun::makeWriter()
{
    using Writer = std::shared_ptr<transfer::EvidenceWriter>;
    core::inBackground<Writer>(m_pool, [wish = m_wish](const core::CancelFlag &) -> core::Result<Writer> {
        auto writer = transfer::EvidenceWriter::start(wish.path, wish.about, wish.words);
        if (!writer)
            return writer.error();
        return Writer(std::move(writer.value()));
    }).then(this, [this](const core::Result<Writer> &writer) {
        if (!writer) {
            end(writer.error());
            return;
        }
        m_writer = *writer;
        next();
    });
}

void EvidenceRun::next()
{
    if (m_cancelled) {
        finish();
        return;
    }
    if (m_wish.only) {
        nextOfList();
        return;
    }
    history::FeedQuery query;
    query.store = m_wish.store;
    query.filter = m_wish.filter;
    query.from = m_from;
    query.limit = blockSize;
    m_index.feed(query).then(this, [this](const core::Result<history::Block> &block) {
        if (!block) {
            end(block.error());
            return;
        }
        if (!block->records.isEmpty())
            m_from = history::positionOf(block->records.constLast().version);
        write(block->records, block->more);
    });
}

//! What the index knows beside a version of the list; what it does not know yet stands as it came.
void EvidenceRun::nextOfList()
{
    if (m_listed >= m_wish.only->size() || m_block.size() >= blockSize) {
        write(std::exchange(m_block, {}), m_listed < m_wish.only->size());
        return;
    }
    const core::Version version = m_wish.only->at(m_listed++);
    m_index.find(version.store, version.id)
        .then(this, [this, version](const core::Result<std::optional<history::Record>> &known) {
            history::Record record;
            if (known && *known)
                record = **known;
            else
                record.version = version;
            m_block.append(record);
            nextOfList();
        });
}

void EvidenceRun::write(const QList<history::Record> &records, bool more)
{
    QList<transfer::EvidenceItem> items;
    for (const history::Record &record : records)
        items.append(itemOf(record));
    core::inBackground<core::Done>(m_pool, [writer = m_writer, items](const core::CancelFlag &) {
        return writer->add(items);
    }).then(this, [this, more, count = items.size()](const core::Result<core::Done> &written) {
        if (!written) {
            end(written.error());
            return;
        }
        m_done += count;
        emit progressChanged();
        if (more)
            next();
        else
            finish();
    });
}

void EvidenceRun::finish()
{
    core::inBackground<transfer::EvidenceReport>(m_pool, [writer = m_writer, complete = !m_cancelled](const core::CancelFlag &) {
        return writer->finish(complete);
    }).then(this, [this](const core::Result<transfer::EvidenceReport> &report) { end(report); });
}

void EvidenceRun::end(const core::Result<transfer::EvidenceReport> &result)
{
    if (m_result)
        return;
    m_result = result;
    emit finished();
}

transfer::EvidenceItem EvidenceRun::itemOf(const history::Record &record) const
{
    transfer::EvidenceItem item;
    item.version = record.version;
    item.version.content.reset();
    item.change = record.change;
    item.writtenHere = record.writtenHere;
    item.missing = record.missing;
    item.confirmedAt = record.confirmedAt;
    if (m_wish.requestIdOf)
        item.requestId = m_wish.requestIdOf(record.version);
    item.note = m_notes.value(record.version.id);
    return item;
}

} // namespace session
