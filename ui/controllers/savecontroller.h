// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "session/outcomes.h"
#include "ui/controllers/navigator.h"
#include "ui/presentation/errorsentences.h"

#include <QObject>
#include <QPointer>

namespace dialogs {
class LostRaceDialog;
class UnsavedDialog;
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
    [[nodiscard]] bool isSaving() const { return m_call.isPending(); }

signals:
    void stateChanged();
    //! An entry that is gone shall come back with this text.
    void recreateRequested(const core::StoreId &store, const QString &path, const QByteArray &text);
    //! A presentation::WayOut that is not about this text: another token, the connection.
    void wayOutRequested(int way);

private:
    using Finished = std::function<void(bool saved)>;

    void send(const core::Entry &base, const QByteArray &text, const Finished &finished);
    void settle(const core::Result<session::SaveOutcome> &result, const QByteArray &text, const Finished &finished);
    void settleSaved(const session::SaveOutcome &outcome, const QByteArray &text);
    void showLostRace(const core::Entry &theirs, const QByteArray &mine);
    void askBeforeLeaving(const Navigator::Proceed &proceed);
    void showBanner(presentation::Situation situation, const std::optional<core::Error> &cause);
    void act(presentation::WayOut way);
    void checkAgain();

    Navigator &m_navigator;
    EntryController &m_entry;
    QWidget &m_window;
    core::Call<session::SaveOutcome> m_call;
    QPointer<dialogs::LostRaceDialog> m_lostRace;
    QPointer<dialogs::UnsavedDialog> m_unsaved;
    core::Entry m_theirs; //!< what the lost race was lost to
};

} // namespace controllers
