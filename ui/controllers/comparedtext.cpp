// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/comparedtext.h"

#include "models/displaytext.h"
#include "ui/controllers/errorbanner.h"

using namespace Qt::StringLiterals;

namespace controllers {

QString placeWords(const ComparedText &text, const ComparedText &against)
{
    if (!text.session)
        return {};
    QStringList words;
    const bool otherConnection = text.session != against.session;
    if (otherConnection)
        words.append(models::displayText(text.session->connection().name));
    if (otherConnection || text.store != against.store)
        words.append(models::displayText(targetOf(*text.session, text.store).store));
    if (!text.path.isEmpty() && text.path != against.path)
        words.append(models::displayText(text.path));
    return words.join(u" · "_s);
}

} // namespace controllers
