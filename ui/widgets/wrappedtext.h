// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTextEdit>

namespace widgets {

//! Plain words that can be chosen and copied but not changed, as high as they need in the width there is: nothing of a long
//! hash or description is out of sight. For short texts; each is a document of its own.
class WrappedText : public QTextEdit
{
    Q_OBJECT
public:
    explicit WrappedText(QWidget *parent = nullptr);

    void showText(const QString &text);
    [[nodiscard]] QString shownText() const { return m_text; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override; //!< for whatever scrolls around it

private:
    void fitHeight();

    QString m_text;
};

} // namespace widgets
