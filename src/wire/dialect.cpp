// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "wire/dialect.h"

using namespace Qt::StringLiterals;

namespace wire {

Dialect profileS()
{
    Dialect s;
    s.id = u"S"_s;
    s.versionsSegment = u"versions"_s;
    s.updateVerb = Verb::Put;
    s.updateLock = UpdateLock::Version;
    s.descriptionRequired = true;
    s.limitClamped = true;
    s.authErrorOnStores = u"authentication_error"_s;
    s.authErrorOnEntries = u"TOKEN_INVALID"_s;
    s.conflictError = u"conflict_error"_s;
    s.timeDigits = 6;
    s.fields = {u"store_id"_s, u"size"_s, u"entry_id"_s, u"entry_path"_s, u"action"_s};
    s.limits.storeName = 64;
    return s;
}

Dialect profileC()
{
    Dialect c;
    c.id = u"C"_s;
    c.versionsSegment = u"memory_versions"_s;
    c.updateVerb = Verb::Post;
    c.updateLock = UpdateLock::ContentSha256;
    c.pageCursor = true;
    c.storeUpdate = true;
    c.entryMetadata = true;
    c.versionEntryFilter = true;
    c.entryPrefixFilter = true;
    c.deleteAnswersBody = true;
    c.nullForAbsent = true;
    c.requestIdInErrors = true;
    c.detailedErrors = true;
    c.authErrorOnStores = u"authentication_error"_s;
    c.authErrorOnEntries = u"authentication_error"_s;
    c.conflictError = u"invalid_request_error"_s;
    c.timeDigits = 3;
    c.fields = {u"memory_store_id"_s, u"content_size_bytes"_s, u"memory_id"_s, u"path"_s, u"operation"_s};
    return c;
}

} // namespace wire
