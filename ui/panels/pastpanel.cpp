// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/pastpanel.h"

#include "models/differencemodel.h"
#include "models/pasttreemodel.h"
#include "text/syntax.h"
#include "text/visible.h"
#include "ui/panels/changespage.h"
#include "ui/panels/coveragebar.h"
#include "ui/panels/emptypage.h"
#include "ui/panels/titleline.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/messagebanner.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/texteditor.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace panels {

namespace {

using widgets::TimeSlider;

constexpr int roomForBoth = 110; // characters: list and text beside each other
constexpr int margin = 8;

void setReason(QWidget &widget, const QString &whyNot)
{
    widget.setEnabled(whyNot.isEmpty());
    widget.setToolTip(widgets::plainToolTip(whyNot));
    widget.setAccessibleDescription(whyNot);
}

QLabel *plainLabel(const QString &name)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QTreeView *list(const QString &name, const QString &words)
{
    auto *view = new QTreeView;
    view->setObjectName(name);
    view->setAccessibleName(words);
    view->setFrameShape(QFrame::NoFrame);
    view->setUniformRowHeights(true);
    view->setAllColumnsShowFocus(true);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setTextElideMode(Qt::ElideMiddle);
    view->header()->setAccessibleName(PastPanel::tr("Columns"));
    view->header()->setStretchLastSection(false);
    return view;
}

} // namespace

PastPanel::PastPanel(QWidget *parent) : QWidget(parent)
{
    m_banner = new widgets::MessageBanner;
    m_banner->setObjectName(u"banner"_s);
    buildHead();
    buildMoments();
    buildLists();
    buildText();
    m_coverage = new CoverageBar;
    m_coverage->setObjectName(u"coverageBar"_s);
    m_splitter = new QSplitter(Qt::Vertical);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(m_lists);
    m_splitter->addWidget(m_texts);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_head);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_coverage);
    wire();
    setComparing(false);
    setSubject({});
    setSummary({});
    setCountWords({});
    setReasons({}, {});
    showEmpty({tr("Nothing to look back to"), tr("Choose a store on the left.")});
    showGap({}, {tr("No text"), tr("Choose an entry to read it as it was.")});
}

//! A field that is left half typed says so while it goes.
PastPanel::~PastPanel()
{
    for (QDateTimeEdit *edit : m_edits)
        edit->disconnect(this);
}

void PastPanel::buildHead()
{
    m_head = new QWidget;
    m_subject = new QLineEdit;
    m_subject->setObjectName(u"subjectEdit"_s);
    m_subject->setAccessibleName(tr("Store"));
    m_subject->setReadOnly(true);
    m_subject->setFrame(false);
    makeTitle(*m_subject);
    m_evidence = new QPushButton(tr("Export E&vidence…"));
    m_evidence->setObjectName(u"evidenceButton"_s);
    m_restore = new QPushButton(tr("&Restore to This Moment…"));
    m_restore->setObjectName(u"restoreButton"_s);
    m_slider = new TimeSlider;
    m_slider->setObjectName(u"slider"_s);
    m_summary = plainLabel(u"summaryLabel"_s);
    m_count = new QPushButton;
    m_count->setObjectName(u"countButton"_s);
    m_moments = new QWidget;
    auto *title = new QHBoxLayout;
    title->addWidget(m_subject, 1);
    title->addWidget(m_evidence);
    title->addWidget(m_restore);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_summary, 1);
    foot->addWidget(m_count);
    auto *column = new QVBoxLayout(m_head);
    column->setContentsMargins(margin, margin, margin, margin - 2);
    column->setSpacing(6);
    column->addLayout(title);
    column->addWidget(m_slider);
    column->addWidget(m_moments);
    column->addLayout(foot);
}

