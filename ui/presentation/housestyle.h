// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProxyStyle>

namespace presentation {

//! Fusion with outlines that can be seen on dark ground too: Fusion makes them darker than the window, so that an empty
//! check box disappears in the dark. Tabs are closed with an icon of ours.
class HouseStyle : public QProxyStyle
{
    Q_OBJECT
public:
    HouseStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
};

} // namespace presentation
