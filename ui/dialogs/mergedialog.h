// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "text/merge.h"
#include "ui/dialogs/sheet.h"

#include <QByteArray>
#include <QHash>
#include <QThreadPool>

#include <memory>

class QPushButton;
class QTimer;

namespace Ui {
class MergeDialog;
}

namespace widgets {
class MergeResult;
}

namespace dialogs {

struct MergeFacts
{
    Target target;
    QString path;
    QByteArray base;
    QByteArray mine;
    QByteArray theirs;
    QString baseLabel;   //!< "version 3"
    QString theirsLabel; //!< "version 4, saved 12 seconds ago"
    QString theirsFacts; //!< time, size, ids and hash of theirs, each in full
    qint64 maxBytes = 0; //!< of what can be saved; 0: no limit known
    bool again = false;  //!< lost once more: mine is what was merged before
    bool restored = false; //!< theirs is what an own save went over, and base is what the service has
    QString takenBack = {}; //!< "v4": its change is taken back; theirs is the text before it, and nothing is saved
};

//! Somebody else saved first: mine and theirs side by side over the merged result. Changes that do not touch are merged by
//! themselves, conflicts are walked one by one, everything can be edited. Nothing is saved before the person says so;
//! *Cancel* leaves the text as it was, and what was decided here until other texts are given.
class MergeDialog : public Sheet
{
    Q_OBJECT
public:
    explicit MergeDialog(QWidget *parent = nullptr);
    ~MergeDialog() override;

    //! The same three texts as before: what was decided stays.
    void setFacts(const MergeFacts &facts);
    [[nodiscard]] const MergeFacts &facts() const { return m_facts; }
    //! The merged text as it stands.
    [[nodiscard]] QByteArray result() const;
    [[nodiscard]] widgets::MergeResult *resultEditor() const;
    //! Why it cannot be saved yet, in words; empty when it can.
    [[nodiscard]] QString whyNot() const;

signals:
    void takeTheirsRequested(); //!< instead of all of mine
    void saveRequested(const QByteArray &text); //!< onto the fresh version; taking back, into the editor

private:
    enum class Pair { MineTheirs, BaseMine, BaseTheirs, ResultTheirs };

    void setUpConflictBar();
    void setUpButtons();
    void start();
    void adoptMerge(const text::Merge &merge);
    void compare();
    void showSpot();
    void updateState();
    [[nodiscard]] Pair pair() const;

    std::unique_ptr<Ui::MergeDialog> m_ui;
    QPushButton *m_save = nullptr;
    QPushButton *m_drop = nullptr;
    QTimer *m_compareDelay;
    MergeFacts m_facts;
    QThreadPool m_pool; //!< one thread; ends before the dialog does
    core::Call<text::Merge> m_call;
    QHash<QPushButton *, int> m_pressedAt; //!< the conflict that a button was pressed for
    bool m_ready = false;
};

} // namespace dialogs
