// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/findings.h"

using namespace Qt::StringLiterals;

namespace audit {

bool isRemark(Problem problem)
{
    return problem == Problem::IdAfterTime;
}

QString nameOf(Problem problem)
{
    switch (problem) {
    case Problem::HashDiffers: return u"hash_differs"_s;
    case Problem::SizeDiffers: return u"size_differs"_s;
    case Problem::TextMissing: return u"text_missing"_s;
    case Problem::TextOfRedacted: return u"text_of_redacted"_s;
    case Problem::Unreadable: return u"unreadable"_s;
    case Problem::RecordDiffers: return u"record_differs"_s;
    case Problem::NotCreatedFirst: return u"not_created_first"_s;
    case Problem::CreatedTwice: return u"created_twice"_s;
    case Problem::WrittenAfterDeletion: return u"written_after_deletion"_s;
    case Problem::TimeFalls: return u"time_falls"_s;
    case Problem::PathChanges: return u"path_changes"_s;
    case Problem::RedactedBeforeWritten: return u"redacted_before_written"_s;
    case Problem::OutOfOrder: return u"out_of_order"_s;
    case Problem::IdBeforeTime: return u"id_before_time"_s;
    case Problem::IdAfterTime: return u"id_after_time"_s;
    case Problem::HeadHashDiffers: return u"head_hash_differs"_s;
    case Problem::HeadSizeDiffers: return u"head_size_differs"_s;
    case Problem::HeadPathDiffers: return u"head_path_differs"_s;
    case Problem::HeadNumberDiffers: return u"head_number_differs"_s;
    case Problem::HeadVersionDiffers: return u"head_version_differs"_s;
    case Problem::ListedAfterDeletion: return u"listed_after_deletion"_s;
    case Problem::NotListed: return u"not_listed"_s;
    case Problem::WithoutRecords: return u"without_records"_s;
    case Problem::EntryCountDiffers: return u"entry_count_differs"_s;
    case Problem::TotalSizeDiffers: return u"total_size_differs"_s;
    }
    return {};
}

Finding findingAt(Problem problem, const core::Version &version, const QString &expected, const QString &found)
{
    return {problem, version.entry, version.path, version.id, version.createdAt, expected, found};
}

Finding findingAt(Problem problem, const core::Entry &entry, const QString &expected, const QString &found)
{
    return {problem, entry.id, entry.path, {}, {}, expected, found};
}

} // namespace audit
