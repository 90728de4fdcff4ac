// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "transfer/evidence.h"

#include "wire/json.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace transfer {

namespace {

//! An object, member by member.
class JsonObject
{
public:
    void text(QByteArrayView name, const QString &value)
    {
        next(name);
        wire::appendJsonString(m_bytes, value.toUtf8());
    }
    void textOrNull(QByteArrayView name, const QString &value)
    {
        if (value.isEmpty())
            raw(name, "null");
        else
            text(name, value);
    }
    void number(QByteArrayView name, const std::optional<qint64> &value)
    {
        raw(name, value ? QByteArray::number(*value) : QByteArray("null"));
    }
    void flag(QByteArrayView name, bool value) { raw(name, value ? "true" : "false"); }
    void raw(QByteArrayView name, const QByteArray &value)
    {
        next(name);
        m_bytes += value;
    }
    [[nodiscard]] QByteArray end() const { return m_bytes + '}'; }

private:
    void next(QByteArrayView name)
    {
        if (m_bytes.size() > 1)
            m_bytes += ',';
        wire::appendJsonString(m_bytes, name);
        m_bytes += ':';
    }
    QByteArray m_bytes = "{";
};

QString actionName(const core::Version &version)
{
    switch (version.action) {
    case core::Action::Created:
        return u"created"_s;
    case core::Action::Updated:
        return u"updated"_s;
    case core::Action::Deleted:
        return u"deleted"_s;
    case core::Action::Other:
        break;
    }
    return version.actionWord;
}

//! As the service wrote it when that was in UTC, else the same moment in UTC.
QString utcText(const core::Timestamp &time)
{
    if (time.isNull() || time.text().endsWith(u'Z'))
        return time.text();
    return core::Timestamp::fromMicroseconds(time.microseconds()).text();
}

//! What Excel, LibreOffice and their kin take for the beginning of a formula, full width forms included.
bool looksLikeFormula(const QString &text)
{
    const auto first = std::find_if(text.begin(), text.end(), [](QChar c) { return c != u' ' && c != QChar::Nbsp; });
    return first != text.end() && u"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20"_s.contains(*first);
}

QByteArray csvText(const QString &text)
{
    QString field = looksLikeFormula(text) ? u'\'' + text : text;
    field.remove(QChar::Null); // cuts a file off for some readers
    return '"' + field.replace(u'"', u"\"\""_s).toUtf8() + '"';
}

QByteArray csvNumber(const std::optional<qint64> &number)
{
    return number ? QByteArray::number(*number) : QByteArray();
}

QByteArray yes(bool value)
{
    return value ? "yes" : "";
}

} // namespace

QByteArray evidenceJsonLine(const EvidenceItem &item)
{
    const core::Version &version = item.version;
    JsonObject object;
    object.text("id", version.id.value);
    object.text("store_id", version.store.value);
    object.text("entry_id", version.entry.value);
    object.text("path", version.path);
    object.text("action", actionName(version));
    object.text("created_at", utcText(version.createdAt));
    object.number("size_bytes", version.size);
    object.number("size_change_bytes", item.change);
    object.textOrNull("content_sha256", version.sha256);
    object.flag("redacted", version.redacted);
    object.textOrNull("redacted_at", version.redactedAt ? utcText(*version.redactedAt) : QString());
    object.flag("written_from_this_computer", item.writtenHere);
    object.flag("missing_at_last_reading", item.missing);
    object.textOrNull("confirmed_at", utcText(item.confirmedAt));
    object.textOrNull("request_id", item.requestId);
    object.textOrNull("note", item.note);
    return object.end() + '\n';
}

QByteArray evidenceCsvHeading()
{
    return "\xEF\xBB\xBF" // or Excel takes it for something else than UTF-8
           "created_at,action,path,size_bytes,size_change_bytes,content_sha256,redacted,redacted_at,id,entry_id,"
           "written_from_this_computer,missing_at_last_reading,confirmed_at,request_id,note\r\n";
}

QByteArray evidenceCsvRow(const EvidenceItem &item)
{
    const core::Version &version = item.version;
    const QByteArrayList fields{csvText(utcText(version.createdAt)),
                                csvText(actionName(version)),
                                csvText(version.path),
                                csvNumber(version.size),
                                csvNumber(item.change),
                                csvText(version.sha256),
                                yes(version.redacted),
                                csvText(version.redactedAt ? utcText(*version.redactedAt) : QString()),
                                csvText(version.id.value),
                                csvText(version.entry.value),
                                yes(item.writtenHere),
                                yes(item.missing),
                                csvText(utcText(item.confirmedAt)),
                                csvText(item.requestId),
                                csvText(item.note)};
    return fields.join(',') + "\r\n";
}

QByteArray evidenceManifest(const EvidenceAbout &about, qint64 rows, const QByteArray &digest)
{
    JsonObject object;
    object.text("format", u"palimpsest-evidence"_s);
    object.number("format_version", 1);
    object.text("program", about.program);
    object.text("made_at", about.madeAt);
    object.text("connection", about.connection);
    object.text("base_url", about.baseUrl);
    object.text("store_id", about.storeId);
    object.text("store_name", about.storeName);
    object.text("selection", about.selection);
    object.number("records", rows);
    object.text("records_sha256", QString::fromLatin1(digest));
    object.text("records_file", u"versions.jsonl"_s);
    object.text("coverage", about.coverage);
    object.number("coverage_records_known", about.known);
    object.flag("coverage_complete", about.complete);
    object.textOrNull("coverage_oldest_known", utcText(about.knownSince));
    object.textOrNull("coverage_read_again_at", utcText(about.sweptAt));
    object.text("how_to_check", u"sha256sum -c SHA256SUMS in this folder; records_sha256 is that of versions.jsonl alone"_s);
    return object.end() + '\n';
}

} // namespace transfer
