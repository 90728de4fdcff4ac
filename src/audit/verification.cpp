// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/verification.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <numeric>

using namespace Qt::StringLiterals;

namespace audit {

namespace {

QJsonObject toObject(const Tally &tally)
{
    QJsonObject reasons;
    for (int i = 0; i < uncheckedKinds; ++i) {
        if (tally.unchecked[size_t(i)] > 0)
            reasons.insert(nameOf(Unchecked(i)), tally.unchecked[size_t(i)]);
    }
    return {{u"ok"_s, tally.ok},
            {u"mismatch"_s, tally.mismatch},
            {u"redacted"_s, tally.redacted},
            {u"deleted"_s, tally.deleted},
            {u"not_checked"_s, tally.uncheckedTotal()},
            {u"not_checked_because"_s, reasons}};
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

} // namespace

QString nameOf(Unchecked reason)
{
    switch (reason) {
    case Unchecked::WithoutHash: return u"without_hash"_s;
    case Unchecked::Failed: return u"failed"_s;
    case Unchecked::NotWished: return u"not_wished"_s;
    case Unchecked::WrittenMeanwhile: return u"written_meanwhile"_s;
    case Unchecked::Stopped: return u"stopped"_s;
    case Unchecked::PartOnly: return u"part_only"_s;
    case Unchecked::NotTold: return u"not_told"_s;
    }
    return {};
}

void Tally::add(TextOutcome outcome)
{
    switch (outcome) {
    case TextOutcome::Ok: ++ok; break;
    case TextOutcome::Mismatch: ++mismatch; break;
    case TextOutcome::Redacted: ++redacted; break;
    case TextOutcome::Deleted: ++deleted; break;
    case TextOutcome::WithoutHash: add(Unchecked::WithoutHash); break;
    }
}

qint64 Tally::uncheckedTotal() const
{
    return std::accumulate(unchecked.begin(), unchecked.end(), qint64(0));
}

void Verification::add(const QList<Finding> &found)
{
    for (const Finding &finding : found) {
        ++(isRemark(finding.problem) ? remarks : problems);
        if (findings.size() < mostFindings)
            findings.append(finding);
    }
}

bool Verification::isComplete() const
{
    for (const Tally *tally : {&versionTexts, &entryTexts, &chains, &counters}) {
        for (const Unchecked reason : {Unchecked::Failed, Unchecked::WrittenMeanwhile, Unchecked::Stopped}) {
            if (tally->unchecked[size_t(reason)] > 0)
                return false;
        }
    }
    return !wasStopped && !endedBy;
}

QByteArray reportJson(const Verification &report, const VerificationAbout &about)
{
    const QJsonObject object = {
        {u"format"_s, u"palimpsest-verification"_s},
        {u"format_version"_s, 1},
        {u"program"_s, about.program},
        {u"connection"_s, about.connection},
        {u"base_url"_s, about.baseUrl},
        {u"store_id"_s, about.storeId},
        {u"store_name"_s, about.storeName},
        {u"checked"_s, about.place},
        {u"begun_at"_s, report.begunAt.text()},
        {u"ended_at"_s, report.endedAt.text()},
        {u"complete"_s, report.isComplete()},
        {u"stopped_by_the_person"_s, report.wasStopped},
        {u"version_records"_s, report.records},
        {u"problems"_s, report.problems},
        {u"remarks"_s, report.remarks},
        {u"findings_listed"_s, report.findings.size()},
        {u"texts_of_versions"_s, toObject(report.versionTexts)},
        {u"texts_of_entries"_s, toObject(report.entryTexts)},
        {u"chains_of_entries"_s, toObject(report.chains)},
        {u"counters_of_the_store"_s, toObject(report.counters)},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

QByteArray findingLines(const QList<Finding> &findings)
{
    QByteArray lines;
    for (const Finding &finding : findings) {
        const QJsonObject object = {
            {u"problem"_s, nameOf(finding.problem)},
            {u"remark"_s, isRemark(finding.problem)},
            {u"entry_id"_s, textOrNull(finding.entry.value)},
            {u"path"_s, textOrNull(finding.path)},
            {u"version_id"_s, textOrNull(finding.version.value)},
            {u"created_at"_s, textOrNull(finding.at.text())},
            {u"expected"_s, textOrNull(finding.expected)},
            {u"found"_s, textOrNull(finding.found)},
        };
        lines += QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

} // namespace audit
