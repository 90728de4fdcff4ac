// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/drafts.h"

//! The n-th text that a writer called `name` keeps: both sides of the tests make it from its number.
inline journal::Draft testDraft(const QString &name, int number)
{
    journal::Draft draft;
    draft.id = {QStringLiteral("draft-of-") + name};
    draft.target = {{QStringLiteral("home")}, {QStringLiteral("memstore_1")}, {QStringLiteral("mem_") + name}};
    draft.path = QStringLiteral("notes/") + name + QStringLiteral(".md");
    draft.text = "\xEF\xBB\xBF" + name.toUtf8() + ' ' + QByteArray::number(number) + "\r\n"
        + QByteArray(1000 * (number % 9), char('a' + number % 26));
    draft.base = journal::DraftBase{"the base of " + name.toUtf8() + QByteArray(5000, '='), QStringLiteral("64ec88ca"), 3,
                                    *core::Timestamp::parse(u"2026-05-18T15:34:26.494349Z")};
    draft.at = QDateTime::fromMSecsSinceEpoch(1'763'000'000'000 + number, Qt::UTC);
    return draft;
}

//! Which text of the writer this is; 0 when it is none, or not byte for byte.
inline int numberOf(const journal::Draft &draft, const QString &name)
{
    const QByteArray head = "\xEF\xBB\xBF" + name.toUtf8() + ' ';
    if (!draft.text.startsWith(head))
        return 0;
    const int number = draft.text.mid(head.size(), draft.text.indexOf('\r') - head.size()).toInt();
    return draft == testDraft(name, number) ? number : 0;
}
