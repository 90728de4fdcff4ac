// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "transfer/exporter.h"

#include "core/utf8.h"
#include "transfer/filenames.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace transfer {

namespace {

const QString streamName = u"history.fast-import"_s;

std::optional<qint64> seconds(const core::Timestamp &time)
{
    return time.isNull() ? std::nullopt : std::optional(time.microseconds() / 1'000'000);
}

QString extensionOf(const QString &path)
{
    const QString last = path.section(u'/', -1);
    return last.contains(u'.') ? u'.' + last.section(u'.', -1) : QString();
}

} // namespace

core::Result<std::unique_ptr<Exporter>> Exporter::start(const ExportTarget &target, const Manifest::About &about,
                                                        const QList<core::Entry> &entries,
                                                        const QList<core::Version> &versions)
{
    auto output = target.form == ExportForm::Zip ? exportToZip(target.path) : exportToFolder(target.path);
    if (!output)
        return output.error();
    std::unique_ptr<Exporter> exporter(new Exporter);
    exporter->m_output = std::move(*output);
    exporter->m_gitStream = target.gitStream;
    exporter->m_manifest.about = about;
    exporter->nameFiles(entries, versions);
    if (target.gitStream) {
        if (const auto begun = exporter->stream(GitStream::head()); !begun)
            return begun.error();
    }
    return exporter;
}

//! An entry's present text, its versions and its path in git share one name; texts of versions get one each below it.
void Exporter::nameFiles(const QList<core::Entry> &entries, const QList<core::Version> &versions)
{
    m_entries = entries;
    m_versions = versions;
    QStringList paths;
    for (const core::Entry &entry : entries)
        paths.append(entry.path);
    for (const core::Version &version : versions)
        paths.append(version.path);
    paths.removeDuplicates();
    const QStringList names = safeFileNames(paths);
    QHash<QString, QString> byPath;
    for (qsizetype i = 0; i < paths.size(); ++i)
        byPath.insert(paths.at(i), names.at(i));
    for (const core::Entry &entry : entries)
        m_entryFiles.append(u"memories/"_s + byPath.value(entry.path));

    QHash<QString, int> ordinals;
    QStringList wanted;
    for (const core::Version &version : versions) {
        m_gitFiles.append(byPath.value(version.path));
        wanted.append(version.path
                      + u"/%1"_s.arg(++ordinals[version.path], 4, 10, QChar(u'0')) + extensionOf(version.path));
    }
    for (const QString &name : safeFileNames(wanted))
        m_versionFiles.append(u"history/"_s + name);
}

core::Result<core::Done> Exporter::write(const QString &name, const QByteArray &bytes, const core::Timestamp &time)
{
    const auto written = m_output->write(name, bytes, seconds(time));
    if (written)
        m_written.append({name, bytes.size(), core::sha256Hex(bytes).toLatin1()});
    return written;
}

core::Result<core::Done> Exporter::stream(const QByteArray &bytes)
{
    m_streamHash.addData(bytes);
    m_streamSize += bytes.size();
    return m_output->append(streamName, bytes);
}

core::Result<core::Done> Exporter::addEntry(qsizetype index, const core::Entry &read)
{
    if (!read.content) {
        failEntry(index, u"the service sent no text"_s);
        return core::Done{};
    }
    const QByteArray &text = *read.content;
    const QString file = m_entryFiles.at(index);
    if (const auto written = write(file, text, read.updatedAt); !written)
        return written;
    Manifest::EntryRow row{read, file, text.size(), core::sha256Hex(text)};
    row.entry.content.reset();
    row.entry.path = m_entries.at(index).path; // the file's name was made of it
    if (core::integrityOf(text, read.sha256, read.size) == core::Integrity::HashMismatch
        || core::integrityOf(text, read.sha256, read.size) == core::Integrity::SizeMismatch)
        m_manifest.failed.append({row.entry.path, read.id.value, u"text and hash of the service do not fit"_s});
    m_entryRows.insert(index, row);
    return core::Done{};
}

core::Result<core::Done> Exporter::addVersion(qsizetype index, const core::Version &read)
{
    Manifest::VersionRow row{read, {}, {}};
    row.version.content.reset();
    row.version.path = m_versions.at(index).path;
    if (read.content) {
        row.file = m_versionFiles.at(index);
        row.sha256 = core::sha256Hex(*read.content);
        if (const auto written = write(row.file, *read.content, read.createdAt); !written)
            return written;
        const auto integrity = core::integrityOf(*read.content, read.sha256, read.size);
        if (integrity == core::Integrity::HashMismatch || integrity == core::Integrity::SizeMismatch)
            m_manifest.failed.append({row.version.path, read.id.value, u"text and hash of the service do not fit"_s});
    }
    if (m_gitStream) {
        if (read.content) {
            if (const auto streamed = stream(m_git.addText(index + 1, *read.content)); !streamed)
                return streamed;
        }
        m_git.addVersion(index + 1, row.version, m_gitFiles.at(index), {});
    }
    m_versionRows.insert(index, row);
    return core::Done{};
}

void Exporter::failEntry(qsizetype index, const QString &reason)
{
    m_failedEntries.insert(index);
    m_manifest.failed.append({m_entries.at(index).path, m_entries.at(index).id.value, reason});
}

void Exporter::failVersion(qsizetype index, const QString &reason)
{
    m_failedVersions.insert(index);
    m_manifest.failed.append({m_versions.at(index).path, m_versions.at(index).id.value, reason});
    if (m_gitStream)
        m_git.addVersion(index + 1, m_versions.at(index), m_gitFiles.at(index), reason);
}

void Exporter::noteMissing(const QString &whyRest)
{
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        if (!m_entryRows.contains(i) && !m_failedEntries.contains(i))
            failEntry(i, whyRest);
    }
    for (qsizetype i = 0; i < m_versions.size(); ++i) {
        if (!m_versionRows.contains(i) && !m_failedVersions.contains(i))
            failVersion(i, whyRest);
    }
}

core::Result<ExportReport> Exporter::finish(const QString &whyRest)
{
    noteMissing(whyRest);
    m_manifest.complete = m_manifest.failed.isEmpty();
    m_manifest.entries = m_entryRows.values();
    m_manifest.versions = m_versionRows.values();
    if (m_gitStream) {
        if (const auto ended = stream(m_git.end()); !ended)
            return ended.error();
        m_written.append({streamName, m_streamSize, m_streamHash.result().toHex()});
    }
    if (const auto written = write(manifestName(), toJson(m_manifest), {}); !written)
        return written.error();
    if (const auto finished = m_output->finish(m_written, m_manifest.complete); !finished)
        return finished.error();
    ExportReport report;
    report.path = m_output->path();
    report.entries = int(m_manifest.entries.size());
    for (const Manifest::VersionRow &row : std::as_const(m_manifest.versions)) {
        report.versions += !row.file.isEmpty();
        report.redacted += row.version.redacted;
    }
    report.failed = m_manifest.failed;
    report.complete = m_manifest.complete;
    return report;
}

} // namespace transfer
