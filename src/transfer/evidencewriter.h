// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transfer/evidence.h"
#include "transfer/exportoutput.h"

#include <QCryptographicHash>

#include <map>
#include <memory>

namespace transfer {

struct EvidenceReport
{
    QString path;
    qint64 rows = 0;
    QByteArray recordsDigest; //!< SHA-256 of versions.jsonl
    QByteArray digest;        //!< SHA-256 of SHA256SUMS, which names that of every other file: one number for the whole
};

//! Writes evidence into a folder that did not exist before, record by record: versions.jsonl, versions.csv,
//! evidence.html, comparison.patch where there is one, manifest.json, SHA256SUMS. Each file is read back at the end; until
//! then, and after a failure, the folder is marked as incomplete. Any thread, one at a time.
class EvidenceWriter
{
public:
    static constexpr qint64 maxHtmlRows = 20'000; //!< what a browser shows well; the other files have all

    static core::Result<std::unique_ptr<EvidenceWriter>> start(const QString &path, const EvidenceAbout &about,
                                                               const EvidenceWords &words);
    core::Result<core::Done> add(const QList<EvidenceItem> &items);
    //! `complete`: all that was wanted was added.
    core::Result<EvidenceReport> finish(bool complete);

private:
    struct File
    {
        QCryptographicHash hash{QCryptographicHash::Sha256};
        qint64 size = 0;
    };

    EvidenceWriter() = default;
    core::Result<core::Done> append(const QString &name, const QByteArray &bytes);

    std::unique_ptr<ExportOutput> m_output;
    EvidenceAbout m_about;
    EvidenceWords m_words;
    std::map<QString, File> m_files;
    qint64 m_rows = 0;
};

} // namespace transfer
