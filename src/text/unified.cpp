// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/unified.h"

#include "text/fold.h"
#include "text/visible.h"

#include <algorithm>

namespace text {

namespace {

void addLine(QByteArray &out, char sign, const QByteArray &bytes, const Line &line)
{
    out += sign;
    out += QByteArrayView(bytes).sliced(line.offset, line.length);
    out += bytesOf(line.end);
    if (line.end == LineEnd::None)
        out += "\n\\ No newline at end of file\n";
}

QByteArray sideRange(int start, int count)
{
    QByteArray range = QByteArray::number(start);
    if (count != 1)
        range += ',' + QByteArray::number(count);
    return range;
}

//! The last line numbers before the section at hand.
struct Seen
{
    int before = 0;
    int after = 0;
};

void addHunk(QByteArray &out, const Diff &diff, const Section &section, const Seen &seen)
{
    int beforeCount = 0;
    int afterCount = 0;
    QByteArray body;
    QByteArray pending; // added lines follow all removed ones of their run
    for (qsizetype i = section.first; i < section.first + section.count; ++i) {
        const Row &row = diff.rows[i];
        beforeCount += row.before.number > 0 ? 1 : 0;
        afterCount += row.after.number > 0 ? 1 : 0;
        if (row.kind == RowKind::Same) {
            body += pending;
            pending.clear();
            addLine(body, ' ', diff.afterText, row.after); // as git: blanks may be ignored
            continue;
        }
        if (row.before.number > 0)
            addLine(body, '-', diff.beforeText, row.before);
        if (row.after.number > 0)
            addLine(pending, '+', diff.afterText, row.after);
    }
    body += pending;
    out += "@@ -" + sideRange(seen.before + (beforeCount > 0 ? 1 : 0), beforeCount) + " +"
        + sideRange(seen.after + (afterCount > 0 ? 1 : 0), afterCount) + " @@\n" + body;
}

QByteArray oneLine(QByteArray label)
{
    return label.replace('\n', ' ').replace('\r', ' ');
}

void addHunks(QByteArray &out, const Diff &diff, int context)
{
    const QList<Section> sections = fold(diff.rows, context, 1);
    Seen seen;
    for (const Section &section : sections) {
        if (!section.folded)
            addHunk(out, diff, section, seen);
        for (qsizetype i = section.first; i < section.first + section.count; ++i) {
            seen.before = std::max(seen.before, diff.rows[i].before.number);
            seen.after = std::max(seen.after, diff.rows[i].after.number);
        }
    }
}

QByteArray fileLine(const char *sign, const char *prefix, const std::optional<QString> &path)
{
    if (!path)
        return sign + QByteArray("/dev/null\n");
    QByteArray name = quotedPath(QLatin1String(prefix) + *path);
    if (name.contains(' ') && !name.startsWith('"'))
        name += '\t'; // or the name ends at the blank
    return sign + name + '\n';
}

} // namespace

QByteArray unified(const Diff &diff, const QByteArray &beforeLabel, const QByteArray &afterLabel, int context)
{
    if (diff.state != DiffState::Ready || diff.isEqual())
        return {};
    QByteArray out = "--- " + oneLine(beforeLabel) + "\n+++ " + oneLine(afterLabel) + '\n';
    addHunks(out, diff, context);
    return out;
}

QByteArray patch(const Diff &diff, const PatchPaths &paths, int context)
{
    if (diff.state != DiffState::Ready || diff.isEqual() || diff.blanksIgnored)
        return {};
    QByteArray out = fileLine("--- ", "a/", paths.before) + fileLine("+++ ", "b/", paths.after);
    addHunks(out, diff, context);
    return out;
}

QByteArray quotedPath(const QString &path)
{
    const QByteArray bytes = path.toUtf8();
    const bool ordinary = std::all_of(bytes.cbegin(), bytes.cend(), [](char c) {
        return uchar(c) >= ' ' && c != '"' && c != '\\' && c != '\x7F';
    });
    if (ordinary && !hasOdd(path))
        return bytes;
    QByteArray out = "\"";
    for (const char c : bytes) {
        if (c == '"' || c == '\\')
            out += '\\' + QByteArray(1, c);
        else if (uchar(c) >= ' ' && uchar(c) < 0x7F)
            out += c;
        else
            out += '\\' + QByteArray::number(uchar(c), 8).rightJustified(3, '0');
    }
    return out + '"';
}

} // namespace text
