// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/version.h"
#include "history/records.h"
#include "ui/controllers/navigator.h"

#include <QObject>
#include <QPointer>

#include <array>

namespace dialogs {
class MergeDialog;
}
namespace text {
struct TakeBack;
}

namespace controllers {

class EntryController;

//! *Take back this change*: the reverse of one version merged onto the text in the editor, as an unsaved edit; what was
//! changed later stays. Where later changes touch it, the person decides in the merge. Writes nothing.
class TakeBack : public QObject
{
    Q_OBJECT
public:
    //! `window` is the parent of its dialog.
    TakeBack(Navigator &navigator, EntryController &entry, QWidget &window);
    ~TakeBack() override;

    //! Why the change of this version cannot be taken back, as a sentence; empty when it can be tried.
    [[nodiscard]] QString whyNot(const core::Version &version) const;
    //! Why no change of such a version can be taken back, whatever entry is open; empty when it may be.
    [[nodiscard]] static QString whyNever(const core::Version &version);
    void start(const core::Version &version);

private:
    //! What is on its way; the text in the editor is looked at when both texts are there.
    struct Asked
    {
        core::Version changed;
        core::Version before;
        QString words;    //!< "v4"
        int later = 0;    //!< versions after it, of those that are known
        int load = 0;     //!< EntryController::loads()
    };

    //! Records next to each other in the history of the entry, where they can be told to be so.
    [[nodiscard]] bool isKnownBackTo(const core::Version &version) const;
    [[nodiscard]] bool isKnownToTheBeginning(const core::Version &version) const;
    [[nodiscard]] static QString whyNotBefore(const std::optional<core::Version> &before);
    void look(const core::Version &version);
    void weigh(const core::Version &version, const std::optional<core::Version> &before, int later);
    void begin(const core::Version &version, const core::Version &before, int later);
    void read(size_t side, const core::Version &version);
    void decide();
    void merge(const text::TakeBack &back);
    void use(const QByteArray &text);
    void tell(const QString &words, bool isWarning = false);
    [[nodiscard]] bool isStillHere() const;

    Navigator &m_navigator;
    EntryController &m_entry;
    QWidget &m_window;
    Asked m_asked;
    core::Call<history::Block> m_look;  //!< for the one before it
    core::Call<history::Block> m_later; //!< for how many came after it
    std::array<core::Call<core::Version>, 2> m_calls;
    int m_missing = 0;
    QPointer<dialogs::MergeDialog> m_merge;
};

} // namespace controllers
