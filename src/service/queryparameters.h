// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/replies.h"

#include <QMap>

namespace service {

//! The query of a request, decoded; the first of a name that is given twice counts.
using Query = QMap<QByteArray, QByteArray>;
Query readQuery(const QByteArray &encoded);

//! limit and cursors (contract 2.6).
Checked<PageRequest> readPage(const Query &query, const wire::Dialect &dialect);
//! The filters of the store list (contract 2.7 #2). Bounds are compared with the times as the dialect shows them, so that
//! a time that was read can be sent as an inclusive bound.
Checked<StoreFilter> readStoreFilter(const Query &query, const wire::Dialect &dialect);

} // namespace service
