// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/changespage.h"

#include "core/utf8.h"
#include "text/unified.h"
#include "ui/widgets/diffview.h"
#include "ui_changespage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QStringListModel>

namespace panels {

namespace {

widgets::DiffSide sideOf(const ChangesSide &side)
{
    return {side.label, side.text.value_or(QByteArray()), side.text ? QString() : side.gap, side.absent};
}

bool isKnown(const ChangesSide &side)
{
    return side.text || side.absent;
}

} // namespace

ChangesPage::ChangesPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ChangesPage>())
    , m_sentences(new QStringListModel(this))
{
    m_ui->setupUi(this);
    setUpList();
    connect(m_ui->nextButton, &QToolButton::clicked, this, &ChangesPage::nextChange);
    connect(m_ui->previousButton, &QToolButton::clicked, this, &ChangesPage::previousChange);
    connect(m_ui->sideButton, &QToolButton::clicked, this, [this](bool on) { setSideBySide(on); });
    connect(m_ui->diffView, &widgets::DiffView::ready, this, [this] {
        updateCounts();
        updateList();
        emit shownChanged();
    });
    connect(m_ui->diffView, &widgets::DiffView::currentChangeChanged, this, &ChangesPage::updateCounts);
    connect(m_ui->diffView, &widgets::DiffView::marksChanged, this, [this] {
        updateCounts();
        updateList();
        emit shownChanged();
    });
    connect(m_ui->emptyPage, &EmptyPage::retryRequested, this, &ChangesPage::retryRequested);
    connect(m_ui->emptyPage, &EmptyPage::wayOutRequested, this, &ChangesPage::wayOutRequested);
    connect(m_ui->emptyPage, &EmptyPage::actionRequested, this, &ChangesPage::emptyActionRequested);
    m_ui->sideButton->setChecked(isSideBySide());
    showNothing({tr("Nothing to compare"), tr("Select a version in the history to see what it changed.")});
}

ChangesPage::~ChangesPage() = default;

void ChangesPage::setUpList()
{
    m_ui->sentencesView->setModel(m_sentences);
    connect(m_ui->sentencesView, &QListView::activated, this, [this](const QModelIndex &index) {
        setList(false);
        m_ui->diffView->goToSentence(index.row());
        m_ui->diffView->setFocus(Qt::OtherFocusReason);
    });
    m_ui->menuButton->setMenu(new QMenu(m_ui->menuButton));
    m_ui->menuButton->setVisible(false);
}

void ChangesPage::setMenuActions(const QList<QAction *> &actions)
{
    QMenu *menu = m_ui->menuButton->menu();
    menu->clear();
    menu->setToolTipsVisible(true);
    for (QAction *action : actions) {
        if (action)
            menu->addAction(action);
        else
            menu->addSeparator();
    }
    m_ui->menuButton->setVisible(!menu->isEmpty());
}

void ChangesPage::showNothing(const EmptyState &state)
{
    m_left = m_right = {};
    m_ui->diffView->clear();
    m_ui->emptyPage->showEmpty(state);
    showPage(m_ui->emptyPage);
}

void ChangesPage::showLoading(const QString &leftLabel, const QString &rightLabel)
{
    m_left = m_right = {};
    m_ui->diffView->clear(); // the texts before may have been redacted
    //: %1 and %2 are labels of versions, "v2, 18 May 15:35"
    m_ui->emptyPage->showLoading(tr("Comparing %1 with %2…").arg(leftLabel, rightLabel));
    showPage(m_ui->emptyPage);
}

void ChangesPage::showFailure(const QString &leftLabel, const QString &rightLabel, const FailureState &state)
{
    m_left = m_right = {};
    m_ui->diffView->clear();
    FailureState shown = state;
    if (shown.title.isEmpty())
        shown.title = tr("%1 and %2 could not be compared").arg(leftLabel, rightLabel);
    m_ui->emptyPage->showFailure(shown);
    showPage(m_ui->emptyPage);
}

void ChangesPage::showChanges(const ChangesSide &left, const ChangesSide &right)
{
    m_left = left;
    m_right = right;
    m_ui->diffView->setTexts(sideOf(left), sideOf(right));
    updateList();
    showPage(m_asList ? static_cast<QWidget *>(m_ui->sentencesView) : m_ui->diffView);
}

bool ChangesPage::isSideBySide() const { return m_ui->diffView->arrangement() != widgets::DiffView::Arrangement::Inline; }

void ChangesPage::setSideBySide(bool sideBySide)
{
    using Arrangement = widgets::DiffView::Arrangement;
    const bool changed = isSideBySide() != sideBySide;
    m_ui->diffView->setArrangement(sideBySide ? Arrangement::Automatic : Arrangement::Inline);
    m_ui->sideButton->setChecked(sideBySide);
    if (changed)
        emit sideBySideChanged(sideBySide);
}

widgets::DiffView *ChangesPage::diffView() const { return m_ui->diffView; }

void ChangesPage::nextChange()
{
    setList(false);
    m_ui->diffView->nextChange();
}

void ChangesPage::previousChange()
{
    setList(false);
    m_ui->diffView->previousChange();
}

void ChangesPage::toggleSideBySide() { setSideBySide(!isSideBySide()); }

