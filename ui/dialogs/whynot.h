// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/plaintooltip.h"

#include <QAbstractButton>

namespace dialogs {

//! A button that cannot be used tells why, to the mouse and to screen readers; it can be used when there is no reason.
inline void setReason(QAbstractButton &button, const QString &whyNot)
{
    button.setEnabled(whyNot.isEmpty());
    button.setToolTip(widgets::plainToolTip(whyNot));
    button.setAccessibleDescription(whyNot);
}

} // namespace dialogs
