// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/textsearch.h"

#include "core/utf8.h"
#include "session/session.h"
#include "text/excerpt.h"

#include <QElapsedTimer>

namespace session {

using namespace std::chrono_literals;

namespace {

constexpr qint64 sliceMs = 15; //!< at a time, so that the window stays alive over thousands of kept texts

} // namespace

std::optional<QList<TextHit>> findInText(const QByteArray &content, const QString &needle, Qt::CaseSensitivity sensitivity,
                                         int limit)
{
    const std::optional<QString> decoded = core::decodeUtf8(content);
    if (!decoded)
        return std::nullopt;
    QList<TextHit> hits;
    text::LineStart start;
    qsizetype at = needle.isEmpty() ? -1 : decoded->indexOf(needle, 0, sensitivity);
    while (at >= 0 && hits.size() < limit) {
        start.advance(*decoded, at);
        const text::Excerpt excerpt = text::excerptAt(*decoded, start, at, needle.size());
        TextHit hit;
        hit.line = excerpt.line;
        hit.column = excerpt.column;
        hit.length = excerpt.length;
        hit.lineText = excerpt.lineText;
        hits.append(hit);
        at = decoded->indexOf(needle, at + needle.size(), sensitivity);
    }
    return hits;
}

TextSearch::TextSearch(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    m_announcing.setSingleShot(true);
    m_announcing.setInterval(100ms);
    connect(&m_announcing, &QTimer::timeout, this, &TextSearch::announce);
    m_working.setSingleShot(true);
    m_working.setInterval(0ms);
    connect(&m_working, &QTimer::timeout, this, &TextSearch::work);
}

TextSearch::~TextSearch()
{
    for (core::Call<core::Entry> &call : m_reading)
        call.abandon();
}

void TextSearch::start(const core::StoreId &store, const QString &text, Qt::CaseSensitivity sensitivity)
{
    m_batch.clear(); // of another search
    cancel();
    m_text = text;
    m_sensitivity = sensitivity;
    m_progress = {};
    m_progress.running = !text.isEmpty();
    if (text.isEmpty()) {
        emit progressChanged();
        return;
    }
    m_list = &m_session.entries(store);
    connect(m_list, &EntryList::added, this, &TextSearch::take);
    connect(m_list, &EntryList::loadingChanged, this, &TextSearch::updateCoverage);
    m_list->load();
    updateCoverage();
    take(m_list->entries());
    m_working.start();
}

void TextSearch::cancel()
{
    if (m_list)
        disconnect(m_list, nullptr, this, nullptr);
    m_list = nullptr;
    for (core::Call<core::Entry> &call : m_reading)
        call.abandon();
    m_reading.clear();
    m_waiting.clear();
    m_known.clear();
    m_working.stop();
    m_announcing.stop();
    const QList<TextHit> rest = std::exchange(m_batch, {});
    if (!m_progress.running)
        return;
    m_progress.running = false;
    if (!rest.isEmpty())
        emit found(rest); // they are counted, so they are shown
    emit progressChanged();
}

const TextSearch::Progress &TextSearch::progress() const
{
    return m_progress;
}

void TextSearch::take(const QList<core::Entry> &entries)
{
    for (const core::Entry &entry : entries) {
        if (m_known.contains(entry.id))
            continue;
        m_known.insert(entry.id);
        m_waiting.append(entry.id);
    }
    m_progress.total = int(m_known.size());
    if (!m_announcing.isActive())
        m_announcing.start();
    m_working.start();
}

void TextSearch::work()
{
    QElapsedTimer slice;
    slice.start();
    while (m_list && !m_waiting.isEmpty() && m_reading.size() < parallelReads) {
        if (slice.elapsed() >= sliceMs) {
            m_working.start();
            return;
        }
        const core::EntryId id = m_waiting.takeFirst();
        const core::Entry *entry = m_list->find(id);
        if (!entry) { // deleted meanwhile
            m_known.remove(id);
            m_progress.total = int(m_known.size());
        } else if (const auto kept = m_session.keptText(entry->sha256)) {
            search(id, entry->path, *kept);
        } else {
            read(id);
        }
    }
    if (m_list && m_waiting.isEmpty() && m_reading.isEmpty() && !m_list->loading().isWorking())
        finish();
}

void TextSearch::read(const core::EntryId &entry)
{
    core::Call<core::Entry> call = m_session.readEntry(m_list->store(), entry);
    m_reading.insert(entry, call);
    call.then(this, [this, entry](const core::Result<core::Entry> &result) {
        if (!m_reading.remove(entry))
            return; // of an earlier search
        if (result && result->content) {
            search(entry, result->path, *result->content);
        } else if (!result && result.error().kind == core::ErrorKind::NotFound) {
            m_known.remove(entry);
            m_progress.total = int(m_known.size());
        } else {
            ++m_progress.searched;
            ++m_progress.failed;
        }
        if (!m_announcing.isActive())
            m_announcing.start();
        if (m_list)
            m_working.start();
    });
}

void TextSearch::search(const core::EntryId &entry, const QString &path, const QByteArray &content)
{
    ++m_progress.searched;
    auto hits = findInText(content, m_text, m_sensitivity, maxHits - m_progress.hits + 1);
    if (!hits) {
        ++m_progress.failed;
        return;
    }
    if (hits->size() > maxHits - m_progress.hits) {
        hits->resize(maxHits - m_progress.hits);
        m_progress.tooManyHits = true;
    }
    for (TextHit &hit : *hits) {
        hit.entry = entry;
        hit.path = path;
    }
    m_progress.hits += int(hits->size());
    m_batch.append(*hits);
    if (!m_announcing.isActive())
        m_announcing.start();
    if (m_progress.tooManyHits)
        finish();
}

void TextSearch::announce()
{
    if (!m_batch.isEmpty())
        emit found(std::exchange(m_batch, {}));
    emit progressChanged();
}

void TextSearch::finish()
{
    const QList<TextHit> rest = std::exchange(m_batch, {});
    m_progress.running = false; // before cancel(), which would announce it too early
    cancel();
    if (!rest.isEmpty())
        emit found(rest);
    emit progressChanged();
}

void TextSearch::updateCoverage()
{
    const core::Loading &loading = m_list->loading();
    if (m_progress.listComplete != loading.complete) {
        m_progress.listComplete = loading.complete;
        if (!m_announcing.isActive())
            m_announcing.start();
    }
    if (!loading.isWorking())
        m_working.start(); // perhaps this was the last thing to wait for
}

} // namespace session
