// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>

namespace dialogs {

//! Holds the body of a dialog whose height changes: the window grows with it, as far as the screen goes, and beyond that
//! the body scrolls. At 200 % on a small screen nothing is squeezed and the buttons stay reachable.
class TallBody : public QScrollArea
{
    Q_OBJECT
public:
    explicit TallBody(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] int heightFor(int width) const;
    void growLater();
    void grow();

    bool m_pending = false;
};

} // namespace dialogs
