// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/scanner.h"
#include "core/call.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QThreadPool>

#include <memory>
#include <optional>

namespace session {

//! What the scan says of one text.
struct TextScan
{
    QList<audit::ScanMark> marks; //!< by place, in bytes
    bool more = false;            //!< there are more than `mostMarks`
    bool tooLarge = false;        //!< it was not looked at
};

//! Looks for what the rules mark in single texts: what is open, compared or listed, as far as it is at hand. One thread of
//! its own; each text once, known by its hash, within a bound; other rules forget everything. Nothing of a text is kept.
//! Application's thread.
class TextMarks : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype mostBytes = 8 * 1024 * 1024; //!< of a text
    static constexpr qsizetype mostMarks = 500;             //!< of a text
    static constexpr int mostKept = 200'000;                //!< texts and marks

    explicit TextMarks(QObject *parent = nullptr);
    ~TextMarks() override;

    void setScanner(std::shared_ptr<const audit::Scanner> scanner);
    [[nodiscard]] const audit::Scanner &scanner() const { return *m_scanner; }

    //! Cancel it when the text is not looked at any more. The marks are of the rules that held when it was called.
    [[nodiscard]] core::Call<TextScan> look(const QByteArray &text);
    //! Without looking: by the lower-case SHA-256 of the text.
    [[nodiscard]] std::optional<TextScan> known(const QString &sha256) const;
    //! How many texts were really looked through with these rules.
    [[nodiscard]] int scans() const;

private:
    struct Kept;

    std::shared_ptr<const audit::Scanner> m_scanner;
    std::shared_ptr<Kept> m_kept; //!< of these rules; shared with the thread
    QThreadPool m_pool;
};

} // namespace session
