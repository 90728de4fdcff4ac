// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <QByteArray>

#include <memory>
#include <optional>

class QTimer;

namespace Ui {
class LostRaceDialog;
}

namespace dialogs {

struct LostRaceFacts
{
    Target target;
    QString path;
    QByteArray mine;
    QByteArray theirs;
    QString theirLabel; //!< "v8, saved 12 seconds ago"
    qint64 maxBytes = 0; //!< of what can be saved; 0: no limit known
};

//! Somebody else saved first: both texts, theirs left, mine right and below to be edited. Nothing is overwritten unless
//! the person says so; *Cancel* goes back to the editor with the text as it was.
class LostRaceDialog : public Sheet
{
    Q_OBJECT
public:
    explicit LostRaceDialog(QWidget *parent = nullptr);
    ~LostRaceDialog() override;

    void setFacts(const LostRaceFacts &facts);
    //! It changed once more while the dialog was open: what was edited stays.
    void setTheirs(const QByteArray &theirs, const QString &theirLabel);
    [[nodiscard]] QByteArray mine() const;

signals:
    void takeTheirsRequested();
    void saveMineRequested(const QByteArray &text); //!< onto the fresh version; mine as it was or as edited here

private:
    void compare();
    void check();

    std::unique_ptr<Ui::LostRaceDialog> m_ui;
    QTimer *m_compareDelay;
    LostRaceFacts m_facts;
};

} // namespace dialogs
