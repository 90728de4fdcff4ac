// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/scanrules.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <iterator>

using namespace Qt::StringLiterals;

namespace audit {

namespace {

constexpr qsizetype mostBytes = 1'048'576;
constexpr qsizetype mostRules = 500;
constexpr qsizetype longestPattern = 2000;

core::Error invalid(const QString &detail)
{
    core::Error error;
    error.kind = core::ErrorKind::Invalid;
    error.delivery = core::Delivery::NotSent;
    error.detail = detail;
    return error;
}

template<typename T>
std::optional<T> named(const QString &name, std::initializer_list<std::pair<const char16_t *, T>> names)
{
    for (const auto &[word, value] : names) {
        if (name == QStringView(word))
            return value;
    }
    return std::nullopt;
}

QStringList texts(const QJsonValue &array)
{
    QStringList all;
    for (const QJsonValue &value : array.toArray())
        all.append(value.toString());
    return all;
}

core::Result<ScanRule> readRule(const QJsonObject &object)
{
    ScanRule rule;
    rule.id = object.value("id"_L1).toString();
    rule.reason = object.value("reason"_L1).toString();
    if (rule.id.isEmpty() || rule.reason.isEmpty() || rule.id.size() > 100 || rule.reason.size() > 300)
        return invalid(u"a rule without an id or a reason, or with a very long one"_s);
    const auto kind = named<ScanKind>(object.value("kind"_L1).toString(), {{u"secret", ScanKind::Secret},
                                                                          {u"personal", ScanKind::Personal},
                                                                          {u"instruction", ScanKind::Instruction},
                                                                          {u"hidden", ScanKind::Hidden},
                                                                          {u"blob", ScanKind::Blob}});
    const auto check = named<ScanCheck>(object.value("check"_L1).toString(), {{u"", ScanCheck::None},
                                                                             {u"luhn", ScanCheck::Luhn},
                                                                             {u"phone", ScanCheck::Phone},
                                                                             {u"secret", ScanCheck::Secret},
                                                                             {u"mixed", ScanCheck::Mixed}});
    if (!kind || !check)
        return invalid(rule.id + u": an unknown kind or check"_s);
    rule.kind = *kind;
    rule.check = *check;
    for (const QString &text : texts(object.value("patterns"_L1))) {
        QString problem = u"it is too long"_s;
        const auto pattern = text.size() > longestPattern ? std::nullopt : Pattern::compile(text, &problem);
        if (!pattern)
            return invalid(rule.id + u": "_s + problem);
        rule.patterns.append(*pattern);
    }
    if (rule.patterns.isEmpty())
        return invalid(rule.id + u": no pattern"_s);
    rule.match = texts(object.value("match"_L1));
    rule.noMatch = texts(object.value("no_match"_L1));
    return rule;
}

} // namespace

core::Result<QList<ScanRule>> readScanRules(const QByteArray &json)
{
    if (json.size() > mostBytes)
        return invalid(u"the file is too large"_s);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject())
        return invalid(u"no JSON object: %1 at byte %2"_s.arg(problem.errorString()).arg(problem.offset));
    if (document.object().value("format"_L1).toInt() != 1)
        return invalid(u"\"format\" is not 1"_s);
    const QJsonArray array = document.object().value("rules"_L1).toArray();
    if (array.size() > mostRules)
        return invalid(u"too many rules"_s);
    QList<ScanRule> rules;
    for (const QJsonValue &value : array) {
        auto rule = readRule(value.toObject());
        if (!rule)
            return rule.error();
        rules.append(std::move(rule.value()));
    }
    return rules;
}

QByteArray exampleText(const QString &example)
{
    return example.toUtf8().replace('~', "");
}

} // namespace audit
