// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "text/visible.h"
#include "transfer/evidence.h"

using namespace Qt::StringLiterals;

namespace transfer {

namespace {

// On paper the table's head stands on each page, no row is torn, and what a colour says is said by a sign or a word, too.
constexpr const char *style = R"(
:root{--ink:#1d1c1a;--quiet:#625d54;--line:#d8d3c7;--strong:#8a8577;--ground:#fff;--soft:#f6f4ee;--hatch:#e4dfd2;
--add:#1f6b35;--addg:#e6f3e7;--cut:#9c2f1f;--cutg:#fbe9e5;--odd:#9a4313}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e9e6df;--quiet:#a9a396;--line:#3d3a34;--strong:#6f6a5f;--ground:#1b1a18;
--soft:#24221f;--hatch:#34312b;--add:#86cf98;--addg:#1d3023;--cut:#f0a08f;--cutg:#3a221d;--odd:#f0a36b}}
*{box-sizing:border-box}
body{font:14px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--ink);background:var(--ground);margin:0 auto;
max-width:100em;padding:2.5em 2em 3em}
h1{font-size:1.7em;line-height:1.25;margin:0 0 1em;font-weight:650;overflow-wrap:anywhere}
h2{font-size:1.2em;margin:2.2em 0 .6em;font-weight:650}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3em 1.6em;margin:0 0 2em;padding:1em 1.3em;background:var(--soft);
border:1px solid var(--line);border-radius:6px}
dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;min-width:79em;font-size:13px;table-layout:fixed}
col.t{width:17.5%}col.a{width:7.5%}col.n{width:5.5%}col.h{width:15%}col.i{width:16%}col.m{width:9%}
th{text-align:left;color:var(--quiet);font-weight:600;border-bottom:2px solid var(--strong);padding:.5em .6em;vertical-align:bottom;
position:sticky;top:0;background:var(--ground)}
td{border-bottom:1px solid var(--line);padding:.5em .6em;vertical-align:top;overflow-wrap:anywhere}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}td.t{white-space:nowrap;font-size:.92em;font-variant-numeric:tabular-nums}
td.p{font-weight:600}
code,pre{font-family:ui-monospace,"SFMono-Regular","DejaVu Sans Mono",Consolas,monospace;font-size:.85em}
td code{color:var(--quiet)}
pre{border:1px solid var(--line);border-radius:6px;padding:.8em 0;margin:0;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.45}
pre span.l{display:block;padding:0 1em;min-height:1.45em}
.l.add{background:var(--addg);color:var(--add)}.l.cut{background:var(--cutg);color:var(--cut)}.l.at{color:var(--quiet)}
.l.head{font-weight:600}
tr.redacted td{background:repeating-linear-gradient(135deg,transparent 0 6px,var(--hatch) 6px 8px)}
tr.deleted td.p{text-decoration:line-through;font-weight:400}
.odd{border:1px solid var(--odd);border-radius:3px;padding:0 .15em;color:var(--odd)}
footer p{max-width:70em}
@media print{@page{size:A4 landscape;margin:1.3cm}
body{margin:0;max-width:none;padding:0;font-size:9.5pt}
h1{font-size:15pt}dl{break-inside:avoid}table{font-size:7.5pt;min-width:0}
thead{display:table-header-group}th{position:static}tr{break-inside:avoid}h2{break-after:avoid}
tr.redacted td,.l{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
)";

constexpr int sizeColumn = 3; //!< and the change beside it

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

//! Line by line, so that paper and screen readers have the signs and eyes the colours.
QByteArray patchLines(const QByteArray &patch)
{
    QByteArray html;
    bool inHead = true; // until the first hunk, where --- and +++ are names
    QByteArrayList all = patch.split('\n');
    if (!all.isEmpty() && all.constLast().isEmpty())
        all.removeLast();
    for (const QByteArray &line : std::as_const(all)) {
        const bool hunk = line.startsWith("@@");
        inHead = inHead && !hunk;
        const char *kind = inHead ? "l head" : hunk ? "l at" : line.startsWith('+') ? "l add" : line.startsWith('-') ? "l cut" : "l";
        html += QByteArray("<span class=\"") + kind + "\">"
            + shownText(core::decodeUtf8(line).value_or(QString::fromLatin1(line))) + "</span>";
    }
    return html;
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
    html += "</dl>\n<main>\n<table>\n<colgroup><col class=\"t\"/><col class=\"a\"/><col/><col class=\"n\"/>"
            "<col class=\"n\"/><col class=\"h\"/><col class=\"i\"/><col class=\"m\"/><col class=\"m\"/></colgroup>\n<thead><tr>";
    int number = 0;
    for (const QString &column : words.columns) {
        const bool isNumber = number == sizeColumn || number == sizeColumn + 1;
        html += QByteArray(isNumber ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">") + escaped(column) + "</th>";
        ++number;
    }
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
        html += "<h2>" + escaped(words.comparison) + "</h2>\n<pre>" + patchLines(about.patch) + "</pre>\n";
    html += "</main>\n<footer>\n<h2>" + escaped(words.check) + "</h2>\n<dl>\n" + fact(words.count, QByteArray::number(rows))
        + fact(words.digest, "<code>" + digest + "</code>") + "</dl>\n<p>"
        + escaped(words.howToCheck).replace("%1", "<code>sha256sum -c SHA256SUMS</code>") + "</p>\n</footer>\n</body>\n</html>\n";
    return html;
}

} // namespace transfer
