// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "wire/parse.h"

#include <QTest>

#include <array>

using namespace Qt::StringLiterals;

//! Promise E6 in full: every field of stores, entries and versions with each of nine values. A wrong type is an error
//! that names the field where the field is needed, else "unknown"; never a zero, never "not redacted", never "active".
class TestWrongTypes : public QObject
{
    Q_OBJECT
private slots:
    void fields_data();
    void fields();
};

namespace {

//! "" leaves the field out.
constexpr std::array values{R"("12")", "1.5", "-1", "1e30", "9007199254740993", "true", "null", "{}", ""};

using Expected = std::array<const char *, values.size()>; //!< what is known then: "!" an error, "-" nothing

// In the order of the values:      "12"       1.5    -1     1e30   2^53+1              true   null   {}     missing
constexpr Expected id{              "!",       "!",   "!",   "!",   "!",                "!",   "!",   "!",   "!"};
constexpr Expected owner{           "!",       "!",   "!",   "!",   "!",                "!",   "asked", "!", "asked"};
constexpr Expected needed{          "12",      "!",   "!",   "!",   "!",                "!",   "!",   "!",   "!"};
constexpr Expected text{            "12",      "-",   "-",   "-",   "-",                "-",   "-",   "-",   "-"};
constexpr Expected content{         "12",      "!",   "!",   "!",   "!",                "!",   "-",   "!",   "-"};
constexpr Expected number{          "-",       "-",   "-",   "-",   "9007199254740993", "-",   "-",   "-",   "-"};
constexpr Expected map{             "-",       "-",   "-",   "-",   "-",                "-",   "-",   "-",   "-"};
constexpr Expected neededTime{      "-",       "!",   "!",   "!",   "!",                "!",   "!",   "!",   "!"};
constexpr Expected time{            "-",       "-",   "-",   "-",   "-",                "-",   "-",   "-",   "-"};
constexpr Expected inDoubt{         "yes",     "yes", "yes", "yes", "yes",              "yes", "no",  "yes", "no"};

struct Row
{
    const char *object;
    const char *field;
    Expected expected;
};

const Row rows[] = {
    {"store", "id", id}, {"store", "name", needed}, {"store", "description", text}, {"store", "status", text},
    {"store", "entry_count", number}, {"store", "total_size", number}, {"store", "metadata", map},
    {"store", "archived_at", inDoubt}, {"store", "created_at", neededTime}, {"store", "updated_at", time},
    {"entry", "id", id}, {"entry", "store_id", owner}, {"entry", "path", needed}, {"entry", "content", content},
    {"entry", "size", number}, {"entry", "content_sha256", text}, {"entry", "version", number}, {"entry", "metadata", map},
    {"entry", "created_at", neededTime}, {"entry", "updated_at", time},
    {"version", "id", id}, {"version", "store_id", owner}, {"version", "entry_id", id}, {"version", "entry_path", needed},
    {"version", "action", text}, {"version", "content", content}, {"version", "size", number},
    {"version", "content_sha256", text}, {"version", "redacted", inDoubt}, {"version", "redacted_at", inDoubt},
    {"version", "created_at", neededTime},
};

//! All fields with their usual values, but `field` with `value`.
QByteArray object(const QByteArray &kind, const QByteArray &field, const QByteArray &value)
{
    QList<std::pair<QByteArray, QByteArray>> members;
    if (kind == "store")
        members = {{"id", R"("memstore_1")"}, {"name", R"("n")"}, {"status", R"("active")"}, {"entry_count", "3"},
                   {"total_size", "9"}, {"archived_at", "null"}};
    else if (kind == "entry")
        members = {{"id", R"("mem_1")"}, {"store_id", R"("memstore_1")"}, {"path", R"("a")"}, {"content", R"("x")"},
                   {"size", "1"}, {"content_sha256", R"("ab")"}, {"version", "2"}};
    else
        members = {{"id", R"("memver_1")"}, {"store_id", R"("memstore_1")"}, {"entry_id", R"("mem_1")"},
                   {"entry_path", R"("a")"}, {"action", R"("updated")"}, {"content", R"("x")"}, {"size", "1"},
                   {"content_sha256", R"("ab")"}, {"redacted", "false"}};
    members.emplaceBack("created_at", R"("2026-05-18T15:34:26Z")");
    QByteArrayList all;
    for (const auto &[name, usual] : members) {
        if (name != field)
            all.append('"' + name + "\":" + usual);
    }
    if (!value.isEmpty())
        all.append('"' + field + "\":" + value);
    return '{' + all.join(',') + '}';
}

QString shown(const std::optional<qint64> &value)
{
    return value ? QString::number(*value) : u"-"_s;
}

QString shown(const core::Timestamp &moment)
{
    return moment.isNull() ? u"-"_s : moment.text();
}

QString shown(const QString &word)
{
    return word.isEmpty() ? u"-"_s : word;
}

QString shown(const core::Metadata &metadata)
{
    return metadata.isEmpty() ? u"-"_s : u"some"_s;
}

QString shown(const std::optional<QByteArray> &bytes)
{
    return bytes ? QString::fromLatin1(*bytes) : u"-"_s;
}

QString yesNo(bool is)
{
    return is ? u"yes"_s : u"no"_s;
}

QString known(const core::Store &store, const QByteArray &field)
{
    if (field == "name")
        return shown(store.name);
    if (field == "description")
        return shown(store.description);
    if (field == "status")
        return shown(store.statusWord);
    if (field == "entry_count")
        return shown(store.entryCount);
    if (field == "total_size")
        return shown(store.totalSize);
    if (field == "metadata")
        return shown(store.metadata);
    if (field == "archived_at")
        return yesNo(store.archived);
    return shown(field == "created_at" ? store.createdAt : store.updatedAt);
}

QString known(const core::Entry &entry, const QByteArray &field)
{
    if (field == "store_id")
        return entry.store.value == u"memstore_1" ? u"asked"_s : entry.store.value;
    if (field == "path")
        return shown(entry.path);
    if (field == "content")
        return shown(entry.content);
    if (field == "size" || field == "version")
        return shown(field == "size" ? entry.size : entry.version);
    if (field == "content_sha256")
        return shown(entry.sha256);
    if (field == "metadata")
        return shown(entry.metadata);
    return shown(field == "created_at" ? entry.createdAt : entry.updatedAt);
}

QString known(const core::Version &version, const QByteArray &field)
{
    if (field == "store_id")
        return version.store.value == u"memstore_1" ? u"asked"_s : version.store.value;
    if (field == "entry_path")
        return shown(version.path);
    if (field == "action")
        return version.action == core::Action::Other ? shown(version.actionWord) : u"a known action"_s;
    if (field == "content")
        return shown(version.content);
    if (field == "size")
        return shown(version.size);
    if (field == "content_sha256")
        return shown(version.sha256);
    if (field.startsWith("redacted"))
        return version.redacted == version.content.has_value() ? u"a redacted text"_s : yesNo(version.redacted);
    return shown(version.createdAt);
}

template<typename T>
QString outcome(const core::Result<wire::Parsed<T>> &result, const QByteArray &field)
{
    if (result)
        return known(result->value, field);
    return result.error().detail.startsWith(u"$."_s + QString::fromLatin1(field) + u':') ? u"!"_s : result.error().detail;
}

template<typename T>
QString itemOutcome(const core::Result<wire::Parsed<core::Page<T>>> &result, const QByteArray &field)
{
    if (result)
        return known(result->value.items.first(), field);
    return result.error().detail.startsWith(u"$.data[0]."_s + QString::fromLatin1(field) + u':') ? u"!"_s
                                                                                                  : result.error().detail;
}

} // namespace

