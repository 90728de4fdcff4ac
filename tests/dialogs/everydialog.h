// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>
#include <QString>
#include <QStringList>

#include <memory>

//! Every dialog of the program, filled as in a day's work, for checks and pictures of all of them.
namespace every {

QStringList dialogNames();
std::unique_ptr<QDialog> makeDialog(const QString &name);
//! Sheets show a long failure with its ways out from now on; others stay as they are. Whether it is a sheet.
bool fail(QDialog &dialog);

} // namespace every
