// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/entrypanel.h"

#include "text/markdown.h"
#include "text/visible.h"
#include "ui/panels/originbar.h"
#include "ui/panels/titleline.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/factsbar.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/linebar.h"
#include "ui/widgets/markdownpreview.h"
#include "ui/widgets/messagebanner.h"
#include "ui/widgets/texteditor.h"
#include "ui/widgets/textmenu.h"
#include "ui_entrypanel.h"

using namespace Qt::StringLiterals;

namespace panels {

namespace {

// The panel's own messages; whatever else is in the banner belongs to the controller.
constexpr auto ReadOnlyId = "panel.readOnly"_L1;
constexpr auto IntegrityId = "panel.integrity"_L1;
constexpr auto FormatId = "panel.format"_L1;
constexpr auto VersionId = "panel.version"_L1;
constexpr auto EditAnyway = "editAnyway"_L1;
constexpr auto Compare = "compare"_L1;
constexpr auto Use = "use"_L1;
constexpr auto Back = "back"_L1;

QString formatProblem(text::ReadOnlyReason reason)
{
    switch (reason) {
    case text::ReadOnlyReason::None:
        break;
    case text::ReadOnlyReason::InvalidUtf8:
        return EntryPanel::tr(
            "This text has bytes that are not UTF-8. It can be read here but not changed, because saving "
            "would alter those bytes.");
    case text::ReadOnlyReason::NoStandIn:
        return EntryPanel::tr(
            "This text has characters that the editor cannot hold unchanged. It can be read here but not "
            "changed.");
    }
    return {};
}

} // namespace

EntryPanel::EntryPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::EntryPanel>())
{
    m_ui->setupUi(this);
    makeTitle(*m_ui->pathEdit);
    m_ui->wordsLabel->setElideMode(Qt::ElideRight); // gives way to the path
    setUpTabs();
    setUpText();
    setUpVersion();
    m_originBar = new OriginBar(this);
    m_ui->layout1->addWidget(m_originBar);
    connect(m_ui->textPages, &QStackedWidget::currentChanged, this, &EntryPanel::updateOriginBar);
    updateOriginBar();
    connect(m_ui->banner, &widgets::MessageBanner::actionTriggered, this, &EntryPanel::triggerBanner);
    connect(m_ui->emptyPage, &EmptyPage::retryRequested, this, &EntryPanel::retryRequested);
    connect(m_ui->emptyPage, &EmptyPage::wayOutRequested, this, &EntryPanel::wayOutRequested);
    connect(m_ui->changesPage, &ChangesPage::wayOutRequested, this, &EntryPanel::wayOutRequested);
    connect(m_ui->emptyPage, &EmptyPage::actionRequested, this, &EntryPanel::emptyActionRequested);
    showNothing({tr("No entry is open"), tr("Choose one on the left.")});
}

EntryPanel::~EntryPanel() = default;

void EntryPanel::setUpTabs()
{
    m_ui->tabs->addTab(tr("Text"));
    m_ui->tabs->addTab(tr("Changes"));
    m_ui->tabs->addTab(tr("Details"));
    connect(m_ui->tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_ui->pages->setCurrentIndex(index);
        updateOriginBar();
        emit viewChanged(View(index));
    });
    m_ui->pages->setCurrentIndex(0);
}

void EntryPanel::setUpText()
{
    widgets::installTextMenu(*m_ui->editor);
    widgets::installTextMenu(*m_ui->versionView);
    m_findBar = new widgets::FindBar(m_ui->editor, m_ui->editorPage);
    m_ui->editorPage->layout()->addWidget(m_findBar);
    m_lineBar = new widgets::LineBar(m_ui->editor, m_ui->editorPage);
    m_ui->editorPage->layout()->addWidget(m_lineBar);
    m_factsBar = new widgets::FactsBar(m_ui->editor, m_ui->editorPage);
    m_ui->editorPage->layout()->addWidget(m_factsBar);
    connect(m_ui->editor->document(), &QTextDocument::modificationChanged, this, [this](bool modified) {
        m_ui->modifiedLabel->setVisible(modified && m_hasEntry);
        emit modifiedChanged(isModified());
    });
    connect(m_ui->editor, &widgets::TextEditor::byteCountChanged, this, [this](qsizetype bytes) {
        if (m_hasEntry)
            emit bytesChanged(bytes);
    });
    connect(m_ui->editor, &widgets::TextEditor::readOnlyReasonChanged, this, &EntryPanel::updateFormatBanner);
}