void ChangesPage::nextMark()
{
    setList(false);
    m_ui->diffView->nextMark();
}

void ChangesPage::previousMark()
{
    setList(false);
    m_ui->diffView->previousMark();
}

void ChangesPage::setList(bool asList)
{
    if (m_asList == asList)
        return;
    m_asList = asList;
    QWidget *shown = m_ui->pages->currentWidget();
    const bool hadFocus = shown->hasFocus();
    if (shown != m_ui->emptyPage) {
        QWidget *page = asList ? static_cast<QWidget *>(m_ui->sentencesView) : m_ui->diffView;
        showPage(page);
        if (hadFocus)
            page->setFocus(Qt::OtherFocusReason);
    }
    emit listChanged(asList);
}

bool ChangesPage::ignoresBlanks() const { return m_ui->diffView->ignoresBlanks(); }

void ChangesPage::setIgnoreBlanks(bool ignore) { m_ui->diffView->setIgnoreBlanks(ignore); }

void ChangesPage::copyAsText()
{
    const QByteArray bytes = m_ui->diffView->unifiedText();
    if (!bytes.isEmpty())
        QGuiApplication::clipboard()->setText(core::decodeUtf8(bytes).value_or(QString()));
}

void ChangesPage::copyAsPatch()
{
    const QByteArray bytes = patch();
    if (!bytes.isEmpty())
        QGuiApplication::clipboard()->setText(core::decodeUtf8(bytes).value_or(QString()));
}

QString ChangesPage::whyNoPatch() const
{
    if (!isKnown(m_left) || !isKnown(m_right))
        return m_left.gap.isEmpty() && m_right.gap.isEmpty() ? tr("Nothing is compared.")
                                                              : tr("One of the texts is not there.");
    if (m_ui->diffView->isBusy())
        return tr("The texts are still being compared.");
    if (m_left.text == m_right.text)
        return tr("The texts are equal.");
    if (m_ui->diffView->diff().state == text::DiffState::TooLarge)
        return tr("The texts are too large to be compared.");
    return {};
}

QByteArray ChangesPage::patch() const
{
    if (!whyNoPatch().isEmpty())
        return {};
    const QString path = m_left.absent ? m_right.path : m_left.path;
    text::PatchPaths paths;
    if (!m_left.absent)
        paths.before = path;
    if (!m_right.absent)
        paths.after = path;
    return text::patch(text::diff(m_left.text.value_or(QByteArray()), m_right.text.value_or(QByteArray())), paths);
}

QString ChangesPage::patchSubject() const
{
    return (m_left.absent ? m_right.path : m_left.path).section(u'/', -1);
}

bool ChangesPage::hasChanges() const
{
    return m_ui->diffView->diff().state == text::DiffState::Ready && m_ui->diffView->changeCount() > 0;
}

void ChangesPage::updateCounts()
{
    const widgets::DiffView *view = m_ui->diffView;
    const text::Diff &diff = view->diff();
    int moved = 0;
    for (const widgets::MovedBlock &block : view->movedBlocks().list())
        moved += block.move.lines;
    // Where there is nothing to count, the view says why over its texts: not twice.
    QString counts;
    if (hasChanges() && moved > 0)
        counts = tr("Lines: %1 added, %2 removed; %3 of them moved").arg(diff.added).arg(diff.removed).arg(moved);
    else if (hasChanges())
        counts = tr("Lines: %1 added, %2 removed").arg(diff.added).arg(diff.removed);
    if (const int came = view->marks().came(); came > 0) {
        //: What the scan found in the newer text only
        const QString words = came == 1 ? tr("1 finding of the scan came in") : tr("%n findings of the scan came in", nullptr, came);
        //: %1: "Lines: 2 added, 1 removed"; %2: "1 finding of the scan came in"
        counts = counts.isEmpty() ? words : tr("%1; %2").arg(counts, words);
    }
    m_ui->countsLabel->setText(counts);
    m_ui->nextButton->setEnabled(hasChanges());
    m_ui->previousButton->setEnabled(hasChanges());
}

void ChangesPage::updateList()
{
    const widgets::DiffView *view = m_ui->diffView;
    QStringList lines = view->sentences();
    if (lines.isEmpty())
        lines.append(view->summary());
    else if (view->hasMoreSentences())
        lines.append(tr("There are more changes than are listed here."));
    for (const ChangesSide *side : {&m_left, &m_right}) { // a gap is told here too
        if (!side->text && !side->gap.isEmpty())
            lines.append(tr("%1: %2").arg(side->label, side->gap));
    }
    m_sentences->setStringList(lines);
    m_ui->sentencesView->setCurrentIndex(m_sentences->index(0));
}

void ChangesPage::showPage(QWidget *page)
{
    // Whoever goes from version to version by keys stays here while the next one is on its way.
    const bool hadFocus = m_ui->pages->currentWidget()->hasFocus();
    m_ui->header->setVisible(page != m_ui->emptyPage);
    m_ui->pages->setCurrentWidget(page);
    if (hadFocus)
        page->setFocus(Qt::OtherFocusReason);
    if (page != m_ui->emptyPage)
        updateCounts();
    emit shownChanged();
}

} // namespace panels
