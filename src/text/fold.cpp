// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/fold.h"

namespace text {

QList<qsizetype> changeStarts(const QList<Row> &rows)
{
    QList<qsizetype> starts;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (rows[i].kind != RowKind::Same && (i == 0 || rows[i - 1].kind == RowKind::Same))
            starts.append(i);
    }
    return starts;
}

QList<Section> fold(const QList<Row> &rows, int context, int least)
{
    QList<Section> sections;
    const auto add = [&sections](qsizetype first, qsizetype count, bool folded) {
        if (count <= 0)
            return;
        if (!folded && !sections.isEmpty() && !sections.last().folded)
            sections.last().count += count;
        else
            sections.append({first, count, folded});
    };
    for (qsizetype i = 0; i < rows.size();) {
        const bool same = rows[i].kind == RowKind::Same;
        qsizetype end = i + 1;
        while (end < rows.size() && (rows[end].kind == RowKind::Same) == same)
            ++end;
        const bool whole = i == 0 && end == rows.size();
        const qsizetype head = i == 0 ? 0 : context;
        const qsizetype tail = end == rows.size() ? 0 : context;
        const qsizetype hidden = end - i - head - tail;
        if (!same || whole || hidden < least) {
            add(i, end - i, false);
        } else {
            add(i, head, false);
            add(i + head, hidden, true);
            add(end - tail, tail, false);
        }
        i = end;
    }
    return sections;
}

} // namespace text
