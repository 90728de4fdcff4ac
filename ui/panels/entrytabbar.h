// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTabBar>

namespace panels {

//! How a tab of an open entry looks. Words come ready made and with odd characters visible.
struct EntryTabLook
{
    int id = 0;
    QString title;
    QString toolTip;        //!< connection, store and full path
    bool preview = false;   //!< in italics: the next one that is looked at takes its place
    bool dirty = false;
    bool closable = true;

    friend bool operator==(const EntryTabLook &, const EntryTabLook &) = default;
};

//! The row of open entries. A tab is never narrower than its name (long ones are shortened in the middle, in full in the
//! tooltip); when there are too many, it scrolls. Tabs are known by id, since they can be moved.
class EntryTabBar : public QTabBar
{
    Q_OBJECT
public:
    explicit EntryTabBar(QWidget *parent = nullptr);

    //! Adds, changes and removes tabs; those that stay keep their place. Announces nothing.
    void setTabs(const QList<EntryTabLook> &tabs, int current);
    [[nodiscard]] QList<int> order() const;
    [[nodiscard]] int idAt(int index) const; //!< -1 when there is none
    [[nodiscard]] bool isPreview(int index) const;

signals:
    void tabChosen(int id);
    void closeRequested(int id);
    void pinRequested(int id); //!< double click
    void orderChanged();

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] int indexOf(int id) const;
    void show(int index, const EntryTabLook &look);

    QList<EntryTabLook> m_looks; //!< any order
    int m_pressed = -1;          //!< id under the middle button
};

} // namespace panels
