// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/titleline.h"

#include <QLineEdit>

namespace panels {

void makeTitle(QLineEdit &line)
{
    QFont bold = line.font();
    bold.setBold(true);
    line.setFont(bold);
    QPalette through;
    through.setColor(QPalette::Base, Qt::transparent);
    line.setPalette(through);
    line.setReadOnly(true);
    line.setFrame(false);
}

} // namespace panels
