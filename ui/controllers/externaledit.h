// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/controllers/navigator.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace controllers {

class DraftKeeper;
class EntryController;
class ExternalFiles;

//! One open text in another program: its bytes in a private file, and what is saved there comes back as unsaved text of
//! the editor, from where it goes the usual safe way. One for each EntryTab; the file goes with it. Application's thread.
class ExternalEdit : public QObject
{
    Q_OBJECT
public:
    ExternalEdit(Navigator &navigator, EntryController &entry, DraftKeeper &drafts, ExternalFiles &files);
    ~ExternalEdit() override;

    //! Opens the text; a second time, the file of the first with what the editor has by now.
    void open();
    //! Why open() would do nothing, in words; empty when it can.
    [[nodiscard]] QString whyNot() const;
    [[nodiscard]] const QString &file() const { return m_file; } //!< empty: not open elsewhere
    //! Takes over what was saved there a moment ago.
    void look();

private:
    void watch();
    void take(const QByteArray &text);
    void putIntoEditor(const QByteArray &text);
    void askWhich();
    void act(const QString &action);
    void stop();
    void release();
    void showOpen();
    void refuse(const QString &why);
    [[nodiscard]] QString problemOf(const QByteArray &text) const;

    Navigator &m_navigator;
    EntryController &m_entry;
    DraftKeeper &m_drafts;
    ExternalFiles &m_files;
    QFileSystemWatcher m_watcher; //!< of the folder too: many programs replace the file
    QTimer m_settle;              //!< a program may write in several steps
    QString m_file;
    QByteArray m_agreed;          //!< what both sides had last
    QByteArray m_seen;            //!< what the file had last
};

} // namespace controllers