void TestWrongTypes::fields_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("expected");
    for (const Row &row : rows) {
        for (size_t i = 0; i < values.size(); ++i)
            QTest::addRow("%s.%s = %s", row.object, row.field, *values[i] ? values[i] : "missing")
                << QByteArray(row.object) << QByteArray(row.field) << QByteArray(values[i]) << QString::fromLatin1(row.expected[i]);
    }
}

void TestWrongTypes::fields()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    QFETCH(QString, expected);
    const core::StoreId store{u"memstore_1"_s};
    const QByteArray body = object(kind, field, value);
    const QByteArray list = R"({"data":[)" + body + R"(],"has_more":false})";
    if (kind == "store") {
        QCOMPARE(outcome(wire::parseStore(body), field), expected);
        QCOMPARE(itemOutcome(wire::parseStorePage(list), field), expected);
    } else if (kind == "entry") {
        QCOMPARE(outcome(wire::parseEntry(body, store), field), expected);
        QCOMPARE(itemOutcome(wire::parseEntryPage(list, store), field), expected);
    } else {
        QCOMPARE(outcome(wire::parseVersion(body, store), field), expected);
        QCOMPARE(itemOutcome(wire::parseVersionPage(list, store), field), expected);
    }
}

QTEST_GUILESS_MAIN(TestWrongTypes)
#include "tst_wrongtypes.moc"
