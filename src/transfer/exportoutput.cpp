// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "transfer/exportoutput.h"

#include "transfer/newfolder.h"

#include <QCryptographicHash>
#include <QFile>

#include <map>

using namespace Qt::StringLiterals;

namespace transfer {

QString incompleteMark()
{
    return u"INCOMPLETE.txt"_s;
}

QByteArray incompleteText()
{
    return "This export is not complete. If there is a manifest.json, it says what is missing and why.\n";
}

core::Result<core::Done> verifyFile(int file, const WrittenFile &expected)
{
    const auto differs = [&expected](const QString &how) {
        core::Error error;
        error.kind = core::ErrorKind::Storage;
        error.detail = expected.name + u": "_s + how;
        error.delivery = core::Delivery::NotSent;
        return error;
    };
    QFile reader;
    if (!reader.open(file, QIODevice::ReadOnly | QIODevice::Unbuffered))
        return differs(reader.errorString());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    qint64 size = 0;
    QByteArray piece(256 * 1024, Qt::Uninitialized);
    for (;;) {
        const qint64 read = reader.read(piece.data(), piece.size());
        if (read < 0)
            return differs(reader.errorString());
        if (read == 0)
            break;
        size += read;
        if (size > expected.size)
            break;
        hash.addData(QByteArrayView(piece.constData(), read));
    }
    if (size != expected.size || hash.result().toHex() != expected.sha256)
        return differs(u"reads back otherwise than it was written"_s);
    return core::Done{};
}

namespace {

class FolderOutput final : public ExportOutput
{
public:
    explicit FolderOutput(std::unique_ptr<NewFolder> folder) : m_folder(std::move(folder)) { }

    core::Result<core::Done> write(const QString &name, const QByteArray &bytes, std::optional<qint64> modified) override
    {
        return m_folder->write(name, bytes, modified);
    }

    core::Result<core::Done> append(const QString &name, const QByteArray &bytes) override
    {
        if (const auto open = m_growing.find(name); open != m_growing.end())
            return writeAll(open->second.value(), bytes, name);
        auto file = m_folder->create(name);
        if (!file)
            return file.error();
        auto &kept = m_growing.emplace(name, std::move(*file)).first->second;
        return writeAll(kept.value(), bytes, name);
    }

    core::Result<core::Done> finish(const QList<WrittenFile> &expected, bool complete) override
    {
        for (auto &[name, file] : m_growing) {
            if (!file.close())
                return systemError(name);
        }
        for (const WrittenFile &wanted : expected) {
            const auto file = m_folder->openForReading(wanted.name);
            if (!file)
                return file.error();
            if (const auto verified = verifyFile(file->value(), wanted); !verified)
                return verified.error();
        }
        if (const auto kept = m_folder->sync(); !kept)
            return kept.error();
        return complete ? m_folder->remove(incompleteMark()) : core::Result<core::Done>(core::Done{});
    }

    [[nodiscard]] QString path() const override { return m_folder->path(); }

private:
    std::unique_ptr<NewFolder> m_folder;
    std::map<QString, Descriptor> m_growing;
};

} // namespace

core::Result<std::unique_ptr<ExportOutput>> exportToFolder(const QString &path)
{
    auto folder = NewFolder::make(path);
    if (!folder)
        return folder.error();
    if (const auto marked = (*folder)->write(incompleteMark(), incompleteText()); !marked)
        return marked.error();
    return std::unique_ptr<ExportOutput>(std::make_unique<FolderOutput>(std::move(*folder)));
}

} // namespace transfer
