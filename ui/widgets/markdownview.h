// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/markdown.h"
#include "ui/widgets/colors.h"

#include <QTextBlockFormat>
#include <QTextEdit>
#include <QTimer>

#include <memory>

namespace widgets {

//! Shows a parsed Markdown page. Read-only; loads nothing, opens nothing: a link is underlined text whose target a tooltip
//! tells and linkActivated() hands on as it is written, an image a labelled placeholder. Pages are built in short turns, so that the window never waits (promise I2).
class MarkdownView : public QTextEdit
{
    Q_OBJECT

public:
    explicit MarkdownView(QWidget *parent = nullptr);
    ~MarkdownView() override;

    //! The page before stays until this one is complete.
    void showPage(const text::MarkdownPage &page);
    void setZoom(int percent);

    [[nodiscard]] double topLine();         //!< of the source, from 1, with the part of a block that is scrolled by
    void scrollToLine(double line);

signals:
    void shown(); //!< a page is complete
    //! A click on a link, or Enter with the cursor in it. Untrusted.
    void linkActivated(const QString &target);

protected:
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;
    QVariant loadResource(int type, const QUrl &name) override;

private:
    void build();
    void buildSome();
    void addBlock(const text::MarkdownBlock &block);
    [[nodiscard]] QTextBlockFormat blockFormat(const text::MarkdownBlock &block) const;
    [[nodiscard]] QTextCharFormat charFormat(const text::MarkdownBlock &block, const text::MarkdownRun &run) const;

    text::MarkdownPage m_page;
    std::unique_ptr<QTextDocument> m_next; //!< being built
    Colors m_colors;                       //!< of what is being built
    QFont m_fixed;
    qsizetype m_built = 0;                 //!< blocks of m_page in m_next
    QTimer m_turn;
    QString m_pressed;                     //!< the link under the button that went down
    int m_zoom = 100;
};

} // namespace widgets
