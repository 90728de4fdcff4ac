// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/entrytabbar.h"

#include "ui/presentation/housestyle.h"
#include "ui/widgets/plaintooltip.h"

#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyleOptionTab>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace panels {

namespace {

constexpr int widestEms = 22;

//! A tab bar has one font; the style is where a single tab can have another.
class EntryTabStyle : public presentation::HouseStyle
{
public:
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override
    {
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        const auto *bar = qobject_cast<const EntryTabBar *>(widget);
        if (element != CE_TabBarTabLabel || !tab || !bar || !bar->isPreview(tab->tabIndex)) {
            HouseStyle::drawControl(element, option, painter, widget);
            return;
        }
        painter->save();
        QFont font = painter->font();
        font.setItalic(true);
        painter->setFont(font);
        HouseStyle::drawControl(element, option, painter, widget);
        painter->restore();
    }
};

} // namespace

EntryTabBar::EntryTabBar(QWidget *parent) : QTabBar(parent)
{
    auto *style = new EntryTabStyle;
    style->setParent(this);
    setStyle(style);
    setAccessibleName(tr("Open entries"));
    setDocumentMode(true);
    setDrawBase(true);
    setExpanding(false);
    setMovable(true);
    setTabsClosable(true);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideMiddle);
    setSelectionBehaviorOnRemove(QTabBar::SelectPreviousTab);
    setFocusPolicy(Qt::TabFocus);
    connect(this, &QTabBar::currentChanged, this, [this](int index) {
        if (const int id = idAt(index); id >= 0)
            emit tabChosen(id);
    });
    connect(this, &QTabBar::tabCloseRequested, this, [this](int index) { emit closeRequested(idAt(index)); });
    connect(this, &QTabBar::tabBarDoubleClicked, this, [this](int index) {
        if (const int id = idAt(index); id >= 0)
            emit pinRequested(id);
    });
    connect(this, &QTabBar::tabMoved, this, &EntryTabBar::orderChanged);
}

int EntryTabBar::idAt(int index) const
{
    return index >= 0 && index < count() ? tabData(index).toInt() : -1;
}

int EntryTabBar::indexOf(int id) const
{
    for (int index = 0; index < count(); ++index) {
        if (idAt(index) == id)
            return index;
    }
    return -1;
}

QList<int> EntryTabBar::order() const
{
    QList<int> ids;
    for (int index = 0; index < count(); ++index)
        ids.append(idAt(index));
    return ids;
}

bool EntryTabBar::isPreview(int index) const
{
    const int id = idAt(index);
    return std::any_of(m_looks.begin(), m_looks.end(), [id](const EntryTabLook &look) {
        return look.id == id && look.preview;
    });
}

void EntryTabBar::setTabs(const QList<EntryTabLook> &tabs, int current)
{
    const QSignalBlocker quiet(this);
    const QList<EntryTabLook> before = std::exchange(m_looks, tabs);
    for (int index = count() - 1; index >= 0; --index) {
        const int id = idAt(index);
        if (std::none_of(tabs.begin(), tabs.end(), [id](const EntryTabLook &look) { return look.id == id; }))
            removeTab(index);
    }
    for (int place = 0; place < tabs.size(); ++place) {
        const EntryTabLook &look = tabs[place];
        int index = indexOf(look.id);
        if (index < 0) {
            index = insertTab(place, QString());
            setTabData(index, look.id);
            if (!look.closable) {
                QWidget *close = tabButton(index, RightSide);
                setTabButton(index, RightSide, nullptr);
                delete close;
            }
        } else if (before.contains(look)) {
            continue;
        }
        show(index, look);
    }
    setCurrentIndex(indexOf(current));
}

void EntryTabBar::show(int index, const EntryTabLook &look)
{
    // A lone & would underline the letter after it.
    QString text = QString(look.title).replace(u'&', u"&&"_s);
    if (look.dirty)
        text = u"● "_s + text;
    setTabText(index, text);
    setTabToolTip(index, widgets::plainToolTip(look.dirty ? tr("%1\nHas changes that are not saved.").arg(look.toolTip)
                                                          : look.toolTip));
    QString name = look.title;
    if (look.dirty)
        name = tr("%1, unsaved changes", "name of a tab").arg(name);
    if (look.preview)
        name = tr("%1, preview", "name of a tab").arg(name);
    setAccessibleTabName(index, name);
}

QSize EntryTabBar::tabSizeHint(int index) const
{
    QSize hint = QTabBar::tabSizeHint(index);
    if (isPreview(index))
        hint.rwidth() += fontMetrics().averageCharWidth(); // italics lean over
    return {std::min(hint.width(), widestEms * fontMetrics().height()), hint.height()};
}

QSize EntryTabBar::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
}

void EntryTabBar::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::MiddleButton ? idAt(tabAt(event->position().toPoint())) : -1;
    if (m_pressed < 0)
        QTabBar::mousePressEvent(event);
}

void EntryTabBar::mouseReleaseEvent(QMouseEvent *event)
{
    const int pressed = std::exchange(m_pressed, -1);
    if (event->button() != Qt::MiddleButton)
        QTabBar::mouseReleaseEvent(event);
    else if (pressed >= 0 && pressed == idAt(tabAt(event->position().toPoint())))
        emit closeRequested(pressed);
}

} // namespace panels
