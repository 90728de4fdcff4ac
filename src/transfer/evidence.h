// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/version.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

//! Version records as evidence: what was written when, for somebody who has neither this program nor the service. Pure
//! functions; server text and notes may be anything.
namespace transfer {

//! One record with what this computer knows beside it.
struct EvidenceItem
{
    core::Version version;                //!< its content is not written
    std::optional<qint64> change;         //!< bytes against the version before; nothing: not known
    bool writtenHere = false;
    bool missing = false;                 //!< the last complete reading did not meet it any more
    core::Timestamp confirmedAt;          //!< when the service last said so
    QString note;
    QString requestId;                    //!< of the write, where known
};

//! What the evidence is about. Words are the person's, times UTC.
struct EvidenceAbout
{
    QString program;       //!< with its version
    QString connection;
    QString baseUrl;
    QString storeId;
    QString storeName;
    QString madeAt;        //!< RFC 3339, UTC
    QString selection;     //!< which records: the filter or the comparison, in words
    QString coverage;      //!< how much of the store's past is known, in words
    qint64 known = 0;      //!< records of the store that are known
    bool complete = false; //!< whether these are all
    core::Timestamp knownSince;  //!< the oldest known record; may be null
    core::Timestamp sweptAt;     //!< when everything was last read again; may be null: redactions may be missing
    QByteArray patch = {};       //!< of a comparison: unified, UTF-8; empty: none
};

//! The words of the HTML page. Placeholders are written as in tr().
struct EvidenceWords
{
    QString language;      //!< "en"
    QString title;
    QString connection;
    QString store;
    QString madeAt;
    QString selection;
    QString coverage;
    QString sweptAt;
    QString never;
    QString count;         //!< label of the number of records
    QString left;          //!< "The first %1 of %2 records are shown; all of them are in %3."
    QString digest;        //!< label of the SHA-256 of the records
    QString check;         //!< heading of what is said about checking
    QString howToCheck;    //!< how to check; %1 command
    QStringList columns;   //!< time, action, path, size, change, hash, ids, marks, note: nine
    QStringList actions;   //!< in the order of core::Action, three; others show the service's word
    QString redacted;      //!< "Redacted"
    QString redactedAt;    //!< "Redacted at %1"
    QString writtenHere;
    QString missing;
    QString request;       //!< "Request %1"
    QString comparison;    //!< heading of the patch
};

//! One line with its line feed; strings are exact.
QByteArray evidenceJsonLine(const EvidenceItem &item);

//! The heading, then a row with CR LF. Every text is quoted; one that a spreadsheet would take for a formula begins with an
//! apostrophe (the JSON lines have it exactly).
QByteArray evidenceCsvHeading();
QByteArray evidenceCsvRow(const EvidenceItem &item);

//! The page in three parts. No script, nothing from elsewhere; odd characters are written as ‹U+202E›.
QByteArray evidenceHtmlBegin(const EvidenceAbout &about, const EvidenceWords &words);
QByteArray evidenceHtmlRow(const EvidenceItem &item, const EvidenceWords &words);
//! `digest`: of versions.jsonl.
QByteArray evidenceHtmlEnd(const EvidenceAbout &about, const EvidenceWords &words, qint64 rows, qint64 shown,
                           const QByteArray &digest);

QByteArray evidenceManifest(const EvidenceAbout &about, qint64 rows, const QByteArray &digest);

} // namespace transfer
