// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/externaledit.h"

#include "core/utf8.h"
#include "models/displaytext.h"
#include "session/session.h"
#include "ui/controllers/draftkeeper.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/externalfiles.h"
#include "ui/panels/entrypanel.h"
#include "ui/widgets/messagebanner.h"
#include "wire/pathrules.h"

#include <QFileInfo>
#include <QLocale>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace controllers {

namespace {

const QString openBanner = u"external.open"_s;
const QString problemBanner = u"external.problem"_s;
const QString conflictBanner = u"external.conflict"_s;
constexpr auto settleAfter = 150ms;
constexpr qint64 mostRead = 8 * 1024 * 1024; //!< more is not even looked at

} // namespace

ExternalEdit::ExternalEdit(Navigator &navigator, EntryController &entry, DraftKeeper &drafts, ExternalFiles &files)
    : m_navigator(navigator), m_entry(entry), m_drafts(drafts), m_files(files)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleAfter);
    connect(&m_settle, &QTimer::timeout, this, &ExternalEdit::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_settle.start(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_settle.start(); });
    connect(&navigator, &Navigator::leaving, this, [this] {
        look(); // what was saved there a moment ago
        m_drafts.putAside(); // if it went into the editor, it goes with it
        stop();
    });
    connect(&entry.panel(), &panels::EntryPanel::bannerActionTriggered, this,
            [this](const QString &id, const QString &action) {
                if (id == openBanner || id == conflictBanner)
                    act(action);
            });
}

ExternalEdit::~ExternalEdit()
{
    m_watcher.disconnect(this);
    if (!m_file.isEmpty())
        release();
}

QString ExternalEdit::whyNot() const
{
    if (!m_entry.base())
        return tr("No entry is open.");
    return m_entry.panel().readOnlyReason();
}

void ExternalEdit::open()
{
    if (!whyNot().isEmpty())
        return;
    const QByteArray text = m_entry.panel().editedBytes();
    core::Result<core::Done> written = core::Done{};
    if (m_file.isEmpty()) {
        const auto file = m_files.make(m_entry.base()->path, text);
        if (file)
            m_file = *file;
        else
            written = file.error();
    } else {
        look();
        if (m_agreed != m_seen) {
            askWhich();
            return;
        }
        written = m_files.write(m_file, text);
    }
    if (!written) {
        m_entry.panel().showBanner({problemBanner, widgets::Severity::Error,
                                    tr("No file could be made for the other program. The text here is as it was."), {},
                                    written.error().detail});
        return;
    }
    m_agreed = m_seen = text;
    watch();
    showOpen();
    if (!m_files.open(m_file))
        refuse(tr("No program for this kind of file was found. Choose one in the menu Entry, or open the file by hand."));
}

void ExternalEdit::watch()
{
    const QString folder = QFileInfo(m_file).path();
    for (const QString &one : {folder, m_file}) {
        if (!m_watcher.files().contains(one) && !m_watcher.directories().contains(one))
            m_watcher.addPath(one); // one that was replaced is no longer watched
    }
}

void ExternalEdit::look()
{
    if (m_file.isEmpty() || !m_entry.base())
        return;
    watch();
    const core::Result<QByteArray> text = ExternalFiles::read(m_file, mostRead);
    if (!text) {
        if (text.error().kind == core::ErrorKind::TooLarge)
            refuse(tr("The file is far too large for a text of this service. It is not taken over."));
        return; // missing: it is being replaced, and the folder tells when it is back
    }
    if (*text == m_seen)
        return;
    m_seen = *text;
    take(*text);
}