void PastPanel::buildMoments()
{
    const auto step = [this](const QString &name, Qt::ArrowType arrow, const QString &words) {
        auto *button = new QToolButton(m_moments);
        button->setObjectName(name);
        button->setArrowType(arrow);
        button->setAutoRaise(true);
        button->setAutoRepeat(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(words);
        button->setToolTip(words);
        return button;
    };
    m_back = step(u"backButton"_s, Qt::LeftArrow, tr("Write before (Alt+Left)"));
    m_forward = step(u"forwardButton"_s, Qt::RightArrow, tr("Write after (Alt+Right)"));
    const QStringList names{tr("Moment"), tr("Second moment")};
    for (int which = 0; which < 2; ++which) {
        auto *edit = new QDateTimeEdit(m_moments);
        edit->setObjectName(u"momentEdit%1"_s.arg(which));
        edit->setAccessibleName(names.at(which));
        //: a moment to the second, in the letters of QDateTime::toString()
        edit->setDisplayFormat(tr("d MMM yyyy HH:mm:ss"));
        edit->setCalendarPopup(true);
        edit->setKeyboardTracking(false);
        m_edits.at(size_t(which)) = edit;
    }
    m_compare = new QCheckBox(m_moments);
    m_compare->setObjectName(u"compareCheck"_s);
    m_places = new QToolButton(m_moments);
    m_places->setObjectName(u"placesButton"_s);
    m_places->setText(tr("Go To"));
    m_places->setAccessibleName(tr("Go to a mark or a day"));
    m_places->setPopupMode(QToolButton::InstantPopup);
    m_places->setFocusPolicy(Qt::TabFocus);
    m_places->setMenu(new QMenu(m_places));
    auto *flow = new widgets::FlowLayout(m_moments);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(6);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_back, m_forward, m_edits[0], m_compare, m_edits[1], m_places})
        flow->addWidget(widget);
}

void PastPanel::buildLists()
{
    m_tree = list(u"tree"_s, tr("The store at the moment"));
    m_tree->setAccessibleDescription(tr("The text of the current entry, as it was, stands beside or below. Enter opens the entry."));
    m_differences = list(u"differences"_s, tr("What differs between the two moments"));
    m_differences->setAccessibleDescription(tr("How the current one changed stands beside or below. Enter opens it."));
    m_differences->setRootIsDecorated(false);
    m_differences->setSortingEnabled(true);
    m_empty = new EmptyPage;
    m_lists = new QStackedWidget;
    m_lists->addWidget(m_tree);
    m_lists->addWidget(m_differences);
    m_lists->addWidget(m_empty);
}

void PastPanel::buildText()
{
    m_title = plainLabel(u"textTitle"_s);
    m_open = new QPushButton(tr("&Open"));
    m_open->setObjectName(u"openButton"_s);
    m_open->setToolTip(tr("Opens this version in its entry"));
    m_warning = plainLabel(u"textWarning"_s);
    m_text = new widgets::TextEditor;
    m_text->setObjectName(u"pastText"_s);
    m_text->setAccessibleName(tr("Text as it was at the moment"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLocked(true);
    m_text->setWordWrap(true);
    m_gap = new EmptyPage;
    m_changes = new ChangesPage;
    auto *pages = new QStackedWidget;
    pages->setObjectName(u"textPages"_s);
    pages->addWidget(m_text);
    pages->addWidget(m_gap);
    m_titleRow = new QWidget;
    auto *row = new QHBoxLayout(m_titleRow);
    row->setContentsMargins(margin, 4, margin, 4);
    row->addWidget(m_title, 1);
    row->addWidget(m_open);
    m_textPage = new QWidget;
    auto *column = new QVBoxLayout(m_textPage);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_titleRow);
    column->addWidget(m_warning);
    column->addWidget(pages, 1);
    m_warning->setContentsMargins(margin, 2, margin, 4);
    m_texts = new QStackedWidget;
    m_texts->addWidget(m_textPage);
    m_texts->addWidget(m_changes);
}

void PastPanel::addStep(const QKeySequence &keys, TimeSlider::Step step)
{
    auto *shortcut = new QShortcut(keys, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, [this, step] { emit stepRequested(step); });
}

void PastPanel::wire()
{
    using Step = TimeSlider::Step;
    addStep(QKeySequence(Qt::ALT | Qt::Key_Left), Step::WriteBack);
    addStep(QKeySequence(Qt::ALT | Qt::Key_Right), Step::WriteForward);
    addStep(QKeySequence(Qt::ALT | Qt::Key_PageUp), Step::DayBack);
    addStep(QKeySequence(Qt::ALT | Qt::Key_PageDown), Step::DayForward);
    connect(m_back, &QToolButton::clicked, this, [this] { emit stepRequested(Step::WriteBack); });
    connect(m_forward, &QToolButton::clicked, this, [this] { emit stepRequested(Step::WriteForward); });
    for (int which = 0; which < 2; ++which) {
        connect(m_edits.at(size_t(which)), &QDateTimeEdit::dateTimeChanged, this, [this, which](const QDateTime &moment) {
            if (!m_setting)
                emit momentTyped(which, moment);
        });
    }
    connect(m_compare, &QCheckBox::toggled, this, [this](bool comparing) {
        showSecond(comparing);
        emit comparingChanged(comparing);
    });
    connect(m_count, &QPushButton::clicked, this, &PastPanel::countRequested);
    connect(m_restore, &QPushButton::clicked, this, &PastPanel::restoreRequested);
    connect(m_evidence, &QPushButton::clicked, this, &PastPanel::evidenceRequested);
    connect(m_open, &QPushButton::clicked, this, &PastPanel::openRequested);
    connect(m_tree, &QTreeView::activated, this, &PastPanel::entryActivated);
    connect(m_differences, &QTreeView::activated, this, &PastPanel::differenceActivated);
    connect(m_empty, &EmptyPage::retryRequested, this, &PastPanel::retryRequested);
    connect(m_empty, &EmptyPage::wayOutRequested, this, &PastPanel::wayOutRequested);
    connect(m_gap, &EmptyPage::actionRequested, this, &PastPanel::textRequested);
    connect(m_gap, &EmptyPage::retryRequested, this, &PastPanel::textRetryRequested);
    connect(m_gap, &EmptyPage::wayOutRequested, this, &PastPanel::wayOutRequested);
    connect(m_coverage, &CoverageBar::loadAllRequested, this, &PastPanel::loadAllRequested);
    connect(m_coverage, &CoverageBar::cancelRequested, this, &PastPanel::cancelRequested);
    connect(m_banner, &widgets::MessageBanner::actionTriggered, this, &PastPanel::bannerActionTriggered);
}

void PastPanel::setTreeModel(QAbstractItemModel *model)
{
    m_tree->setModel(model);
    const int letter = m_tree->fontMetrics().averageCharWidth();
    QHeaderView *header = m_tree->header();
    header->setSectionResizeMode(models::PastTreeModel::NameColumn, QHeaderView::Stretch);
    header->resizeSection(models::PastTreeModel::SizeColumn, letter * 11);
    header->resizeSection(models::PastTreeModel::WrittenColumn, letter * 20);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { emit entryChosen(current); });
}

