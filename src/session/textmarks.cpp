// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/textmarks.h"

#include "core/background.h"
#include "core/utf8.h"

#include <QCache>

#include <mutex>

namespace session {

struct TextMarks::Kept
{
    std::mutex mutex;
    QCache<QString, TextScan> scans{mostKept};
    int done = 0;

    std::optional<TextScan> find(const QString &sha256)
    {
        const std::lock_guard lock(mutex);
        const TextScan *scan = scans.object(sha256);
        return scan ? std::optional(*scan) : std::nullopt;
    }

    void insert(const QString &sha256, const TextScan &scan)
    {
        const std::lock_guard lock(mutex);
        ++done;
        scans.insert(sha256, new TextScan(scan), 1 + int(scan.marks.size()));
    }
};

TextMarks::TextMarks(QObject *parent)
    : QObject(parent), m_scanner(std::make_shared<audit::Scanner>()), m_kept(std::make_shared<Kept>())
{
    m_pool.setMaxThreadCount(1);
}

TextMarks::~TextMarks()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void TextMarks::setScanner(std::shared_ptr<const audit::Scanner> scanner)
{
    m_scanner = std::move(scanner);
    m_kept = std::make_shared<Kept>();
}

core::Call<TextScan> TextMarks::look(const QByteArray &text)
{
    return core::inBackground<TextScan>(m_pool, [text, scanner = m_scanner, kept = m_kept](const core::CancelFlag &cancel) -> core::Result<TextScan> {
        TextScan scan;
        if (cancel.isSet()) {
            core::Error error;
            error.kind = core::ErrorKind::Cancelled;
            return error;
        }
        if (text.size() > mostBytes) {
            scan.tooLarge = true;
            return scan;
        }
        const QString sha256 = core::sha256Hex(text);
        if (auto known = kept->find(sha256))
            return *std::move(known);
        const audit::ScanResult result = scanner->scan(text, mostMarks);
        scan.marks = result.marks;
        scan.more = result.more;
        kept->insert(sha256, scan);
        return scan;
    });
}

std::optional<TextScan> TextMarks::known(const QString &sha256) const
{
    return m_kept->find(sha256);
}

int TextMarks::scans() const
{
    const std::lock_guard lock(m_kept->mutex);
    return m_kept->done;
}

} // namespace session
