// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "transfer/evidencewriter.h"

using namespace Qt::StringLiterals;

namespace transfer {

namespace {

const QString jsonName = u"versions.jsonl"_s;
const QString csvName = u"versions.csv"_s;
const QString htmlName = u"evidence.html"_s;

} // namespace

core::Result<std::unique_ptr<EvidenceWriter>> EvidenceWriter::start(const QString &path, const EvidenceAbout &about,
                                                                    const EvidenceWords &words)
{
    auto output = exportToFolder(path);
    if (!output)
        return output.error();
    std::unique_ptr<EvidenceWriter> writer(new EvidenceWriter);
    writer->m_output = std::move(output.value());
    writer->m_about = about;
    writer->m_words = words;
    for (const auto &[name, bytes] : {std::pair(jsonName, QByteArray()), std::pair(csvName, evidenceCsvHeading()),
                                      std::pair(htmlName, evidenceHtmlBegin(about, words))}) {
        if (const auto written = writer->append(name, bytes); !written)
            return written.error();
    }
    return writer;
}

core::Result<core::Done> EvidenceWriter::add(const QList<EvidenceItem> &items)
{
    QByteArray json;
    QByteArray csv;
    QByteArray html;
    for (const EvidenceItem &item : items) {
        json += evidenceJsonLine(item);
        csv += evidenceCsvRow(item);
        if (m_rows++ < maxHtmlRows)
            html += evidenceHtmlRow(item, m_words);
    }
    for (const auto &[name, bytes] : {std::pair(jsonName, json), std::pair(csvName, csv), std::pair(htmlName, html)}) {
        if (const auto written = append(name, bytes); !written)
            return written;
    }
    return core::Done{};
}

core::Result<EvidenceReport> EvidenceWriter::finish(bool complete)
{
    EvidenceReport report;
    report.path = m_output->path();
    report.rows = m_rows;
    report.recordsDigest = m_files[jsonName].hash.result().toHex();
    const QByteArray end = evidenceHtmlEnd(m_about, m_words, m_rows, std::min(m_rows, maxHtmlRows), report.recordsDigest);
    if (const auto written = append(htmlName, end); !written)
        return written.error();
    if (!m_about.patch.isEmpty()) {
        if (const auto written = append(u"comparison.patch"_s, m_about.patch); !written)
            return written.error();
    }
    const QByteArray manifest = evidenceManifest(m_about, m_rows, report.recordsDigest);
    if (const auto written = append(u"manifest.json"_s, manifest); !written)
        return written.error();

    QByteArray sums;
    for (const auto &[name, file] : m_files)
        sums += file.hash.result().toHex() + "  " + name.toUtf8() + '\n';
    if (const auto written = append(u"SHA256SUMS"_s, sums); !written)
        return written.error();
    report.digest = QCryptographicHash::hash(sums, QCryptographicHash::Sha256).toHex();

    QList<WrittenFile> expected;
    for (const auto &[name, file] : m_files)
        expected.append({name, file.size, file.hash.result().toHex()});
    if (const auto finished = m_output->finish(expected, complete); !finished)
        return finished.error();
    return report;
}

core::Result<core::Done> EvidenceWriter::append(const QString &name, const QByteArray &bytes)
{
    File &file = m_files[name];
    file.hash.addData(bytes);
    file.size += bytes.size();
    return m_output->append(name, bytes);
}

} // namespace transfer