void PastPanel::setDifferencesModel(QAbstractItemModel *model)
{
    m_differences->setModel(model);
    const int letter = m_differences->fontMetrics().averageCharWidth();
    QHeaderView *header = m_differences->header();
    header->setSectionResizeMode(models::DifferenceModel::PathColumn, QHeaderView::Stretch);
    header->resizeSection(models::DifferenceModel::KindColumn, letter * 11);
    header->resizeSection(models::DifferenceModel::LinesColumn, letter * 12);
    header->resizeSection(models::DifferenceModel::SizeColumn, letter * 11);
    m_differences->sortByColumn(models::DifferenceModel::PathColumn, Qt::AscendingOrder);
    connect(m_differences->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { emit differenceChosen(current); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] { emit differenceChosen({}); });
}

void PastPanel::setSubject(const QString &store)
{
    m_subject->setText(text::visible(store));
    m_subject->setCursorPosition(0);
}

void PastPanel::setLimits(const QDateTime &earliest, const QDateTime &latest)
{
    m_setting = true;
    for (QDateTimeEdit *edit : m_edits)
        edit->setDateTimeRange(earliest.toLocalTime(), latest.toLocalTime());
    m_setting = false;
}

void PastPanel::setMoment(int which, const QDateTime &moment, const QString &words)
{
    m_slider->setMoment(which, which == 0 || isComparing() ? std::optional(moment) : std::nullopt, words);
    m_setting = true;
    QDateTimeEdit *edit = m_edits.at(size_t(which));
    if (edit->dateTime() != moment.toLocalTime())
        edit->setDateTime(moment.toLocalTime());
    m_setting = false;
}

bool PastPanel::isComparing() const { return m_compare->isChecked(); }

bool PastPanel::isTyping() const
{
    return std::any_of(m_edits.cbegin(), m_edits.cend(), [](const QDateTimeEdit *edit) {
        const auto *line = edit->findChild<QLineEdit *>();
        return edit->hasFocus() && line && line->isModified();
    });
}