void EntryPanel::setUpVersion()
{
    m_versionFindBar = new widgets::FindBar(m_ui->versionView, m_ui->versionPage);
    m_ui->versionPage->layout()->addWidget(m_versionFindBar);
    m_ui->versionView->setLocked(true);
    connect(m_ui->versionBanner, &widgets::MessageBanner::actionTriggered, this,
        [this](const QString &, const QString &action) {
            if (action == Compare)
                emit compareWithCurrentRequested();
            else if (action == Use)
                emit useThisTextRequested();
            else if (action == Back)
                emit backToCurrentRequested();
        });
    connect(m_ui->versionEmptyPage, &EmptyPage::wayOutRequested, this, &EntryPanel::wayOutRequested);
    connect(m_ui->versionEmptyPage, &EmptyPage::retryRequested, this, &EntryPanel::versionRetryRequested);
}

void EntryPanel::showNothing(const EmptyState &state)
{
    m_hasEntry = false;
    m_state = {};
    m_editAnyway = false;
    m_ui->editor->setBytes({});
    leaveVersion();
    m_ui->emptyPage->showEmpty(state);
    m_ui->textPages->setCurrentWidget(m_ui->emptyPage);
    showState();
}

void EntryPanel::showLoading(const QString &path)
{
    showNothing({});
    m_state.path = path;
    showState();
    m_ui->emptyPage->showLoading(tr("Reading the text…"));
}

void EntryPanel::showFailure(const QString &path, const FailureState &state)
{
    showNothing({});
    m_state.path = path;
    showState();
    m_ui->emptyPage->showFailure(state);
}

void EntryPanel::showEntry(const QByteArray &text, const EntryViewState &state)
{
    m_hasEntry = false; // what loading does to the editor is no edit
    m_editAnyway = false;
    m_state = state;
    m_ui->editor->setBytes(text);
    m_hasEntry = true;
    leaveVersion();
    m_ui->textPages->setCurrentWidget(m_ui->editorPage);
    showState();
    emit bytesChanged(text.size());
}

void EntryPanel::setEntryState(const EntryViewState &state)
{
    if (state.integrityWarning.isEmpty())
        m_editAnyway = false;
    m_state = state;
    showState();
}

void EntryPanel::markSaved() { m_ui->editor->markSaved(); }

void EntryPanel::useText(const QByteArray &text)
{
    if (m_hasEntry)
        m_ui->editor->useBytes(text);
    else
        m_ui->editor->setDraft(text);
    leaveVersion();
    setView(View::Text);
    m_ui->modifiedLabel->setVisible(m_hasEntry);
    emit modifiedChanged(isModified());
    emit bytesChanged(text.size());
}

void EntryPanel::allowEditing()
{
    m_editAnyway = true;
    showState();
}

bool EntryPanel::hasEntry() const { return m_hasEntry; }

QByteArray EntryPanel::editedBytes() const { return m_ui->editor->bytes(); }

bool EntryPanel::isModified() const { return m_hasEntry && m_ui->editor->isModified(); }

bool EntryPanel::isReadOnly() const { return !m_hasEntry || m_ui->editor->isReadOnly(); }

QString EntryPanel::readOnlyReason() const
{
    if (!m_state.readOnlyReason.isEmpty())
        return m_state.readOnlyReason;
    if (!m_state.integrityWarning.isEmpty() && !m_editAnyway)
        return m_state.integrityWarning;
    return formatProblem(m_ui->editor->readOnlyReason());
}

void EntryPanel::showVersionText(const QByteArray &text, const VersionViewState &state)
{
    m_ui->versionView->setBytes(text);
    showVersionBanner(state);
    m_ui->versionPages->setCurrentWidget(m_ui->versionView);
}

void EntryPanel::showVersionLoading(const VersionViewState &state)
{
    m_ui->versionEmptyPage->showLoading(tr("Reading the text of this version…"));
    showVersionBanner(state);
    m_ui->versionPages->setCurrentWidget(m_ui->versionEmptyPage);
}

