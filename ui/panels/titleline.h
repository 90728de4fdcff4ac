// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QLineEdit;

namespace panels {

//! A read-only line edit as a title: bold, without a field around it. Unlike a label it is never cut, can be selected
//! and copied by keys, and does not make its panel wide.
void makeTitle(QLineEdit &line);

} // namespace panels
