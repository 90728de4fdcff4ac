// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/timestamp.h"
#include "ui/dialogs/sheet.h"
#include "ui/dialogs/typedword.h"

#include <QByteArray>
#include <QStringList>

#include <memory>
#include <optional>

namespace Ui {
class RedactDialog;
}

namespace dialogs {

enum class LiveText {
    Unknown, //!< could not be read
    Same, //!< the live entry still has this text
    Different,
    EntryGone, //!< the entry was deleted
};

//! Everything that a person must see before a version is redacted (promises K1-K3).
struct RedactFacts
{
    Target target;
    QString path;
    QString ordinal; //!< "v3", "at least v3"
    QString versionId;
    core::Timestamp createdAt;
    std::optional<qint64> size; //!< bytes
    QString sha256;
    std::optional<QByteArray> content; //!< nothing: could not be read; `contentProblem` says why
    QString contentProblem = {};
    LiveText live = LiveText::Unknown;
    QStringList sameVersions = {}; //!< other versions of this entry with this text: "v3, 18 May 15:35"
    QStringList sameEntries = {}; //!< other entries with this text: their paths
    QString coverage = {}; //!< how far that is known: "412 of about 8,000 versions were compared."
};

//! The sheet before a redaction. Waits for the word REDACT; *Cancel* is the default and Enter never redacts.
class RedactDialog : public Sheet
{
    Q_OBJECT
public:
    explicit RedactDialog(QWidget *parent = nullptr);
    ~RedactDialog() override;

    void setFacts(const RedactFacts &facts);

    static constexpr int shownLines = 8;
    static constexpr int shownColumns = 160;

signals:
    void redactRequested();

private:
    void check();
    void showFacts(const RedactFacts &facts);
    void showCopies(const RedactFacts &facts);

    std::unique_ptr<Ui::RedactDialog> m_ui;
    TypedWord m_word;
    bool m_hasFacts = false;
};

} // namespace dialogs
