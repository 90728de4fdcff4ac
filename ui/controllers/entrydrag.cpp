// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/entrydrag.h"

#include "session/session.h"
#include "transfer/filenames.h"
#include "transfer/newfolder.h"
#include "ui/controllers/navigator.h"
#include "ui/presentation/icons.h"

#include <QDir>
#include <QDrag>
#include <QGuiApplication>
#include <QUrl>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

const QString urlList = u"text/uri-list"_s;

} // namespace

EntryFile::EntryFile(const QString &folder, const QString &name, const QByteArray &text)
    : m_folder(folder), m_name(name), m_text(text)
{
}

QStringList EntryFile::formats() const { return {urlList}; }

bool EntryFile::hasFormat(const QString &mimeType) const { return mimeType == urlList; }

QVariant EntryFile::retrieveData(const QString &mimeType, QMetaType) const
{
    if (mimeType != urlList)
        return {};
    if (m_file.isEmpty()) {
        QString free;
        for (int i = 1; free.isEmpty() || QDir(m_folder).exists(free); ++i)
            free = QString::number(i);
        const auto folder = transfer::NewFolder::make(m_folder + u'/' + free);
        if (!folder || !(*folder)->write(m_name, m_text))
            return {};
        m_file = (*folder)->path() + u'/' + m_name;
    }
    return QUrl::fromLocalFile(m_file).toEncoded() + "\r\n";
}

EntryDrag::EntryDrag(Navigator &navigator, QWidget &window) : QObject(&window), m_navigator(navigator), m_window(window) { }

void EntryDrag::start(const TransferPlace &place)
{
    session::Session *session = m_navigator.session();
    if (!session || place.entry.isEmpty())
        return;
    const core::Entry *known = session->hasEntries(place.store) ? session->entries(place.store).find(place.entry) : nullptr;
    if (const auto text = known ? session->keptText(known->sha256) : std::nullopt) {
        drag(place.path, *text);
        return;
    }
    // The text is on its way; the drag begins when it is there, if the button is still held.
    m_reading.abandon();
    m_reading = session->readEntry(place.store, place.entry);
    m_reading.then(this, [this, path = place.path](const core::Result<core::Entry> &entry) {
        if (entry && entry->content && (QGuiApplication::mouseButtons() & Qt::LeftButton))
            drag(path, *entry->content);
    });
}

void EntryDrag::drag(const QString &path, const QByteArray &text)
{
    if (!m_folder)
        m_folder = std::make_unique<QTemporaryDir>(); // 0700
    if (!m_folder->isValid())
        return;
    auto *pulled = new QDrag(&m_window);
    pulled->setMimeData(new EntryFile(m_folder->path(), transfer::safeFileName(path.section(u'/', -1)), text));
    pulled->setPixmap(presentation::icon(u"entry"_s, m_window.palette()).pixmap(24));
    pulled->exec(Qt::CopyAction);
}

} // namespace controllers
