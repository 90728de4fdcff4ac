// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! Texts of versions: where they come from, and that those of redacted ones go.
#include "session/session.h"

#include "session/witness.h"

namespace session {

core::Call<core::Version> Session::readVersion(const core::StoreId &store, const core::VersionId &version)
{
    const VersionLog *log = m_versions.value(store);
    if (const core::Version *known = log ? log->find(version) : nullptr) {
        if (known->redacted || known->action == core::Action::Deleted)
            return core::ready<core::Version>(*known);
        if (const auto text = m_texts.of(version)) {
            core::Version whole = *known;
            whole.content = *text;
            return core::ready<core::Version>(whole);
        }
    }
    core::Promise<core::Version> promise;
    if (m_kept && m_history)
        findVersion(store, version, promise);
    else
        fetchVersion(store, version, promise);
    return promise.call();
}

//! Whether the service itself said in this run that the version is as it is. The index tells whole seconds, so it may have
//! been in the second in which this run began.
bool Session::wasReadAgain(const history::Record &record) const
{
    const core::Version &version = record.version;
    return !version.redacted && !record.missing && version.action != core::Action::Deleted && !version.sha256.isEmpty()
        && record.confirmedAt.microseconds() / 1'000'000 >= m_opened.microseconds() / 1'000'000;
}

//! From what is kept on this computer, if that may be shown.
void Session::findVersion(const core::StoreId &store, const core::VersionId &version,
                          const core::Promise<core::Version> &promise)
{
    const auto fetch = [this, store, version, promise] { fetchVersion(store, version, promise); };
    using Found = core::Result<std::optional<history::Record>>;
    m_history->index().find(store, version).then(this, [this, promise, fetch](const Found &found) {
        if (!m_kept || !found || !*found || !wasReadAgain(**found)) {
            fetch();
            return;
        }
        const core::Version record = (*found)->version;
        m_kept->find(record.sha256).then(this, [this, promise, fetch, record](const core::Result<QByteArray> &text) {
            const VersionLog *log = m_versions.value(record.store);
            const core::Version *known = log ? log->find(record.id) : nullptr;
            if (!text || (known && known->redacted)) { // redacted meanwhile: the service says how
                fetch();
                return;
            }
            core::Version whole = known ? *known : record;
            whole.content = *text;
            m_texts.put(whole);
            promise.resolve(whole);
        });
    });
}

void Session::fetchVersion(const core::StoreId &store, const core::VersionId &version,
                           const core::Promise<core::Version> &promise)
{
    core::Call<core::Version> call = m_service->getVersion(store, version);
    promise.onCancel([call]() mutable { call.cancel(); });
    call.then(this, [this, promise](const core::Result<core::Version> &result) {
        if (!result) {
            promise.resolve(result);
            return;
        }
        noteVersion(*result);
        if (Witness *witness = Witness::of(m_history))
            witness->noteText(*result);
        const VersionLog *records = m_versions.value(result->store);
        const core::Version *known = records ? records->find(result->id) : nullptr;
        // It was redacted while the reply was on its way: the text is not to be shown any more.
        promise.resolve(known && known->redacted && !result->redacted ? *known : *result);
    });
}

void Session::forgetRedacted(const QList<core::Version> &versions)
{
    QList<core::Version> redacted;
    for (const core::Version &version : versions) {
        if (version.redacted) {
            m_texts.forget(version);
            redacted.append(version);
        }
    }
    if (m_kept)
        m_kept->forget(redacted);
}

void Session::forgetText(const core::Version &version)
{
    m_texts.forget(version);
    if (m_kept)
        m_kept->forget({version});
}

void Session::keepTexts(const QString &file, bool keep)
{
    if (keep && !m_kept) {
        m_kept = std::make_unique<KeptTexts>(file);
        emit keptTextsChanged();
    } else if (!keep && m_kept) {
        m_kept->remove();
        m_kept.reset();
        emit keptTextsChanged();
    } else if (!keep) {
        KeptTexts::removeFile(file); // of an earlier run
    }
}

//! A text that was read with its entry becomes that of a version when the record comes.
void Session::keepRead(const QList<core::Version> &versions)
{
    for (const core::Version &version : versions) {
        if (!m_kept || version.redacted || version.sha256.isEmpty())
            continue;
        if (const auto text = m_texts.byHash(version.sha256)) {
            core::Version whole = version;
            whole.content = *text;
            m_kept->keep(whole);
        }
    }
}

std::optional<QByteArray> Session::keptText(const QString &sha256) const
{
    return m_texts.byHash(sha256);
}

} // namespace session
