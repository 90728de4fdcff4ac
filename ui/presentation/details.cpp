// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/details.h"

#include "ui/presentation/plaintext.h"
#include "ui/presentation/relativetime.h"
#include "ui/presentation/sizes.h"
#include "ui/presentation/words.h"

#include <QCoreApplication>

namespace presentation {

using namespace Qt::StringLiterals;
using models::Fact;
using models::FactKey;

namespace {

struct Details
{
    Q_DECLARE_TR_FUNCTIONS(Details)
};

constexpr qsizetype longestShown = 4000; // copying gives all of it

QString labelOf(const Fact &fact)
{
    switch (fact.key) {
    //: labels of fields
    case FactKey::Id: return Details::tr("ID");
    case FactKey::Name: return Details::tr("Name");
    case FactKey::Description: return Details::tr("Description");
    case FactKey::Status: return Details::tr("Status");
    case FactKey::Archived: return Details::tr("Archived");
    case FactKey::EntryCount: return Details::tr("Entries");
    case FactKey::TotalSize: return Details::tr("Total size");
    case FactKey::Metadata: return Details::tr("Metadata: %1").arg(displayLines(fact.name, 100));
    case FactKey::CreatedAt: return Details::tr("Created");
    case FactKey::UpdatedAt: return Details::tr("Updated");
    case FactKey::ArchivedAt: return Details::tr("Archived at");
    case FactKey::StoreId: return Details::tr("Store ID");
    case FactKey::Path: return Details::tr("Path");
    case FactKey::Size: return Details::tr("Size");
    case FactKey::Sha256: return Details::tr("SHA-256");
    case FactKey::VersionNumber: return Details::tr("Version number");
    case FactKey::HeadVersion: return Details::tr("Current version ID");
    case FactKey::EntryId: return Details::tr("Entry ID");
    case FactKey::Action: return Details::tr("Action");
    case FactKey::Redacted: return Details::tr("Redacted");
    case FactKey::RedactedAt: return Details::tr("Redacted at");
    case FactKey::Unknown: return displayLines(fact.name, 100);
    }
    return {};
}

QString valueOf(const Fact &fact, const QLocale &locale)
{
    if (fact.moment)
        return exactTooltip(*fact.moment, locale);
    switch (fact.key) {
    case FactKey::Size:
    case FactKey::TotalSize: return fact.number ? exactSizeText(*fact.number, locale) : displayLines(fact.raw);
    case FactKey::EntryCount:
    case FactKey::VersionNumber: return fact.number ? locale.toString(*fact.number) : displayLines(fact.raw);
    case FactKey::Archived:
    case FactKey::Redacted: return fact.raw == "true"_L1 ? Details::tr("yes") : Details::tr("no");
    default: return displayLines(fact.raw, longestShown);
    }
}

bool isCode(FactKey key)
{
    switch (key) {
    case FactKey::Id:
    case FactKey::StoreId:
    case FactKey::EntryId:
    case FactKey::HeadVersion:
    case FactKey::Sha256:
    case FactKey::Unknown: return true;
    default: return false;
    }
}

} // namespace

QList<DetailRow> detailRows(const QList<Fact> &facts, const QLocale &locale)
{
    QList<DetailRow> rows;
    rows.reserve(facts.size());
    for (const Fact &fact : facts)
        rows.append({labelOf(fact), valueOf(fact, locale), fact.raw, isCode(fact.key)});
    return rows;
}

} // namespace presentation
