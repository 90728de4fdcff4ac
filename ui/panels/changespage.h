// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/panelstate.h"

#include <QByteArray>
#include <QWidget>

#include <memory>
#include <optional>

namespace Ui {
class ChangesPage;
}
namespace widgets {
class DiffView;
}

class QAction;
class QStringListModel;

namespace panels {

//! One side of a comparison. Without a text, `gap` says why (redacted with its time, deleted, does not exist yet).
struct ChangesSide
{
    QString label; //!< "v2, 18 May 15:35"
    std::optional<QByteArray> text;
    QString gap = {};
    QString path = {};   //!< for the header of a patch
    bool absent = false; //!< the entry did not exist: known, unlike a text that was redacted
};

//! Two texts against each other, older left: counts, line and word marks, inline or side by side, or the changes as a
//! list of sentences.
class ChangesPage : public QWidget
{
    Q_OBJECT
public:
    explicit ChangesPage(QWidget *parent = nullptr);
    ~ChangesPage() override;

    void showNothing(const EmptyState &state);
    void showLoading(const QString &leftLabel, const QString &rightLabel);
    void showFailure(const QString &leftLabel, const QString &rightLabel, const FailureState &state);
    void showChanges(const ChangesSide &left, const ChangesSide &right);

    //! What the person chose; where there is no room for two sides, they are shown inline all the same.
    [[nodiscard]] bool isSideBySide() const;
    void setSideBySide(bool sideBySide);
    [[nodiscard]] widgets::DiffView *diffView() const;
    [[nodiscard]] bool isList() const { return m_asList; }
    [[nodiscard]] bool ignoresBlanks() const;
    //! For the menu of the header; they stay the caller's. Null makes a separator.
    void setMenuActions(const QList<QAction *> &actions);
    //! What `git apply` makes the newer text of the older with, exact whatever is ignored in the view. Of texts of two
    //! entries it is a patch for the older one's path. Empty where whyNoPatch() says something.
    [[nodiscard]] QByteArray patch() const;
    [[nodiscard]] QString whyNoPatch() const;
    //! A name for the file of a patch, without its folder: the last part of the path.
    [[nodiscard]] QString patchSubject() const;

public slots:
    void nextChange();
    void previousChange();
    void nextMark();
    void previousMark();
    void toggleSideBySide();
    void setList(bool asList);
    void setIgnoreBlanks(bool ignore);
    void copyAsText(); //!< labels and hunks, as `diff -u` writes them
    void copyAsPatch();

signals:
    void retryRequested();
    void wayOutRequested(presentation::WayOut way);
    void emptyActionRequested();
    void sideBySideChanged(bool sideBySide); //!< by the person, not by the width
    void listChanged(bool asList);
    void shownChanged(); //!< other texts, or none: whyNoPatch() may say something else

private:
    void setUpList();
    void updateCounts();
    void updateList();
    void showPage(QWidget *page);
    [[nodiscard]] bool hasChanges() const;

    std::unique_ptr<Ui::ChangesPage> m_ui;
    QStringListModel *m_sentences;
    ChangesSide m_left;
    ChangesSide m_right;
    bool m_asList = false;
};

} // namespace panels
