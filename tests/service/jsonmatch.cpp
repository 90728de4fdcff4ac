// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "jsonmatch.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

QString patternOf(const QString &kind)
{
    if (kind == u"memstore" || kind == u"mem" || kind == u"memver")
        return kind + u"_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}"_s;
    if (kind == u"time")
        return uR"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)"_s;
    if (kind == u"millis")
        return uR"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)"_s;
    if (kind == u"uuid")
        return u"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"_s;
    if (kind == u"any")
        return u".*"_s;
    return {};
}

QString differenceOfObjects(const QJsonObject &actual, const QJsonObject &expected, Captures &captures, const QString &at)
{
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        if (!actual.contains(it.key()))
            return u"%1.%2 is missing"_s.arg(at, it.key());
        const QString found = difference(actual.value(it.key()), it.value(), captures, at + u'.' + it.key());
        if (!found.isEmpty())
            return found;
    }
    for (auto it = actual.begin(); it != actual.end(); ++it) {
        if (!expected.contains(it.key()))
            return u"%1.%2 is not expected"_s.arg(at, it.key());
    }
    return {};
}

QString differenceOfArrays(const QJsonArray &actual, const QJsonArray &expected, Captures &captures, const QString &at)
{
    if (actual.size() != expected.size())
        return u"%1 has %2 items, expected %3"_s.arg(at).arg(actual.size()).arg(expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const QString found = difference(actual.at(i), expected.at(i), captures, u"%1[%2]"_s.arg(at).arg(i));
        if (!found.isEmpty())
            return found;
    }
    return {};
}

} // namespace

QString difference(const QString &actual, const QString &expected, Captures &captures, const QString &at)
{
    static const QRegularExpression placeholder(u"^<(\\w+)(?::(\\w+))?>$"_s);
    const auto match = placeholder.match(expected);
    const QString pattern = match.hasMatch() ? patternOf(match.captured(1)) : QString();
    if (pattern.isEmpty()) {
        // <name> alone stands for what was captured under it.
        const QString wanted = match.hasMatch() && captures.contains(match.captured(1)) ? captures.value(match.captured(1)) : expected;
        return actual == wanted ? QString() : u"%1 is \"%2\", expected \"%3\""_s.arg(at, actual.left(200), wanted.left(200));
    }
    const QRegularExpression whole(QRegularExpression::anchoredPattern(pattern), QRegularExpression::DotMatchesEverythingOption);
    if (!whole.match(actual).hasMatch())
        return u"%1 is \"%2\", which is no %3"_s.arg(at, actual, match.captured(1));
    const QString name = match.captured(2);
    if (name.isEmpty())
        return {};
    if (!captures.contains(name))
        captures.insert(name, actual);
    return captures.value(name) == actual ? QString() : u"%1 is \"%2\", but %3 was \"%4\""_s.arg(at, actual, name, captures.value(name));
}

QString difference(const QJsonValue &actual, const QJsonValue &expected, Captures &captures, const QString &at)
{
    if (actual.type() != expected.type())
        return u"%1 has the wrong type"_s.arg(at);
    if (expected.isObject())
        return differenceOfObjects(actual.toObject(), expected.toObject(), captures, at);
    if (expected.isArray())
        return differenceOfArrays(actual.toArray(), expected.toArray(), captures, at);
    if (expected.isString())
        return difference(actual.toString(), expected.toString(), captures, at);
    if (actual != expected)
        return u"%1 is %2, expected %3"_s.arg(at, actual.toVariant().toString(), expected.toVariant().toString());
    return {};
}

QString shapeDifference(const QJsonValue &actual, const QJsonValue &expected, const QString &at)
{
    if (actual.type() != expected.type())
        return u"%1 has the wrong type"_s.arg(at);
    if (expected.isArray())
        return expected.toArray().isEmpty() ? QString() : shapeDifference(actual.toArray().at(0), expected.toArray().at(0), at + u"[0]"_s);
    if (!expected.isObject())
        return {};
    const QJsonObject wanted = expected.toObject();
    if (actual.toObject().keys() != wanted.keys())
        return u"%1 has the members %2, expected %3"_s.arg(at, actual.toObject().keys().join(u' '), wanted.keys().join(u' '));
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const QString found = shapeDifference(actual.toObject().value(it.key()), it.value(), at + u'.' + it.key());
        if (!found.isEmpty())
            return found;
    }
    return {};
}
