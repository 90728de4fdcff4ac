// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "session/outcomes.h"
#include "ui/controllers/navigator.h"
#include "ui/presentation/errorsentences.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace dialogs {
class MergeDialog;
class UnsavedDialog;
}

namespace session {
class Session;
}

namespace controllers {

class EntryController;

//! Saving: the safe save, what it can end in, the lost race, and the question before unsaved text would be lost.
class SaveController : public QObject
{
    Q_OBJECT
public:
    //! `window` is the parent of its dialogs.
    SaveController(Navigator &navigator, EntryController &entry, QWidget &window);
    ~SaveController() override;

    void save();
    //! Why save() would do nothing, in words; empty when it can.
    [[nodiscard]] QString whyNot() const;
    //! Whether the open entry is being saved.
    [[nodiscard]] bool isSaving() const;
    //! A merge that was begun and is not saved: what was decided in it is nowhere else.
    [[nodiscard]] bool isMergeBegun() const;
    //! The last save has told something that has to be read.
    [[nodiscard]] bool hasNews() const;

signals:
    void stateChanged();
    //! This text goes out now, as the save of what is in the editor.
    void sending(const QByteArray &text);
    //! What became of it is certain.
    void settled();
    void discarded(); //!< the person threw the unsaved text away
    //! An entry that is gone shall come back with this text.
    void recreateRequested(const core::StoreId &store, const QString &path, const QByteArray &text);
    //! A presentation::WayOut that is not about this text: another token, the connection.
    void wayOutRequested(int way);

private:
    //! What a save was about. Its outcome concerns the editor only while that still shows the same loading of the same
    //! entry over the same session.
    struct Sent
    {
        QPointer<session::Session> session;
        core::Entry base;
        QByteArray text;
        int load = 0; //!< EntryController::loads()
        int token = 0; //!< api::ApiClient::tokenNumber()
    };

    void send(const core::Entry &base, const QByteArray &text);
    [[nodiscard]] bool isShown(const Sent &sent) const;
    void settle(const Sent &sent, const core::Result<session::SaveOutcome> &result);
    void settleSaved(const session::SaveOutcome &outcome, const QByteArray &text);
    void settleOvertaken(const session::SaveOutcome &outcome, const Sent &sent);
    //! The person has left the entry: only what went wrong is told, and the text can be copied.
    void settleElsewhere(const Sent &sent, const core::Result<session::SaveOutcome> &result);
    [[nodiscard]] bool isMerging() const;
    void keepMerged(const Sent &sent);
    void backToEditor(const Sent &sent);
    //! Restored: theirs is what our own save went over, and is nowhere on the service.
    enum class Occasion { Lost, LostAgain, Restored };
    void showMerge(const core::Entry &base, const QByteArray &mine, const core::Entry &theirs, Occasion occasion);
    void makeMergeDialog();
    void forgetMerge();
    void leave(bool go);
    void askBeforeLeaving(const Navigator::Proceed &proceed);
    void showBanner(presentation::Situation situation, const std::optional<core::Error> &cause);
    void act(presentation::WayOut way);
    void checkAgain(bool lost);
    void showOverwritten(const session::SaveOutcome &outcome);
    void restoreTheirs();
    //! Another token: a save that the old one could not do goes on when the person says so.
    void goOnWithToken();

    Navigator &m_navigator;
    EntryController &m_entry;
    QWidget &m_window;
    QList<core::EntryId> m_saving;
    QPointer<dialogs::MergeDialog> m_merge; //!< hidden by *Cancel*, so that what was decided stays
    QPointer<dialogs::UnsavedDialog> m_unsaved;
    Navigator::Proceed m_proceed; //!< waits for the answer of m_unsaved
    std::optional<core::Version> m_overwritten; //!< by the last save, unseen (B8)
    core::Entry m_theirs;         //!< what is merged with; a save out of the merge goes onto it
    QMetaObject::Connection m_tokenConnection;
    bool m_refused = false;       //!< the last save was: 401
    QByteArray m_leftText;        //!< could not be saved after the person had left its entry
};

} // namespace controllers
