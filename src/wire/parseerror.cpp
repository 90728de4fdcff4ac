// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "wire/jsonreader.h"
#include "wire/objectreader.h"
#include "wire/parse.h"

using namespace Qt::StringLiterals;

namespace wire {

namespace {

//! Nothing shown to a person is longer.
QString bounded(const std::optional<QString> &text)
{
    return text.value_or(QString()).left(4096);
}

} // namespace

core::Result<Parsed<core::Done>> parseTombstone(QByteArrayView body, const QString &id)
{
    if (body.trimmed().isEmpty())
        return Parsed<core::Done>{};
    const auto json = readJson(body);
    if (!json)
        return json.error();
    Problems problems;
    ObjectReader reader(*json, u"$"_s, problems);
    if (reader.requiredText(names::id) != id)
        reader.fail(names::id, u"not the one that was deleted"_s);
    if (problems.any())
        return problems.toError();
    return Parsed<core::Done>{};
}

ErrorBody parseErrorBody(QByteArrayView body)
{
    ErrorBody result;
    const auto json = readJson(body);
    if (!json || json->type != Json::Type::Object)
        return result;
    Problems ignored;
    ObjectReader outer(*json, u"$"_s, ignored);
    result.requestId = bounded(outer.optionalText(names::requestId));
    const Json *inner = outer.find(names::error);
    const bool nested = inner && inner->type == Json::Type::Object;
    ObjectReader reader(nested ? *inner : *json, u"$"_s, ignored);
    result.message = bounded(reader.optionalText(names::message));
    result.param = bounded(reader.optionalText(names::param));
    result.code = bounded(reader.optionalText(names::code));
    // In the flat form the outer `type` says nothing but "error".
    result.type = nested ? bounded(reader.optionalText(names::type)) : QString();
    if (result.type.isEmpty())
        result.type = result.code;
    if (result.requestId.isEmpty())
        result.requestId = bounded(reader.optionalText(names::requestId));
    if (result.message.isEmpty() && inner && inner->type == Json::Type::String)
        result.message = bounded(toText(*inner));
    return result;
}

} // namespace wire
