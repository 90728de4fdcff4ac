// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/changespage.h"
#include "ui/panels/detailspage.h"
#include "ui/panels/panelstate.h"

#include <QByteArray>
#include <QWidget>

#include <memory>

namespace Ui {
class EntryPanel;
}
namespace widgets {
class FactsBar;
class FindBar;
class LineBar;
class MarkdownPreview;
class TextEditor;
struct BannerMessage;
} // namespace widgets

namespace panels {

class OriginBar;

//! What stands above the text, and whether it may be changed. Sentences come ready made.
struct EntryViewState
{
    QString path;
    QString words = {}; //!< "v3, updated 2 minutes ago"
    QString readOnlyReason = {}; //!< archived store, no right to write; empty: may be changed
    QString integrityWarning = {}; //!< does not fit its hash: read-only until *Edit anyway*
};

//! An old version in place of the text.
struct VersionViewState
{
    QString title; //!< "v2, 18 May 15:35"
    QString integrityWarning = {};
    bool canCompare = true;
    bool canUse = true; //!< *Restore…* makes sense: the entry can be changed
    bool gone = false; //!< the entry was deleted: there is nothing to go back to, and restoring makes a new entry
};

//! The middle of the window: one entry as *Text*, *Changes* or *Details*. The text being edited stays as it is while an
//! old version or changes are looked at. Texts are exact bytes. Shows and asks; a controller decides.
class EntryPanel : public QWidget
{
    Q_OBJECT
public:
    enum class View { Text, Changes, Details };
    Q_ENUM(View)

    explicit EntryPanel(QWidget *parent = nullptr);
    ~EntryPanel() override;

    //! Nothing is selected, or what is selected has no text (a store, a folder). Forgets the text.
    void showNothing(const EmptyState &state);
    void showLoading(const QString &path);
    void showFailure(const QString &path, const FailureState &state);
    //! Loads a text: the mark for unsaved changes and undo start afresh.
    void showEntry(const QByteArray &text, const EntryViewState &state);
    //! The same text with another header: after a save, an archive, a new moment.
    void setEntryState(const EntryViewState &state);
    //! What is in the editor is now what the service holds; undo goes on.
    void markSaved();
    //! Puts another text into the editor as an unsaved edit, in place of what is there; undo brings that back.
    void useText(const QByteArray &text);
    //! After *Edit anyway*: the integrity warning stays, the lock goes.
    void allowEditing();

    [[nodiscard]] bool hasEntry() const; //!< a text is in the editor
    [[nodiscard]] QByteArray editedBytes() const;
    [[nodiscard]] bool isModified() const;
    [[nodiscard]] bool isReadOnly() const;
    //! Why the text cannot be changed, as the banner says; empty when it can.
    [[nodiscard]] QString readOnlyReason() const;

    //! Over the text, under a banner with the way back.
    void showVersionText(const QByteArray &text, const VersionViewState &state);
    void showVersionLoading(const VersionViewState &state);
    void showVersionFailure(const VersionViewState &state, const FailureState &failure);
    //! A redacted or deleted version: a labelled gap with the reason.
    void showVersionGap(const VersionViewState &state, const EmptyState &reason);
    void leaveVersion();
    [[nodiscard]] bool showsVersion() const;

    [[nodiscard]] ChangesPage *changes() const; //!< its own setters and signals
    [[nodiscard]] DetailsPage *details() const;
    [[nodiscard]] widgets::TextEditor *editor() const;
    [[nodiscard]] widgets::TextEditor *versionView() const; //!< of an old version
    [[nodiscard]] OriginBar *originBar() const { return m_originBar; }
    void setOriginBarShown(bool shown); //!< under the text, whenever that is in sight

    [[nodiscard]] View view() const;
    void setView(View view);

    //! Markdown beside the text, where the entry may be Markdown.
    void setPreview(bool wanted);
    [[nodiscard]] bool canPreview() const;

    //! What the service takes at most, and from where on the size is marked, in bytes.
    void setSizeLimit(qsizetype bytes, qsizetype warnAt);

    void showBanner(const widgets::BannerMessage &message);
    void dismissBanner(const QString &id);
    [[nodiscard]] bool showsBanner(const QString &id) const;

public slots:
    void focusText();
    void find();
    void replace();
    void findNext();
    void findPrevious();
    void goToLine(int line); //!< from 1
    void askForLine();

signals:
    void viewChanged(panels::EntryPanel::View view);
    void modifiedChanged(bool modified);
    void bytesChanged(qint64 bytes); //!< of the text being edited, in UTF-8
    void compareWithCurrentRequested();
    void useThisTextRequested();
    void backToCurrentRequested();
    void editAnywayRequested();
    void retryRequested(); //!< of the entry's text
    void versionRetryRequested(); //!< of the old version's text
    void wayOutRequested(presentation::WayOut way); //!< of a failure in place of either
    void emptyActionRequested();
    void linkActivated(const QString &target); //!< of the preview; as it is written, untrusted
    void bannerActionTriggered(const QString &id, const QString &action);

private:
    void setUpTabs();
    void setUpText();
    void setUpVersion();
    void showState();
    void showVersionBanner(const VersionViewState &state);
    void updateLock();
    void updatePreview();
    void updateOriginBar();
    void updateFormatBanner();
    void triggerBanner(const QString &id, const QString &action);
    [[nodiscard]] widgets::FindBar *currentFindBar();

    std::unique_ptr<Ui::EntryPanel> m_ui;
    widgets::FindBar *m_findBar = nullptr;
    widgets::FindBar *m_versionFindBar = nullptr;
    widgets::LineBar *m_lineBar = nullptr;
    widgets::FactsBar *m_factsBar = nullptr;
    OriginBar *m_originBar = nullptr;
    bool m_originBarShown = false;
    EntryViewState m_state;
    QString m_languagePath; //!< whose extension chose the colours
    widgets::MarkdownPreview *m_preview = nullptr; //!< made when first wanted
    bool m_previewWanted = false;
    bool m_hasEntry = false;
    bool m_showsVersion = false;
    bool m_editAnyway = false;
};

} // namespace panels
