// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "wire/objectreader.h"

#include "core/utf8.h"

using namespace Qt::StringLiterals;

namespace wire {

core::Error Problems::toError() const
{
    core::Error error;
    error.kind = core::ErrorKind::Protocol;
    error.detail = m_first;
    return error;
}

QString toText(const Json &value)
{
    return core::decodeUtf8(value.text).value_or(QString());
}

ObjectReader::ObjectReader(const Json &object, QString path, Problems &problems)
    : m_object(object)
    , m_path(std::move(path))
    , m_problems(problems)
{
    if (!isObject())
        m_problems.add(m_path + u": expected object"_s);
}

const Json *ObjectReader::find(const Spellings &field)
{
    const Json *found = nullptr;
    for (const QByteArrayView name : {field.first, field.second}) {
        if (name.isEmpty())
            continue;
        m_known.insert(name);
        const Json *member = found ? nullptr : m_object.find(name);
        if (member && !member->isNull())
            found = member;
    }
    return found;
}

QString ObjectReader::pathOf(const Spellings &field) const
{
    const bool second = !field.second.isEmpty() && !m_object.find(field.first) && m_object.find(field.second);
    return m_path + u'.' + QString::fromLatin1(second ? field.second : field.first);
}

void ObjectReader::fail(const Spellings &field, const QString &expectation)
{
    m_problems.add(pathOf(field) + u": "_s + expectation);
}

QString ObjectReader::requiredText(const Spellings &field)
{
    const Json *value = find(field);
    if (!value || value->type != Json::Type::String) {
        fail(field, value ? u"expected string"_s : u"missing"_s);
        return {};
    }
    return toText(*value);
}

std::optional<QString> ObjectReader::optionalText(const Spellings &field)
{
    const Json *value = find(field);
    if (!value || value->type != Json::Type::String)
        return std::nullopt;
    return toText(*value);
}

std::optional<qint64> ObjectReader::optionalInteger(const Spellings &field, qint64 least)
{
    const Json *value = find(field);
    if (!value || value->type != Json::Type::Integer || value->integer < least)
        return std::nullopt;
    return value->integer;
}

core::Timestamp ObjectReader::requiredTime(const Spellings &field)
{
    return core::Timestamp::parse(requiredText(field)).value_or(core::Timestamp());
}

std::optional<core::Timestamp> ObjectReader::optionalTime(const Spellings &field)
{
    const auto text = optionalText(field);
    return text ? core::Timestamp::parse(*text) : std::nullopt;
}

core::Metadata ObjectReader::metadata(const Spellings &field)
{
    core::Metadata result;
    const Json *value = find(field);
    if (!value || value->type != Json::Type::Object)
        return result;
    for (const Json &member : value->children) {
        const QString key = core::decodeUtf8(member.name).value_or(QString());
        // Metadata is text to text; what a service puts there besides is shown as it is.
        result.insert(key, member.type == Json::Type::String ? toText(member) : toCompactText(member));
    }
    return result;
}

QString ObjectReader::hash(const Spellings &field)
{
    return optionalText(field).value_or(QString()).toLower();
}

QList<core::RawField> ObjectReader::unknownFields() const
{
    QList<core::RawField> result;
    for (const Json &member : m_object.children) {
        if (!m_known.contains(member.name))
            result.append({core::decodeUtf8(member.name).value_or(QString()), toCompactText(member)});
    }
    return result;
}

} // namespace wire
