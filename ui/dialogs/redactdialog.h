// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/timestamp.h"
#include "ui/dialogs/sheet.h"
#include "ui/dialogs/typedword.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <memory>
#include <optional>

class QCheckBox;

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

//! An unsaved text on this computer that has, or may have, the text in it.
struct RedactDraft
{
    QString id;
    QString words;         //!< its path, age and first line
    bool holdsText = true; //!< discarding it is preselected
    bool canDiscard = true; //!< else another running copy of the program has it
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
    QList<RedactDraft> drafts = {};
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
    //! Ids of the drafts that the person wants to go.
    [[nodiscard]] QStringList draftsToDiscard() const;

    static constexpr int shownLines = 8;
    static constexpr int shownColumns = 160;

signals:
    void redactRequested();

private:
    void check();
    void showFacts(const RedactFacts &facts);
    void showCopies(const RedactFacts &facts);
    void showDrafts(const QList<RedactDraft> &drafts);

    std::unique_ptr<Ui::RedactDialog> m_ui;
    TypedWord m_word;
    QList<QCheckBox *> m_drafts;
    bool m_hasFacts = false;
};

} // namespace dialogs