void EntryPanel::showVersionFailure(const VersionViewState &state, const FailureState &failure)
{
    m_ui->versionEmptyPage->showFailure(failure);
    showVersionBanner(state);
    m_ui->versionPages->setCurrentWidget(m_ui->versionEmptyPage);
}

void EntryPanel::showVersionGap(const VersionViewState &state, const EmptyState &reason)
{
    m_ui->versionView->setBytes({}); // a redacted text does not stay behind the page
    m_ui->versionEmptyPage->showEmpty(reason);
    VersionViewState shown = state;
    shown.canUse = false;
    showVersionBanner(shown);
    m_ui->versionPages->setCurrentWidget(m_ui->versionEmptyPage);
}

void EntryPanel::leaveVersion()
{
    if (!m_showsVersion)
        return;
    m_showsVersion = false;
    m_ui->versionView->setBytes({});
    m_ui->versionBanner->clear();
    m_ui->textPages->setCurrentWidget(m_hasEntry ? m_ui->editorPage : static_cast<QWidget *>(m_ui->emptyPage));
}

bool EntryPanel::showsVersion() const { return m_showsVersion; }

ChangesPage *EntryPanel::changes() const { return m_ui->changesPage; }

DetailsPage *EntryPanel::details() const { return m_ui->detailsPage; }

widgets::TextEditor *EntryPanel::editor() const { return m_ui->editor; }

widgets::TextEditor *EntryPanel::versionView() const { return m_ui->versionView; }

void EntryPanel::setOriginBarShown(bool shown)
{
    m_originBarShown = shown;
    updateOriginBar();
}

void EntryPanel::updateOriginBar()
{
    m_originBar->setVisible(m_originBarShown && view() == View::Text && m_ui->textPages->currentWidget() != m_ui->emptyPage);
}

EntryPanel::View EntryPanel::view() const { return View(m_ui->tabs->currentIndex()); }

void EntryPanel::setView(View view) { m_ui->tabs->setCurrentIndex(int(view)); }

void EntryPanel::showBanner(const widgets::BannerMessage &message) { m_ui->banner->show(message); }

void EntryPanel::dismissBanner(const QString &id) { m_ui->banner->remove(id); }

bool EntryPanel::showsBanner(const QString &id) const { return m_ui->banner->contains(id); }

void EntryPanel::focusText()
{
    switch (view()) {
    case View::Text:
        if (m_ui->textPages->currentWidget() == m_ui->emptyPage)
            m_ui->tabs->setFocus(Qt::OtherFocusReason);
        else
            (m_showsVersion ? m_ui->versionView : m_ui->editor)->setFocus(Qt::OtherFocusReason);
        break;
    case View::Changes:
        m_ui->changesPage->diffView()->setFocus(Qt::OtherFocusReason);
        break;
    case View::Details:
        m_ui->detailsPage->setFocus(Qt::OtherFocusReason);
        break;
    }
}

void EntryPanel::find()
{
    if (auto *bar = currentFindBar())
        bar->open();
}

void EntryPanel::replace()
{
    if (auto *bar = currentFindBar())
        bar->openReplace();
}

void EntryPanel::findNext()
{
    if (auto *bar = currentFindBar())
        bar->findNext();
}

void EntryPanel::findPrevious()
{
    if (auto *bar = currentFindBar())
        bar->findPrevious();
}

void EntryPanel::goToLine(int line)
{
    if (!m_hasEntry)
        return;
    leaveVersion();
    setView(View::Text);
    m_ui->editor->goToLine(line);
    m_ui->editor->setFocus(Qt::OtherFocusReason);
}

void EntryPanel::askForLine()
{
    if (!m_hasEntry)
        return;
    leaveVersion();
    setView(View::Text);
    m_lineBar->open();
}

