// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/entry.h"
#include "ui/controllers/transferplace.h"

#include <QMimeData>
#include <QObject>
#include <QPointer>
#include <QTemporaryDir>

#include <memory>

namespace controllers {

class Navigator;

//! One text as a file that is made when somebody asks for it: where it is dropped, not where it is picked up.
class EntryFile : public QMimeData
{
    Q_OBJECT
public:
    //! `folder` exists and is for us alone; the file is 0600 in a new folder of its own below it.
    EntryFile(const QString &folder, const QString &name, const QByteArray &text);

    [[nodiscard]] QStringList formats() const override;
    [[nodiscard]] bool hasFormat(const QString &mimeType) const override;

protected:
    QVariant retrieveData(const QString &mimeType, QMetaType type) const override;

private:
    const QString m_folder;
    const QString m_name;
    const QByteArray m_text;
    mutable QString m_file; //!< empty until it was asked for
};

//! Drags an entry out of the window as a file. The files live as long as the program: whoever got one may copy it later.
class EntryDrag : public QObject
{
    Q_OBJECT
public:
    EntryDrag(Navigator &navigator, QWidget &window);

    void start(const TransferPlace &place);

private:
    void drag(const QString &path, const QByteArray &text);

    Navigator &m_navigator;
    QWidget &m_window;
    std::unique_ptr<QTemporaryDir> m_folder;
    core::Call<core::Entry> m_reading;
};

} // namespace controllers
