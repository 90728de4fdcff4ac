// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/diffspeech.h"

#include "text/visible.h"
#include "ui/widgets/diffline.h"

#include <QCoreApplication>

namespace widgets {

namespace {

constexpr int MaxSpokenLines = 200; //!< of one change
constexpr int MaxSpokenChanges = 1'000;

struct DiffSpeech
{
    Q_DECLARE_TR_FUNCTIONS(widgets::DiffSpeech)
};

QString shown(QByteArrayView bytes)
{
    const DiffLine line = diffLine(bytes, {}, 1);
    return line.text.trimmed().isEmpty() ? DiffSpeech::tr("blank line") : line.text;
}

QString removedLine(const text::Diff &diff, const text::Row &row)
{
    return DiffSpeech::tr("Removed line %1: %2").arg(row.before.number).arg(shown(diff.before(row)));
}

QString addedLine(const text::Diff &diff, const text::Row &row)
{
    return DiffSpeech::tr("Added line %1: %2").arg(row.after.number).arg(shown(diff.after(row)));
}

QString speechOfChange(const text::Diff &diff, qsizetype first)
{
    QStringList before;
    QStringList after;
    bool endsDiffer = false;
    for (qsizetype i = first; i < diff.rows.size() && diff.rows[i].kind != text::RowKind::Same; ++i) {
        if (before.size() + after.size() >= MaxSpokenLines) {
            after.append(DiffSpeech::tr("And more."));
            break;
        }
        const text::Row &row = diff.rows[i];
        if (row.before.number > 0)
            before.append(removedLine(diff, row));
        if (row.after.number > 0)
            after.append(addedLine(diff, row));
        endsDiffer = endsDiffer || row.endDiffers();
    }
    if (endsDiffer)
        after.append(DiffSpeech::tr("The lines end differently."));
    return (before + after).join(u'\n');
}

} // namespace

QString speechOf(const text::Diff &diff, const QList<qsizetype> &changes, int only)
{
    QStringList all;
    for (int i = 0; i < changes.size() && i < MaxSpokenChanges; ++i) {
        if (only >= 0 && i != only)
            continue;
        all.append(DiffSpeech::tr("Change %1 of %2").arg(i + 1).arg(changes.size()) + u'\n'
                   + speechOfChange(diff, changes[i]));
    }
    return all.join(u"\n\n");
}

QString speechOf(const text::Diff &diff, const DiffItem &item)
{
    if (item.kind == DiffItem::Kind::Fold)
        return item.count == 1 ? DiffSpeech::tr("1 unchanged line, folded")
                               : DiffSpeech::tr("%n unchanged lines, folded", nullptr, int(item.count));
    const text::Row &row = diff.rows[item.row];
    if (row.kind == text::RowKind::Same)
        return DiffSpeech::tr("Line %1: %2").arg(row.after.number).arg(shown(diff.after(row)));
    QStringList lines;
    if (row.before.number > 0 && item.kind != DiffItem::Kind::After)
        lines.append(removedLine(diff, row));
    if (row.after.number > 0 && item.kind != DiffItem::Kind::Before)
        lines.append(addedLine(diff, row));
    return lines.join(u'\n');
}

} // namespace widgets
