// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "transfer/zipscan.h"

#include "core/utf8.h"
#include "transfer/manifest.h"
#include "transfer/plainfile.h"
#include "transfer/zipsources.h"

#include <QHash>

#include <fcntl.h>
#include <sys/stat.h>
#include <zip.h>

using namespace Qt::StringLiterals;

namespace transfer {

ZipReader::ZipReader(const QByteArray &file)
{
    OpenedFile opened = openPlainFile(AT_FDCWD, file, true);
    if (opened.problem != FileProblem::None)
        return;
    m_file = std::move(opened.file);
    ZipError why;
    zip_source_t *source = zipSource({m_file.value(), 0, opened.size}, why);
    m_zip = source ? zip_open_from_source(source, ZIP_RDONLY, why.get()) : nullptr;
    if (!m_zip)
        zip_source_free(source);
}

ZipReader::~ZipReader()
{
    if (m_zip)
        zip_discard(m_zip);
}

qint64 ZipReader::count() const
{
    return m_zip ? zip_get_num_entries(m_zip, 0) : 0;
}

std::optional<QByteArray> ZipReader::rawName(qint64 index) const
{
    const char *name = zip_get_name(m_zip, zip_uint64_t(index), ZIP_FL_ENC_RAW);
    return name ? std::optional(QByteArray(name)) : std::nullopt;
}

bool ZipReader::isLink(qint64 index) const
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    return zip_file_get_external_attributes(m_zip, zip_uint64_t(index), 0, &system, &attributes) == 0
        && system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16);
}

qint64 ZipReader::claimedSize(qint64 index) const
{
    zip_stat_t status;
    zip_stat_init(&status);
    const bool known = zip_stat_index(m_zip, zip_uint64_t(index), 0, &status) == 0 && (status.valid & ZIP_STAT_SIZE);
    return known ? qint64(std::min<zip_uint64_t>(status.size, zip_uint64_t(std::numeric_limits<qint64>::max()))) : 0;
}

std::optional<QByteArray> ZipReader::read(qint64 index, qint64 maxBytes, bool *tooLarge)
{
    return m_zip && index >= 0 && index < count() ? readZipFile(m_zip, quint64(index), maxBytes, tooLarge) : std::nullopt;
}

namespace {

class ZipScanner
{
public:
    ZipScanner(const QByteArray &file, const ScanOptions &options, ImportScan &scan)
        : m_zip(file), m_file(file), m_options(options), m_scan(scan)
    {
    }

    std::optional<core::Error> run(const QString &name, const core::CancelFlag &cancel)
    {
        if (!m_zip.isOpen()) {
            if (ScannedFile *told = append(name + u".zip"_s, -1))
                told->problem = FileProblem::Unreadable;
            return std::nullopt;
        }
        QHash<QByteArray, qint64> places;
        for (qint64 i = 0; i < std::min<qint64>(m_zip.count(), 4LL * m_options.maxFiles); ++i)
            places.insert(m_zip.rawName(i).value_or(QByteArray()), i);
        const QByteArray top = topOf(places.keys());
        QList<ManifestEntry> listed;
        if (const auto error = readListed(places.value(top + manifestName().toUtf8(), -1), listed))
            return error;
        if (m_scan.fromExport && !listed.isEmpty()) {
            for (const ManifestEntry &entry : std::as_const(listed)) {
                if (cancel.isSet() || m_scan.tooMany)
                    break;
                if (ScannedFile *told = append(entry.path, places.value(top + entry.file.toUtf8(), -1)); told) {
                    told->metadata = entry.metadata;
                    told->exact = true;
                    told->hidden = false;
                    look(*told);
                }
            }
            return std::nullopt;
        }
        m_topFolder = name;
        for (qint64 i = 0; i < m_zip.count() && !cancel.isSet() && !m_scan.tooMany; ++i)
            addPlain(i);
        return std::nullopt;
    }

private:
    //! Programs that pack a folder put its name before everything.
    static QByteArray topOf(const QByteArrayList &names)
    {
        QByteArray top;
        for (const QByteArray &name : names) {
            const QByteArray first = name.left(name.indexOf('/') + 1);
            if (first.isEmpty() || (!top.isEmpty() && first != top))
                return {};
            top = first;
        }
        return top;
    }

    std::optional<core::Error> readListed(qint64 index, QList<ManifestEntry> &listed)
    {
        const auto bytes = m_zip.read(index, maxManifestBytes);
        if (!bytes)
            return std::nullopt;
        const auto manifest = readManifest(*bytes);
        if (!manifest)
            return bytes->contains("\"palimpsest-export\"") ? std::optional(manifest.error()) : std::nullopt;
        listed = *manifest;
        m_scan.fromExport = true;
        return std::nullopt;
    }

    ScannedFile *append(const QString &path, qint64 index)
    {
        if (m_scan.files.size() >= m_options.maxFiles) {
            m_scan.tooMany = true;
            return nullptr;
        }
        ScannedFile file;
        file.path = path;
        file.topFolder = m_topFolder;
        file.source = {m_file, index};
        file.hidden = path.section(u'/', -1).startsWith(u'.');
        m_scan.files.append(file);
        ++*m_options.progress;
        return &m_scan.files.last();
    }

    void addPlain(qint64 index)
    {
        const QByteArray raw = m_zip.rawName(index).value_or(QByteArray());
        if (raw.endsWith('/'))
            return; // a folder
        const auto name = core::decodeUtf8(raw);
        ScannedFile *told = append(name ? *name : QString::fromLatin1(raw.toPercentEncoding(" -_./")), index);
        if (!told)
            return;
        if (!name)
            told->problem = FileProblem::BadName;
        else
            look(*told);
    }

    void look(ScannedFile &told)
    {
        const qint64 index = told.source.indexInZip;
        if (index < 0) {
            told.problem = FileProblem::Missing;
            return;
        }
        told.size = m_zip.claimedSize(index);
        if (m_zip.isLink(index)) {
            told.problem = FileProblem::Link;
            return;
        }
        bool tooLarge = told.size > m_options.maxBytes;
        const auto bytes = tooLarge ? std::nullopt : m_zip.read(index, m_options.maxBytes, &tooLarge);
        if (bytes)
            judgeText(*bytes, told);
        else
            told.problem = tooLarge ? FileProblem::TooLarge : FileProblem::Unreadable; // encrypted or damaged
    }

    ZipReader m_zip;
    QByteArray m_file;
    const ScanOptions &m_options;
    ImportScan &m_scan;
    QString m_topFolder;
};

} // namespace

std::optional<core::Error> scanZip(const QByteArray &file, const QString &name, const ScanOptions &options,
                                   const core::CancelFlag &cancel, ImportScan &scan)
{
    return ZipScanner(file, options, scan).run(name, cancel);
}

} // namespace transfer
