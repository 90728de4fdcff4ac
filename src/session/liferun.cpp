// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/liferun.h"

#include "core/utf8.h"
#include "session/historykeeper.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace session {

namespace {

constexpr int blockSize = 500;
constexpr int mostWaiting = 16;

//! As the kept texts are searched: lines end with LF. Nothing when it is no text.
std::optional<QString> searchable(const QByteArray &bytes)
{
    std::optional<QString> text = core::decodeUtf8(bytes);
    if (text)
        text->replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    return text;
}

history::TextQuery queryOf(const LifeWish &wish)
{
    history::TextQuery query;
    query.needle = wish.query.needle;
    query.regex = wish.query.regex;
    query.caseSensitive = wish.query.caseSensitive;
    query.wholeWord = wish.query.wholeWord;
    query.store = wish.store;
    return query;
}

} // namespace

LifeRun::LifeRun(Session &session, const LifeWish &wish, QObject *parent) : QObject(parent), m_session(&session), m_wish(wish)
{
    m_pool.setMaxThreadCount(1);
    connect(&session, &QObject::destroyed, this, &LifeRun::cancel);
}

LifeRun::~LifeRun()
{
    m_keptSearch.abandon();
    m_blockCall.abandon();
    m_reads.reset();
    m_cancel.set();
    m_pool.waitForDone();
}

bool LifeRun::takesIn(const core::Version &version) const
{
    return m_wish.only.isEmpty() ? version.path.startsWith(m_wish.folder) : version.entry == m_wish.only;
}

QString LifeRun::keyOf(const core::Version &version)
{
    return version.sha256.isEmpty() ? version.id.value : version.sha256;
}

void LifeRun::start()
{
    m_stage = Stage::Searching;
    m_known.insert(core::sha256Hex({})); // an empty text has nothing
    const text::SearchResult trial = text::findAll(u"a"_s, m_wish.query);
    if (trial.end == text::SearchEnd::BadPattern) {
        m_report.badPattern = trial.error;
        finish();
    } else if (m_session->keptTexts()) {
        searchKept();
    } else {
        join();
    }
}

//! By their index, if they have one for it; and which texts there are at all, because one that is not kept says nothing.
void LifeRun::searchKept()
{
    m_keptSearch = m_session->keptTexts()->search(queryOf(m_wish));
    m_keptSearch.then(this, [this](const core::Result<TextHashes> &found) {
        if (m_stage != Stage::Searching)
            return;
        if (!found || found->end != text::SearchEnd::Complete || !m_session || !m_session->keptTexts()) {
            join(); // a pattern that takes too long somewhere: text by text, then
            return;
        }
        m_has = found->hashes;
        history::TextQuery all;
        all.needle = u"[\\s\\S]"_s;
        all.regex = true;
        all.store = m_wish.store;
        m_keptSearch = m_session->keptTexts()->search(all);
        m_keptSearch.then(this, [this](const core::Result<TextHashes> &kept) {
            if (m_stage != Stage::Searching)
                return;
            if (kept && kept->end == text::SearchEnd::Complete)
                m_known.unite(kept->hashes);
            m_known.unite(m_has);
            join();
        });
    });
}

//! All records once, oldest first.
void LifeRun::join()
{
    if (!m_session || !m_session->history()) {
        finish();
        return;
    }
    m_stage = Stage::Joining;
    m_finder = std::make_unique<audit::TextLifeFinder>();
    m_missing.clear();
    m_from.reset();
    m_done = 0;
    m_total = m_session->history()->coverage(m_wish.store).records;
    nextBlock();
}

void LifeRun::nextBlock()
{
    history::FeedQuery query;
    query.store = m_wish.store;
    query.from = m_from;
    query.direction = history::FeedQuery::Direction::Newer;
    query.limit = blockSize;
    m_blockCall = m_session->history()->index().feed(query);
    m_blockCall.then(this, [this](const core::Result<history::Block> &block) {
        if (m_stage != Stage::Joining)
            return;
        if (!block || !m_session) {
            if (!block)
                m_report.endedBy = block.error();
            finish();
            return;
        }
        m_block = *block;
        QList<Text> texts; // those that were read in this run
        QSet<QString> keys;
        for (const history::Record &record : std::as_const(m_block.records)) {
            const QString key = keyOf(record.version);
            if (record.version.redacted || !takesIn(record.version) || m_known.contains(key) || keys.contains(key))
                continue;
            if (const auto text = m_session->keptText(record.version.sha256)) {
                texts.append({key, *text});
                keys.insert(key);
            }
        }
        search(texts, [this] { takeBlock(); });
    });
}

