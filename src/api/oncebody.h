// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace api {

//! A request body that can be sent once. Qt sends every request again whose connection breaks before the reply, POST and
//! DELETE too; it cannot when the body is a sequential device that does not rewind (reliability M1, promise B1).
class OnceBody final : public QIODevice
{
    Q_OBJECT
public:
    explicit OnceBody(QByteArray bytes, QObject *parent = nullptr);

    //! Whether a byte of it may have left.
    [[nodiscard]] bool wasRead() const { return m_position > 0; }
    //! Nothing more is given out, so that an aborted request stays incomplete.
    void seal() { m_sealed = true; }

    bool isSequential() const override { return true; }
    bool reset() override { return false; }
    qint64 bytesAvailable() const override;
    bool atEnd() const override { return m_position >= m_bytes.size(); }

protected:
    qint64 readData(char *out, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_position = 0;
    bool m_sealed = false;
};

} // namespace api
