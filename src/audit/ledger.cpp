// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/ledger.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace audit {

namespace {

using Kind = LedgerLine::Kind;

const std::array<std::pair<Kind, QLatin1String>, 8> kindWords{{
    {Kind::Opened, "opened"_L1},
    {Kind::Seen, "seen"_L1},
    {Kind::Changed, "changed"_L1},
    {Kind::Missing, "missing"_L1},
    {Kind::Returned, "returned"_L1},
    {Kind::Text, "text"_L1},
    {Kind::Day, "day"_L1},
    {Kind::Broken, "broken"_L1},
}};

bool hasRecord(Kind kind)
{
    return kind == Kind::Seen || kind == Kind::Changed || kind == Kind::Missing || kind == Kind::Returned || kind == Kind::Text;
}

QString momentText(const core::Timestamp &moment)
{
    return moment.isNull() ? QString() : core::Timestamp::fromMicroseconds(moment.microseconds()).text();
}

core::Timestamp momentOf(const QJsonValue &value)
{
    return core::Timestamp::parse(value.toString()).value_or(core::Timestamp());
}

QJsonObject toJson(const Witnessed &record)
{
    QJsonObject json{{u"version"_s, record.version.value}, {u"store"_s, record.store.value}, {u"entry"_s, record.entry.value},
                     {u"path"_s, record.path}, {u"action"_s, record.action}};
    if (record.size)
        json.insert(u"size"_s, *record.size);
    if (!record.sha256.isEmpty())
        json.insert(u"sha256"_s, record.sha256);
    if (!record.createdAt.isNull())
        json.insert(u"created_at"_s, momentText(record.createdAt));
    if (record.redacted)
        json.insert(u"redacted_at"_s, momentText(record.redactedAt.value_or(core::Timestamp())));
    return json;
}

Witnessed recordOf(const QJsonObject &json)
{
    Witnessed record;
    record.store = {json.value(u"store"_s).toString()};
    record.version = {json.value(u"version"_s).toString()};
    record.entry = {json.value(u"entry"_s).toString()};
    record.path = json.value(u"path"_s).toString();
    record.action = json.value(u"action"_s).toString();
    if (const QJsonValue size = json.value(u"size"_s); size.isDouble())
        record.size = size.toInteger();
    record.sha256 = json.value(u"sha256"_s).toString();
    record.createdAt = momentOf(json.value(u"created_at"_s));
    record.redacted = json.contains(u"redacted_at"_s);
    if (record.redacted)
        record.redactedAt = momentOf(json.value(u"redacted_at"_s));
    return record;
}

bool isHash(const QByteArray &text)
{
    return text.size() == ledgerHashLength && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    });
}

} // namespace

QByteArray firstLedgerHash()
{
    return QByteArray(ledgerHashLength, '0');
}

QByteArray ledgerHash(const QByteArray &before, const QByteArray &json)
{
    return QCryptographicHash::hash(before + ' ' + json, QCryptographicHash::Sha256).toHex();
}

QByteArray ledgerJson(const LedgerLine &line)
{
    QJsonObject json;
    if (hasRecord(line.kind))
        json = toJson(line.record);
    for (const auto &[kind, word] : kindWords) {
        if (kind == line.kind)
            json.insert(u"kind"_s, word);
    }
    if (!line.at.isNull())
        json.insert(u"at"_s, momentText(line.at));
    switch (line.kind) {
    case Kind::Opened:
        json.insert(u"format"_s, ledgerFormat);
        json.insert(u"connection"_s, line.connection);
        break;
    case Kind::Changed:
        json.insert(u"before"_s, toJson(line.before.value_or(Witnessed())));
        break;
    case Kind::Text:
        json.insert(u"text_sha256"_s, line.textHash);
        break;
    case Kind::Day:
        json.insert(u"day"_s, line.day.toString(Qt::ISODate));
        json.insert(u"lines"_s, line.lines);
        json.insert(u"digest"_s, QString::fromLatin1(line.digest));
        break;
    case Kind::Broken:
        json.insert(u"words"_s, line.words);
        json.insert(u"lines"_s, line.lines);
        json.insert(u"bytes"_s, line.bytes);
        break;
    default: break;
    }
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::optional<LedgerLine> parseLedgerJson(const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    const QJsonObject json = document.object();
    const QString word = json.value(u"kind"_s).toString();
    if (word.isEmpty())
        return std::nullopt;
    LedgerLine line;
    for (const auto &[kind, known] : kindWords) {
        if (word == known)
            line.kind = kind;
    }
    line.at = momentOf(json.value(u"at"_s));
    if (hasRecord(line.kind))
        line.record = recordOf(json);
    if (line.kind == Kind::Opened)
        line.connection = json.value(u"connection"_s).toString();
    if (line.kind == Kind::Changed)
        line.before = recordOf(json.value(u"before"_s).toObject());
    line.textHash = json.value(u"text_sha256"_s).toString();
    line.day = QDate::fromString(json.value(u"day"_s).toString(), Qt::ISODate);
    line.lines = json.value(u"lines"_s).toInteger();
    line.digest = json.value(u"digest"_s).toString().toLatin1();
    line.words = json.value(u"words"_s).toString();
    line.bytes = json.value(u"bytes"_s).toInteger();
    return line;
}

QByteArray LedgerHead::toText() const
{
    return hash + ' ' + QByteArray::number(lines) + ' ' + QByteArray::number(bytes) + ' '
        + (day.isValid() ? day.toString(Qt::ISODate).toLatin1() : QByteArray("-")) + '\n';
}

std::optional<LedgerHead> LedgerHead::fromText(const QByteArray &text)
{
    const QList<QByteArray> parts = text.simplified().split(' ');
    bool lines = false;
    bool bytes = false;
    if (parts.size() != 4 || !isHash(parts[0]))
        return std::nullopt;
    const LedgerHead head{parts[2].toLongLong(&bytes), parts[1].toLongLong(&lines), parts[0],
                          QDate::fromString(QString::fromLatin1(parts[3]), Qt::ISODate)};
    return lines && bytes && head.bytes >= 0 && head.lines >= 0 ? std::optional(head) : std::nullopt;
}

} // namespace audit