void PastPanel::setComparing(bool comparing)
{
    const QSignalBlocker quiet(m_compare);
    m_compare->setChecked(comparing);
    showSecond(comparing);
    if (!comparing)
        m_slider->setMoment(1, std::nullopt);
}

void PastPanel::showSecond(bool comparing)
{
    m_edits[1]->setVisible(comparing);
    //: goes on with the field of the other moment
    m_compare->setText(comparing ? tr("&Compare with") : tr("&Compare with another moment"));
}

void PastPanel::setSummary(const QString &text) { m_summary->setText(text); }

void PastPanel::setCountWords(const QString &text)
{
    if (text.isEmpty() && m_count->hasFocus())
        m_differences->setFocus();
    m_count->setText(text);
    m_count->setVisible(!text.isEmpty());
}

void PastPanel::setCoverage(const Coverage &coverage) { m_coverage->setCoverage(coverage); }

void PastPanel::setPlaces(const QList<QString> &places)
{
    QMenu *menu = m_places->menu();
    menu->clear();
    for (int place = 0; place < places.size(); ++place) {
        QAction *action = menu->addAction(text::visible(places[place]).replace(u'&', u"&&"_s));
        connect(action, &QAction::triggered, this, [this, place] { emit placeChosen(place); });
    }
}

void PastPanel::setReasons(const QString &whyNoRestore, const QString &whyNoEvidence)
{
    setReason(*m_restore, whyNoRestore);
    setReason(*m_evidence, whyNoEvidence);
}

void PastPanel::showTree() { m_lists->setCurrentWidget(m_tree); }

void PastPanel::showDifferences() { m_lists->setCurrentWidget(m_differences); }

void PastPanel::showEmpty(const EmptyState &state)
{
    m_empty->showEmpty(state);
    m_lists->setCurrentWidget(m_empty);
}

void PastPanel::showLoading(const QString &title)
{
    m_empty->showLoading(title);
    m_lists->setCurrentWidget(m_empty);
}

void PastPanel::showFailure(const FailureState &state)
{
    m_empty->showFailure(state);
    m_lists->setCurrentWidget(m_empty);
}

void PastPanel::setTitle(const QString &title, bool canOpen)
{
    m_title->setText(text::visible(title));
    if (!canOpen && m_open->hasFocus())
        m_tree->setFocus();
    m_open->setVisible(canOpen);
    m_titleRow->setVisible(!title.isEmpty());
    m_warning->hide();
    m_texts->setCurrentWidget(m_textPage);
}

void PastPanel::showText(const QString &title, const QString &path, const QByteArray &text, const QString &warning)
{
    setTitle(title, true);
    m_warning->setText(warning);
    m_warning->setVisible(!warning.isEmpty());
    m_text->setLanguage(text::languageOf(path));
    m_text->setBytes(text);
    qobject_cast<QStackedWidget *>(m_text->parentWidget())->setCurrentWidget(m_text);
}

void PastPanel::showGap(const QString &title, const EmptyState &state)
{
    setTitle(title, false);
    m_text->setBytes({}); // what may not be seen does not stay behind
    m_gap->showEmpty(state);
    qobject_cast<QStackedWidget *>(m_gap->parentWidget())->setCurrentWidget(m_gap);
}

void PastPanel::showTextLoading(const QString &title)
{
    setTitle(title, false);
    m_text->setBytes({});
    m_gap->showLoading(tr("Reading the text…"));
    qobject_cast<QStackedWidget *>(m_gap->parentWidget())->setCurrentWidget(m_gap);
}

void PastPanel::showTextFailure(const QString &title, const FailureState &state)
{
    setTitle(title, false);
    m_text->setBytes({});
    m_gap->showFailure(state);
    qobject_cast<QStackedWidget *>(m_gap->parentWidget())->setCurrentWidget(m_gap);
}

void PastPanel::showChanges() { m_texts->setCurrentWidget(m_changes); }

void PastPanel::showBanner(const widgets::BannerMessage &message) { m_banner->show(message); }

void PastPanel::dismissBanner(const QString &id) { m_banner->remove(id); }

void PastPanel::focusSlider() { m_slider->setFocus(Qt::OtherFocusReason); }

void PastPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        emit paletteChanged();
}

void PastPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    emit shown();
}

void PastPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool wide = width() >= roomForBoth * fontMetrics().averageCharWidth();
    m_splitter->setOrientation(wide ? Qt::Horizontal : Qt::Vertical);
}

} // namespace panels
