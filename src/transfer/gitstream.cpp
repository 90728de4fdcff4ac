// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "transfer/gitstream.h"

#include "text/visible.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace transfer {

namespace {

QByteArray data(const QByteArray &bytes)
{
    return "data " + QByteArray::number(bytes.size()) + '\n' + bytes + '\n';
}

//! Who commits; git wants seconds that are not negative.
QByteArray committer(const core::Timestamp &time)
{
    const qint64 seconds = time.isNull() ? 0 : std::max<qint64>(0, time.microseconds() / 1'000'000);
    return "committer Memory Stores <memory-stores@invalid> " + QByteArray::number(seconds) + " +0000\n";
}

QByteArray quotedPath(const QString &file)
{
    // The names of an export have neither quotes nor backslashes nor line ends in them.
    return '"' + file.toUtf8() + '"';
}

QByteArray messageOf(const core::Version &version)
{
    const QString word = version.actionWord.isEmpty() ? u"changed"_s : version.actionWord;
    QString message = text::visible(word) + u' ' + text::visible(version.path) + u"\n\n"_s;
    const auto line = [&message](const QString &name, const QString &value) {
        if (!value.isEmpty())
            message += name + u": "_s + text::visible(value) + u'\n';
    };
    line(u"Version"_s, version.id.value);
    line(u"Entry"_s, version.entry.value);
    line(u"Time"_s, version.createdAt.text());
    line(u"Sha256"_s, version.sha256);
    for (const core::RawField &field : version.unknownFields) {
        if (field.name == u"created_by")
            line(u"Created by"_s, field.json);
    }
    return message.toUtf8();
}

QByteArray noteOf(const core::Version &version, const QString &missing)
{
    QString note = version.redacted ? u"redacted"_s : u"not exported: "_s + text::visible(missing);
    if (version.redactedAt)
        note += u" at "_s + version.redactedAt->text();
    if (version.size)
        note += u"\nsize: %1"_s.arg(*version.size);
    if (!version.sha256.isEmpty())
        note += u"\nsha256: "_s + text::visible(version.sha256);
    return (note + u'\n').toUtf8();
}

QByteArray textMark(qint64 number)
{
    return ':' + QByteArray::number(2 * number);
}

QByteArray commitMark(qint64 number)
{
    return ':' + QByteArray::number(2 * number + 1);
}

} // namespace

QByteArray GitStream::head()
{
    return "feature done\n";
}

QByteArray GitStream::addText(qint64 number, const QByteArray &text)
{
    m_texts.append(number);
    return "blob\nmark " + textMark(number) + '\n' + data(text);
}

void GitStream::addVersion(qint64 number, const core::Version &version, const QString &file, const QString &missing)
{
    Commit commit{number, version, file, missing};
    commit.version.content.reset();
    m_commits.append(commit);
}

QByteArray GitStream::end()
{
    std::sort(m_commits.begin(), m_commits.end(), [](const Commit &a, const Commit &b) { return a.number < b.number; });
    const QSet<qint64> texts(m_texts.begin(), m_texts.end());
    QByteArray out;
    QByteArray notes;
    core::Timestamp last;
    for (const Commit &commit : std::as_const(m_commits)) {
        const bool deletes = commit.version.action == core::Action::Deleted;
        out += "commit refs/heads/main\nmark " + commitMark(commit.number) + '\n' + committer(commit.version.createdAt)
            + data(messageOf(commit.version));
        if (deletes)
            out += "D " + quotedPath(commit.file) + '\n';
        else if (texts.contains(commit.number))
            out += "M 100644 " + textMark(commit.number) + ' ' + quotedPath(commit.file) + '\n';
        else
            out += "M 100644 inline " + quotedPath(commit.file) + '\n' + data({});
        out += '\n';
        last = std::max(last, commit.version.createdAt);
        if (!deletes && !texts.contains(commit.number))
            notes += "N inline " + commitMark(commit.number) + '\n' + data(noteOf(commit.version, commit.missing));
    }
    if (!notes.isEmpty())
        out += "commit refs/notes/commits\n" + committer(last) + data("Redactions and what could not be read\n") + notes + '\n';
    return out + "done\n";
}

} // namespace transfer
