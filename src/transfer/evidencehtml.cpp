// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "text/visible.h"
#include "transfer/evidence.h"

using namespace Qt::StringLiterals;

namespace transfer {

namespace {

// On paper the table's head stands on each page and no row is torn.
constexpr const char *style = R"(
body{font:14px/1.45 system-ui,sans-serif;color:#1c1b1a;background:#fff;margin:2em auto;max-width:80em;padding:0 1.5em}
h1{font-size:1.5em;margin:0 0 .6em}h2{font-size:1.15em;margin:2em 0 .5em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25em 1.2em;margin:0 0 1.5em}dt{color:#5c5850}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:13px}
th{text-align:left;border-bottom:2px solid #8a8577;padding:.35em .5em;vertical-align:bottom}
td{border-bottom:1px solid #d9d5ca;padding:.35em .5em;vertical-align:top;overflow-wrap:anywhere}
.n{text-align:right;white-space:nowrap}.t{white-space:nowrap}
code,pre{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:12px}
pre{border:1px solid #d9d5ca;padding:.8em;white-space:pre-wrap;overflow-wrap:anywhere}
.ids{color:#5c5850}
tr.redacted td{background:repeating-linear-gradient(135deg,#fff 0 6px,#ebe7dc 6px 8px)}
tr.deleted td.p{text-decoration:line-through}
.odd{border:1px solid #b3541e;border-radius:2px;color:#8a3c10}
@media print{body{margin:0;max-width:none;font-size:10pt}table{font-size:8.5pt}thead{display:table-header-group}
tr{break-inside:avoid}tr.redacted td{-webkit-print-color-adjust:exact;print-color-adjust:exact}@page{size:landscape;margin:1.2cm}}
)";

QByteArray escaped(const QString &text)
{
    return text.toHtmlEscaped().replace(u'\'', u"&#39;"_s).toUtf8();
}

//! A name or a path.
QByteArray shown(const QString &text)
{
    return escaped(text::visible(text));
}

//! Words of several lines: line ends and tabs stay, what cannot be seen is written out.
QByteArray shownText(const QString &text)
{
    QByteArray out;
    qsizetype at = 0;
    for (const text::OddMark &mark : text::oddMarks(text, text.size())) {
        out += escaped(text.mid(at, mark.from - at)) + "<span class=\"odd\">"
            + escaped(text::codePointName(mark.character)) + "</span>";
        at = mark.from + mark.length;
    }
    return out + escaped(text.mid(at));
}

QByteArray lines(const QString &text)
{
    return shownText(QString(text).replace(u"\r\n"_s, u"\n"_s)).replace("\n", "<br>\n");
}

QByteArray time(const core::Timestamp &moment)
{
    if (moment.isNull())
        return {};
    const QString utc = core::Timestamp::fromMicroseconds(moment.microseconds()).text();
    return "<time datetime=\"" + escaped(utc) + "\">" + escaped(utc) + "</time>";
}

QByteArray fact(const QString &name, const QByteArray &html)
{
    return "<dt>" + escaped(name) + "</dt><dd>" + html + "</dd>\n";
}

QByteArray cell(const char *kind, const QByteArray &html)
{
    return QByteArray("<td") + (*kind ? QByteArray(" class=\"") + kind + '"' : QByteArray()) + '>' + html + "</td>";
}

QByteArray actionOf(const core::Version &version, const EvidenceWords &words)
{
    return version.action == core::Action::Other ? shown(version.actionWord)
                                                 : escaped(words.actions.value(int(version.action)));
}

} // namespace

QByteArray evidenceHtmlBegin(const EvidenceAbout &about, const EvidenceWords &words)
{
    QByteArray html = "<!DOCTYPE html>\n<html lang=\"" + escaped(words.language) + "\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" + escaped(words.title) + "</title>\n<style>"
        + style + "</style>\n</head>\n<body>\n<h1>" + escaped(words.title) + "</h1>\n<dl>\n";
    html += fact(words.store, shown(about.storeName) + " <code>" + shown(about.storeId) + "</code>");
    html += fact(words.connection, shown(about.connection) + " <code>" + shown(about.baseUrl) + "</code>");
    html += fact(words.selection, lines(about.selection));
    html += fact(words.coverage, lines(about.coverage));
    html += fact(words.sweptAt, about.sweptAt.isNull() ? escaped(words.never) : time(about.sweptAt));
    html += fact(words.madeAt, shown(about.madeAt) + " · " + shown(about.program));
    html += "</dl>\n<table>\n<thead><tr>";
    for (const QString &column : words.columns)
        html += "<th scope=\"col\">" + escaped(column) + "</th>";
    return html + "</tr></thead>\n<tbody>\n";
}

QByteArray evidenceHtmlRow(const EvidenceItem &item, const EvidenceWords &words)
{
    const core::Version &version = item.version;
    QByteArrayList marks;
    if (version.redacted)
        marks.append(version.redactedAt ? escaped(words.redactedAt).replace("%1", time(*version.redactedAt))
                                        : escaped(words.redacted));
    if (item.writtenHere)
        marks.append(escaped(words.writtenHere));
    if (item.missing)
        marks.append(escaped(words.missing));
    if (!item.requestId.isEmpty())
        marks.append(escaped(words.request).replace("%1", "<code>" + shown(item.requestId) + "</code>"));
    const QByteArray change = !item.change ? QByteArray()
        : *item.change > 0                 ? '+' + QByteArray::number(*item.change)
        : *item.change < 0                 ? "\u2212" + QByteArray::number(*item.change).mid(1)
                                           : QByteArray("0");
    QByteArray classes = version.redacted ? "redacted" : "";
    if (version.action == core::Action::Deleted)
        classes += classes.isEmpty() ? "deleted" : " deleted";
    return "<tr" + (classes.isEmpty() ? QByteArray() : " class=\"" + classes + '"') + '>' + cell("t", time(version.createdAt))
        + cell("", actionOf(version, words)) + cell("p", shown(version.path))
        + cell("n", version.size ? QByteArray::number(*version.size) : QByteArray()) + cell("n", change)
        + cell("", "<code>" + shown(version.sha256) + "</code>")
        + cell("ids", "<code>" + shown(version.id.value) + "<br>" + shown(version.entry.value) + "</code>")
        + cell("", marks.join("<br>")) + cell("", lines(item.note)) + "</tr>\n";
}

QByteArray evidenceHtmlEnd(const EvidenceAbout &about, const EvidenceWords &words, qint64 rows, qint64 shownRows,
                           const QByteArray &digest)
{
    QByteArray html = "</tbody>\n</table>\n";
    if (shownRows < rows)
        html += "<p>" + escaped(words.left.arg(shownRows).arg(rows).arg(u"versions.jsonl"_s)) + "</p>\n";
    if (!about.patch.isEmpty())
        html += "<h2>" + escaped(words.comparison) + "</h2>\n<pre>"
            + shownText(core::decodeUtf8(about.patch).value_or(QString::fromLatin1(about.patch))) + "</pre>\n";
    html += "<dl>\n" + fact(words.count, QByteArray::number(rows))
        + fact(words.digest, "<code>" + digest + "</code>") + "</dl>\n<p>"
        + escaped(words.howToCheck).replace("%1", "<code>sha256sum -c SHA256SUMS</code>") + "</p>\n</body>\n</html>\n";
    return html;
}

} // namespace transfer
