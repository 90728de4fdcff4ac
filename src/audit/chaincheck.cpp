// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/chaincheck.h"

#include "audit/idtime.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace audit {

namespace {

//! Between the making of an id and the noting of the moment; some services tell whole seconds only.
constexpr qint64 idTolerance = 2'000'000;

std::optional<Finding> checkIdTime(const core::Version &version)
{
    const auto made = timeInId(version.id.value);
    if (!made || version.createdAt.isNull())
        return std::nullopt;
    const qint64 ahead = made->microseconds() - version.createdAt.microseconds();
    if (ahead < -idTolerance)
        return findingAt(Problem::IdBeforeTime, version, made->text(), version.createdAt.text());
    if (ahead > idTolerance)
        return findingAt(Problem::IdAfterTime, version, made->text(), version.createdAt.text());
    return std::nullopt;
}

bool isEarlier(const core::Timestamp &a, const core::Timestamp &b)
{
    return !a.isNull() && !b.isNull() && a < b;
}

} // namespace

QList<Finding> ChainCheck::take(const core::Version &version)
{
    QList<Finding> findings;
    ++m_records;
    if (const auto odd = checkIdTime(version))
        findings.append(*odd);
    if (version.redactedAt && isEarlier(*version.redactedAt, version.createdAt)) {
        findings.append(findingAt(Problem::RedactedBeforeWritten, version, version.createdAt.text(),
                                  version.redactedAt->text()));
    }
    const auto above = m_chains.find(version.entry);
    const bool first = above == m_chains.end();
    Chain &chain = first ? m_chains[version.entry] : *above;
    bool falls = false;
    if (first) {
        chain.newest = version.id;
        chain.newestAt = version.createdAt;
        chain.newestAction = version.action;
        chain.newestPath = version.path;
        chain.newestSha256 = version.sha256;
        chain.newestSize = version.size;
    } else {
        core::Version newer = version; // the record above of the same entry
        newer.id = chain.oldest;
        newer.path = chain.oldestPath;
        newer.createdAt = chain.oldestAt;
        falls = isEarlier(newer.createdAt, version.createdAt);
        if (falls)
            findings.append(findingAt(Problem::TimeFalls, newer, version.createdAt.text(), newer.createdAt.text()));
        if (newer.path != version.path)
            findings.append(findingAt(Problem::PathChanges, newer, version.path, newer.path));
        if (chain.oldestAction == core::Action::Created) {
            findings.append(findingAt(Problem::CreatedTwice, newer, version.id.value));
            chain.sound = false;
        }
        if (version.action == core::Action::Deleted) {
            findings.append(findingAt(Problem::WrittenAfterDeletion, newer, version.id.value));
            chain.sound = false;
        }
    }
    chain.oldest = version.id;
    chain.oldestAt = version.createdAt;
    chain.oldestAction = version.action;
    chain.oldestPath = version.path;
    ++chain.records;
    if (!falls && m_last && isEarlier(m_last->createdAt, version.createdAt))
        findings.append(findingAt(Problem::OutOfOrder, *m_last, version.createdAt.text(), m_last->createdAt.text()));
    m_last = version;
    m_last->content.reset();
    m_last->unknownFields.clear();
    return findings;
}

QList<Finding> ChainCheck::atEnd() const
{
    QList<Finding> findings;
    for (auto it = m_chains.cbegin(); it != m_chains.cend(); ++it) {
        const Chain &chain = *it;
        // A word that we do not know may be a creation.
        if (chain.oldestAction == core::Action::Created || chain.oldestAction == core::Action::Other)
            continue;
        findings.append({Problem::NotCreatedFirst, it.key(), chain.oldestPath, chain.oldest, chain.oldestAt});
    }
    return findings;
}

QList<Finding> ChainCheck::heads(const QList<core::Entry> &entries, const QSet<core::EntryId> &skipped) const
{
    QList<Finding> findings;
    QSet<core::EntryId> there;
    for (const core::Entry &entry : entries) {
        there.insert(entry.id);
        if (skipped.contains(entry.id))
            continue;
        const auto chain = m_chains.constFind(entry.id);
        if (chain == m_chains.cend())
            findings.append(findingAt(Problem::WithoutRecords, entry));
        else
            compareHead(*chain, entry, findings);
    }
    for (auto it = m_chains.cbegin(); it != m_chains.cend(); ++it) {
        const bool lives = it->newestAction == core::Action::Created || it->newestAction == core::Action::Updated;
        if (lives && !there.contains(it.key()) && !skipped.contains(it.key()))
            findings.append({Problem::NotListed, it.key(), it->newestPath, it->newest, it->newestAt});
    }
    return findings;
}

void ChainCheck::compareHead(const Chain &chain, const core::Entry &entry, QList<Finding> &findings) const
{
    const auto add = [&](Problem problem, const QString &expected, const QString &found) {
        findings.append({problem, entry.id, entry.path, chain.newest, chain.newestAt, expected, found});
    };
    if (chain.newestAction == core::Action::Deleted) {
        add(Problem::ListedAfterDeletion, {}, {});
        return;
    }
    if (!chain.newestSha256.isEmpty() && !entry.sha256.isEmpty() && chain.newestSha256 != entry.sha256)
        add(Problem::HeadHashDiffers, chain.newestSha256, entry.sha256);
    // A service that takes the hash away with a redacted text takes the size, too.
    if (!chain.newestSha256.isEmpty() && chain.newestSize && entry.size && *chain.newestSize != *entry.size)
        add(Problem::HeadSizeDiffers, QString::number(*chain.newestSize), QString::number(*entry.size));
    if (chain.newestPath != entry.path)
        add(Problem::HeadPathDiffers, chain.newestPath, entry.path);
    if (!entry.headVersion.isEmpty() && entry.headVersion != chain.newest)
        add(Problem::HeadVersionDiffers, chain.newest.value, entry.headVersion.value);
    const bool whole = chain.sound && chain.oldestAction == core::Action::Created;
    if (whole && entry.version && *entry.version != chain.records)
        add(Problem::HeadNumberDiffers, QString::number(chain.records), QString::number(*entry.version));
}

CounterCheck checkCounters(const core::Store &store, const QList<core::Entry> &entries)
{
    CounterCheck check;
    qint64 sum = 0;
    bool known = true;
    for (const core::Entry &entry : entries) {
        known = known && entry.size.has_value();
        sum += entry.size.value_or(0);
    }
    const auto compare = [&](Problem problem, const std::optional<qint64> &said, qint64 counted) {
        if (!said)
            return;
        ++check.compared;
        if (*said != counted)
            check.findings.append({problem, {}, {}, {}, {}, QString::number(counted), QString::number(*said)});
    };
    compare(Problem::EntryCountDiffers, store.entryCount, entries.size());
    if (known)
        compare(Problem::TotalSizeDiffers, store.totalSize, sum);
    return check;
}

} // namespace audit
