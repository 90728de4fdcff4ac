// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "wire/jsonreader.h"

#include "wire/fieldnames.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <vector>

using namespace Qt::StringLiterals;

namespace wire {

namespace {

//! Builds our tree from nlohmann's events; answering false ends the parse.
class TreeBuilder final : public nlohmann::json_sax<nlohmann::json>
{
public:
    explicit TreeBuilder(const JsonLimits &limits) : m_limits(limits) { }

    [[nodiscard]] const QString &problem() const { return m_problem; }
    Json take() { return std::move(m_root); }

    bool null() override { return add({}); }
    bool boolean(bool value) override
    {
        Json json;
        json.type = Json::Type::Boolean;
        json.boolean = value;
        return add(std::move(json));
    }
    bool number_integer(number_integer_t value) override { return addInteger(value); }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (value > number_unsigned_t(std::numeric_limits<qint64>::max()))
            return addNumber(QByteArray::number(quint64(value)));
        return addInteger(qint64(value));
    }
    bool number_float(number_float_t, const string_t &digits) override
    {
        return addNumber(QByteArray(digits.data(), qsizetype(digits.size())));
    }
    bool string(string_t &value) override
    {
        Json json;
        json.type = Json::Type::String;
        json.text = QByteArray(value.data(), qsizetype(value.size()));
        return add(std::move(json));
    }
    bool binary(binary_t &) override { return fail(u"binary value"_s); }
    bool start_object(std::size_t) override { return open(Json::Type::Object); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::Type::Array); }
    bool end_array() override { return close(); }
    bool key(string_t &value) override
    {
        m_name = QByteArray(value.data(), qsizetype(value.size()));
        if (isLoadBearing(m_name) && m_open.back()->find(m_name))
            return fail(u"'%1' comes twice in one object"_s.arg(QString::fromLatin1(m_name)));
        return true;
    }
    bool parse_error(std::size_t position, const std::string &, const nlohmann::json::exception &error) override
    {
        // Number 406 is a number beyond a double; the library's words quote the input, so they are not passed on.
        return fail(error.id == 406 ? u"number out of range at byte %1"_s.arg(position)
                                    : u"not JSON at byte %1"_s.arg(position));
    }

private:
    bool fail(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem;
        return false;
    }

    bool add(Json value)
    {
        if (++m_count > m_limits.values)
            return fail(u"more than %1 values"_s.arg(m_limits.values));
        if (m_open.empty()) {
            m_root = std::move(value);
            return true;
        }
        value.name = std::exchange(m_name, {});
        m_open.back()->children.push_back(std::move(value));
        return true;
    }

    bool addInteger(qint64 value)
    {
        Json json;
        json.type = Json::Type::Integer;
        json.integer = value;
        return add(std::move(json));
    }

    bool addNumber(const QByteArray &digits)
    {
        Json json;
        json.type = Json::Type::Number;
        json.text = digits;
        return add(std::move(json));
    }

    bool open(Json::Type type)
    {
        if (int(m_open.size()) >= m_limits.depth)
            return fail(u"nested deeper than %1"_s.arg(m_limits.depth));
        Json json;
        json.type = type;
        if (!add(std::move(json)))
            return false;
        // Stays valid: a parent's list only grows after its last child was closed.
        m_open.push_back(m_open.empty() ? &m_root : &m_open.back()->children.back());
        return true;
    }

    bool close()
    {
        const Json &closed = *m_open.back();
        m_open.pop_back();
        return !m_limits.uniqueNames || closed.type != Json::Type::Object || hasUniqueNames(closed)
            || fail(u"a name comes twice in one object"_s);
    }

    static bool hasUniqueNames(const Json &object)
    {
        std::vector<QByteArrayView> names;
        names.reserve(object.children.size());
        for (const Json &child : object.children)
            names.push_back(child.name);
        std::sort(names.begin(), names.end());
        return std::adjacent_find(names.begin(), names.end()) == names.end();
    }

    const JsonLimits &m_limits;
    Json m_root;
    std::vector<Json *> m_open;
    QByteArray m_name;
    QString m_problem;
    int m_count = 0;
};

core::Error protocolError(const QString &detail)
{
    core::Error error;
    error.kind = core::ErrorKind::Protocol;
    error.detail = detail;
    return error;
}

} // namespace

core::Result<Json> readJson(QByteArrayView bytes, const JsonLimits &limits)
{
    if (bytes.isEmpty())
        return protocolError(u"$: empty reply"_s);
    if (bytes.size() > limits.bytes)
        return protocolError(u"$: longer than %1 bytes"_s.arg(limits.bytes));
    if (bytes.startsWith("\xEF\xBB\xBF")) // the library would skip it silently
        return protocolError(u"$: starts with a byte order mark"_s);
    TreeBuilder builder(limits);
    if (!nlohmann::json::sax_parse(bytes.begin(), bytes.end(), &builder))
        return protocolError(u"$: "_s + builder.problem());
    return builder.take();
}

} // namespace wire
