// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <QList>

#include <memory>

class QPushButton;

namespace Ui {
class AuditDialog;
}

namespace dialogs {

//! One thing that was found, in words; names from outside are made visible by the dialog.
struct AuditRow
{
    QString what;
    QString where;       //!< a path; empty: the store
    QString written;     //!< when
    QString explanation; //!< whole sentences, for the tooltip
    int number = -1;     //!< for showRequested(); -1: there is nothing to go to
    bool isPair = false; //!< two texts: they are compared, not shown
};

struct AuditGroup
{
    QString title; //!< with its count
    QList<AuditRow> rows;
};

//! Asks what of a store is looked at, shows how it goes on, and at the end what was found, in groups. Stays beside the
//! window, which goes to whatever is activated here.
class AuditDialog : public Sheet
{
    Q_OBJECT
public:
    enum class Purpose { Verify, Repeats, Scan, Search, Witness };
    struct Choice
    {
        bool part = false;
        bool pastTexts = true;
        QString needle = {}; //!< of Search, as the rest
        bool regex = false;
        bool caseSensitive = false;
        bool wholeWord = false;
    };

    explicit AuditDialog(Purpose purpose, QWidget *parent = nullptr);
    ~AuditDialog() override;

    //! The choice for less than the whole store; empty: there is none.
    void setPart(const QString &words);
    [[nodiscard]] Choice choice() const;

    void showRunning();
    //! An unknown total is 0.
    void setProgress(const QString &text, qint64 done, qint64 total);
    //! `verdict`: one sentence; `facts`: the counts, a line each.
    void showEnded(const QString &verdict, const QString &facts, const QList<AuditGroup> &groups);
    //! After the end: the words of a button that reads what is missing, and why; empty: there is none.
    void setMissing(const QString &words, const QString &explanation = {});
    //! Of Search: back to the question, with what is wrong with it.
    void askAgain(const QString &problem);
    [[nodiscard]] QString verdict() const;
    [[nodiscard]] QString facts() const;

signals:
    void startRequested(const dialogs::AuditDialog::Choice &choice);
    void showRequested(int number);
    void exportRequested();
    void missingRequested(); //!< what is missing is to be read

private:
    enum class Stage { Asking, Running, Ended };
    void setUpSearch();
    void setStage(Stage stage);
    void follow();
    void showCurrent();

    const Purpose m_purpose;
    std::unique_ptr<Ui::AuditDialog> m_ui;
    QPushButton *m_start = nullptr;
    QPushButton *m_show = nullptr;
    QPushButton *m_export = nullptr;
    QPushButton *m_missing = nullptr;
    QPushButton *m_again = nullptr;
    QString m_showWords;
    Stage m_stage = Stage::Asking;
};

} // namespace dialogs