QString ExternalEdit::problemOf(const QByteArray &text) const
{
    const QLocale locale;
    const int limit = m_navigator.session() ? m_navigator.session()->dialect().limits.contentBytes : 0;
    if (const qsizetype at = core::firstInvalidUtf8(text); at >= 0)
        return tr("The file is not UTF-8 any more, from byte %1 on. It is not taken over; save it as UTF-8 there.")
            .arg(locale.toString(at));
    if (text.contains('\0'))
        return tr("The file has a zero byte, which is no text. It is not taken over.");
    if (wire::isBlank(text))
        return tr("The file is empty. It is not taken over.");
    if (limit > 0 && text.size() > limit)
        return tr("The file has %1 bytes; the service takes at most %2. It is not taken over; make it shorter there.")
            .arg(locale.toString(text.size()), locale.toString(limit));
    return whyNot();
}

void ExternalEdit::take(const QByteArray &text)
{
    const QByteArray here = m_entry.panel().editedBytes();
    if (const QString problem = problemOf(text); !problem.isEmpty()) {
        refuse(problem);
        return;
    }
    m_entry.panel().dismissBanner(problemBanner);
    if (text == here) {
        m_agreed = text;
        m_entry.panel().dismissBanner(conflictBanner);
    } else if (here == m_agreed) {
        putIntoEditor(text);
    } else {
        askWhich();
    }
}

void ExternalEdit::putIntoEditor(const QByteArray &text)
{
    m_agreed = text;
    m_entry.panel().dismissBanner(conflictBanner);
    m_entry.panel().useText(text);
}

//! Typed here and saved there: neither goes without the person.
void ExternalEdit::askWhich()
{
    m_entry.panel().showBanner(
        {conflictBanner, widgets::Severity::Warning,
         tr("The text was changed here and in the other program. Nothing is lost yet: which one shall go on?"),
         {{u"take"_s, tr("The File’s, Keep Mine as Draft")}, {u"keep"_s, tr("Mine, into the File")}},
         {},
         false});
}

void ExternalEdit::act(const QString &action)
{
    if (action == u"take"_s) {
        m_drafts.putAside();
        putIntoEditor(m_seen);
        m_drafts.look(); // offers what was put aside
    } else if (action == u"keep"_s) {
        m_entry.panel().dismissBanner(conflictBanner);
        const QByteArray mine = m_entry.panel().editedBytes();
        if (m_files.write(m_file, mine))
            m_agreed = m_seen = mine;
        else
            refuse(tr("The file could not be written. The text here is as it was."));
        watch();
    } else if (action == u"stop"_s) {
        look();
        stop();
    } else if (action == u"again"_s) {
        open();
    }
}

//! What was saved there and is nowhere else does not go with the file.
void ExternalEdit::release()
{
    const core::Result<QByteArray> text = ExternalFiles::read(m_file, mostRead);
    const bool known = text && (*text == m_agreed || *text == m_entry.panel().editedBytes() || wire::isBlank(*text));
    if (text && !known && core::firstInvalidUtf8(*text) < 0 && !text->contains('\0') && m_entry.base())
        m_drafts.keepBeside(*text);
    else if (!known && (text || text.error().kind != core::ErrorKind::NotFound))
        return m_files.leave(m_file);
    m_files.remove(m_file);
}

void ExternalEdit::stop()
{
    if (m_file.isEmpty())
        return;
    m_settle.stop();
    if (const QStringList watched = m_watcher.files() + m_watcher.directories(); !watched.isEmpty())
        m_watcher.removePaths(watched);
    release();
    m_file.clear();
    for (const QString &id : {openBanner, problemBanner, conflictBanner})
        m_entry.panel().dismissBanner(id);
}

void ExternalEdit::showOpen()
{
    m_entry.panel().showBanner(
        {openBanner, widgets::Severity::Info,
         tr("This text is in a file meanwhile, which only you can read: %1. What you save there appears here as unsaved text. "
            "The file is deleted when this entry is closed.")
             .arg(models::displayText(m_file)),
         {{u"again"_s, tr("Open Again")}, {u"stop"_s, tr("Delete the File")}},
         {},
         false});
}

void ExternalEdit::refuse(const QString &why)
{
    m_entry.panel().showBanner({problemBanner, widgets::Severity::Warning, why});
}

} // namespace controllers
