// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/earlierlife.h"

#include "text/likeness.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace controllers {

namespace {

constexpr qint64 renameMicroseconds = 10LL * 60 * 1'000'000; // deleted and created by one hand
constexpr int mostVersions = 2000;                           // of one earlier life

} // namespace

EarlierLife::~EarlierLife()
{
    cancel();
}

void EarlierLife::cancel()
{
    m_call.abandon();
    m_reading.abandon();
    m_deletions.clear();
    m_endings.clear();
    m_index = nullptr;
    m_lives.clear();
    m_candidates.clear();
    m_versions.clear();
}

void EarlierLife::find(history::Index &index, const core::Version &first, Read read)
{
    cancel();
    m_read = std::move(read);
    m_index = &index;
    m_first = first;
    m_lives.insert(first.entry);
    askSamePath();
}

void EarlierLife::await(core::Call<history::Block> call, const std::function<void(const history::Block &)> &then)
{
    m_call = std::move(call);
    m_call.then(this, [this, then](const core::Result<history::Block> &answer) {
        if (answer) {
            then(*answer);
            return;
        }
        cancel();
        emit failed(answer.error());
    });
}

//! The newest deletion at this path before.
void EarlierLife::askSamePath()
{
    history::FeedQuery query;
    query.store = m_first.store;
    query.filter.path = m_first.path;
    query.filter.actions = {core::Action::Deleted};
    query.from = history::positionOf(m_first);
    await(m_index->feed(query), [this](const history::Block &block) {
        for (const history::Record &record : block.records) {
            if (record.version.path == m_first.path && !m_lives.contains(record.version.entry)) {
                take(record.version.entry);
                return;
            }
        }
        askSameText();
    });
}

void EarlierLife::askSameText()
{
    if (m_first.sha256.isEmpty()) {
        askNearText();
        return;
    }
    await(m_index->twins(m_first.sha256), [this](const history::Block &block) {
        m_candidates.clear();
        for (const history::Record &record : block.records) {
            const core::Version &twin = record.version;
            if (twin.store == m_first.store && !m_lives.contains(twin.entry) && !m_candidates.contains(twin.entry)
                && history::positionOf(twin) < history::positionOf(m_first))
                m_candidates.append(twin.entry);
        }
        tryNext();
    });
}

//! It ended with this text, and at about that time.
void EarlierLife::tryNext()
{
    if (m_candidates.isEmpty()) {
        askNearText();
        return;
    }
    const core::EntryId entry = m_candidates.takeFirst();
    await(m_index->history(m_first.store, entry, std::nullopt, 2), [this, entry](const history::Block &block) {
        const QList<history::Record> &last = block.records;
        const bool ended = last.size() == 2 && last[0].version.action == core::Action::Deleted
            && last[1].version.sha256 == m_first.sha256
            && std::abs(last[0].version.createdAt.microseconds() - m_first.createdAt.microseconds()) <= renameMicroseconds;
        if (ended)
            take(entry);
        else
            tryNext();
    });
}

//! Deletions at about that time, elsewhere.
void EarlierLife::askNearText()
{
    if (!m_read || m_first.redacted) {
        finish();
        return;
    }
    const qint64 at = m_first.createdAt.microseconds();
    history::FeedQuery query;
    query.store = m_first.store;
    query.filter.actions = {core::Action::Deleted};
    query.filter.from = core::Timestamp::fromMicroseconds(at - renameMicroseconds);
    query.filter.to = core::Timestamp::fromMicroseconds(at + renameMicroseconds + 1);
    await(m_index->feed(query), [this, at](const history::Block &block) {
        for (const history::Record &record : block.records) {
            if (!m_lives.contains(record.version.entry))
                m_deletions.append(record.version);
        }
        std::stable_sort(m_deletions.begin(), m_deletions.end(), [at](const core::Version &a, const core::Version &b) {
            return std::abs(a.createdAt.microseconds() - at) < std::abs(b.createdAt.microseconds() - at);
        });
        m_deletions = m_deletions.mid(0, mostTexts);
        findEndings();
    });
}

void EarlierLife::findEndings()
{
    if (m_deletions.isEmpty()) {
        readFirst();
        return;
    }
    const core::Version deletion = m_deletions.takeFirst();
    await(m_index->history(m_first.store, deletion.entry, history::positionOf(deletion), 1), [this](const history::Block &block) {
        if (!block.records.isEmpty() && !block.records.first().version.redacted)
            m_endings.append(block.records.first().version);
        findEndings();
    });
}

void EarlierLife::readFirst()
{
    if (m_endings.isEmpty()) {
        finish();
        return;
    }
    m_likest = {};
    m_likeness = leastLikeness;
    m_reading = m_read(m_first);
    m_reading.then(this, [this](const core::Result<core::Version> &read) {
        if (!read || !read->content) {
            finish(); // it is not to be had: only what is certain was found
            return;
        }
        m_firstText = *read->content;
        readEndings();
    });
}

void EarlierLife::readEndings()
{
    if (m_endings.isEmpty()) {
        if (m_likest.isEmpty())
            finish();
        else
            take(m_likest);
        return;
    }
    m_reading = m_read(m_endings.takeFirst());
    m_reading.then(this, [this](const core::Result<core::Version> &read) {
        const double like = read && read->content ? text::likeness(m_firstText, *read->content) : 0;
        if (like > m_likeness) {
            m_likeness = like;
            m_likest = read->entry;
        }
        readEndings();
    });
}

void EarlierLife::take(const core::EntryId &entry)
{
    m_lives.insert(entry);
    await(m_index->history(m_first.store, entry, std::nullopt, mostVersions), [this](const history::Block &block) {
        for (const history::Record &record : block.records)
            m_versions.append(record.version);
        const bool begins = !block.more && !block.records.isEmpty()
            && block.records.last().version.action == core::Action::Created;
        if (!begins || m_lives.size() > mostLives) {
            finish();
            return;
        }
        m_first = block.records.last().version;
        askSamePath();
    });
}

void EarlierLife::finish()
{
    const QList<core::Version> versions = std::exchange(m_versions, {});
    cancel();
    emit found(versions);
}

} // namespace controllers
