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

namespace panels {

//! One side of a comparison. Without a text, `gap` says why (redacted with its time, deleted, does not exist yet).
struct ChangesSide
{
    QString label; //!< "v2, 18 May 15:35"
    std::optional<QByteArray> text;
    QString gap = {};
};

//! Two texts against each other, older left: counts, line and word marks, inline or side by side.
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

public slots:
    void nextChange();
    void previousChange();
    void toggleSideBySide();

signals:
    void retryRequested();
    void wayOutRequested(presentation::WayOut way);
    void emptyActionRequested();
    void sideBySideChanged(bool sideBySide); //!< by the person, not by the width

private:
    void updateCounts();
    void showPage(QWidget *page);

    std::unique_ptr<Ui::ChangesPage> m_ui;
};

} // namespace panels
