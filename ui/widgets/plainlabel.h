// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>

namespace widgets {

//! A label that never interprets markup. Elides to its width if told to, with the whole text in the tooltip (which is
//! then the label's own). For texts from outside use showName(). Do not elide ids and hashes that people compare.
class PlainLabel : public QLabel
{
    Q_OBJECT

public:
    explicit PlainLabel(QWidget *parent = nullptr);

    //! The program's own words.
    void showText(const QString &text);
    //! A name or path from outside: odd characters are escaped (E4).
    void showName(const QString &untrusted);
    [[nodiscard]] QString shownText() const { return m_text; } //!< not elided

    void setElideMode(Qt::TextElideMode mode);

    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QString elided() const;
    void updateToolTip();

    QString m_text;
    Qt::TextElideMode m_elide = Qt::ElideNone;
};

} // namespace widgets