void EntryPanel::showState()
{
    const QString path = text::visible(m_state.path);
    if (m_ui->pathEdit->text() != path) {
        m_ui->pathEdit->setText(path);
        m_ui->pathEdit->setCursorPosition(0);
        const QFontMetrics letters = m_ui->pathEdit->fontMetrics();
        m_ui->pathEdit->setMinimumWidth(
            qMin(letters.horizontalAdvance(path) + letters.averageCharWidth() * 2, letters.averageCharWidth() * 22));
    }
    if (m_languagePath != m_state.path) { // what a person chose stays as long as the entry
        m_languagePath = m_state.path;
        m_ui->editor->setLanguage(text::languageOf(m_state.path));
        m_ui->versionView->setLanguage(text::languageOf(m_state.path));
    }
    m_ui->header->setVisible(!m_state.path.isEmpty());
    m_ui->wordsLabel->showText(m_state.words);
    m_ui->modifiedLabel->setVisible(isModified());
    using widgets::BannerMessage;
    using widgets::Severity;
    if (m_state.readOnlyReason.isEmpty())
        m_ui->banner->remove(ReadOnlyId);
    else
        m_ui->banner->show(BannerMessage{ReadOnlyId, Severity::Info, m_state.readOnlyReason, {}, {}, false});
    if (m_state.integrityWarning.isEmpty()) {
        m_ui->banner->remove(IntegrityId);
    } else {
        BannerMessage message{IntegrityId, Severity::Warning, m_state.integrityWarning, {}, {}, false};
        if (!m_editAnyway && m_state.readOnlyReason.isEmpty())
            message.actions = {{EditAnyway, tr("Edit anyway")}};
        m_ui->banner->show(message);
    }
    updateFormatBanner();
    updateLock();
    updatePreview();
}

void EntryPanel::setPreview(bool wanted)
{
    m_previewWanted = wanted;
    updatePreview();
}

bool EntryPanel::canPreview() const { return m_hasEntry && text::mayBeMarkdown(m_state.path); }

void EntryPanel::updatePreview()
{
    const bool shown = m_previewWanted && canPreview();
    if (shown && !m_preview) {
        m_preview = new widgets::MarkdownPreview(m_ui->editor, m_ui->editorSplitter);
        m_ui->editorSplitter->setSizes({1'000, 1'000});
        connect(m_preview, &widgets::MarkdownPreview::linkActivated, this, &EntryPanel::linkActivated);
    }
    if (m_preview)
        m_preview->setVisible(shown);
}

void EntryPanel::setSizeLimit(qsizetype bytes, qsizetype warnAt)
{
    m_factsBar->setLimit(bytes, warnAt);
}

void EntryPanel::updateLock()
{
    const bool suspect = !m_state.integrityWarning.isEmpty() && !m_editAnyway;
    m_ui->editor->setLocked(!m_hasEntry || suspect || !m_state.readOnlyReason.isEmpty());
}

void EntryPanel::updateFormatBanner()
{
    const text::ReadOnlyReason reason = m_ui->editor->readOnlyReason();
    if (!m_hasEntry || reason == text::ReadOnlyReason::None) {
        m_ui->banner->remove(FormatId);
        return;
    }
    m_ui->banner->show({FormatId, widgets::Severity::Info, formatProblem(reason), {}, {}, false});
}

void EntryPanel::showVersionBanner(const VersionViewState &state)
{
    using widgets::BannerMessage;
    m_showsVersion = true;
    //: %1 is a version with its time: "v2, 18 May 15:35"
    const QString words = state.gone ? tr("%1 – of a deleted entry, read-only") : tr("%1 – an old version, read-only");
    BannerMessage message{VersionId, widgets::Severity::Info, words.arg(state.title), {}, {}, false};
    if (state.canCompare)
        message.actions.append({Compare, tr("Compare with current")});
    if (state.canUse)
        message.actions.append({Use, state.gone ? tr("Recreate…") : tr("Restore…")});
    if (!state.gone)
        message.actions.append({Back, tr("Back to current")});
    m_ui->versionBanner->show(message);
    if (state.integrityWarning.isEmpty())
        m_ui->versionBanner->remove(IntegrityId);
    else
        m_ui->versionBanner->show(
            BannerMessage{IntegrityId, widgets::Severity::Warning, state.integrityWarning, {}, {}, false});
    m_ui->textPages->setCurrentWidget(m_ui->versionPage);
}

void EntryPanel::triggerBanner(const QString &id, const QString &action)
{
    if (id == IntegrityId && action == EditAnyway)
        emit editAnywayRequested();
    else
        emit bannerActionTriggered(id, action);
}

widgets::FindBar *EntryPanel::currentFindBar()
{
    if (!m_hasEntry && !m_showsVersion)
        return nullptr;
    setView(View::Text);
    return m_showsVersion ? m_versionFindBar : m_findBar;
}

} // namespace panels