void LifeRun::takeBlock()
{
    if (m_stage != Stage::Joining || !m_session)
        return;
    QSet<QString> missing;
    for (auto record = m_block.records.crbegin(); record != m_block.records.crend(); ++record) {
        const core::Version &version = record->version;
        ++m_done;
        if (!takesIn(version))
            continue;
        const QString key = keyOf(version);
        const bool known = m_known.contains(key);
        m_finder->take(version, version.redacted ? audit::Sighting::Redacted
                                    : m_has.contains(key) ? audit::Sighting::There
                                    : known               ? audit::Sighting::NotThere
                                                          : audit::Sighting::Unknown);
        if (!known && !version.redacted && version.action != core::Action::Deleted)
            m_missing.insert(version.id, key);
    }
    if (!m_block.records.isEmpty())
        m_from = history::positionOf(m_block.records.constFirst().version);
    const QPointer<LifeRun> self(this);
    emit progressChanged();
    if (!self || m_stage != Stage::Joining)
        return;
    if (m_block.more)
        nextBlock();
    else
        finish();
}

void LifeRun::search(const QList<Text> &texts, const std::function<void()> &then)
{
    if (texts.isEmpty()) {
        then();
        return;
    }
    core::inBackground<Answer>(m_pool, [texts, query = m_wish.query, cancel = m_cancel](const core::CancelFlag &) -> core::Result<Answer> {
        Answer answer;
        for (const Text &text : texts) {
            const std::optional<QString> plain = searchable(text.bytes);
            const text::SearchResult found = plain ? text::findAll(*plain, query, cancel, 1) : text::SearchResult{text::SearchEnd::TooLarge, {}, {}};
            answer.append({text.key, found.matches.isEmpty() ? found.end : text::SearchEnd::More});
        }
        return answer;
    }).then(this, [this, then](const core::Result<Answer> &answer) {
        for (const auto &[key, end] : *answer) {
            if (end == text::SearchEnd::More)
                m_has.insert(key);
            if (end == text::SearchEnd::More || end == text::SearchEnd::Complete)
                m_known.insert(key);
            else if (end != text::SearchEnd::Cancelled)
                ++m_report.unsearched; // no text, or it takes too long
        }
        then();
    });
}

void LifeRun::readMissing()
{
    if (m_stage != Stage::Idle || !m_session)
        return;
    m_stage = Stage::Reading;
    m_cancel = {};
    m_report.wasStopped = false;
    m_report.endedBy.reset();
    m_report.failed = 0;
    m_report.unsearched = 0;
    m_toRead.clear();
    QSet<QString> keys; // each text once
    for (auto missing = m_missing.cbegin(); missing != m_missing.cend(); ++missing) {
        if (keys.contains(missing.value()))
            continue;
        keys.insert(missing.value());
        m_toRead.append(missing.key());
    }
    m_done = 0;
    m_total = m_toRead.size();
    m_reads = std::make_unique<VersionReads>(*m_session, m_wish.store, [this](const core::VersionId &version, const auto &text) {
        if (!text || !*text) {
            ++m_done;
            m_report.failed += text ? 0 : 1;
            readOn();
            return;
        }
        ++m_searching;
        search({{m_missing.value(version), **text}}, [this] {
            --m_searching;
            ++m_done;
            readOn();
        });
    });
    connect(m_reads.get(), &VersionReads::ended, this, [this] {
        m_report.endedBy = m_reads->endedBy();
        m_toRead.clear();
        readOn();
    });
    readOn();
}

void LifeRun::readOn()
{
    if (m_stage != Stage::Reading)
        return;
    while (!m_toRead.isEmpty() && m_reads->waiting() + m_searching < mostWaiting)
        m_reads->read(m_toRead.takeFirst());
    const QPointer<LifeRun> self(this);
    emit progressChanged();
    if (self && m_stage == Stage::Reading && m_toRead.isEmpty() && m_reads->waiting() == 0 && m_searching == 0)
        join();
}

//! While texts are read, what was read counts: the records are joined once more.
void LifeRun::cancel()
{
    if (m_stage == Stage::Idle)
        return;
    const bool again = std::exchange(m_report.wasStopped, true);
    if (m_stage == Stage::Reading && m_session) {
        if (again)
            return;
        m_toRead.clear();
        m_reads->stop();
        readOn();
        return;
    }
    m_cancel.set();
    finish();
}

void LifeRun::finish()
{
    if (std::exchange(m_stage, Stage::Idle) == Stage::Idle)
        return;
    m_keptSearch.abandon();
    m_blockCall.abandon();
    if (m_finder)
        m_report.lives = m_finder->result();
    emit finished();
}

} // namespace session
