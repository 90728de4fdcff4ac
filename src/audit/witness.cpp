// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/witness.h"

#include "core/utf8.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace audit {

namespace {

QString wordOf(const core::Version &version)
{
    switch (version.action) {
    case core::Action::Created: return u"created"_s;
    case core::Action::Updated: return u"updated"_s;
    case core::Action::Deleted: return u"deleted"_s;
    case core::Action::Other: break;
    }
    return version.actionWord;
}

constexpr qsizetype longestWord = 100;
constexpr qsizetype longestPath = 8'000; // beyond what any service takes; a line of the ledger has a bound

//! Bounded, and still another one for another text.
QString bounded(const QString &text, qsizetype limit)
{
    if (text.size() <= limit)
        return text;
    return text.left(limit) + u"… sha256:"_s + core::sha256Hex(text.toUtf8());
}

} // namespace

Witnessed Witnessed::of(const core::Version &version)
{
    Witnessed record;
    record.store = version.store;
    record.version = {bounded(version.id.value, longestWord * 5)};
    record.entry = {bounded(version.entry.value, longestWord * 5)};
    record.path = bounded(version.path, longestPath);
    record.action = bounded(wordOf(version), longestWord);
    record.size = version.size;
    record.sha256 = bounded(version.sha256, longestWord);
    record.createdAt = version.createdAt;
    record.redacted = version.redacted;
    if (version.redacted)
        record.redactedAt = version.redactedAt.value_or(core::Timestamp());
    return record;
}

Contradictions contradictions(const Witnessed &before, const Witnessed &after)
{
    Contradictions found;
    const auto differ = [](const QString &a, const QString &b) { return !a.isEmpty() && !b.isEmpty() && a != b; };
    const bool redacts = after.redacted && !before.redacted;
    found.setFlag(Contradiction::Hash, differ(before.sha256, after.sha256));
    // A redaction may take the size along; some services tell 0 then.
    found.setFlag(Contradiction::Size, before.size && after.size && *before.size != *after.size && !(redacts && *after.size == 0));
    found.setFlag(Contradiction::Time, !before.createdAt.isNull() && !after.createdAt.isNull() && before.createdAt != after.createdAt);
    found.setFlag(Contradiction::Path, differ(before.path, after.path));
    found.setFlag(Contradiction::Entry, differ(before.entry.value, after.entry.value));
    found.setFlag(Contradiction::Action, differ(before.action, after.action));
    return found;
}

Witnessed merged(const Witnessed &before, Witnessed after)
{
    const auto fill = [](QString &now, const QString &then) {
        if (now.isEmpty())
            now = then;
    };
    fill(after.sha256, before.sha256);
    fill(after.path, before.path);
    fill(after.entry.value, before.entry.value);
    fill(after.action, before.action);
    if (!after.size)
        after.size = before.size;
    if (after.createdAt.isNull())
        after.createdAt = before.createdAt;
    after.redacted = after.redacted || before.redacted;
    if (before.redacted && after.redactedAt.value_or(core::Timestamp()).isNull())
        after.redactedAt = before.redactedAt;
    return after;
}

QByteArray fingerprint(const Witnessed &record)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QByteArray &part) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    };
    for (const QString *text : {&record.store.value, &record.version.value, &record.entry.value, &record.path, &record.action, &record.sha256})
        add(text->toUtf8());
    add(record.size ? QByteArray::number(*record.size) : QByteArray("-"));
    add(QByteArray::number(record.createdAt.microseconds()));
    add(record.redacted ? QByteArray::number(record.redactedAt.value_or(core::Timestamp()).microseconds()) : QByteArray("-"));
    return hash.result().left(16);
}

} // namespace audit
