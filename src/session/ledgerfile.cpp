// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/ledgerfile.h"

#include "db/privatefile.h"

#include <QSaveFile>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace session {

namespace {

using audit::LedgerHead;
using audit::LedgerLine;
using audit::LedgerReport;

core::Error storageError(const QString &detail)
{
    core::Error error;
    error.kind = core::ErrorKind::Storage;
    error.detail = detail;
    error.delivery = core::Delivery::NotSent;
    return error;
}

core::Error lastError(const QString &what)
{
    return storageError(u"%1: %2"_s.arg(what, QString::fromLocal8Bit(std::strerror(errno))));
}

std::optional<LedgerHead> headBeside(const QString &file)
{
    QFile head(LedgerFile::headFileOf(file));
    return head.open(QIODevice::ReadOnly) ? LedgerHead::fromText(head.read(1024)) : std::nullopt;
}

//! The last line that is whole, and where it ends.
struct Tail
{
    qint64 end = 0;
    QByteArray line;
};

Tail tailOf(QFile &device, qint64 size)
{
    const qint64 from = std::max<qint64>(0, size - 2 * (audit::longestLedgerLine + 2));
    device.seek(from);
    const QByteArray bytes = device.read(size - from);
    const qsizetype feed = bytes.lastIndexOf('\n');
    if (feed < 0)
        return {};
    const qsizetype before = bytes.lastIndexOf('\n', feed - 1); // -1 from the start
    return {from + feed + 1, bytes.mid(before + 1, feed - before)};
}

qint64 linesIn(QFile &device)
{
    device.seek(0);
    qint64 lines = 0;
    while (!device.atEnd()) {
        const QByteArray bytes = device.read(1 << 20);
        if (bytes.isEmpty())
            break;
        lines += bytes.count('\n');
    }
    return lines;
}

} // namespace

LedgerFile::LedgerFile(const QString &file, const QString &connection)
    : m_path(file), m_connection(connection), m_device(file)
{
}

LedgerFile::~LedgerFile() = default;

QString LedgerFile::headFileOf(const QString &file)
{
    return file + u".head"_s;
}

core::Result<core::Done> LedgerFile::open()
{
    if (m_device.isOpen())
        return core::Done{};
    if (const auto prepared = db::preparePrivateFile(m_path); !prepared)
        return prepared.error();
    const int descriptor = ::open(QFile::encodeName(m_path).constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0)
        return lastError(u"the ledger could not be opened"_s);
    if (!m_device.open(descriptor, QIODevice::ReadWrite | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle)) {
        ::close(descriptor);
        return storageError(m_device.errorString());
    }
    return core::Done{};
}

core::Result<core::Done> LedgerFile::lock(const core::Timestamp &now)
{
    if (const auto opened = open(); !opened)
        return opened;
    if (::flock(m_device.handle(), LOCK_EX) != 0)
        return lastError(u"the ledger could not be locked"_s);
    m_locked = true;
    m_added.clear();
    if (const auto looked = look(now); !looked) {
        unlock();
        return looked;
    }
    return core::Done{};
}

void LedgerFile::unlock()
{
    if (std::exchange(m_locked, false))
        ::flock(m_device.handle(), LOCK_UN);
}

//! Whether the line that ends there has the hash that was kept.
bool LedgerFile::endsWith(const LedgerHead &head)
{
    if (head.bytes == 0)
        return head.hash == audit::firstLedgerHash();
    const Tail tail = tailOf(m_device, head.bytes);
    return tail.end == head.bytes && tail.line.startsWith(head.hash + ' ');
}

//! What was left and what is there: others may have added to it, a kill may have torn its last line, somebody may have
//! been at it.
core::Result<core::Done> LedgerFile::look(const core::Timestamp &now)
{
    const qint64 size = m_device.size();
    if (!m_known) {
        m_file = headBeside(m_path).value_or(LedgerHead());
        m_known = true;
    } else if (size == m_file.bytes) {
        m_next = m_file;
        return core::Done{};
    }
    if (size < m_file.bytes)
        return takeUp(now, u"lines are missing from its end"_s, m_file.bytes - size);
    if (!endsWith(m_file))
        return takeUp(now, u"its end is another one"_s, 0);
    const LedgerReport report = readFrom(m_file, {});
    const bool empty = size == 0;
    m_file = report.head;
    m_next = m_file;
    if (empty) {
        LedgerLine opened;
        opened.kind = LedgerLine::Kind::Opened;
        opened.at = now;
        opened.connection = m_connection;
        add(opened);
        return flush();
    }
    if (report.verdict == LedgerReport::Verdict::Intact)
        return core::Done{};
    if (report.verdict == LedgerReport::Verdict::CutOff)
        return takeUp(now, u"the last line was torn"_s, size - report.head.bytes);
    return takeUp(now, u"line %1 does not fit"_s.arg(report.line), 0);
}

