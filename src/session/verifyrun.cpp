// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/verifyrun.h"

#include "session/listing.h"

#include <QTimer>

#include <utility>

namespace session {

namespace {

constexpr int parallelReads = 4;

core::Error cancelled()
{
    core::Error error;
    error.kind = core::ErrorKind::Cancelled;
    error.delivery = core::Delivery::NotSent;
    return error;
}

//! The service answered about this one thing and could not give it. Everything else ends the check: the next request would
//! meet the same.
bool isAboutOne(const core::Error &error)
{
    switch (error.kind) {
    case core::ErrorKind::NotFound:
    case core::ErrorKind::Protocol:
    case core::ErrorKind::TooLarge:
        return true;
    case core::ErrorKind::Server:
        return error.httpStatus == 500;
    default:
        return false;
    }
}

QString wordOf(const core::Error &error)
{
    if (error.kind == core::ErrorKind::Protocol)
        return error.detail;
    return error.httpStatus == 0 ? error.detail : QStringLiteral("HTTP %1").arg(error.httpStatus);
}

} // namespace

VerifyRun::VerifyRun(Session &session, const VerifyWish &wish, QObject *parent)
    : QObject(parent), m_session(&session), m_wish(wish)
{
    connect(&session, &QObject::destroyed, this, [this] { // nothing that is on its way comes back
        m_cancels.clear();
        m_busy = 0;
        core::Error closed = cancelled();
        closed.kind = core::ErrorKind::Offline;
        stopAt(closed);
    });
}

VerifyRun::~VerifyRun()
{
    for (const auto &stop : std::exchange(m_cancels, {}))
        stop();
}

//! A request whose failure ends the check.
template<typename T>
void VerifyRun::await(core::Call<T> call, std::function<void(const T &)> then)
{
    read<T>(std::move(call), [this, then = std::move(then)](const core::Result<T> &result) {
        if (result && !m_report.endedBy)
            then(*result);
        else if (!m_report.endedBy)
            stopAt(result.error());
        else
            finish();
    });
}

template<typename T>
void VerifyRun::read(core::Call<T> call, std::function<void(const core::Result<T> &)> then)
{
    const int request = ++m_requests;
    ++m_busy;
    m_cancels.insert(request, [call]() mutable { call.cancel(); });
    call.then(this, [this, request, then = std::move(then)](const core::Result<T> &result) {
        m_cancels.remove(request);
        if (m_stage == Stage::Ended)
            return;
        --m_busy;
        then(result);
    });
}

core::Call<VerifyRun::Versions> VerifyRun::listVersions(const core::Cursor &from)
{
    return m_session->service().listVersions(m_wish.store, {m_wish.only}, from);
}

void VerifyRun::setStage(Stage stage)
{
    m_stage = stage;
    emit progressChanged();
}

void VerifyRun::start()
{
    m_report.begunAt = core::Timestamp::fromDateTime(m_session->clock().now());
    // Whatever is above this record at the end was written while the check went on.
    await<Versions>(listVersions({}), [this](const Versions &page) {
        if (!page.items.isEmpty())
            m_newest = page.items.constFirst().id;
        readStore();
    });
}

void VerifyRun::readStore()
{
    await<core::Store>(m_session->service().getStore(m_wish.store), [this](const core::Store &store) {
        m_store = store;
        listEntries();
    });
}

void VerifyRun::listEntries()
{
    await<QList<core::Entry>>(readAllEntries(*m_session, m_wish.store), [this](const QList<core::Entry> &entries) {
        for (const core::Entry &entry : entries) {
            if (m_wish.takesIn(entry.id, entry.path))
                m_entries.append(entry);
        }
        m_guard = std::make_unique<api::WalkGuard>(api::WalkOptions());
        m_next = core::Cursor();
        setStage(Stage::Versions);
        readPage();
    });
}

void VerifyRun::readPage()
{
    await<Versions>(listVersions(*std::exchange(m_next, std::nullopt)), [this](const Versions &page) { takePage(page); });
}

void VerifyRun::takePage(const Versions &page)
{
    api::WalkGuard::PageFacts facts{page.nextPage, page.lastId, page.hasMore, page.foreignItems > 0, 0};
    QSet<QString> ids;
    for (const core::Version &version : page.items) {
        facts.lastIdIsThere = facts.lastIdIsThere || version.id.value == page.lastId;
        if (ids.contains(version.id.value) || m_lastIds.contains(version.id.value))
            continue;
        ids.insert(version.id.value);
        ++facts.newItems;
        m_metNewest = m_metNewest || version.id == m_newest;
        if (!m_metNewest)
            m_written.insert(version.entry);
        if (m_wish.takesIn(version.entry, version.path))
            take(version);
    }
    m_lastIds = ids;
    const auto next = m_guard->next(facts);
    if (!next) {
        stopAt(next.error());
        return;
    }
    m_next = *next;
    m_sawAll = !m_next;
    work();
}

void VerifyRun::take(const core::Version &version)
{
    ++m_report.records;
    add(m_chains.take(version));
    if (version.action == core::Action::Deleted && !version.redacted)
        m_report.versionTexts.add(audit::TextOutcome::Deleted);
    else if (m_wish.pastTexts)
        m_texts.append(version); // redacted ones too: their text must not be there any more
    else if (version.redacted)
        m_report.versionTexts.add(audit::TextOutcome::Redacted);
    else
        m_report.versionTexts.add(audit::Unchecked::NotWished);
}

void VerifyRun::work()
{
    emit progressChanged();
    while (!m_report.endedBy && m_busy < parallelReads && !m_texts.isEmpty()) {
        const core::Version version = m_texts.takeFirst();
        read<core::Version>(m_session->service().getVersion(m_wish.store, version.id),
                            [this, version](const core::Result<core::Version> &result) { tookText(version, result); });
    }
    while (!m_report.endedBy && m_busy < parallelReads && !m_heads.isEmpty()) {
        const core::Entry entry = m_heads.takeFirst();
        read<core::Entry>(m_session->service().getEntry(m_wish.store, entry.id),
                          [this, entry](const core::Result<core::Entry> &result) { tookEntry(entry, result); });
    }
    if (m_busy > 0)
        return;
    if (m_report.endedBy) {
        finish();
    } else if (m_next) {
        QTimer::singleShot(m_session->pageGap(), this, [this] {
            if (m_stage != Stage::Ended && m_next && !m_report.endedBy)
                readPage();
            else
                finish();
        });
    } else if (m_stage == Stage::Versions) {
        m_stage = Stage::Entries;
        m_heads = m_entries;
        work();
    } else if (m_stage == Stage::Entries) {
        m_guard = std::make_unique<api::WalkGuard>(api::WalkOptions());
        setStage(Stage::Finishing);
        readNewestAgain({});
    }
}

void VerifyRun::tookText(const core::Version &listed, const core::Result<core::Version> &read)
{
    if (read) {
        const audit::TextCheck check = audit::checkText(listed, *read);
        m_report.versionTexts.add(check.outcome);
        add(check.findings);
        if (read->redacted && !listed.redacted && m_session)
            m_session->noteVersion(*read);
    } else {
        failed(audit::findingAt(audit::Problem::Unreadable, listed, {}, wordOf(read.error())), m_report.versionTexts,
               read.error());
    }
    work();
}

void VerifyRun::tookEntry(const core::Entry &listed, const core::Result<core::Entry> &read)
{
    if (read) {
        const audit::TextCheck check = audit::checkText(*read);
        m_report.entryTexts.add(check.outcome);
        add(check.findings);
        if (read->sha256 != listed.sha256 || read->size != listed.size || read->path != listed.path)
            m_changed.append(audit::findingAt(audit::Problem::RecordDiffers, listed, listed.sha256, read->sha256));
    } else {
        failed(audit::findingAt(audit::Problem::Unreadable, listed, {}, wordOf(read.error())), m_report.entryTexts,
               read.error());
    }
    work();
}

void VerifyRun::failed(const audit::Finding &finding, audit::Tally &tally, const core::Error &error)
{
    if (m_report.endedBy) {
        tally.add(whyRest());
        return;
    }
    tally.add(audit::Unchecked::Failed);
    if (!isAboutOne(error))
        stopAt(error);
    else if (error.kind != core::ErrorKind::TooLarge) // that is our own bound
        m_unread.append(finding);
}

//! From the top down to the record that was the newest when the check began.
void VerifyRun::readNewestAgain(const core::Cursor &from)
{
    await<Versions>(listVersions(from), [this](const Versions &page) {
        api::WalkGuard::PageFacts facts{page.nextPage, page.lastId, page.hasMore, page.foreignItems > 0, page.items.size()};
        for (const core::Version &version : page.items) {
            facts.lastIdIsThere = facts.lastIdIsThere || version.id.value == page.lastId;
            m_knowWritten = m_knowWritten || version.id == m_newest;
            if (!m_knowWritten)
                m_written.insert(version.entry);
        }
        const auto next = m_guard->next(facts);
        if (!next) {
            stopAt(next.error());
        } else if (m_knowWritten || !*next) {
            m_knowWritten = m_knowWritten || m_newest.isEmpty();
            finish();
        } else {
            readNewestAgain(**next);
        }
    });
}

void VerifyRun::cancel()
{
    if (m_stage == Stage::Ended || m_report.endedBy)
        return;
    m_report.wasStopped = true;
    stopAt(cancelled());
}

//! Nothing more is asked for; what is on its way is let go.
void VerifyRun::stopAt(const core::Error &error)
{
    if (m_stage == Stage::Ended)
        return;
    if (!m_report.endedBy)
        m_report.endedBy = error;
    for (const auto &stop : std::exchange(m_cancels, {}))
        stop();
    finish();
}

//! When nothing is on its way any more.
void VerifyRun::finish()
{
    if (m_busy > 0 || m_stage == Stage::Ended)
        return;
    m_report.versionTexts.add(whyRest(), std::exchange(m_texts, {}).size());
    if (m_stage < Stage::Entries)
        m_heads = m_entries;
    m_report.entryTexts.add(whyRest(), std::exchange(m_heads, {}).size());
    judge();
    m_report.endedAt = m_session ? core::Timestamp::fromDateTime(m_session->clock().now()) : m_report.begunAt;
    m_stage = Stage::Ended;
    emit progressChanged();
    emit finished();
}

void VerifyRun::judge()
{
    const bool gone = m_report.endedBy && m_report.endedBy->kind == core::ErrorKind::NotFound;
    for (const QList<audit::Finding> *deferred : {&m_unread, &m_changed}) {
        for (const audit::Finding &finding : *deferred) {
            // An entry that somebody writes to, or deletes, is another one than was listed.
            const bool excused = finding.version.isEmpty() && (!m_knowWritten || m_written.contains(finding.entry));
            if (!gone && !excused)
                add({finding});
        }
    }
    if (m_sawAll) {
        add(m_chains.atEnd());
        if (m_knowWritten)
            add(m_chains.heads(m_entries, m_written));
    }
    countChains();
    countCounters();
}

void VerifyRun::countChains()
{
    QSet<core::EntryId> all;
    for (const core::EntryId &entry : m_chains.entries())
        all.insert(entry);
    for (const core::Entry &entry : m_entries)
        all.insert(entry.id);
    for (const core::EntryId &entry : all) {
        if (m_broken.contains(entry))
            ++m_report.chains.mismatch;
        else if (!m_sawAll || !m_knowWritten)
            m_report.chains.add(whyRest());
        else if (m_written.contains(entry))
            m_report.chains.add(audit::Unchecked::WrittenMeanwhile);
        else
            ++m_report.chains.ok;
    }
}

void VerifyRun::countCounters()
{
    using audit::CounterCheck;
    audit::Tally &tally = m_report.counters;
    if (m_wish.isPart()) {
        tally.add(audit::Unchecked::PartOnly, CounterCheck::counters);
    } else if (!m_store || !m_knowWritten) {
        tally.add(whyRest(), CounterCheck::counters);
    } else if (!m_written.isEmpty()) {
        tally.add(audit::Unchecked::WrittenMeanwhile, CounterCheck::counters);
    } else {
        const CounterCheck check = audit::checkCounters(*m_store, m_entries);
        m_report.add(check.findings);
        tally.mismatch = check.findings.size();
        tally.ok = check.compared - check.findings.size();
        tally.add(audit::Unchecked::NotTold, CounterCheck::counters - check.compared);
    }
}

void VerifyRun::add(const QList<audit::Finding> &findings)
{
    m_report.add(findings);
    for (const audit::Finding &finding : findings) {
        if (!audit::isRemark(finding.problem))
            m_broken.insert(finding.entry);
    }
}

//! Also when the record that was the newest is not there any more: then nothing can be said about what is.
audit::Unchecked VerifyRun::whyRest() const
{
    if (m_report.wasStopped)
        return audit::Unchecked::Stopped;
    return m_report.endedBy ? audit::Unchecked::Failed : audit::Unchecked::WrittenMeanwhile;
}

} // namespace session
