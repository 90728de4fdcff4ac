// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QRectF>

namespace widgets {

//! Areas in proportion to `weights` (largest first, none negative) that fill `area`, each as near to a square as the next
//! ones let it be ("squarified", Bruls, Huizing and van Wijk 2000). A weight of nothing gets an empty rectangle.
[[nodiscard]] QList<QRectF> squarified(const QList<double> &weights, const QRectF &area);

} // namespace widgets