//! Goes on after the last whole line, and says what was found.
core::Result<core::Done> LedgerFile::takeUp(const core::Timestamp &now, const QString &words, qint64 bytes)
{
    const Tail tail = tailOf(m_device, m_device.size());
    if (::ftruncate(m_device.handle(), tail.end) != 0)
        return lastError(u"a torn line could not be taken off the ledger"_s);
    m_file = {};
    m_file.bytes = tail.end;
    m_file.lines = linesIn(m_device);
    if (tail.end > 0)
        m_file.hash = tail.line.left(audit::ledgerHashLength);
    m_next = m_file;
    LedgerLine line;
    line.at = now;
    if (tail.end == 0) { // nothing is left of it
        line.kind = LedgerLine::Kind::Opened;
        line.connection = m_connection;
        add(line);
    }
    line.kind = LedgerLine::Kind::Broken;
    line.words = words;
    line.bytes = bytes;
    line.lines = m_file.lines;
    add(line);
    return flush();
}

qint64 LedgerFile::add(const LedgerLine &line)
{
    // The digest of a day is told with the first line of a later one.
    const QDate day = line.at.utc().date();
    if (m_next.day.isValid() && day > m_next.day && line.kind != LedgerLine::Kind::Day) {
        LedgerLine ended;
        ended.kind = LedgerLine::Kind::Day;
        ended.at = line.at;
        ended.day = m_next.day;
        ended.lines = m_next.lines;
        ended.digest = m_next.hash;
        m_next.day = day;
        add(ended);
    }
    const qint64 at = end();
    const QByteArray json = audit::ledgerJson(line);
    m_next.hash = audit::ledgerHash(m_next.hash, json);
    m_added += m_next.hash + ' ' + json + '\n';
    ++m_next.lines;
    m_next.bytes = end();
    m_next.day = day;
    return at;
}

core::Result<core::Done> LedgerFile::flush()
{
    if (m_added.isEmpty())
        return core::Done{};
    m_device.seek(m_file.bytes);
    const bool written = m_device.write(m_added) == m_added.size() && ::fsync(m_device.handle()) == 0;
    if (!written) {
        const core::Error error = lastError(u"the ledger could not be written"_s);
        if (::ftruncate(m_device.handle(), m_file.bytes) != 0)
            qWarning("a torn line stays in the ledger until the next start");
        m_added.clear();
        m_next = m_file;
        return error;
    }
    m_added.clear();
    m_file = m_next;
    return keepHead();
}

core::Result<core::Done> LedgerFile::keepHead() const
{
    QSaveFile head(headFileOf(m_path));
    const QByteArray text = m_file.toText();
    if (!head.open(QIODevice::WriteOnly) || !head.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || head.write(text) != text.size() || !head.commit())
        return storageError(head.errorString());
    return core::Done{};
}

std::optional<LedgerLine> LedgerFile::lineAt(qint64 at)
{
    QByteArray raw;
    if (at >= m_file.bytes) {
        const qsizetype from = at - m_file.bytes;
        raw = m_added.mid(from, m_added.indexOf('\n', from) - from + 1);
    } else {
        QFile reader(m_path);
        if (reader.open(QIODevice::ReadOnly) && reader.seek(at))
            raw = reader.readLine(audit::longestLedgerLine + 2);
    }
    return raw.endsWith('\n') ? audit::parseLedgerJson(raw.mid(audit::ledgerHashLength + 1).chopped(1)) : std::nullopt;
}

LedgerReport LedgerFile::read(qint64 from, const std::function<void(const LedgerLine &, qint64)> &each)
{
    LedgerHead head;
    if (from > 0) {
        const Tail tail = tailOf(m_device, from);
        if (tail.end == from) {
            head.bytes = from;
            head.lines = 1; // not the first
            head.hash = tail.line.left(audit::ledgerHashLength);
        }
    }
    return readFrom(head, each);
}

//! Through a buffer of its own: the other one is without, and would ask for each byte.
LedgerReport LedgerFile::readFrom(const LedgerHead &head, const std::function<void(const LedgerLine &, qint64)> &each) const
{
    QFile reader(m_path);
    if (reader.open(QIODevice::ReadOnly) && reader.seek(head.bytes))
        return audit::readLedger(reader, std::nullopt, each, {}, head);
    LedgerReport failed;
    failed.verdict = LedgerReport::Verdict::Unreadable;
    failed.head = head;
    return failed;
}

LedgerReport LedgerFile::verify(const QString &file, const core::CancelFlag &cancel)
{
    LedgerReport failed;
    failed.verdict = LedgerReport::Verdict::Unreadable;
    QFile device(file);
    if (!device.open(QIODevice::ReadOnly))
        return failed;
    (void)::flock(device.handle(), LOCK_SH); // a copy on a medium without locks is read all the same
    return audit::readLedger(device, headBeside(file), {}, cancel);
}

} // namespace session
