// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "journal/drafts.h"
#include "ui/controllers/draftwriter.h"
#include "ui/controllers/navigator.h"

#include <QObject>
#include <QPointer>

namespace dialogs {
class DraftDialog;
}

namespace controllers {

class EntryController;

//! The unsaved text of one open entry on this computer: keeps it while it is typed, and offers what an earlier run or a
//! closed tab left of this entry (promises A1, A6, A10). One for each EntryController; application's thread.
class DraftKeeper : public QObject
{
    Q_OBJECT
public:
    //! `window` is the parent of its dialogs.
    DraftKeeper(Navigator &navigator, EntryController &entry, journal::Drafts &drafts, const core::Clock &clock,
                QWidget &window);
    ~DraftKeeper() override; //!< keeps what is typed: a tab may be closed without a question

    //! What is typed is given to the disk now: the program ends.
    void flush() { m_writer.flush(); }
    //! What would become of the text that is unsaved now, if the editor let go of it.
    enum class Safety {
        Safe,    //!< there is none, or the disk has all of it
        Waiting, //!< the disk has not answered yet: checked() comes after a flush()
        Unsafe,  //!< it is in the editor only
    };
    [[nodiscard]] Safety safety() const;
    //! This text is being sent over the base. Noted before, so that it is known for the person's own after a kill.
    void noteSent(const QByteArray &text);
    //! The end of what was sent is known.
    void noteSettled();
    //! What is typed stays as a draft of its own; the editor gets another text.
    void putAside();
    //! A text of this entry that is not in the editor, as a draft.
    void keepBeside(const QByteArray &text);
    //! The person threw the unsaved text away.
    void discard();
    //! Looks again for drafts of the open entry.
    void look();
    //! Takes this draft up in the editor, whose own unsaved text is kept; when the entry is on its way, once it is there.
    void restore(const journal::DraftId &id);

    //! "Kept on this computer" and the like, for the status bar; empty when nothing is unsaved.
    [[nodiscard]] QString stateWords() const;
    [[nodiscard]] const journal::DraftId &current() const { return m_writer.id(); }

signals:
    void stateChanged();
    void checked(); //!< after Safety::Waiting: it may be another one now

private:
    [[nodiscard]] std::optional<journal::Draft> unsaved() const;
    [[nodiscard]] core::EntryRef openEntry() const;
    void followText();
    void showState();
    void offer(const QList<journal::DraftRow> &rows);
    void act(const QString &action);
    void compare();
    void drop(const journal::DraftId &id);

    Navigator &m_navigator;
    EntryController &m_entry;
    journal::Drafts &m_drafts;
    const core::Clock &m_clock;
    QWidget &m_window;
    DraftWriter m_writer;
    core::Call<QList<journal::DraftRow>> m_look;
    journal::DraftRow m_offered; //!< by the banner
    QPointer<dialogs::DraftDialog> m_dialog;
    std::optional<QByteArray> m_thrownAway; //!< is not kept again unless it is typed on
    journal::DraftId m_wanted; //!< when the entry is there
    QString m_sent; //!< hash of what is on its way, or of unknown fate
    int m_loads = 0;
};

} // namespace controllers
