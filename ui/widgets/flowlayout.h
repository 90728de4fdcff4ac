// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLayout>
#include <QList>

namespace widgets {

//! Items beside each other, going on in the next line where the width ends; for rows of buttons and filters. In a line each
//! is in the middle of its height. A widget whose layout it is gets the least height that its width asks for.
class FlowLayout : public QLayout
{
public:
    explicit FlowLayout(QWidget *parent = nullptr);
    ~FlowLayout() override;

    void setCentred(bool centred); //!< each line in the middle
    void setGrowing(const QWidget *widget); //!< takes what is left of its line

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override;
    [[nodiscard]] bool hasHeightForWidth() const override;
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    int arrange(const QRect &rect, bool apply) const; //!< the height that it takes

    QList<QLayoutItem *> m_items;
    const QWidget *m_growing = nullptr; //!< compared only
    bool m_centred = false;
};

} // namespace widgets
