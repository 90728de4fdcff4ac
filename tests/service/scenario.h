// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jsonmatch.h"
#include "serviceprocess.h"

//! One request and the reply that must come. The format is described in tests/data/http/README.md.
struct Step
{
    int line = 0;
    QString title;
    QByteArray method;
    QByteArray target;
    QList<QByteArray> headers;
    QByteArray body;
    int status = 0;
    QList<QPair<QByteArray, QByteArray>> replyHeaders;
    QByteArray replyBody; //!< empty: the reply must have none
};

//! What is wrong with the file ends up in `problem`.
QList<Step> readScenario(const QString &file, QString &problem);

//! What went wrong, with the line of the step, or an empty string.
QString runScenario(const QList<Step> &steps, ServiceProcess &service);
