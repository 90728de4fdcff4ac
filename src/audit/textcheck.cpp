// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/textcheck.h"

#include "core/utf8.h"

namespace audit {

namespace {

//! Where the two readings of a record tell different things, in one text each; empty where they agree. What one of them
//! leaves out is no difference.
struct Difference
{
    QString expected;
    QString found;

    void compare(const QString &listed, const QString &read)
    {
        if (expected.isEmpty() && found.isEmpty() && listed != read) {
            expected = listed;
            found = read;
        }
    }
    [[nodiscard]] bool isEmpty() const { return expected.isEmpty() && found.isEmpty(); }
};

Difference differenceOf(const core::Version &listed, const core::Version &read)
{
    Difference difference;
    difference.compare(listed.id.value, read.id.value);
    difference.compare(listed.entry.value, read.entry.value);
    difference.compare(listed.path, read.path);
    difference.compare(listed.actionWord, read.actionWord);
    if (listed.createdAt != read.createdAt)
        difference.compare(listed.createdAt.text(), read.createdAt.text());
    // Some services take hash and size away with the text.
    if (!listed.redacted && !read.redacted) {
        if (!listed.sha256.isEmpty() && !read.sha256.isEmpty())
            difference.compare(listed.sha256, read.sha256);
        if (listed.size && read.size)
            difference.compare(QString::number(*listed.size), QString::number(*read.size));
    }
    return difference;
}

template<typename T>
TextOutcome compareText(const T &said, const QString &sha256, const std::optional<qint64> &size, const QByteArray &text,
                        QList<Finding> &findings)
{
    const QString hash = core::sha256Hex(text);
    bool fits = true;
    if (!sha256.isEmpty() && sha256.compare(hash, Qt::CaseInsensitive) != 0) {
        findings.append(findingAt(Problem::HashDiffers, said, sha256, hash));
        fits = false;
    }
    if (size && *size != text.size()) {
        findings.append(findingAt(Problem::SizeDiffers, said, QString::number(*size), QString::number(text.size())));
        fits = false;
    }
    return !fits ? TextOutcome::Mismatch : sha256.isEmpty() ? TextOutcome::WithoutHash : TextOutcome::Ok;
}

} // namespace

TextCheck checkText(const core::Version &listed, const core::Version &read)
{
    TextCheck check;
    if (const Difference difference = differenceOf(listed, read); !difference.isEmpty())
        check.findings.append(findingAt(Problem::RecordDiffers, listed, difference.expected, difference.found));
    const bool redacted = listed.redacted || read.redacted;
    if (redacted && read.content) {
        check.findings.append(findingAt(Problem::TextOfRedacted, listed));
        check.outcome = TextOutcome::Mismatch;
    } else if (redacted) {
        check.outcome = TextOutcome::Redacted;
    } else if (listed.action == core::Action::Deleted) {
        check.outcome = TextOutcome::Deleted;
    } else if (!read.content) {
        check.findings.append(findingAt(Problem::TextMissing, listed, listed.sha256));
        check.outcome = TextOutcome::Mismatch;
    } else {
        check.outcome = compareText(listed, listed.sha256.isEmpty() ? read.sha256 : listed.sha256,
                                    listed.size ? listed.size : read.size, *read.content, check.findings);
    }
    return check;
}

TextCheck checkText(const core::Entry &read)
{
    TextCheck check;
    if (read.content) {
        check.outcome = compareText(read, read.sha256, read.size, *read.content, check.findings);
    } else {
        check.findings.append(findingAt(Problem::TextMissing, read, read.sha256));
        check.outcome = TextOutcome::Mismatch;
    }
    return check;
}

} // namespace audit
