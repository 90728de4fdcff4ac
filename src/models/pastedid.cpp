// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/pastedid.h"

namespace models {

namespace {

constexpr qsizetype longestText = 64 * 1024; // a pasted book names nothing
constexpr qsizetype longestId = 256;

bool isIdCharacter(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= u'0' && u <= u'9') || (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || u == u'_' || u == u'-';
}

template<typename Id>
void takeFirst(Id &id, QStringView word, QStringView prefix)
{
    if (id.isEmpty() && word.startsWith(prefix) && word.size() > prefix.size())
        id.value = word.toString();
}

} // namespace

PastedId pastedId(QStringView text)
{
    PastedId found;
    text = text.left(longestText);
    for (qsizetype at = 0; at < text.size();) {
        if (!isIdCharacter(text[at])) {
            ++at;
            continue;
        }
        const qsizetype from = at;
        while (at < text.size() && isIdCharacter(text[at]))
            ++at;
        const QStringView word = text.mid(from, at - from);
        if (word.size() > longestId)
            continue;
        takeFirst(found.store, word, u"memstore_");
        takeFirst(found.version, word, u"memver_");
        takeFirst(found.entry, word, u"mem_");
    }
    return found;
}

} // namespace models
