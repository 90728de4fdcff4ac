// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/exportrun.h"

#include "core/background.h"
#include "session/listing.h"
#include "transfer/plan.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace session {

namespace {

constexpr int parallelReads = 4;

//! In the manifest, for people and programs: English, technical.
QString reasonOf(const core::Error &error)
{
    switch (error.kind) {
    case core::ErrorKind::NotFound:
        return u"deleted meanwhile"_s;
    case core::ErrorKind::Cancelled:
        return u"the export was cancelled"_s;
    case core::ErrorKind::Unauthorized:
    case core::ErrorKind::Forbidden:
        return u"the service refused the token"_s;
    case core::ErrorKind::Offline:
    case core::ErrorKind::Timeout:
        return u"no connection to the service"_s;
    default:
        return u"the service answered with an error"_s
            + (error.httpStatus == 0 ? QString() : u" (%1)"_s.arg(error.httpStatus));
    }
}

bool endsAll(const core::Error &error)
{
    switch (error.kind) {
    case core::ErrorKind::Offline:
    case core::ErrorKind::Timeout:
    case core::ErrorKind::Tls:
    case core::ErrorKind::Redirected:
    case core::ErrorKind::Unauthorized:
    case core::ErrorKind::Forbidden:
        return true;
    default:
        return false;
    }
}

} // namespace

ExportRun::ExportRun(Session &session, const ExportWish &wish, QObject *parent)
    : QObject(parent), m_session(&session), m_wish(wish)
{
    m_pool.setMaxThreadCount(1); // one exporter, one thread at a time
    connect(&session, &QObject::destroyed, this, [this] {
        m_whyRest = u"the connection was closed"_s;
        m_busy = 0; // nobody answers any more
        m_jobs.clear();
        if (m_progress.stage == Stage::Reading && m_exporter)
            finish();
        else if (m_progress.stage != Stage::Finishing)
            end(core::Error{.kind = core::ErrorKind::Offline, .serverText = QString(), .detail = m_whyRest});
    });
}

ExportRun::~ExportRun()
{
    cancel();
    m_pool.waitForDone();
}

void ExportRun::setStage(Stage stage, int total)
{
    m_progress = {stage, 0, total};
    emit progressChanged();
}

void ExportRun::start()
{
    setStage(Stage::Listing);
    auto call = readAllEntries(*m_session, m_wish.store);
    m_cancelListing = [call]() mutable { call.cancel(); };
    call.then(this, [this](const core::Result<QList<core::Entry>> &entries) {
        if (!entries) {
            end(entries.error());
            return;
        }
        std::copy_if(entries->begin(), entries->end(), std::back_inserter(m_entries), [this](const core::Entry &entry) {
            return transfer::isBelow(entry, m_wish.folder, m_wish.only);
        });
        std::sort(m_entries.begin(), m_entries.end(),
                  [](const core::Entry &a, const core::Entry &b) { return a.path < b.path; });
        if (m_wish.history && m_session)
            listVersions();
        else
            makeExporter();
    });
}

void ExportRun::listVersions()
{
    auto call = readAllVersions(*m_session, m_wish.store, m_wish.only);
    m_cancelListing = [call]() mutable { call.cancel(); };
    call.then(this, [this](const core::Result<QList<core::Version>> &versions) {
        if (!versions) {
            end(versions.error());
            return;
        }
        std::copy_if(versions->rbegin(), versions->rend(), std::back_inserter(m_versions),
                     [this](const core::Version &version) {
                         return m_wish.only.isEmpty() ? version.path.startsWith(m_wish.folder)
                                                      : version.entry == m_wish.only;
                     });
        makeExporter();
    });
}

void ExportRun::makeExporter()
{
    m_cancelListing = {};
    if (m_cancelled || !m_session) {
        end(core::Error{.kind = core::ErrorKind::Cancelled, .serverText = QString()});
        return;
    }
    transfer::Manifest::About about;
    about.connection = m_session->connection().name;
    about.storeId = m_wish.store.value;
    if (const core::Store *store = m_session->store(m_wish.store)) {
        about.storeName = store->name;
        about.storeDescription = store->description;
    }
    about.folder = m_wish.only.isEmpty() ? m_wish.folder : QString();
    about.exportedAt = m_session->clock().now().toString(Qt::ISODate);
    setStage(Stage::Reading, int(m_entries.size() + m_versions.size()));
    const auto make = [target = m_wish.target, about, entries = m_entries,
                       versions = m_versions](const core::CancelFlag &) -> core::Result<std::shared_ptr<transfer::Exporter>> {
        auto made = transfer::Exporter::start(target, about, entries, versions);
        if (!made)
            return made.error();
        return std::shared_ptr<transfer::Exporter>(std::move(*made));
    };
    core::inBackground<std::shared_ptr<transfer::Exporter>>(m_pool, make)
        .then(this, [this](const core::Result<std::shared_ptr<transfer::Exporter>> &made) {
            if (!made) {
                end(made.error());
                return;
            }
            m_exporter = *made;
            for (qsizetype i = 0; i < m_entries.size(); ++i)
                m_jobs.append({false, i});
            for (qsizetype i = 0; i < m_versions.size(); ++i)
                m_jobs.append({true, i});
            work();
        });
}

