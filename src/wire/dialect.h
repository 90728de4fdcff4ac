// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace wire {

enum class Verb { Get, Post, Put, Delete };

//! How an update says which state it was made on (contract 2.7 #10).
enum class UpdateLock { None, Version, ContentSha256 };

//! How a service spells the names of one field in what it writes. Reading accepts every spelling (fieldnames.h).
struct FieldSpelling
{
    QString storeId;      //!< the owning store in entries and versions
    QString size;
    QString entryId;      //!< in versions
    QString entryPath;    //!< in versions
    QString action;       //!< in versions
};

//! What can still be done with an archived store, beside reading it (contract 2.7 #5).
struct ArchivedAllows
{
    bool updateStore = false;
    bool deleteEntry = false;
    bool redact = true;
    bool deleteStore = true;
};

//! Sizes are UTF-8 bytes where the name says so, else Unicode code points.
struct Limits
{
    int storeName = 255;
    int storeDescription = 1024;
    int pathBytes = 1024;
    int contentBytes = 102'400;
    int contentBytesWarning = 100'000;
    int page = 100;
    int defaultPage = 20;
    int metadataPairs = 16;
    int metadataKey = 64;
    int metadataValue = 512;
};

//! Everything in which services of this shape differ, as data (architecture, rule 1). The client speaks by it and the
//! embedded service answers by it; code asks for a capability, never for a vendor's name.
struct Dialect
{
    QString id;                          //!< "S" or "C"; kept in settings, never shown as it is
    QString versionsSegment;             //!< "versions" or "memory_versions"
    Verb updateVerb = Verb::Put;
    UpdateLock updateLock = UpdateLock::Version;
    bool pageCursor = false;             //!< lists carry next_page and take page=
    bool storeUpdate = false;            //!< POST /memory_stores/{id}
    bool entryMetadata = false;          //!< metadata can be set on create and update
    bool versionEntryFilter = false;     //!< version lists take memory_id=
    bool entryPrefixFilter = false;      //!< entry lists take path_prefix=
    bool descriptionRequired = false;    //!< stores cannot be made without a description
    bool deleteAnswersBody = false;      //!< 200 and a tombstone instead of 204
    bool nullForAbsent = false;          //!< archived_at: null instead of no field
    bool requestIdInErrors = false;
    bool detailedErrors = false;         //!< errors name the field (`param`), and each conflict has its own words
    bool limitClamped = false;           //!< a limit above the maximum is lowered instead of refused
    QString authErrorOnStores;           //!< error.type of a 401 on routes 1-6
    QString authErrorOnEntries;          //!< error.type of a 401 on routes 7-14
    QString conflictError;               //!< error.type of a 409
    int timeDigits = 6;                  //!< fractional digits of times
    FieldSpelling fields;
    ArchivedAllows archived;
    Limits limits;

    friend bool operator==(const Dialect &a, const Dialect &b) { return a.id == b.id && a.versionsSegment == b.versionsSegment && a.updateVerb == b.updateVerb; }
};

//! The "entry" profile of the seeds (contract 2).
Dialect profileS();
//! The "memory" profile of the current documentation and SDKs.
Dialect profileC();

} // namespace wire
