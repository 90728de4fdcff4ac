// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QJsonValue>

//! What a scenario has seen, by name.
using Captures = QHash<QString, QString>;

//! Compares JSON with what is expected, member for member: a missing and an additional member are both differences.
//! Strings of the form <kind> or <kind:name> stand for what cannot be known before; with a name, the first value is
//! kept and later ones must be the same. Kinds: memstore, mem, memver (an id), time (six digits), millis (three
//! digits), uuid, any. Returns the first difference, or an empty string.
QString difference(const QJsonValue &actual, const QJsonValue &expected, Captures &captures, const QString &at);

//! The same for one string, for headers.
QString difference(const QString &actual, const QString &expected, Captures &captures, const QString &at);

//! The difference between the members and types of two values: the shape, not the data.
QString shapeDifference(const QJsonValue &actual, const QJsonValue &expected, const QString &at);
