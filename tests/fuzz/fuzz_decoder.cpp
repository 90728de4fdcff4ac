// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "fuzz.h"
#include "wire/jsonreader.h"
#include "wire/parse.h"

using namespace Qt::StringLiterals;

//! Every parser of replies on the same bytes; what they accept must keep the promises of E5, E6 and E8.
namespace {

void check(const core::Store &store)
{
    mustHold(wire::isStoreId(store.id.value));
    mustHold(!store.entryCount || *store.entryCount >= 0);
}

void check(const core::Entry &entry)
{
    mustHold(wire::isEntryId(entry.id.value));
    mustHold(!entry.content || core::firstInvalidUtf8(*entry.content) < 0);
    mustHold(!entry.size || *entry.size >= 0);
}

void check(const core::Version &version)
{
    mustHold(wire::isVersionId(version.id.value));
    mustHold(!version.redacted || !version.content);
    mustHold(!version.content || core::firstInvalidUtf8(*version.content) < 0);
}

template<typename T>
void check(const core::Page<T> &page)
{
    for (const T &item : page.items)
        check(item);
}

template<typename T>
void checkResult(const core::Result<wire::Parsed<T>> &result)
{
    if (result)
        check(result->value);
    else
        mustHold(!result.error().detail.isEmpty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const core::StoreId store{u"memstore_019e3c08494071d7834fc3dc23d2fb36"_s};
    if (const auto json = wire::readJson(bytes)) {
        const QByteArray again = wire::toCompactText(*json).toUtf8();
        const auto second = wire::readJson(again); // what we show raw is JSON again, and the same
        mustHold(second.has_value());
        mustHold(wire::toCompactText(*second).toUtf8() == again);
    }
    checkResult(wire::parseStore(bytes));
    for (const core::StoreId &expected : {store, core::StoreId()}) {
        checkResult(wire::parseEntry(bytes, expected));
        checkResult(wire::parseVersion(bytes, expected));
        checkResult(wire::parseEntryPage(bytes, expected));
        checkResult(wire::parseVersionPage(bytes, expected));
    }
    checkResult(wire::parseStorePage(bytes));
    const wire::ErrorBody error = wire::parseErrorBody(bytes);
    mustHold(error.message.size() <= 4096);
    static_cast<void>(wire::parseTombstone(bytes, u"mem_1"_s));
    return 0;
}
