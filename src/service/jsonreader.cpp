// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/jsonreader.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace service {

namespace {

//! Builds a JsonValue from nlohmann's events; returning false ends the parse.
class Builder : public nlohmann::json_sax<nlohmann::json>
{
public:
    bool null() override { return add({JsonValue::Null}); }
    bool boolean(bool) override { return add({JsonValue::Boolean}); }
    bool number_integer(number_integer_t value) override { return add({.kind = JsonValue::Integer, .integer = value}); }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (value > number_unsigned_t(std::numeric_limits<qint64>::max()))
            return add({JsonValue::Number});
        return add({.kind = JsonValue::Integer, .integer = qint64(value)});
    }
    bool number_float(number_float_t, const string_t &) override { return add({JsonValue::Number}); }
    bool string(string_t &value) override
    {
        return add({.kind = JsonValue::String, .text = QByteArray(value.data(), qsizetype(value.size()))});
    }
    bool binary(binary_t &) override { return false; }
    bool start_object(size_t) override { return begin(JsonValue::Object); }
    bool end_object() override { return end(); }
    bool start_array(size_t) override { return begin(JsonValue::Array); }
    bool end_array() override { return end(); }
    bool key(string_t &name) override
    {
        m_open.back().key = QByteArray(name.data(), qsizetype(name.size()));
        return !m_open.back().value.members.contains(m_open.back().key);
    }
    bool parse_error(size_t, const std::string &, const nlohmann::detail::exception &) override { return false; }

    JsonValue result;

private:
    struct Level
    {
        JsonValue value;
        QByteArray key = {};
    };
    static constexpr size_t MaximalDepth = 32;

    bool begin(JsonValue::Kind kind)
    {
        m_open.push_back({.value = {kind}});
        return m_open.size() <= MaximalDepth;
    }

    bool end()
    {
        JsonValue value = std::move(m_open.back().value);
        m_open.pop_back();
        return add(std::move(value));
    }

    bool add(JsonValue value)
    {
        if (m_open.empty())
            result = std::move(value);
        else if (m_open.back().value.kind == JsonValue::Object)
            m_open.back().value.members.emplace(m_open.back().key, std::move(value));
        return true;
    }

    std::vector<Level> m_open;
};

} // namespace

std::optional<JsonObject> readJsonObject(QByteArrayView json)
{
    Builder builder;
    if (!nlohmann::json::sax_parse(json.begin(), json.end(), &builder) || builder.result.kind != JsonValue::Object)
        return std::nullopt;
    return std::move(builder.result.members);
}

} // namespace service
