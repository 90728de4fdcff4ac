// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "answers.h"

#include "wait.h"

#include <QRandomGenerator>
#include <QSet>

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace answers {

namespace {

qint64 sizeAfter(const core::Version &version)
{
    return version.action == core::Action::Deleted ? 0 : version.size.value_or(0);
}

bool matches(const Answers::Expected &record, const history::Filter &filter)
{
    const core::Version &v = record.version;
    if (!filter.actions.empty() && filter.actions.count(v.action) == 0)
        return false;
    if (filter.pathMatch == history::Filter::PathMatch::Prefix && !v.path.startsWith(filter.path))
        return false;
    if (filter.pathMatch == history::Filter::PathMatch::Glob && filter.path == u"notes/*.md"_s
        && !(v.path.startsWith(u"notes/"_s) && v.path.count(u'/') == 1 && v.path.endsWith(u".md"_s)))
        return false;
    if ((filter.from && v.createdAt < *filter.from) || (filter.to && !(v.createdAt < *filter.to)))
        return false;
    if (filter.redactedOnly && !v.redacted)
        return false;
    if (filter.minChange > 0 && (!record.change || std::llabs(*record.change) < filter.minChange))
        return false;
    return !filter.hashes || filter.hashes->contains(v.sha256);
}

QList<history::Filter> filters(const Answers &answers)
{
    const auto &all = answers.all();
    const core::Timestamp early = all.at(all.size() * 3 / 4).version.createdAt;
    const core::Timestamp late = all.at(all.size() / 4).version.createdAt;
    QList<history::Filter> list(12);
    list[1].actions = {core::Action::Created, core::Action::Deleted};
    list[2].path = u"notes/2026/"_s;
    list[3].path = u"notes/*.md"_s;
    list[3].pathMatch = history::Filter::PathMatch::Glob;
    list[4].from = early;
    list[4].to = late;
    list[5].redactedOnly = true;
    list[6].minChange = 300;
    list[7].hashes = QSet<QString>{all.first().version.sha256, all.at(all.size() / 2).version.sha256, all.at(all.size() / 3).version.sha256};
    list[7].hashes->remove(QString());
    list[8].hashes = QSet<QString>();
    list[9] = list[4]; // all at once
    list[9].actions = {core::Action::Updated};
    list[9].path = u"a"_s;
    list[9].minChange = 20;
    list[10] = list[5];
    list[10].path = u"用户/"_s;
    list[11].path = u"no such path"_s;
    return list;
}

QString checkFeed(history::Index &index, const core::StoreId &store, const Answers &answers, const history::Filter &filter, int step)
{
    const QList<Answers::Expected> expected = answers.matching(filter);
    for (const auto direction : {history::FeedQuery::Direction::Older, history::FeedQuery::Direction::Newer}) {
        const bool older = direction == history::FeedQuery::Direction::Older;
        QList<history::Record> found;
        history::FeedQuery query{store, filter, std::nullopt, direction, step};
        for (bool more = true; more;) {
            const auto block = wait(index.feed(query));
            if (!block)
                return u"a feed page failed: "_s + block.error().detail;
            more = block->more;
            if (more && block->records.size() != step)
                return u"a page is not full though there is more"_s;
            found = older ? found + block->records : block->records + found;
            if (!found.isEmpty())
                query.from = history::positionOf((older ? found.constLast() : found.constFirst()).version);
        }
        if (const QString wrong = difference(found, expected); !wrong.isEmpty())
            return (older ? u"feed downwards: "_s : u"feed upwards: "_s) + wrong;
    }
    const auto count = wait(index.count(store, filter));
    if (!count || count->count != expected.size() || !count->exact)
        return u"count"_s;
    if (expected.size() > 3) {
        const auto some = wait(index.count(store, filter, 3));
        if (!some || some->count != 3 || some->exact)
            return u"count with a bound"_s;
    }
    return {};
}

QString checkHistogram(history::Index &index, const core::StoreId &store, const Answers &answers, const history::Filter &filter)
{
    const core::Timestamp from = answers.all().constLast().version.createdAt;
    const core::Timestamp to = answers.all().constFirst().version.createdAt;
    const QList<core::Timestamp> edges = history::bucketEdges(from, to, history::BucketUnit::Day);
    QList<history::Bucket> expected(edges.size() - 1);
    for (const auto &record : answers.matching(filter)) {
        for (qsizetype i = 0; i + 1 < edges.size(); ++i) {
            if (record.version.createdAt >= edges[i] && record.version.createdAt < edges[i + 1])
                ++expected[i].writes[size_t(record.version.action)];
        }
    }
    const auto found = wait(index.histogram(store, filter, edges));
    return found && *found == expected ? QString() : u"histogram"_s;
}

QString checkEntries(history::Index &index, const core::StoreId &store, const Answers &answers)
{
    QList<core::EntryId> entries = answers.entries();
    while (entries.size() > 150) // enough of them
        entries.removeAt(entries.size() * 7 / 11);
    for (const core::EntryId &entry : std::as_const(entries)) {
        QList<history::Record> found;
        std::optional<history::Position> before;
        for (bool more = true; more;) {
            const auto block = wait(index.history(store, entry, before, 7));
            if (!block)
                return u"history failed: "_s + block.error().detail;
            found += block->records;
            more = block->more;
            if (more)
                before = history::positionOf(found.constLast().version);
        }
        if (const QString wrong = difference(found, answers.ofEntry(entry)); !wrong.isEmpty())
            return u"history of an entry: "_s + wrong;
    }
    return {};
}

QString checkMoment(history::Index &index, const core::StoreId &store, const Answers &answers, const core::Timestamp &moment)
{
    QSet<core::VersionId> expected;
    for (const core::EntryId &entry : answers.entries()) {
        const auto version = answers.standing(entry, moment);
        if (version && version->action != core::Action::Deleted)
            expected.insert(version->id);
    }
    const auto found = wait(index.stateAt(store, moment));
    if (!found || found->size() != expected.size())
        return u"number of entries at a moment"_s;
    for (const history::Record &record : *found) {
        if (!expected.contains(record.version.id))
            return u"state at a moment: "_s + record.version.id.value;
    }
    return {};
}

QString checkChanges(history::Index &index, const core::StoreId &store, const Answers &answers, const core::Timestamp &from,
                     const core::Timestamp &to)
{
    QHash<core::EntryId, int> versions;
    for (const auto &record : answers.all())
        versions[record.version.entry] += record.version.createdAt > from && record.version.createdAt <= to;
    versions.removeIf([](const auto &item) { return item.value() == 0; });
    const auto found = wait(index.changesBetween(store, from, to));
    if (!found || found->size() != versions.size())
        return u"number of entries changed"_s;
    for (const history::EntryChange &change : *found) {
        const auto before = answers.standing(change.entry, from);
        const auto after = answers.standing(change.entry, to);
        const bool hadBefore = before && before->action != core::Action::Deleted;
        const bool hasAfter = after && after->action != core::Action::Deleted;
        if (change.versions != versions.value(change.entry) || change.before.has_value() != hadBefore
            || change.after.has_value() != hasAfter || !change.beforeKnown || change.path != after->path
            || (hadBefore && change.before->version.id != before->id) || (hasAfter && change.after->version.id != after->id))
            return u"changes between two moments: "_s + change.path;
    }
    return {};
}

QString checkDeletedAndTwins(history::Index &index, const core::StoreId &store, const Answers &answers)
{
    QSet<core::VersionId> gone;
    for (const core::EntryId &entry : answers.entries()) {
        const core::Version last = answers.ofEntry(entry).constFirst().version;
        if (last.action == core::Action::Deleted)
            gone.insert(last.id);
    }
    const auto deleted = wait(index.deletedEntries(store));
    if (!deleted || deleted->size() != gone.size()
        || !std::all_of(deleted->cbegin(), deleted->cend(), [&](const history::Record &r) { return gone.contains(r.version.id); }))
        return u"deleted entries"_s;
    for (qsizetype i = 0; i < answers.all().size(); i += 1 + answers.all().size() / 40) {
        const QString hash = answers.all().at(i).version.sha256;
        if (hash.isEmpty())
            continue;
        history::Filter same;
        same.hashes = QSet<QString>{hash};
        const auto twins = wait(index.twins(hash));
        if (!twins || !difference(twins->records, answers.matching(same)).isEmpty())
            return u"twins of "_s + hash;
    }
    return {};
}

QString checkPlaces(history::Index &index, const core::StoreId &store, const Answers &answers, const history::Filter &filter)
{
    for (qsizetype i = 0; i < answers.all().size(); i += 1 + answers.all().size() / 20) {
        const core::Version &version = answers.all().at(i).version;
        const auto record = wait(index.find(store, version.id));
        if (!record || !*record || !difference({**record}, {answers.all().at(i)}).isEmpty())
            return u"find "_s + version.id.value;
        const auto found = wait(index.around(store, filter, history::positionOf(version), 5, 4));
        QList<Answers::Expected> expected;
        QList<Answers::Expected> older;
        for (const auto &other : answers.matching(filter)) {
            const bool newer = history::positionOf(version) < history::positionOf(other.version);
            (newer ? expected : older).append(other);
        }
        const bool moreNewer = expected.size() > 5;
        expected = expected.mid(std::max<qsizetype>(0, expected.size() - 5)) + older.mid(0, 4);
        if (!found || !difference(found->records, expected).isEmpty() || found->moreNewer != moreNewer || found->moreOlder != (older.size() > 4))
            return u"around "_s + version.id.value;
    }
    return {};
}

} // namespace

Answers::Answers(const QList<core::Version> &versions)
{
    QHash<core::EntryId, qint64> sizes;
    for (auto version = versions.crbegin(); version != versions.crend(); ++version) {
        Expected record{*version, std::nullopt};
        if (sizes.contains(version->entry))
            record.change = sizeAfter(*version) - sizes.value(version->entry);
        else if (version->action == core::Action::Created)
            record.change = sizeAfter(*version);
        sizes.insert(version->entry, sizeAfter(*version));
        m_all.prepend(record);
    }
}

QList<Answers::Expected> Answers::matching(const history::Filter &filter) const
{
    QList<Expected> found;
    std::copy_if(m_all.cbegin(), m_all.cend(), std::back_inserter(found), [&](const Expected &e) { return matches(e, filter); });
    return found;
}

QList<Answers::Expected> Answers::ofEntry(const core::EntryId &entry) const
{
    QList<Expected> found;
    std::copy_if(m_all.cbegin(), m_all.cend(), std::back_inserter(found), [&](const Expected &e) { return e.version.entry == entry; });
    return found;
}

QList<core::EntryId> Answers::entries() const
{
    QList<core::EntryId> list;
    QSet<core::EntryId> seen;
    for (const Expected &record : m_all) {
        if (!seen.contains(record.version.entry))
            list.append(record.version.entry);
        seen.insert(record.version.entry);
    }
    return list;
}

std::optional<core::Version> Answers::standing(const core::EntryId &entry, const core::Timestamp &moment) const
{
    for (const Expected &record : m_all) {
        if (record.version.entry == entry && record.version.createdAt <= moment)
            return record.version;
    }
    return std::nullopt;
}

QString difference(const QList<history::Record> &found, const QList<Answers::Expected> &expected)
{
    for (qsizetype i = 0; i < std::min(found.size(), expected.size()); ++i) {
        if (found[i].version != expected[i].version)
            return u"record %1 is %2 instead of %3"_s.arg(i).arg(found[i].version.id.value, expected[i].version.id.value);
        if (found[i].change != expected[i].change)
            return u"record %1 changes %2 bytes instead of %3"_s.arg(i).arg(found[i].change.value_or(-1)).arg(expected[i].change.value_or(-1));
    }
    return found.size() == expected.size() ? QString() : u"%1 records instead of %2"_s.arg(found.size()).arg(expected.size());
}

QString checkAll(history::Index &index, const core::StoreId &store, const QList<core::Version> &versions)
{
    const Answers answers(versions);
    const int step = std::max<int>(7, int(versions.size()) / 20);
    for (const history::Filter &filter : filters(answers)) {
        for (const QString &wrong : {checkFeed(index, store, answers, filter, step), checkHistogram(index, store, answers, filter)}) {
            if (!wrong.isEmpty())
                return wrong;
        }
    }
    history::Filter some;
    some.actions = {core::Action::Updated};
    const core::Timestamp early = versions.at(versions.size() * 2 / 3).createdAt;
    const core::Timestamp late = versions.at(versions.size() / 9).createdAt;
    for (const QString &wrong : {checkEntries(index, store, answers), checkMoment(index, store, answers, early),
                                 checkMoment(index, store, answers, late), checkChanges(index, store, answers, early, late),
                                 checkDeletedAndTwins(index, store, answers), checkPlaces(index, store, answers, {}),
                                 checkPlaces(index, store, answers, some)}) {
        if (!wrong.isEmpty())
            return wrong;
    }
    return {};
}

} // namespace answers
