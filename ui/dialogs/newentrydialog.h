// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <QByteArray>

#include <functional>
#include <memory>

namespace Ui {
class NewEntryDialog;
}

namespace dialogs {

//! Asks for the path and the first text of a new entry.
class NewEntryDialog : public Sheet
{
    Q_OBJECT
public:
    //! A sentence that says what is wrong, or nothing. Called at every key; must be quick.
    using PathCheck = std::function<QString(const QString &path)>;
    using TextCheck = std::function<QString(const QByteArray &text)>;

    explicit NewEntryDialog(QWidget *parent = nullptr);
    ~NewEntryDialog() override;

    void setPathCheck(PathCheck check); //!< form and duplicates
    void setTextCheck(TextCheck check); //!< empty, too large
    void setPath(const QString &path); //!< for example the folder in which the person stands, with its slash
    void setText(const QByteArray &text);
    void setNote(const QString &sentence); //!< above the fields; empty: none
    [[nodiscard]] QString path() const;
    [[nodiscard]] QByteArray text() const;
    //! The service refused the path (taken meanwhile): shown beside the field until it is changed.
    void showPathProblem(const QString &sentence);
    //! Why what is typed here would not outlive the program; empty when it would.
    void showKeeping(const QString &problem);

    void setVisible(bool visible) override;

signals:
    void edited(); //!< path or text
    void createRequested(const QString &path, const QByteArray &text);

private:
    void check();

    std::unique_ptr<Ui::NewEntryDialog> m_ui;
    PathCheck m_pathCheck;
    TextCheck m_textCheck;
    QString m_refusedPath;
    QString m_refusal;
    QString m_keepingProblem;
};

} // namespace dialogs