void ExportRun::work()
{
    if (m_progress.stage != Stage::Reading)
        return;
    while (m_session && m_busy < parallelReads && !m_jobs.isEmpty() && m_whyRest.isEmpty() && !m_diskError) {
        ++m_busy;
        read(m_jobs.takeFirst());
    }
    if (m_busy == 0)
        finish();
}

void ExportRun::read(const Job &job)
{
    if (!job.version) {
        auto call = m_session->readEntry(m_wish.store, m_entries.at(job.index).id);
        m_cancelReads.insert(job.key(), [call]() mutable { call.cancel(); });
        call.then(this, [this, job](const core::Result<core::Entry> &result) { tookEntry(job, result); });
        return;
    }
    const core::Version &record = m_versions.at(job.index);
    if (record.redacted || record.action == core::Action::Deleted) {
        tookVersion(job, record); // there is no text to ask for
        return;
    }
    auto call = m_session->readVersion(m_wish.store, record.id);
    m_cancelReads.insert(job.key(), [call]() mutable { call.cancel(); });
    call.then(this, [this, job](const core::Result<core::Version> &result) { tookVersion(job, result); });
}

template<typename T>
void ExportRun::inExporter(std::function<core::Result<T>(transfer::Exporter &)> step,
                           std::function<void(const core::Result<T> &)> then)
{
    core::inBackground<T>(m_pool, [exporter = m_exporter, step](const core::CancelFlag &) { return step(*exporter); })
        .then(this, std::move(then));
}

void ExportRun::tookEntry(const Job &job, const core::Result<core::Entry> &result)
{
    m_cancelReads.remove(job.key());
    if (!result) {
        failed(job, result.error());
        return;
    }
    inExporter<core::Done>(
        [index = job.index, entry = *result](transfer::Exporter &exporter) { return exporter.addEntry(index, entry); },
        [this](const core::Result<core::Done> &written) { wrote(written); });
}

void ExportRun::tookVersion(const Job &job, const core::Result<core::Version> &result)
{
    m_cancelReads.remove(job.key());
    if (!result) {
        failed(job, result.error());
        return;
    }
    const bool noText = !result->content && !result->redacted && result->action != core::Action::Deleted;
    inExporter<core::Done>(
        [index = job.index, version = *result, noText](transfer::Exporter &exporter) -> core::Result<core::Done> {
            if (!noText)
                return exporter.addVersion(index, version);
            exporter.failVersion(index, u"the service sent no text"_s);
            return core::Done{};
        },
        [this](const core::Result<core::Done> &written) { wrote(written); });
}

void ExportRun::failed(const Job &job, const core::Error &error)
{
    const QString reason = m_cancelled ? u"the export was cancelled"_s : reasonOf(error);
    if (endsAll(error) && m_whyRest.isEmpty())
        m_whyRest = reason;
    inExporter<core::Done>(
        [job, reason](transfer::Exporter &exporter) -> core::Result<core::Done> {
            if (job.version)
                exporter.failVersion(job.index, reason);
            else
                exporter.failEntry(job.index, reason);
            return core::Done{};
        },
        [this](const core::Result<core::Done> &written) { wrote(written); });
}

void ExportRun::wrote(const core::Result<core::Done> &result)
{
    if (m_progress.stage != Stage::Reading)
        return;
    --m_busy;
    ++m_progress.done;
    if (!result && !m_diskError)
        m_diskError = result.error();
    emit progressChanged();
    work();
}

void ExportRun::cancel()
{
    if (m_cancelled || m_progress.stage == Stage::Ended)
        return;
    m_cancelled = true;
    m_whyRest = u"the export was cancelled"_s;
    if (m_cancelListing)
        std::exchange(m_cancelListing, {})();
    for (const auto &stop : std::exchange(m_cancelReads, {}))
        stop();
}

void ExportRun::finish()
{
    setStage(Stage::Finishing);
    m_cancelReads.clear();
    if (m_diskError) {
        end(*m_diskError); // what is there stays marked as incomplete
        return;
    }
    inExporter<transfer::ExportReport>(
        [why = m_whyRest](transfer::Exporter &exporter) { return exporter.finish(why); },
        [this](const core::Result<transfer::ExportReport> &report) { end(report); });
}

void ExportRun::end(const core::Result<transfer::ExportReport> &result)
{
    if (m_progress.stage == Stage::Ended)
        return;
    m_result.emplace(result);
    m_progress.stage = Stage::Ended;
    emit finished();
}

} // namespace session
